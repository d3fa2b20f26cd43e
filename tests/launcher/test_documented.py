"""docs/operations.md names every variable that the product reads."""

import re

from tests.launcher.running import ROOT

READ = {
    "config/settings.py": r'env\.\w+\(\s*"([A-Z_]+)"',
    "config/launcher/options.py": r'source(?:\.get\(|, )"([A-Z_]+)"',
}


def test_every_variable_is_in_the_table() -> None:
    table = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/operations.md").read_text(encoding="utf-8")))
    for file, pattern in READ.items():
        names = set(re.findall(pattern, (ROOT / file).read_text(encoding="utf-8")))
        assert len(names) > 4
        assert names <= table, f"{file} reads {sorted(names - table)}"
