"""`python -m law explain` and `python -m law claim`, as another program calls them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.law.test_command import ROOT, run

AT = "2026-09-24T11:00:00+08:00"


def answered(*args: str) -> str:
    done = run(*args)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def refused(*args: str) -> str:
    """The one sentence on standard error."""
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    return done.stderr.decode().strip()


def test_explain_says_it_in_chinese_first_then_in_english() -> None:
    assert answered("explain", "CPL25_RETURN_7D", AT).splitlines() == [
        "CPL25_RETURN_7D 七日无理由退货期",
        "签收当天不算，从次日起数；第7天是10月1日（周四），正逢放假，顺延到10月8日（周四）。"
        "稳妥起见，最好在10月1日当天或之前办好。",
        "依据：《消费者权益保护法》第25条第1款、《网络购买商品七日无理由退货暂行办法》第10条。",
        "稳妥的时间：2026-10-01T23:59:59+08:00；最晚的时间：2026-10-08T23:59:59+08:00。",
        "",
        "CPL25_RETURN_7D Seven-day no-reason return window (send the return notice)",
        "The day of signing for the goods doesn't count, the next day is day 1; day 7 is Thu 1 Oct, a day off, "
        "so it moves to Thu 8 Oct. To be safe, act by Thu 1 Oct.",
        "Source: Consumer Rights Protection Law, art. 25(1); Interim Measures on Seven-Day No-Reason Return of Goods "
        "Bought Online, art. 10.",
        "To be safe: 2026-10-01T23:59:59+08:00; at the latest: 2026-10-08T23:59:59+08:00.",
    ]


def test_explain_tells_that_a_version_was_not_in_force_yet_and_which_was() -> None:
    lines = answered("explain", "SAMR121_ACCEPT_7WD", "2025-09-24T11:00:00+08:00").splitlines()
    assert "注意：这一版从2026-04-15起施行，2025-09-24还没有施行。那天适用的是 SAMR20_ACCEPT_7WD。" in lines
    assert lines[-1] == (
        "Note: this version applies from 2026-04-15; on 2025-09-24 it wasn't in force yet. "
        "The version of that day is SAMR20_ACCEPT_7WD."
    )


def test_explain_tells_that_a_version_has_ended() -> None:
    text = answered("explain", "SAMR20_ACCEPT_7WD", AT)
    assert "这一版只施行到2026-04-14，2026-09-24已经不再适用。那天适用的是 SAMR121_ACCEPT_7WD。" in text
    assert "applied until 2026-04-14; on 2026-09-24 it was no longer in force." in text


def test_explain_before_any_version_existed_names_none() -> None:
    text = answered("explain", "SAMR20_ACCEPT_7WD", "2012-09-24T11:00:00+08:00")
    assert "2012-09-24还没有施行。\n" in text


def test_the_day_in_china_decides_about_the_version() -> None:
    assert "注意" in answered("explain", "SAMR121_ACCEPT_7WD", "2026-04-14T15:59:59Z")
    assert "注意" not in answered("explain", "SAMR121_ACCEPT_7WD", "2026-04-14T16:00:00Z")


def test_explain_of_a_leap_day_speaks_of_the_end_of_the_month() -> None:
    assert "那个月没有29日，按月末算" in answered("explain", "CC188_LIMIT_3Y", "2024-02-29T09:00:00+08:00")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("NO_SUCH", AT), "There is no rule 'NO_SUCH'."),
        (("CPL25_RETURN_7D", "2026-09-24T11:00:00"), "The time 2026-09-24T11:00:00 has no time zone."),
        (("CPL25_RETURN_7D", "yesterday"), "'yesterday' isn't an ISO time such as 2026-03-03T09:00:00+08:00."),
        (("CPL25_RETURN_7D", "a\nb"), "'a\\nb' isn't an ISO time such as 2026-03-03T09:00:00+08:00."),
        (("CPL25_RETURN_7D", "2100-01-01T00:00:00+08:00"), "The calendar covers 2004 to 2060; the count needs 2100."),
        (("CPL25_RETURN_7D",), "The following arguments are required: TRIGGER."),
    ],
)
def test_what_explain_cannot_answer(args: tuple[str, ...], sentence: str) -> None:
    assert refused("explain", *args) == sentence


def test_claim_prints_one_object_with_amounts_as_strings() -> None:
    assert answered("claim", "--paid", "166.66", "--kind", "fraud") == (
        '{"kind": "fraud", "refund": "166.66", "added": "500.00", "total": "666.66", '
        '"article": "《消费者权益保护法》第55条第1款"}\n'
    )


@pytest.mark.parametrize(
    ("args", "refund", "added", "article"),
    [
        ("--kind refund --paid 268", "268.00", "0.00", "《消费者权益保护法》第24条、《消费者权益保护法》第25条第3款"),
        ("--kind food --paid 60 --loss 500", "60.00", "1500.00", "《食品安全法》第148条第2款"),
        ("--kind drug --paid=100.01", "100.01", "1000.10", "《药品管理法》第144条第3款"),
        ("--kind deposit --paid 200", "200.00", "200.00", "《民法典》第587条"),
        ("--kind deposit --paid 200 --price 500", "200.00", "100.00", "《民法典》第587条"),
        ("--kind harm --loss 1000", "1000.00", "2000.00", "《消费者权益保护法》第55条第2款"),
        ("--kind damages --loss 12.5", "12.50", "0.00", "《民法典》第577条、《民法典》第584条"),
        ("--kind overcharge --paid 99 --price 79", "20.00", "0.00", "《价格法》第41条"),
        ("--kind freight --paid 12", "12.00", "0.00", "《消费者权益保护法》第24条"),
    ],
)
def test_claims_of_every_kind(args: str, refund: str, added: str, article: str) -> None:
    found = json.loads(answered("claim", *args.split()))
    assert (found["refund"], found["added"], found["article"]) == (refund, added, article)
    assert set(found) == {"kind", "refund", "added", "total", "article"}


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ("--kind fraud --paid -5", "--paid -5: The amount paid can't be below zero."),
        ("--kind fraud --paid -0.01", "--paid -0.01: The amount paid can't be below zero."),
        ("--kind fraud --paid 1.234", "--paid 1.234: The amount paid has more than two decimals."),
        ("--kind fraud --paid 100000000", "--paid 100000000: The amount paid can't be above 99999999.99."),
        ("--kind fraud --paid nan", "--paid 'nan' isn't an amount such as 166.66."),
        ("--kind fraud --paid -inf", "--paid '-inf' isn't an amount such as 166.66."),
        ("--kind fraud --paid 1e999", "--paid '1e999' isn't an amount such as 166.66."),
        ("--kind fraud --paid ¥5", "--paid '¥5' isn't an amount such as 166.66."),
        ("--kind fraud --paid 1,000", "--paid '1,000' isn't an amount such as 166.66."),
        ("--kind fraud --paid １２", "--paid '１２' isn't an amount such as 166.66."),
        ("--kind fraud --paid 5 --loss -1", "--loss -1: The loss can't be below zero."),
        ("--kind harm --paid 5", "The claim harm needs --loss."),
        ("--kind promise --paid 5", "The claim promise needs --multiple."),
        ("--kind overcharge", "The claim overcharge needs --paid and --price."),
        ("--kind promise --paid 5 --multiple 1001", "--multiple 1001: The multiple can't be above 1000."),
        (
            "--kind overcharge --paid 5 --price 6",
            "--price 6: The price is above what was paid, so nothing was overcharged.",
        ),
        ("--paid 5", "The following arguments are required: --kind."),
        ("--kind fraud --pai 5", "Unrecognized arguments: --pai 5."),
    ],
)
def test_what_claim_cannot_answer(args: str, sentence: str) -> None:
    assert refused("claim", *args.split()) == sentence


def test_an_unknown_claim_is_told_which_there_are() -> None:
    said = refused("claim", "--paid", "5", "--kind", "weather")
    assert said.startswith("There is no claim 'weather'; there are refund, ")
    assert all(name in said for name in ("fraud", "food", "drug", "deposit"))


def test_an_endless_number_is_not_repeated_in_full() -> None:
    assert len(refused("claim", "--kind", "fraud", "--paid", "9" * 50_000)) < 200


@pytest.mark.parametrize("args", [(), ("sue",), ("due",), ("explain",), ("claim", "x")])
def test_wrong_arguments_are_one_sentence(args: tuple[str, ...]) -> None:
    said = refused(*args)
    assert said[0].isupper() or said[0] == "-"
    assert said.endswith(".")


def test_a_terminal_without_chinese_gets_it_all_the_same() -> None:
    command = [sys.executable, "-m", "law", "claim", "--paid", "5", "--kind", "fraud"]
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "《消费者权益保护法》" in done.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    command = [sys.executable, "-m", "law", "claim", "--paid", "5", "--kind", "fraud"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(b"The answer can't be written: ")
    assert done.stderr.count(b"\n") == 1
