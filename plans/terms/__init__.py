"""What changes the terms of items, under a decision or where the document left a blank."""
