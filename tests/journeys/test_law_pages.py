"""The law at work on a phone: can it go back, what may be asked for, whom and where, what an office would refuse, and
an admin who enters a year's holidays."""

from playwright.sync_api import Page

from tests.journeys.browser import Person
from tests.journeys.conftest import Meet
from tests.journeys.stack import Stack
from tests.journeys.test_pages import OVERFLOW

YEAR_2028 = """date,kind,name
2028-01-01,off,元旦
2028-01-25,off,春节
2028-01-26,off,春节
2028-01-27,off,春节
2028-01-28,off,春节
2028-04-04,off,清明节
2028-05-01,off,劳动节
2028-05-02,off,劳动节
2028-05-28,off,端午节
2028-10-01,off,国庆节
2028-10-02,off,国庆节
2028-10-03,off,国庆节
"""


def fits(page: Page) -> bool:
    return bool(page.evaluate(OVERFLOW) == 0)


def tap_all(person: Person, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        person.choose(name, value)


def test_a_few_taps_say_whether_it_can_go_back(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("draft", "edit/claims/"))
    alice.tap("main a[href$='/returning/']")
    alice.choose("category", "cosmetics")
    alice.tap(".actionbar .btn-primary")
    alice.sees("#returning-form [name=one_time_seal_broken]")
    names = alice.page.eval_on_selector_all(
        "#returning-form fieldset input[type=radio]", "found => [...new Set(found.map(input => input.name))]"
    )
    tap_all(alice, {name: "no" for name in names if name != "category"})
    alice.tap(".actionbar .btn-primary")
    alice.sees("#verdict", "可以退")
    alice.sees("[aria-labelledby=verdict] .cite[data-rule=CPL25_RETURN_7D]")
    assert fits(alice.page)
    assert alice.typed == 0
    assert alice.taps <= 10


def test_what_may_be_asked_for_is_worked_out_and_asked(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("to_share", "calculator/"))
    alice.sees("#secure-title")
    alice.page.locator("#claim-refund input[type=checkbox]").first.check()
    alice.tap(".actionbar .btn-primary")
    alice.sees("[aria-labelledby=secure-title] .money", "¥268.00")
    assert fits(alice.page)
    alice.tap("[aria-labelledby=secure-title] button[name=ask]")
    alice.at(stack.case_url("to_share"))
    assert "268.00" in alice.page.inner_text("main")


def test_the_seller_s_page_names_respondent_and_authority(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("escalates", "edit/seller/"))
    alice.sees("#where", "上海市黄浦区市场监督管理局")
    alice.type("[name=credit_code]", "91330106MA2CFLDRBO")
    alice.tap(".actionbar .btn-primary")
    alice.sees("#id_credit_code_error, .error")
    alice.type("[name=credit_code]", "")
    alice.type("[name=licence_name]", "杭州小鹿贸易有限公司")
    alice.type("[name=displayed_address]", "浙江省杭州市余杭区文一西路969号")
    alice.tap(".actionbar .btn-primary")
    alice.go(stack.case_url("escalates", "edit/seller/"))
    alice.sees("#where", "杭州市余杭区市场监督管理局")
    alice.sees("#whom", "杭州小鹿贸易有限公司")
    assert fits(alice.page)


def test_what_an_office_would_refuse_is_said_and_mended(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("ready_for_regulator", "precheck/?for=complaint"))
    alice.sees(".checks .check", "没有别的机构在处理")
    alice.sees("#ways .table")
    before = alice.count(".checks .check-amber")
    alice.tap("#question-identity button[value=yes]")
    alice.sees("#question-identity button[aria-pressed=true]")
    assert alice.count(".checks .check-amber") == before - 1
    assert fits(alice.page)


def test_what_was_checked_stands_above_the_text(meet: Meet, stack: Stack) -> None:
    alice = meet("alice")
    alice.go(stack.case_url("refused", "do/escalate_to_platform/"))
    alice.sees("main .card", "平台介入预检")


def test_anybody_can_read_a_rule_and_its_source(meet: Meet) -> None:
    somebody = meet()
    somebody.go("/rules/")
    somebody.tap("main a[href='/rules/SAMR121_ACCEPT_7WD/']")
    somebody.sees("main", "总局令第121号")
    somebody.sees("main", "7 个工作日")
    assert fits(somebody.page)


def test_an_admin_enters_a_year_s_holidays(meet: Meet) -> None:
    ada = meet("ada")
    ada.go("/rulebook/calendar/2028/")
    ada.type("[name=text]", "2028-01-01,off,元旦")
    ada.tap(".actionbar .btn-primary")
    ada.sees("[role=alert]", "春节")
    ada.type("[name=text]", YEAR_2028)
    ada.tap(".actionbar .btn-primary")
    ada.sees("main .plain", "端午节")
    assert fits(ada.page)
    ada.tap(".actionbar .btn-primary")
    ada.at("/rulebook/editions/")
    ada.sees("#would-change")
    ada.tap("button[name=decision][value=publish]")
    ada.go("/rulebook/calendar/2028/")
    ada.sees(".title .chip-jade")
