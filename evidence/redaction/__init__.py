"""Covering what is nobody else's business: boxes a person drew, burnt into a copy that is given away in the original's place."""
