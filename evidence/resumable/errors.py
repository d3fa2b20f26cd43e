"""What can be said against a request of the protocol."""


class Unwilling(Exception):
    """A request that isn't carried out: `status` as tus 1.0.0 or HTTP has it, `code` for programs, words for the person."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.status, self.code, self.message = status, code, message


class Overtaken(Exception):
    """Somebody else writes this upload now, or it is over: whoever gets this stops at once."""
