"""The workflow as a picture: read from the transition table, laid out without help, written as SVG.

The way through it: `reading` (table → graph) → `placing` (boxes and labels) → `routing` (lines) → `painting` (SVG).
`drawing.svg` is the door.
"""
