"""Orders' pages invented anew for each seed: facts, layouts of our own, and what happens to screenshots on their way."""
