"""Believable cases at every stage, made through the product's own doors, for trying it out."""
