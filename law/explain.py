"""Say in one or two sentences how a date came about, as a person would."""

from collections.abc import Iterable
from datetime import date, datetime

from law.calendar import DayKind
from law.counting import DAY, MONTHS, Due, SkippedRange
from law.rules import Bound, Direction, Effect, Rule, Unit

WEEK_ZH = "一二三四五六日"
WEEK_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_EN = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LENGTH_ZH = {Unit.MONTH: "个月", Unit.YEAR: "年"}


def explain_zh(due: Due, rule: Rule) -> str:
    """Such as 「收到当天不算，从次日起数；第7个工作日是10月12日（周一）。」, plus what was skipped or is uncertain."""
    if rule.unit is Unit.HOUR:
        count = _hours_zh(due, rule)
    elif rule.unit is Unit.WORKING_DAY:
        count = _start_zh(rule) + f"第{rule.amount}个工作日是{_day_zh(_last(due), due)}。" + _skipped_zh(due)
    else:
        count = _start_zh(rule) + _last_day_zh(due, rule)
    return count + _ending_zh(due, rule) + _doubt_zh(due, rule)


def explain_en(due: Due, rule: Rule) -> str:
    """The same in plain English."""
    if rule.unit is Unit.HOUR:
        count = _hours_en(due, rule)
    elif rule.unit is Unit.WORKING_DAY:
        count = _start_en(rule) + f"working day {rule.amount} is {_day_en(_last(due), due)}." + _skipped_en(due)
    else:
        count = _start_en(rule) + _last_day_en(due, rule)
    return count + _ending_en(due, rule) + _doubt_en(due, rule)


def _last(due: Due) -> date:
    return due.safe.date()


def _last_kind(due: Due) -> DayKind:
    return due.counted[-1].kind


def _month_end(due: Due, rule: Rule) -> bool:
    return rule.unit in MONTHS and _last(due).day != due.trigger.day


def _made_up(due: Due) -> list[date]:
    return [counted.date for counted in due.counted if counted.kind is DayKind.MAKEUP]


def _holidays(due: Due) -> list[SkippedRange]:
    """Holiday ranges, with festivals that touch each other joined to one."""
    joined: list[SkippedRange] = []
    for found in due.skipped:
        if found.kind is not DayKind.HOLIDAY:
            continue
        if joined and joined[-1].end + DAY == found.start:
            found = SkippedRange(joined.pop().start, found.end, found.kind, found.name)
        joined.append(found)
    return joined


# Chinese


def _day_zh(day: date, due: Due, *, weekday: bool = True) -> str:
    year = f"{day.year}年" if day.year != due.trigger.year else ""
    return f"{year}{day.month}月{day.day}日" + (f"（周{WEEK_ZH[day.weekday()]}）" if weekday else "")


def _moment_zh(moment: datetime, due: Due) -> str:
    return f"{_day_zh(moment.date(), due)}{moment:%H:%M}"


def _range_zh(found: SkippedRange, due: Due) -> str:
    start, end = found.start, found.end
    text = _day_zh(start, due, weekday=False)
    if start == end:
        return text
    same_month = (start.year, start.month) == (end.year, end.month)
    return f"{text}至" + (f"{end.day}日" if same_month else _day_zh(end, due, weekday=False))


def _start_zh(rule: Rule) -> str:
    if rule.direction is Direction.BACKWARD:
        return f"从{rule.trigger_zh}那天往前数，当天不算；"
    return f"{rule.trigger_zh}当天不算，从次日起数；"


def _hours_zh(due: Due, rule: Rule) -> str:
    start, end = _moment_zh(due.trigger, due), _moment_zh(due.latest, due)
    way = "往前" if rule.direction is Direction.BACKWARD else "起"
    return f"从{rule.trigger_zh}的时刻（{start}）{way}连续算{rule.amount}小时，到{end}为止。周末和放假的时间也照算。"


def _skipped_zh(due: Due) -> str:
    parts = []
    if holidays := _holidays(due):
        parts.append("、".join(_range_zh(found, due) for found in holidays) + "放假不算")
    if made_up := _made_up(due):
        parts.append("、".join(_day_zh(day, due) for day in made_up) + "补班要算")
    if not parts and due.skipped:
        parts.append("周末不算")
    return "，".join(parts) + "。" if parts else ""


def _last_day_zh(due: Due, rule: Rule) -> str:
    last = _day_zh(_last(due), due)
    if _month_end(due, rule):
        text = f"满{rule.amount}{LENGTH_ZH[rule.unit]}的那个月没有{due.trigger.day}日，按月末算，是{last}"
    elif rule.unit in MONTHS:
        text = f"满{rule.amount}{LENGTH_ZH[rule.unit]}是{last}"
    else:
        text = f"第{rule.amount}天是{last}"
    return text + _roll_zh(due, rule) + "。"


def _roll_zh(due: Due, rule: Rule) -> str:
    kind = _last_kind(due)
    if due.rolled_from:
        rest = "周末" if kind is DayKind.REST else "放假"
        return f"，正逢{rest}，顺延到{_day_zh(due.latest.date(), due)}"
    if rule.roll and kind is DayKind.MAKEUP:
        return "，这天要补班，所以不顺延"
    if rule.direction is Direction.FORWARD and not kind.worked:
        return "，这个期限遇到休息日也不顺延"
    return ""


def _ending_zh(due: Due, rule: Rule) -> str:
    if rule.direction is Direction.BACKWARD:
        return "最晚不能过这一天。"
    if rule.effect is Effect.THRESHOLD:
        return f"从{_day_zh(due.latest.date() + DAY, due)}起，就算超过期限了。"
    if rule.effect is Effect.RETENTION:
        return "需要的资料，请在这之前要到手。"
    if due.rolled_from and rule.who_is_bound is Bound.CONSUMER:
        return f"稳妥起见，最好在{_day_zh(_last(due), due, weekday=False)}当天或之前办好。"
    return ""


def _doubt_zh(due: Due, rule: Rule) -> str:
    text = ""
    if years := due.unpublished_years:
        listed = "、".join(f"{year}年" for year in years)
        text += f"{listed}的放假安排还没有公布，这里先按法定节日估算，公布后可能会变。"
    if not rule.published:
        text += "这个时限平台没有公布，只是常见的做法，请以 App 里显示的倒计时为准。"
    return text


# English


def _day_en(day: date, due: Due) -> str:
    year = f" {day.year}" if day.year != due.trigger.year else ""
    return f"{WEEK_EN[day.weekday()]} {day.day} {MONTH_EN[day.month]}{year}"


def _moment_en(moment: datetime, due: Due) -> str:
    return f"{moment:%H:%M} on {_day_en(moment.date(), due)}"


def _range_en(found: SkippedRange, due: Due) -> str:
    if found.start == found.end:
        return _day_en(found.start, due)
    return f"{_day_en(found.start, due)} to {_day_en(found.end, due)}"


def _list_en(words: Iterable[str]) -> str:
    *head, tail = words
    return f"{', '.join(head)} and {tail}" if head else tail


def _length_en(rule: Rule) -> str:
    return f"{rule.amount} {rule.unit}{'s' * (rule.amount > 1)}"


def _end_en(rule: Rule) -> str:
    return "end" if rule.amount > 1 else "ends"


def _start_en(rule: Rule) -> str:
    if rule.direction is Direction.BACKWARD:
        return f"Counted back from {rule.trigger_en}, that day not included; "
    return f"The day of {rule.trigger_en} doesn't count, the next day is day 1; "


def _hours_en(due: Due, rule: Rule) -> str:
    start, end = _moment_en(due.trigger, due), _moment_en(due.latest, due)
    way = "back from" if rule.direction is Direction.BACKWARD else "from"
    length = f"{_length_en(rule)} {way} {rule.trigger_en} ({start})"
    return f"{length} {_end_en(rule)} at {end}. Weekends and holidays count."


def _skipped_en(due: Due) -> str:
    text = ""
    if holidays := _holidays(due):
        text += f" Days off are skipped: {_list_en(_range_en(found, due) for found in holidays)}."
    if made_up := _made_up(due):
        text += f" Make-up working days count: {_list_en(_day_en(day, due) for day in made_up)}."
    return text or (" Weekends don't count." if due.skipped else "")


def _last_day_en(due: Due, rule: Rule) -> str:
    last = _day_en(_last(due), due)
    if _month_end(due, rule):
        text = f"the final month has no day {due.trigger.day}, so its last day is used: {last}"
    elif rule.unit in MONTHS:
        text = f"{_length_en(rule)} {_end_en(rule)} on {last}"
    else:
        text = f"day {rule.amount} is {last}"
    return text + _roll_en(due, rule) + "."


def _roll_en(due: Due, rule: Rule) -> str:
    kind = _last_kind(due)
    if due.rolled_from:
        rest = "a weekend" if kind is DayKind.REST else "a day off"
        return f", {rest}, so it moves to {_day_en(due.latest.date(), due)}"
    if rule.roll and kind is DayKind.MAKEUP:
        return ", a make-up working day, so it doesn't move"
    if rule.direction is Direction.FORWARD and not kind.worked:
        return "; this limit doesn't move for rest days"
    return ""


def _ending_en(due: Due, rule: Rule) -> str:
    if rule.direction is Direction.BACKWARD:
        return " That day is the latest possible."
    if rule.effect is Effect.THRESHOLD:
        return f" From {_day_en(due.latest.date() + DAY, due)} the limit is exceeded."
    if rule.effect is Effect.RETENTION:
        return " Ask for the records before then."
    if due.rolled_from and rule.who_is_bound is Bound.CONSUMER:
        return f" To be safe, act by {_day_en(_last(due), due)}."
    return ""


def _doubt_en(due: Due, rule: Rule) -> str:
    text = ""
    if years := due.unpublished_years:
        text += f" The holidays of {_list_en(str(year) for year in years)} aren't announced yet; the date may change."
    if not rule.published:
        text += " The platform doesn't publish this limit; it is a common value. Trust the countdown in the app."
    return text
