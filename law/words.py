"""A text in the two languages of the product; this floor knows no translation machinery."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One text twice; the floors above choose by the language of the page."""

    zh: str
    en: str

    def spoken(self, language: str) -> str:
        """The Chinese text for any kind of Chinese ("zh-hans"), the English one for everything else."""
        return self.zh if language.startswith("zh") else self.en
