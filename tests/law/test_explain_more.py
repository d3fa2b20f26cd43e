"""The sentence beside a date where the reckoning is less plain: years turned, months' ends, lists, limits counted back."""

from dataclasses import replace
from datetime import datetime

import pytest

import law
from law import Direction, Effect, Rule, Unit, explain_en, explain_zh

LAW = law.load()
RETURN = LAW.rule("CPL25_RETURN_7D")
RULING = LAW.rule("XHS_RULING_7WD")
HOURS = LAW.rule("XHS_SHIP_48H")
ACCEPT = LAW.rule("SAMR121_ACCEPT_7WD")
NOTICE = LAW.rule("PRM12_NOTICE_7D")
BURDEN = LAW.rule("CPL23_BURDEN_6M")
BACK = Direction.BACKWARD


def told(rule: Rule, trigger: str) -> tuple[str, str]:
    due = LAW.due(rule, datetime.fromisoformat(f"{trigger}+08:00"))
    return explain_zh(due, rule), explain_en(due, rule)


@pytest.mark.parametrize(
    ("rule", "trigger", "zh", "en"),
    [
        pytest.param(
            RETURN,
            "2026-03-03T10:00:00",
            "签收当天不算，从次日起数；第7天是3月10日（周二）。",
            "The day of signing for the goods doesn't count, the next day is day 1; day 7 is Tue 10 Mar.",
            id="a plain day",
        ),
        pytest.param(
            LAW.rule("CPL25_REFUND_7D"),
            "2026-03-14T10:00:00",
            "商家收到退货当天不算，从次日起数；第7天是3月21日（周六），正逢周末，顺延到3月23日（周一）。",
            "The day of the seller receiving the returned goods doesn't count, the next day is day 1; day 7 is"
            " Sat 21 Mar, a weekend, so it moves to Mon 23 Mar.",
            id="a duty of the other side moves and has no safe day to speak of",
        ),
        pytest.param(
            LAW.rule("PEN9_REFUND_15D"),
            "2026-12-17T10:00:00",
            "商家收到退货当天不算，从次日起数；第15天是2027年1月1日（周五），这个期限遇到休息日也不顺延。"
            "从2027年1月2日（周六）起，就算超过期限了。",
            "The day of the seller receiving the returned goods doesn't count, the next day is day 1; day 15 is"
            " Fri 1 Jan 2027; this limit doesn't move for rest days. From Sat 2 Jan 2027 the limit is exceeded.",
            id="a threshold in another year",
        ),
        pytest.param(
            LAW.rule("LIVE16_DATA_3Y"),
            "2026-02-28T10:00:00",
            "交易完成当天不算，从次日起数；满3年是2029年2月28日（周三）。需要的资料，请在这之前要到手。",
            "The day of completion of the transaction doesn't count, the next day is day 1; 3 years end on Wed 28 Feb 2029."
            " Ask for the records before then.",
            id="a retention",
        ),
        pytest.param(
            LAW.rule("CC152_RESCIND_1Y"),
            "2025-11-24T10:00:00",
            "知道受欺诈当天不算，从次日起数；满1年是2026年11月24日（周二）。",
            "The day of learning of the fraud doesn't count, the next day is day 1; 1 year ends on Tue 24 Nov 2026.",
            id="a single year",
        ),
        pytest.param(
            BURDEN,
            "2026-03-31T10:00:00",
            "签收当天不算，从次日起数；满6个月的那个月没有31日，按月末算，是9月30日（周三）。",
            "The day of signing for the goods doesn't count, the next day is day 1; the final month has no day 31,"
            " so its last day is used: Wed 30 Sep.",
            id="a month's end",
        ),
        pytest.param(
            BURDEN,
            "2026-03-03T10:00:00",
            "签收当天不算，从次日起数；满6个月是9月3日（周四）。",
            "The day of signing for the goods doesn't count, the next day is day 1; 6 months end on Thu 3 Sep.",
            id="months",
        ),
        pytest.param(
            replace(BURDEN, roll=False, direction=BACK),
            "2026-03-31T10:00:00",
            "从签收那天往前数，当天不算；满6个月的那个月没有31日，按月末算，是2025年9月30日（周二）。最晚不能过这一天。",
            "Counted back from signing for the goods, that day not included; the final month has no day 31,"
            " so its last day is used: Tue 30 Sep 2025. That day is the latest possible.",
            id="months back",
        ),
        pytest.param(
            NOTICE,
            "2026-05-09T10:00:00",
            "从平台规则生效那天往前数，当天不算；第7天是5月2日（周六）。最晚不能过这一天。",
            "Counted back from the platform rule taking effect, that day not included; day 7 is Sat 2 May."
            " That day is the latest possible.",
            id="back onto a day off",
        ),
        pytest.param(
            replace(ACCEPT, direction=BACK),
            "2026-03-31T10:00:00",
            "从收到投诉那天往前数，当天不算；第7个工作日是3月20日（周五）。周末不算。最晚不能过这一天。",
            "Counted back from receipt of the complaint, that day not included; working day 7 is Fri 20 Mar."
            " Weekends don't count. That day is the latest possible.",
            id="working days back",
        ),
        pytest.param(
            replace(HOURS, direction=BACK, article="1"),
            "2026-01-01T08:05:00",
            "从付款的时刻（1月1日（周四）08:05）往前连续算48小时，到2025年12月30日（周二）08:05为止。"
            "周末和放假的时间也照算。最晚不能过这一天。",
            "48 hours back from payment (08:05 on Thu 1 Jan) end at 08:05 on Tue 30 Dec 2025."
            " Weekends and holidays count. That day is the latest possible.",
            id="hours back into another year",
        ),
        pytest.param(
            replace(HOURS, amount=1, article="1"),
            "2026-03-03T10:00:00",
            "从付款的时刻（3月3日（周二）10:00）起连续算1小时，到3月3日（周二）11:00为止。周末和放假的时间也照算。",
            "1 hour from payment (10:00 on Tue 3 Mar) ends at 11:00 on Tue 3 Mar. Weekends and holidays count.",
            id="a single hour",
        ),
        pytest.param(
            replace(HOURS, amount=2, article="1"),
            "2026-03-03T10:00:00",
            "从付款的时刻（3月3日（周二）10:00）起连续算2小时，到3月3日（周二）12:00为止。周末和放假的时间也照算。",
            "2 hours from payment (10:00 on Tue 3 Mar) end at 12:00 on Tue 3 Mar. Weekends and holidays count.",
            id="two hours",
        ),
        pytest.param(
            LAW.rule("SAMR20_MEDIATE_45WD"),
            "2022-08-22T10:00:00",
            "受理当天不算，从次日起数；第45个工作日是10月28日（周五）。9月10日至12日、10月1日至7日放假不算，"
            "10月8日（周六）、10月9日（周日）补班要算。",
            "The day of acceptance doesn't count, the next day is day 1; working day 45 is Fri 28 Oct."
            " Days off are skipped: Sat 10 Sep to Mon 12 Sep and Sat 1 Oct to Fri 7 Oct."
            " Make-up working days count: Sat 8 Oct and Sun 9 Oct.",
            id="two makeup days in a row",
        ),
        pytest.param(
            replace(ACCEPT, amount=56),
            "2023-04-04T10:00:00",
            "收到投诉当天不算，从次日起数；第56个工作日是6月26日（周一）。4月5日、4月29日至5月3日、6月22日至24日放假不算，"
            "4月23日（周日）、5月6日（周六）、6月25日（周日）补班要算。",
            "The day of receipt of the complaint doesn't count, the next day is day 1; working day 56 is Mon 26 Jun."
            " Days off are skipped: Wed 5 Apr, Sat 29 Apr to Wed 3 May and Thu 22 Jun to Sat 24 Jun."
            " Make-up working days count: Sun 23 Apr, Sat 6 May and Sun 25 Jun.",
            id="three of each",
        ),
        pytest.param(
            replace(ACCEPT, amount=1),
            "2026-03-03T10:00:00",
            "收到投诉当天不算，从次日起数；第1个工作日是3月4日（周三）。",
            "The day of receipt of the complaint doesn't count, the next day is day 1; working day 1 is Wed 4 Mar.",
            id="nothing in between",
        ),
        pytest.param(
            LAW.rule("SAMR121_CLUE_CHECK_15WD"),
            "2026-09-15T10:00:00",
            "发现违法线索当天不算，从次日起数；第15个工作日是10月12日（周一）。"
            "9月25日至27日、10月1日至7日放假不算，9月20日（周日）、10月10日（周六）补班要算。",
            "The day of finding the clue doesn't count, the next day is day 1;"
            " working day 15 is Mon 12 Oct. Days off are skipped: Fri 25 Sep to Sun 27 Sep and Thu 1 Oct to Wed 7 Oct."
            " Make-up working days count: Sun 20 Sep and Sat 10 Oct.",
            id="two of each",
        ),
        pytest.param(
            LAW.rule("NTM26_PLATFORM_VERIFY_7WD"),
            "2022-04-28T10:00:00",
            "平台收到变更信息当天不算，从次日起数；第7个工作日是5月11日（周三）。"
            "4月30日至5月4日放假不算，5月7日（周六）补班要算。",
            "The day of the platform receiving the change doesn't count, the next day is day 1;"
            " working day 7 is Wed 11 May. Days off are skipped: Sat 30 Apr to Wed 4 May."
            " Make-up working days count: Sat 7 May.",
            id="days off over a month's end",
        ),
        pytest.param(
            replace(ACCEPT, amount=2),
            "2022-12-29T10:00:00",
            "收到投诉当天不算，从次日起数；第2个工作日是2023年1月3日（周二）。12月31日至2023年1月2日放假不算。",
            "The day of receipt of the complaint doesn't count, the next day is day 1;"
            " working day 2 is Tue 3 Jan 2023. Days off are skipped: Sat 31 Dec to Mon 2 Jan 2023.",
            id="days off over a year's end",
        ),
        pytest.param(
            replace(ACCEPT, amount=2),
            "2025-01-26T10:00:00",
            "收到投诉当天不算，从次日起数；第2个工作日是2月5日（周三）。1月28日至2月4日放假不算。",
            "The day of receipt of the complaint doesn't count, the next day is day 1;"
            " working day 2 is Wed 5 Feb. Days off are skipped: Tue 28 Jan to Tue 4 Feb.",
            id="weekends go unsaid where there are days off",
        ),
        pytest.param(
            replace(ACCEPT, amount=1),
            "2023-04-04T10:00:00",
            "收到投诉当天不算，从次日起数；第1个工作日是4月6日（周四）。4月5日放假不算。",
            "The day of receipt of the complaint doesn't count, the next day is day 1; working day 1 is Thu 6 Apr."
            " Days off are skipped: Wed 5 Apr.",
            id="one day off",
        ),
        pytest.param(
            ACCEPT,
            "2027-12-28T10:00:00",
            "收到投诉当天不算，从次日起数；第7个工作日是2028年1月6日（周四）。2028年1月1日放假不算。"
            "2027年、2028年的放假安排还没有公布，这里先按法定节日估算，公布后可能会变。",
            "The day of receipt of the complaint doesn't count, the next day is day 1;"
            " working day 7 is Thu 6 Jan 2028. Days off are skipped: Sat 1 Jan 2028."
            " The holidays of 2027 and 2028 aren't announced yet; the date may change.",
            id="two years without a notice",
        ),
        pytest.param(
            RULING,
            "2027-03-02T10:00:00",
            "平台介入当天不算，从次日起数；第7个工作日是3月11日（周四）。周末不算。"
            "2027年的放假安排还没有公布，这里先按法定节日估算，公布后可能会变。"
            "这个时限平台没有公布，只是常见的做法，请以 App 里显示的倒计时为准。",
            "The day of the platform stepping in doesn't count, the next day is day 1; working day 7 is Thu 11 Mar."
            " Weekends don't count. The holidays of 2027 aren't announced yet; the date may change."
            " The platform doesn't publish this limit; it is a common value. Trust the countdown in the app.",
            id="doubts of both kinds",
        ),
        pytest.param(
            replace(RETURN, roll=False),
            "2026-02-07T10:00:00",
            "签收当天不算，从次日起数；第7天是2月14日（周六）。",
            "The day of signing for the goods doesn't count, the next day is day 1; day 7 is Sat 14 Feb.",
            id="a make-up day is no reason to speak of moving where nothing moves",
        ),
        pytest.param(
            replace(RETURN, effect=Effect.RETENTION, unit=Unit.MONTH, amount=1, roll=False),
            "2026-02-28T10:00:00",
            "签收当天不算，从次日起数；满1个月是3月28日（周六），这个期限遇到休息日也不顺延。需要的资料，请在这之前要到手。",
            "The day of signing for the goods doesn't count, the next day is day 1; 1 month ends on Sat 28 Mar;"
            " this limit doesn't move for rest days. Ask for the records before then.",
            id="a month",
        ),
    ],
)
def test_the_sentence_is_this_one(rule: Rule, trigger: str, zh: str, en: str) -> None:
    assert told(rule, trigger) == (zh, en)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        (2, "周一 Mon"),
        (3, "周二 Tue"),
        (4, "周三 Wed"),
        (5, "周四 Thu"),
        (6, "周五 Fri"),
        (7, "周六 Sat"),
        (8, "周日 Sun"),
    ],
)
def test_each_day_of_the_week_has_its_name(day: int, weekday: str) -> None:
    zh, en = told(replace(NOTICE, amount=1), f"2026-03-{day + 1:02}T10:00:00")
    chinese, english = weekday.split()
    assert f"3月{day}日（{chinese}）" in zh
    assert f"{english} {day} Mar" in en


def test_each_month_has_its_name() -> None:
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for number, name in enumerate(names, 1):
        zh, en = told(replace(NOTICE, amount=1), f"2026-{number:02}-21T10:00:00")
        assert f"{number}月20日" in zh
        assert f" 20 {name}" in en
