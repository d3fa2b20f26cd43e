"""The case as files for somebody else: the dossier as a PDF, and the archive whose page checks it without us."""
