"""Pages of the evidence of one case."""
