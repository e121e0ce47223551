"""What is asked of a file before it is stored, and which stored files may go."""
