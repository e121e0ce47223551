"""What is asked of a file before it is stored, whether it is still whole, and which stored files may go."""
