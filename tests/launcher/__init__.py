"""The launcher with real processes and the real broker."""
