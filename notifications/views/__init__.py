"""Pages of the inbox and of the ways to be reached."""
