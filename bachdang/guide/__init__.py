"""Pages about the site itself: how to work with it, and every component of its look."""
