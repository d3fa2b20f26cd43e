"""The sentence beside every date, in both languages, and the record that is stored with it."""

from datetime import datetime

import pytest

import law

LAW = law.load()

SENTENCES = [
    (
        "SAMR121_ACCEPT_7WD",
        "2026-09-29T10:00:00+08:00",
        "收到投诉当天不算，从次日起数；第7个工作日是10月14日（周三）。10月1日至7日放假不算，10月10日（周六）补班要算。",
        "The day of receipt of the complaint doesn't count, the next day is day 1; working day 7 is Wed 14 Oct."
        " Days off are skipped: Thu 1 Oct to Wed 7 Oct. Make-up working days count: Sat 10 Oct.",
    ),
    (
        "CPL25_RETURN_7D",
        "2026-09-24T11:00:00+08:00",
        "签收当天不算，从次日起数；第7天是10月1日（周四），正逢放假，顺延到10月8日（周四）。"
        "稳妥起见，最好在10月1日当天或之前办好。",
        "The day of signing for the goods doesn't count, the next day is day 1; day 7 is Thu 1 Oct, a day off,"
        " so it moves to Thu 8 Oct. To be safe, act by Thu 1 Oct.",
    ),
    (
        "CPL25_RETURN_7D",
        "2026-02-07T12:00:00+08:00",
        "签收当天不算，从次日起数；第7天是2月14日（周六），这天要补班，所以不顺延。",
        "The day of signing for the goods doesn't count, the next day is day 1; day 7 is Sat 14 Feb,"
        " a make-up working day, so it doesn't move.",
    ),
    (
        "PEN9_REFUND_15D",
        "2026-09-20T10:00:00+08:00",
        "商家收到退货当天不算，从次日起数；第15天是10月5日（周一），这个期限遇到休息日也不顺延。"
        "从10月6日（周二）起，就算超过期限了。",
        "The day of the seller receiving the returned goods doesn't count, the next day is day 1; day 15 is"
        " Mon 5 Oct; this limit doesn't move for rest days. From Tue 6 Oct the limit is exceeded.",
    ),
    (
        "SAMR121_LIMIT_3Y",
        "2024-02-29T10:00:00+08:00",
        "知道权益受损当天不算，从次日起数；满3年的那个月没有29日，按月末算，是2027年2月28日（周日），"
        "正逢周末，顺延到2027年3月1日（周一）。稳妥起见，最好在2027年2月28日当天或之前办好。"
        "2027年的放假安排还没有公布，这里先按法定节日估算，公布后可能会变。",
        "The day of learning of the infringement doesn't count, the next day is day 1; the final month has no day 29,"
        " so its last day is used: Sun 28 Feb 2027, a weekend, so it moves to Mon 1 Mar 2027."
        " To be safe, act by Sun 28 Feb 2027. The holidays of 2027 aren't announced yet; the date may change.",
    ),
    (
        "XHS_SHIP_48H",
        "2026-09-30T23:30:00+08:00",
        "从付款的时刻（9月30日（周三）23:30）起连续算48小时，到10月2日（周五）23:30为止。周末和放假的时间也照算。"
        "这个时限平台没有公布，只是常见的做法，请以 App 里显示的倒计时为准。",
        "48 hours from payment (23:30 on Wed 30 Sep) end at 23:30 on Fri 2 Oct. Weekends and holidays count."
        " The platform doesn't publish this limit; it is a common value. Trust the countdown in the app.",
    ),
    (
        "NTM23_SHOP_CLOSE_30D",
        "2026-10-31T10:00:00+08:00",
        "从停业那天往前数，当天不算；第30天是10月1日（周四）。最晚不能过这一天。",
        "Counted back from the shop closing, that day not included; day 30 is Thu 1 Oct."
        " That day is the latest possible.",
    ),
]


@pytest.mark.parametrize(("rule_id", "trigger", "zh", "en"), SENTENCES)
def test_the_sentence_says_how_the_date_came_about(rule_id: str, trigger: str, zh: str, en: str) -> None:
    rule = LAW.rule(rule_id)
    due = LAW.due(rule, datetime.fromisoformat(trigger))
    assert law.explain_zh(due, rule) == zh
    assert law.explain_en(due, rule) == en


def test_holidays_that_touch_are_told_as_one() -> None:
    rule = LAW.rule("SAMR20_ACCEPT_7WD")
    due = LAW.due(rule, datetime.fromisoformat("2025-09-26T15:00:00+08:00"))
    assert "10月1日至8日放假不算" in law.explain_zh(due, rule)


def test_why_is_the_whole_reckoning() -> None:
    rule = LAW.rule("CPL25_RETURN_7D")
    why = LAW.due(rule, datetime.fromisoformat("2026-06-12T16:00:00+08:00")).why()
    assert why["counted"][0] == {"date": "2026-06-13", "n": 1, "kind": "rest"}
    assert why["counted"][-1] == {"date": "2026-06-19", "n": 7, "kind": "holiday"}
    assert why == {
        "rule_id": "CPL25_RETURN_7D",
        "trigger": "2026-06-12T16:00:00+08:00",
        "safe": "2026-06-19T23:59:59+08:00",
        "latest": "2026-06-22T23:59:59+08:00",
        "provisional": False,
        "counted": why["counted"],
        "rolled_from": "2026-06-19",
        "skipped": [{"from": "2026-06-20", "to": "2026-06-21", "kind": "holiday", "name": "端午节"}],
    }
