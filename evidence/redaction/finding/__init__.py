"""What in a picture should be covered before it is given away: phones, IDs, accounts, addresses, names, faces.

find(path)  →  [Finding(kind="phone", box=Box(left=112, top=1696, right=360, bottom=1745), text_hint="138…80")]
"""

from evidence.redaction.finding.found import Finding, Kind
from evidence.redaction.finding.searching import find, find_in, search

__all__ = ["Finding", "Kind", "find", "find_in", "search"]
