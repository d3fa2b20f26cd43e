"""A second, slower way to the same dates, written from the notices and the statutes without a look at `law`.

Its tables were typed from the State Council's arrangements; it counts a day at a time and knows no shortcuts. Where it and
`law` differ, one of the two misread the law.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

BEIJING = timezone(timedelta(hours=8))
ONE_DAY = timedelta(days=1)

# Days off of the notices, weekends inside them included (国务院办公厅关于…年部分节假日安排的通知).
OFF = {
    2020: "01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
    2021: "01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07",
    2022: "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31",
    2023: "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06",
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
}
# Saturdays and Sundays worked in exchange.
MADE_UP = {
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
# Years without a notice: New Year's Eve to the third day, Qingming, Dragon Boat and Mid-Autumn (from an almanac).
MOVING = {
    2027: "02-05..02-08 04-05 06-09 09-15",
    2028: "01-25..01-28 04-04 05-28 10-03",
    2029: "02-12..02-15 04-04 06-16 09-22",
    2030: "02-02..02-05 04-05 06-05 09-12",
    2036: "01-27..01-30 04-04 05-30 10-04",
    2037: "02-14..02-17 04-04 06-18 09-24",
    2046: "02-05..02-08 04-04 06-08 09-15",
    2047: "01-25..01-28 04-05 05-29 10-04",
}
FIXED = "01-01 05-01..05-02 10-01..10-03"

# Length, then h(ours), d(ays), w(orking days), m(onths) or y(ears); ">" moves off rest days, "-" counts backward.
LIMITS = {
    "48h": "XHS_SHIP_48H XHS_SELLER_AUDIT_48H XHS_SELLER_RECEIVE_48H XHS_EVIDENCE_48H",
    "5d>": "CPLAW128_COPY_5D",
    "7d": "XHS_BUYER_SHIP_BACK_7D XHS_APPLY_PLATFORM_7D",
    "7d>": "CPL25_RETURN_7D CPL25_REFUND_7D CPL24_QUALITY_RETURN_7D SB_RETURN_7D EXPRESS_COMPLAINT_7D CPLAW126_FILE_7D"
    " EVID51_SMALL_7D",
    "10d>": "CPLAW171_APPEAL_RULING_10D",
    "15d": "PEN9_RETURN_15D PEN9_REFUND_15D PEN8_QUALITY_15D PEN10_PREPAY_15D ECL43_IP_COUNTER_15D",
    "15d>": "SB_EXCHANGE_15D ALL45_SUIT_15D CPLAW128_DEFENCE_15D EVID51_SUMMARY_15D CPLAW171_APPEAL_15D",
    "30d": "SB_REPAIR_30D",
    "30d>": "CPLAW205_CONFIRM_30D",
    "60d>": "REG46_MEDIATE_60D SAMR121_MEDIATE_60D ARL20_RECONSIDER_60D SHCR56_MEDIATE_60D",
    "90d": "SB_PARTS_90D",
    "90d>": "PROC_CASE_90D SHCR56_MEDIATE_EXT_90D",
    "120d>": "PROC_CASE_EXT_120D",
    "-7d": "PRM12_NOTICE_7D",
    "-15d": "PRM12_NOTICE_15D",
    "-30d": "NTM23_SHOP_CLOSE_30D",
    "3w": "NTM26_REPORT_CHANGE_3WD",
    "5w": "SAMR20_REPORT_NOTICE_5WD",
    "7w": "NTM26_PLATFORM_VERIFY_7WD XHS_RULING_7WD CPL46_HANDLE_7WD REG46_HANDLE_7WD SAMR20_ACCEPT_7WD"
    " SAMR121_ACCEPT_7WD SAMR20_TERM_NOTICE_7WD SAMR121_TERM_NOTICE_7WD SAMR121_JURIS_7WD",
    "10w": "NTM12_INFO_UPDATE_10WD ODR_SETTLE_10WD",
    "15w": "SAMR121_CLUE_CHECK_15WD PROC_REPORT_CHECK_15WD",
    "30w": "PROC_REPORT_CHECK_EXT_30WD",
    "45w": "SAMR20_MEDIATE_45WD",
    "2m>": "ALL47_INACTION_2M CPLAW168_SMALL_2M",
    "3m>": "CPLAW164_SUMMARY_3M",
    "6m>": "CPL23_BURDEN_6M ALL46_SUIT_6M CPLAW152_ORDINARY_6M",
    "1y>": "CC152_RESCIND_1Y CC564_TERMINATE_1Y",
    "2y": "APL36_PENALTY_2Y",
    "2y>": "CC621_NOTICE_2Y PQL45_LIMIT_2Y CPLAW250_ENFORCE_2Y",
    "3y": "ECL31_DATA_3Y LIVE16_DATA_3Y NTM20_LIVE_VIDEO_3Y ECL53_PAYMENT_3Y",
    "3y>": "SAMR20_LIMIT_3Y SAMR121_LIMIT_3Y CC188_LIMIT_3Y",
    "10y>": "PQL45_MAX_10Y",
    "20y>": "CC188_MAX_20Y",
}


class Opinion(NamedTuple):
    """What the other way comes to, written as the command writes it."""

    safe: str
    latest: str
    provisional: bool


def blocks(year: int, text: str) -> list[list[date]]:
    """Each part of `01-01 01-24..02-02` as the days it names."""
    found = []
    for part in text.split():
        first, _, last = part.partition("..")
        day, end = (date.fromisoformat(f"{year}-{written}") for written in (first, last or first))
        found.append([day + n * ONE_DAY for n in range((end - day).days + 1)])
    return found


def _every_day(years: dict[int, str]) -> set[date]:
    return {day for year, text in years.items() for block in blocks(year, text) for day in block}


FESTIVALS = _every_day({year: f"{FIXED} {text}" for year, text in MOVING.items()})
RESTED = _every_day(OFF) | FESTIVALS
WORKED = _every_day(MADE_UP)
LENGTHS = {rule_id: length for length, rule_ids in LIMITS.items() for rule_id in rule_ids.split()}


def opinion(rule_id: str, trigger: str) -> Opinion:
    """When the rule ends; raises KeyError where the tables above don't reach."""
    length = LENGTHS[rule_id]
    amount, unit = int(length.strip("-hdwmy>")), length.strip("->0123456789")
    moment = datetime.fromisoformat(trigger)
    if unit == "h":
        end = (moment.astimezone(UTC) + timedelta(hours=amount)).astimezone(BEIJING).isoformat()
        return Opinion(end, end, False)
    day = moment.astimezone(BEIJING).date()
    if unit == "w":
        walked = list(_until_worked(day, amount))
        return _closing(walked[-1], walked[-1], any(passed.year in MOVING for passed in walked))
    if unit == "d":
        for _ in range(amount):
            day = day - ONE_DAY if length.startswith("-") else day + ONE_DAY
    else:
        day = _corresponding(day, amount * (12 if unit == "y" else 1))
    return _moved(day) if length.endswith(">") else _closing(day, day, False)


def _until_worked(day: date, amount: int) -> Iterator[date]:
    while amount:
        day += ONE_DAY
        amount -= _is_worked(day)
        yield day


def _moved(last: date) -> Opinion:
    day, unsure = last, _unsure(last)
    while not _is_worked(day):
        day += ONE_DAY
        unsure = unsure or _unsure(day)
    return _closing(last, day, unsure)


def _is_worked(day: date) -> bool:
    if day.year not in OFF.keys() | MOVING.keys():
        raise KeyError(day)
    return day in WORKED or (day.isoweekday() <= 5 and day not in RESTED)


def _unsure(day: date) -> bool:
    week = (day + n * ONE_DAY for n in range(-7, 8))
    return day.year in MOVING and (day.isoweekday() > 5 or any(near in FESTIVALS for near in week))


def _corresponding(day: date, months: int) -> date:
    year, month, number = day.year, day.month, day.day
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def _closing(safe: date, latest: date, provisional: bool) -> Opinion:
    return Opinion(f"{safe}T23:59:59+08:00", f"{latest}T23:59:59+08:00", provisional)
