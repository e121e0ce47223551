"""The door: who comes in, how long they stay, and what happens to what was typed when the time is over."""
