"""What changes the terms of targets under a decision, and what the office enters beside them."""
