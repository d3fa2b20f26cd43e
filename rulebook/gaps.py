"""The year whose holidays nobody has published yet, once it is time to."""

from datetime import datetime

from law import CHINA, Calendar

# The notices for 2025 and 2026 came on 12 and 4 November.
NOTICES_FROM_MONTH = 11


def calendar_gap(calendar: Calendar, now: datetime) -> int | None:
    """This year while it is only estimated, from November on the next one; None when nothing is missing."""
    today = now.astimezone(CHINA)
    years = [today.year, *([today.year + 1] if today.month >= NOTICES_FROM_MONTH else [])]
    return next((year for year in years if year not in calendar.published), None)
