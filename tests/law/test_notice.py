"""A year's holidays as people paste them: every notice since 2020 gives our own table, and every slip a sentence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import SpecialDay
from law.notice import BadNotice, decode, read_notice, statutory_of
from law.packaged import load_calendar, rows
from tests.law.notices import HEAD, MID_AUTUMN, NOTICES, TAIL


def packaged(year: int) -> list[SpecialDay]:
    found = (SpecialDay(date.fromisoformat(r["date"]), r["kind"] == "work", r["name"]) for r in rows("holidays.csv"))
    return [special for special in found if special.day.year == year]


def ours(year: int) -> list[SpecialDay]:
    """The packaged days that the notice for `year` gave: those of 元旦 in December came with the next one."""
    own = [special for special in packaged(year) if not (special.day.month == 12 and special.name == "元旦")]
    before = [s for s in packaged(year - 1) if s.day.month == 12 and s.name == "元旦"]
    # 2024's notice left 30 and 31 December 2023 to the weekend (与周末连休); the table names them nevertheless.
    return ([] if year == 2024 else before) + own


def table(year: int) -> str:
    lines = [f"{s.day},{'work' if s.worked else 'off'},{s.name}" for s in packaged(year)]
    return "\n".join(["date,kind,name", *lines])


def faults(text: str, year: int = 2026) -> list[str]:
    with pytest.raises(BadNotice) as refused:
        read_notice(text, year)
    assert all(fault.zh and fault.en for fault in refused.value.faults)
    return [fault.zh for fault in refused.value.faults]


def notice(year: int = 2026) -> str:
    return HEAD.format(year=year, before=year - 1) + NOTICES[year] + TAIL.format(before=year - 1)


@pytest.mark.parametrize("year", NOTICES)
def test_every_notice_gives_our_own_table(year: int) -> None:
    statutory = [*statutory_of(year), *MID_AUTUMN.get(year, [])]
    assert list(read_notice(notice(year), year, statutory=statutory).days) == ours(year)


@pytest.mark.parametrize("year", NOTICES)
def test_a_text_without_line_breaks_reads_the_same(year: int) -> None:
    assert read_notice("".join(notice(year).split()), year).days == read_notice(notice(year), year).days


def test_the_bare_list_without_title_and_signature_is_enough() -> None:
    assert read_notice(NOTICES[2026], 2026).days == read_notice(notice(), 2026).days


def test_half_width_punctuation_and_full_width_digits_read_the_same() -> None:
    half = NOTICES[2026].translate(str.maketrans("（）：，", "():,"))
    full = NOTICES[2026].translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert read_notice(half, 2026).days == read_notice(full, 2026).days == read_notice(NOTICES[2026], 2026).days


def test_a_line_that_breaks_within_a_sentence_reads_the_same() -> None:
    broken = NOTICES[2026].replace("2月14日（周六）、", "2月14日（周\n六）、\n")
    assert read_notice(broken, 2026).days == read_notice(NOTICES[2026], 2026).days


def test_markup_around_the_lines_is_left_out() -> None:
    marked = "".join(f"<p>{line}</p>\n" for line in NOTICES[2026].splitlines())
    assert read_notice(marked, 2026).days == read_notice(NOTICES[2026], 2026).days


def test_the_result_is_a_calendar() -> None:
    calendar = load_calendar().with_notice(2026, read_notice(notice(), 2026).days)
    assert calendar.version == load_calendar().version


def test_a_holiday_may_begin_in_the_year_before() -> None:
    read = read_notice(NOTICES[2023], 2023)
    assert read.days[0] == SpecialDay(date(2022, 12, 31), False, "元旦")
    assert any("2022年12月31日" in warning.zh for warning in read.warnings)


def test_the_year_before_needs_no_year() -> None:
    text = NOTICES[2023].replace("2022年12月31日至2023年1月2日", "12月31日至1月2日")
    assert read_notice(text, 2023).days == read_notice(NOTICES[2023], 2023).days


def test_days_of_a_joint_holiday_have_their_own_name_where_it_is_known() -> None:
    days = {s.day: s.name for s in read_notice(NOTICES[2025], 2025, statutory=MID_AUTUMN[2025]).days}
    assert (days[date(2025, 10, 5)], days[date(2025, 10, 6)]) == ("国庆节", "中秋节")


def test_a_prolonged_holiday_frees_the_days_to_be_worked() -> None:
    days = {s.day: s.worked for s in read_notice(notice(2020), 2020).days}
    assert (days[date(2020, 2, 1)], days[date(2020, 2, 2)]) == (False, False)
    assert date(2020, 2, 3) not in days


def test_a_holiday_of_one_year_only_is_taken_with_a_warning() -> None:
    text = NOTICES[2026] + "八、抗战胜利纪念日：9月3日（周四）放假1天。"
    read = read_notice(text, 2026)
    assert SpecialDay(date(2026, 9, 3), False, "抗战胜利纪念日") in read.days
    assert any("抗战胜利纪念日" in warning.zh for warning in read.warnings)


SLIPS = {
    "another year": ("2026年部分", "2025年部分", "这是2025年的安排，不是2026年的。"),
    "the count": ("共9天", "共8天", "写明共8天，列出的却是9天。"),
    "off and worked": ("2月14日（周六）", "2月15日（周日）", "2月15日（周日）既放假又上班。"),
    "a make-up day within the week": ("5月9日（周六）", "5月8日（周五）", "5月8日是周五，本来就上班，不会是补班。"),
    "the weekday": ("5月9日（周六）", "5月9日（周日）", "第9行：2026年5月9日（周六），原文却写周日。"),
    "an overlap": ("9月25日（周五）至27日（周日）", "10月1日（周四）至3日（周六）", "重复出现"),
    "a statutory day": ("10月1日（周四）至7日（周三）放假调休，共7天", "10月4日至7日放假", "10月1日（周四）是法定的国庆节"),
    "a missing festival": ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "没有端午节的安排。"),
    "unknown text": ("共3天。1月4日（周日）上班。", "共3天。1月4日（周日）待定。", "看不懂「1月4日（周日）待定」。"),
    "no such day": ("2月28日（周六）上班", "2月30日上班", "没有「2月30日」这一天。"),
    "the wrong way round": ("4月4日（周六）至6日（周一）", "4月6日至4日", "4月6日（周一）在4月4日（周六）之后。"),
    "much too long": ("4月4日（周六）至6日（周一）放假，共3天", "4月4日至6月6日放假", "假期没有这么长的。"),
    "a year far away": ("5月9日（周六）上班", "2031年5月9日上班", "2031年5月9日（周五）不在2026年内。"),
    "December without new year": ("9月20日（周日）、", "2025年12月28日、", "不在2026年内。"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_answered_with_a_sentence(slip: str) -> None:
    old, new, sentence = SLIPS[slip]
    assert old in notice()
    assert any(sentence in fault for fault in faults(notice().replace(old, new)))


def test_a_weekend_left_out_changes_nothing_and_is_told() -> None:
    text = notice().replace("10月1日（周四）至7日（周三）放假调休，共7天", "10月1日至3日、5日至7日放假调休")
    assert any("国庆节中间没有写" in warning.zh for warning in read_notice(text, 2026).warnings)


def test_a_weekday_left_out_is_a_gap() -> None:
    text = notice().replace("10月1日（周四）至7日（周三）放假调休，共7天", "10月1日至4日、6日至7日放假调休")
    assert "国庆节不连续，中间缺10月5日（周一）。" in faults(text)[0]


def test_a_text_of_another_year_without_title_is_known_by_its_weekdays() -> None:
    assert faults(NOTICES[2026], 2027) == ["括号里的星期与2026年相符，与2027年不符。这可能是2026年的安排。"]


def test_a_stretch_that_names_no_festival_is_refused() -> None:
    assert "没有写明是哪个节日" in faults("10月1日至7日放假，共7天。" + NOTICES[2026])[0]


def test_a_future_year_must_free_all_statutory_days() -> None:
    text = """元旦：1月1日放假。春节：2月6日至12日放假调休。清明节：4月5日放假。劳动节：5月1日至3日放假。
    端午节：6月9日放假。中秋节：9月15日放假。国庆节：10月1日至7日放假。"""
    assert faults(text, 2027) == ["2月5日（周五）是法定的春节假日，安排里却没有。"]


@pytest.mark.parametrize("text", ["", " \n\n", "你好", "国庆节放假七天", "date,kind,name", "<html></html>"])
def test_nothing_found(text: str) -> None:
    assert faults(text) == ["没有找到任何放假日期。"]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_year_of_our_table_reads_back(year: int) -> None:
    assert list(read_notice(table(year), year).days) == packaged(year)


def test_tables_of_others_read_the_same() -> None:
    expected = read_notice(table(2026), 2026).days
    chinese = (
        table(2026).replace("date,kind,name", "日期,类型,节日").replace(",off,", ",放假,").replace(",work,", ",补班,")
    )
    flags = table(2026).replace("date,kind", "date,isOffDay").replace(",off,", ",true,").replace(",work,", ",false,")
    for text in (chinese, flags, "\ufeff" + table(2026), table(2026).replace(",", ";"), table(2026).replace(",", "\t"),
                 table(2026).replace("2026-", "2026/"), table(2026).partition("\n")[2],
                 table(2026).replace("\n", "\r\n"), table(2026).replace("2026-", "").replace("-", "月")):  # fmt: skip
        assert read_notice(text, 2026).days == expected


def test_files_of_any_usual_encoding_read_the_same() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"):
        assert decode(table(2026).encode(encoding)) == table(2026)


def test_utf_8_taken_for_gbk_is_turned_back() -> None:
    """As long as nothing was lost: words of an even number of characters."""
    text = table(2026)
    for long, short in (
        ("清明节", "清明"),
        ("劳动节", "五一"),
        ("端午节", "端午"),
        ("中秋节", "中秋"),
        ("国庆节", "国庆"),
    ):
        text = text.replace(long, short)
    scrambled = ("\ufeff" + text).encode().decode("gb18030")
    assert scrambled.startswith("锘縟ate")
    assert read_notice(scrambled, 2026).days == read_notice(table(2026), 2026).days


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(BadNotice, match="isn't text"):
        decode(b"\x89PNG\r\n\x1a\n\xff\xff\xff")


@pytest.mark.parametrize(("line", "sentence"), [
    ("2026-02-30,off,春节", "第41行：没有「2026-02-30」这一天。"),
    ("soon,off,春节", "第41行：「soon」不是日期。"),
    ("2026-10-08,maybe,国庆节", "第41行：看不出「maybe」是休还是班。"),
    ("2026-10-08,off,", "第41行：没有写节日名称。"),
    ("2025-10-01,off,国庆节", "第41行：2025年10月1日（周三）不在2026年内。"),
    ("2026-10-01,off,国庆节", "第41行：10月1日（周四）重复出现（国庆节）。"),
    ("2026-10-01,work,国庆节", "第41行：10月1日（周四）既放假又上班。"),
    ("2026-10-12,work,国庆节", "第41行：10月12日是周一，本来就上班，不会是补班。"),
    ("2026-10-12,off,国庆节", "第41行：国庆节不连续，中间缺10月8日（周四）。"),
])  # fmt: skip
def test_a_line_of_a_table_that_cannot_be(line: str, sentence: str) -> None:
    assert sentence in faults(table(2026) + "\n" + line)


def test_a_column_that_is_missing_is_named() -> None:
    assert faults("date,name\n2026-01-01,元旦")[0] == "第1行：缺少写明休或班的一列。"


def test_a_table_of_all_weekends_is_no_notice() -> None:
    start = date(2026, 1, 1)
    days = [start + timedelta(n) for n in range(365)]
    lines = [f"{day},off,周末{day.isocalendar().week}" for day in days if day.weekday() >= 5]
    assert any("不像一年的安排" in fault for fault in faults("\n".join(["date,kind,name", *lines])))


@pytest.mark.parametrize("year", [-1, 0, 1, 1900, 9999])
def test_a_year_out_of_range_is_refused(year: int) -> None:
    assert faults(notice(), year) == ["年份或文字长度超出范围。"]


PIECES = st.sampled_from(
    [*"一、：；，。（）至共天年月日\n0123456789,;\t|\"'-/()", "元旦", "春节", "国庆节", "放假", "上班", "延长", "假期",
     "2月29日", "12月31日", "date,kind,name\n", "2026-01-01,off,元旦\n", "\0", "（周八）"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(2020, 2060))
def test_whatever_is_pasted_is_read_or_refused(text: str, year: int) -> None:
    try:
        days = read_notice(text, year).days
    except BadNotice as refused:
        assert refused.faults
    else:
        assert days


def test_a_mid_autumn_that_is_a_day_of_national_day_needs_no_line_of_its_own() -> None:
    days = {special.day: special.name.replace("中秋节", "国庆节") for special in statutory_of(2028)}
    table = "\n".join(["date,kind,name", *(f"{day},off,{name}" for day, name in sorted(days.items()))])
    assert len(read_notice(table, 2028).days) == len(days)
