"""Pages of the workflow: moving a case, reading its dates and texts, letting people in."""
