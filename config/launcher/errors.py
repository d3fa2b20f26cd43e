"""The ways a start can end early; each carries the one sentence that the person in front of the terminal reads."""


class Refused(Exception):
    """The start is impossible as asked; the text is one clear sentence that says what to do."""


class Busy(Refused):
    """Another launcher holds the data folder."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM while something was still being prepared."""
