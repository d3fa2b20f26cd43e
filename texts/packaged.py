"""Reading the tables that come with this floor's packages."""

import csv
import io
from collections.abc import Iterator
from importlib.resources import files


def rows(package: str, name: str) -> Iterator[dict[str, str]]:
    """The lines of the CSV file `name` inside `package` (such as "texts.promises"), by column."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))
