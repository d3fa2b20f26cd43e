"""What can be said against a request of the protocol."""


class Unwilling(Exception):
    """A request that isn't carried out: `answer` as tus 1.0.0 or HTTP has it, `code` for programs, words for the person."""

    def __init__(self, answer: int, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.answer, self.code, self.message = answer, code, message


class Overtaken(Exception):
    """Somebody else writes this upload now, or it is over: whoever gets this stops at once."""
