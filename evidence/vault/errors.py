"""What can go wrong at the vault's door."""


class Rejected(Exception):
    """A file that isn't taken: `code` for programs, `message` for the person, in their language.

    Nothing of the file is kept, and nothing else has changed.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
