"""A pasted chat becomes messages with their speaker and their own time."""

from datetime import datetime, timedelta

import pytest

from law import CHINA, NaiveTrigger
from texts.promises import Speaker, messages, read

NOW = datetime(2026, 10, 14, 20, 0, tzinfo=CHINA)
SAID = datetime(2026, 10, 12, 21, 14, tzinfo=CHINA)


@pytest.mark.parametrize(
    "pasted",
    [
        "客服小王 2026-10-12 21:14\n明天给您退款",
        "客服小王 10/12 21:14:00\n明天给您退款",
        "客服小王 2026年10月12日 晚上9:14\n明天给您退款",
        "客服小王（10-12 21:14）：明天给您退款",
        "[2026-10-12 21:14] 客服小王：明天给您退款",
        "2026-10-12 21:14 客服小王: 明天给您退款",
        "2026-10-12 21:14\n客服小王：明天给您退款",
        "客服小王\n2026-10-12 21:14\n明天给您退款",
        "前天 21:14\n客服小王：明天给您退款",
        "星期一 21:14\n客服小王：明天给您退款",
        "【客服小王】 2026/10/12 9:14 PM\n明天给您退款",
    ],
)
def test_the_promise_runs_from_the_messages_own_time(pasted: str) -> None:
    (found,) = read(pasted, pasted_at=NOW)
    assert (found.said_at, found.name, found.speaker) == (SAID, "客服小王", Speaker.THEM)
    assert found.due_at == datetime(2026, 10, 13, 23, 59, 59, tzinfo=CHINA)
    assert not found.assumed


def test_without_a_time_the_moment_of_pasting_is_assumed() -> None:
    (found,) = read("客服小王：明天给您退款", pasted_at=NOW)
    assert found.assumed
    assert found.said_at == NOW
    assert found.due_at == datetime(2026, 10, 15, 23, 59, 59, tzinfo=CHINA)


def test_a_time_shown_once_holds_for_what_follows() -> None:
    chat = messages("昨天 21:14\n我：什么时候退\n客服：明天\n22:05\n我：好", pasted_at=NOW)
    yesterday = SAID + timedelta(days=1)
    assert [message.at for message in chat] == [yesterday, yesterday, yesterday.replace(hour=22, minute=5)]


def test_a_clock_that_goes_back_is_the_next_day() -> None:
    chat = messages("2026-10-12 23:50\n客服：在的\n00:10\n客服：明天给您退", pasted_at=NOW)
    assert [message.at.day for message in chat if message.at] == [12, 13]


def test_a_day_without_a_year_lies_before_the_pasting() -> None:
    january = datetime(2027, 1, 2, 10, 0, tzinfo=CHINA)
    (found,) = read("客服 12-31 22:10\n明天给您退款", pasted_at=january)
    assert found.said_at == datetime(2026, 12, 31, 22, 10, tzinfo=CHINA)
    assert found.due_at == datetime(2027, 1, 1, 23, 59, 59, tzinfo=CHINA)


def test_a_time_that_does_not_exist_is_text() -> None:
    (message,) = messages("客服 2026-02-31 25:70\n在的", pasted_at=NOW)
    assert message.at is None


def test_a_message_of_several_lines_is_one() -> None:
    (message,) = messages("客服小王 10-12 21:14\n您好\n明天给您退款", pasted_at=NOW)
    assert message.text == "您好\n明天给您退款"


def test_a_talk_on_one_line_is_cut_where_the_speaker_changes() -> None:
    chat = messages("我：能退吗？ 卖家：明天给您退款。 我：好", pasted_at=NOW)
    assert [message.speaker for message in chat] == [Speaker.US, Speaker.THEM, Speaker.US]


def test_names_above_their_times_tell_who_speaks() -> None:
    pasted = (
        "青禾\n10-11 20:14\n三天内给您退\n晚风\n10-11 20:15\n三天内给我退\n青禾\n昨天 9:00\n好\n晚风\n昨天 9:01\n嗯"
    )
    assert [message.name for message in messages(pasted, pasted_at=NOW)] == ["青禾", "晚风", "青禾", "晚风"]


def test_a_word_above_a_time_is_still_said() -> None:
    chat = messages("客服：在的\n好\n昨天 20:15\n客服：明天给您退", pasted_at=NOW)
    assert [message.text for message in chat] == ["在的\n好", "明天给您退"]


def test_a_promise_above_a_time_is_not_taken_for_a_name() -> None:
    (found,) = read("卖家 10-12 21:14\n我们会尽快发货的\n昨天 9:05\n我：好", pasted_at=NOW)
    assert (found.quote, found.said_at) == ("我们会尽快发货的", SAID)


def test_names_the_case_knows_tell_the_sides() -> None:
    chat = messages("晚风 10-12 21:14\n在吗\n青禾 10-12 21:15\n在的", pasted_at=NOW, ours=["晚风"], theirs=["青禾"])
    assert [message.speaker for message in chat] == [Speaker.US, Speaker.THEM]


def test_in_a_talk_of_two_the_unknown_name_is_the_other_side() -> None:
    chat = messages("我 10-12 21:14\n在吗\n青禾 10-12 21:15\n在的", pasted_at=NOW)
    assert [message.speaker for message in chat] == [Speaker.US, Speaker.THEM]


def test_the_platform_is_neither_side() -> None:
    (found,) = read("小红书官方客服 10-12 21:14\n平台将在3个工作日内给您答复", pasted_at=NOW)
    assert found.speaker is Speaker.PLATFORM


@pytest.mark.parametrize("line", ["退货地址：杭州市西湖区", "温馨提示：签收后不能退", "收件人：李四"])
def test_the_label_of_a_form_is_no_name(line: str) -> None:
    (message,) = messages(line, pasted_at=NOW)
    assert message.name == ""


@pytest.mark.parametrize("text", ["", " ", "\n\n", "21:14", "——"])
def test_nothing_said_is_no_message(text: str) -> None:
    assert [message.text for message in messages(text, pasted_at=NOW) if message.text != "——"] == []


def test_a_pasting_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTrigger):
        messages("客服：在的", pasted_at=NOW.replace(tzinfo=None))
