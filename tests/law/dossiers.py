"""Synthetic dossiers, labelled by hand, ground by ground, with near misses and sound ones."""

from datetime import UTC, datetime
from decimal import Decimal

from law.conflicts import Channel as C
from law.conflicts import State as S
from law.precheck import Attached, Claimed, Stage
from tests.law.dossiers_wording import LAWFUL, SEPARATED
from tests.law.labels import (
    AMBER,
    DAY,
    MB,
    NOW,
    RED,
    REPORT,
    SOUND,
    STORY,
    TEXT,
    Labelled,
    bad,
    clean,
    near,
    reported,
    ways,
)

__all__ = ["CLEAN", "EVERYONE", "GROUNDS", "SOUND", "Labelled"]

AS = Stage.ASSOCIATION
RESPONDENT = [
    bad("nobody is named", "respondent", RED, shop_name="", licence_name=""),
    bad("a nickname alone", "respondent", AMBER, licence_name=""),
    bad("a nickname on no platform we know", "respondent", RED, licence_name="", platform="", also={"authority": RED}),
    bad("the shop's name given for the licence", "respondent", AMBER, licence_name="小鹿的护肤铺"),
    bad("a credit code with a misread character", "respondent", AMBER, code_valid=False),
    bad("blanks for a name", "respondent", RED, shop_name=" ", licence_name="  "),
    bad("a report about nobody", "respondent", RED, stage=Stage.REPORT, shop_name="", licence_name="",
        text=REPORT.replace("举报对象：杭州小鹿化妆品有限公司。", "")),
    near("no credit code, but the licence's name", "respondent", code_valid=None),
    near("a sole trader whose shop is called otherwise", "respondent", licence_name="余杭区五常街道小鹿日用品商行"),
    near("a report that knows the shop only", "respondent", stage=Stage.REPORT, licence_name=""),
]  # fmt: skip
AUTHORITY = [
    bad("no address displayed", "authority", AMBER, displayed_address=""),
    bad("a province alone", "authority", AMBER, displayed_address="浙江省"),
    bad("a city alone", "authority", AMBER, displayed_address="杭州市"),
    bad("an address abroad", "authority", AMBER, displayed_address="香港九龙旺角道1号"),
    bad("an address nobody can read", "authority", AMBER, displayed_address="详见店铺主页"),
    near("a county without its city", "authority", displayed_address="义乌市北苑街道雪峰西路"),
    near("the platform's own district", "authority", displayed_address="上海市黄浦区马当路388号"),
]
ELSEWHERE = [
    bad("the association has it", "elsewhere", RED, channels=ways((C.ASSOCIATION, S.ACCEPTED))),
    bad("the association was asked", "elsewhere", RED, channels=ways((C.ASSOCIATION, S.FILED))),
    bad("the association mediated in vain", "elsewhere", AMBER, channels=ways((C.ASSOCIATION, S.FAILED))),
    bad("a court has it", "elsewhere", RED, channels=ways((C.COURT, S.FILED))),
    bad("a court has judged", "elsewhere", RED, channels=ways((C.COURT, S.FAILED))),
    bad("online settlement is under way", "elsewhere", RED, channels=ways((C.ODR, S.FILED))),
    bad("12315 refused it before", "elsewhere", AMBER, channels=ways((C.COMPLAINT, S.DECLINED))),
    bad("12315 mediated it before", "elsewhere", AMBER, channels=ways((C.COMPLAINT, S.FAILED))),
    bad("the seller's promise still runs", "elsewhere", AMBER, channels=((C.SELLER, S.AGREED),)),
    bad("12315 has it, now the association", "elsewhere", RED, stage=AS, channels=ways((C.COMPLAINT, S.ACCEPTED))),
    bad("the same report twice", "elsewhere", AMBER, stage=Stage.REPORT, channels=ways((C.REPORT, S.FILED))),
    near("a letter to the association is being prepared", "elsewhere", channels=ways((C.ASSOCIATION, S.PREPARING))),
    near("the association didn't take it", "elsewhere", channels=ways((C.ASSOCIATION, S.DECLINED))),
    near("a report runs beside it", "elsewhere", channels=ways((C.REPORT, S.ACCEPTED))),
    near("online settlement failed", "elsewhere", channels=ways((C.ODR, S.FAILED))),
    near("the court didn't take it", "elsewhere", channels=ways((C.COURT, S.DECLINED))),
    near("the seller broke a promise", "elsewhere", channels=((C.SELLER, S.BROKEN),)),
    near("a report while 12315 mediates", "elsewhere", stage=Stage.REPORT, channels=ways((C.COMPLAINT, S.ACCEPTED))),
]
CONSUMPTION = [
    bad("bought for a business", "consumption", RED, ordinary_use=False),
    bad("twenty jars in one order", "consumption", AMBER, quantity=20),
    bad("twenty jars, and no word what for", "consumption", AMBER, quantity=20, ordinary_use=True),
    bad("the sixth order from one shop", "consumption", AMBER, purchases=6),
    bad("the third dispute with one seller", "consumption", AMBER, complaints=2),
    bad("eight disputes in half a year", "consumption", AMBER, lately=8),
    bad("bought to resell, letter to the association", "consumption", RED, stage=AS, ordinary_use=False),
    near("two jars", "consumption", quantity=2),
    near("six pairs of socks", "consumption", quantity=6),
    near("twelve boxes of sweets for a wedding", "consumption", quantity=12, ordinary_use=True,
         story="婚礼用的喜糖订了12盒，收到的有一半已经化开粘在一起，商家说是运输问题，不肯退。"),
    near("nobody asked about ordinary use", "consumption", ordinary_use=None),
    near("a second dispute with the seller", "consumption", complaints=1),
]  # fmt: skip
IN_TIME = [
    bad("three years and a month ago", "in_time", RED, knew_at=NOW - 1126 * DAY, placed_at=NOW - 1130 * DAY),
    bad("five years ago", "in_time", RED, knew_at=NOW - 1826 * DAY, placed_at=NOW - 1830 * DAY),
    bad("the day after the last one", "in_time", RED, knew_at=datetime(2023, 11, 24, 2, 0, tzinfo=UTC)),
    bad("an old order, and no day of noticing", "in_time", AMBER, knew_at=None, placed_at=NOW - 1200 * DAY),
    bad("no day at all", "in_time", AMBER, knew_at=None, placed_at=None),
    bad("noticed tomorrow", "in_time", AMBER, knew_at=NOW + DAY),
    bad("noticed in a year no calendar knows", "in_time", AMBER, knew_at=datetime(1990, 1, 1, tzinfo=UTC)),
    near("the very last day", "in_time", knew_at=datetime(2023, 11, 25, 2, 0, tzinfo=UTC)),
    near("two years and eleven months ago", "in_time", knew_at=NOW - 1060 * DAY, placed_at=NOW - 1065 * DAY),
    near("a recent order, and no day of noticing", "in_time", knew_at=None),
    near("an old order whose defect showed late", "in_time", knew_at=NOW - 3 * DAY, placed_at=NOW - 1400 * DAY),
]
PROOF = [
    bad("nothing and no number", "proof", RED, proofs=frozenset(), order_no=""),
    bad("a number alone", "proof", AMBER, proofs=frozenset()),
    bad("the order alone", "proof", AMBER, proofs=frozenset({"order"})),
    bad("the order and the licence", "proof", AMBER, proofs=frozenset({"order", "licence"})),
    bad("photos without the order", "proof", AMBER, proofs=frozenset({"goods", "chat"})),
    bad("photos, no order and no number", "proof", RED, proofs=frozenset({"goods"}), order_no=""),
    bad("a report without anything", "proof", AMBER, stage=Stage.REPORT, proofs=frozenset()),
    bad("a letter without proof", "proof", AMBER, stage=AS, proofs=frozenset()),
    near("the payment instead of the order", "proof", proofs=frozenset({"payment", "chat"})),
    near("order and chat are enough", "proof", proofs=frozenset({"order", "chat"})),
    near("a report with the page alone", "proof", stage=Stage.REPORT, proofs=frozenset({"promotion"})),
]
CLAIM = [
    bad("nothing asked", "claim", RED, claims=()),
    bad("an apology alone", "claim", AMBER, claims=(Claimed("apology"),)),
    bad("a refund without a sum", "claim", AMBER, claims=(Claimed("return_refund"),)),
    bad("compensation without a sum", "claim", AMBER, claims=(Claimed("refund_only", Decimal(268)), Claimed("compensation"))),
    bad("a refund above the price", "claim", AMBER, claims=(Claimed("return_refund", Decimal(1072)),)),
    bad("a refund of nothing", "claim", AMBER, claims=(Claimed("refund_only", Decimal(0)),)),
    bad("shipping alone", "claim", AMBER, claims=(Claimed("ship"),)),
    bad("a letter that asks nothing", "claim", RED, stage=AS, claims=()),
    near("an exchange has no sum", "claim", claims=(Claimed("exchange"),)),
    near("a repair has no sum", "claim", claims=(Claimed("repair"),)),
    near("three times the price as compensation", "claim",
         claims=(Claimed("return_refund", Decimal(268)), Claimed("compensation", Decimal(804)))),
    near("a refund and an apology", "claim", claims=(Claimed("refund_only", Decimal(268)), Claimed("apology"))),
    near("freight without a sum", "claim", claims=(Claimed("return_refund", Decimal(268)), Claimed("freight"))),
]  # fmt: skip
FACTS = [
    bad("no account", "facts", RED, story="", text="", also={"text": AMBER}),
    bad("two words", "facts", AMBER, story="是假货", text="2026年11月1日在小红书购买，268元。是假货。"),
    bad("no day in the text", "facts", AMBER, text=TEXT.replace("2026年11月1日", "前段时间")),
    bad("no sum in the text", "facts", AMBER, text=TEXT.replace("268.00元", "全款")),
    bad("no place in the text", "facts", AMBER, text=TEXT.replace("在小红书「小鹿的护肤铺」", "在网上")),
    bad("neither day nor place nor sum", "facts", RED, text=f"买的面霜有问题。{STORY}请求退货退款。"),
    bad("signs for an account", "facts", RED, story="……！！！"),
    bad("no order to take them from", "facts", AMBER, text=None, placed_at=None, also={"text": AMBER}),
    bad("a report without a day", "facts", AMBER, stage=Stage.REPORT, text=REPORT.replace("2026年11月1日", "")),
    near("the day written with points", "facts", text=TEXT.replace("2026年11月1日", "2026.11.1")),
    near("the day in Chinese numerals", "facts", text=TEXT.replace("2026年11月1日", "十一月一日")),
    near("the day with 号", "facts", text=TEXT.replace("2026年11月1日", "11月1号")),
    near("the sum with ¥ in full width", "facts", text=TEXT.replace("268.00元", "￥268")),
    near("the sum in 块", "facts", text=TEXT.replace("268.00元", "268块")),
    near("the shop without the platform", "facts", text=TEXT.replace("小红书", "")),
    near("full-width digits", "facts", text=TEXT.replace("268.00元", "２６８元")),
]
IDENTITY = [
    bad("no identity check wanted", "identity", RED, identity_ready=False),
    bad("nobody asked yet", "identity", AMBER, identity_ready=None),
    bad("no identity for the association", "identity", RED, stage=AS, identity_ready=False),
    bad("not asked for the association", "identity", AMBER, stage=AS, identity_ready=None),
    bad("no check, but everything else", "identity", RED, identity_ready=False, ordinary_use=True),
    near("ready", "identity", identity_ready=True),
    near("a report may be anonymous", stage=Stage.REPORT, identity_ready=False),
]
AGENT = [
    bad("a proxy without authorisation", "agent", RED, by_agent=True, authorised=False),
    bad("a proxy, nobody asked", "agent", AMBER, by_agent=True),
    bad("a proxy at the association", "agent", RED, stage=AS, by_agent=True, authorised=False),
    bad("a proxy at the association, nobody asked", "agent", AMBER, stage=AS, by_agent=True),
    bad(
        "a proxy and no identity",
        "agent",
        RED,
        by_agent=True,
        authorised=False,
        identity_ready=False,
        also={"identity": RED},
    ),
    near("a proxy with the original", "agent", by_agent=True, authorised=True),
    near("nobody but herself", "agent", authorised=False),
]
LENGTH = [
    bad("no text", "text", AMBER, text=None),
    bad("blanks", "text", AMBER, text="  \n "),
    bad("one character too many", "text", RED, text=TEXT + "字" * (401 - len(TEXT))),
    bad("a long complaint", "text", RED, text=TEXT + "经过。" * 200),
    bad("a long report", "text", RED, stage=Stage.REPORT, text=REPORT + "经过。" * 200),
    bad("a long letter", "text", RED, stage=AS, text=TEXT + "经过。" * 900),
    bad("a long application to the platform", "text", RED, stage=Stage.PLATFORM, text=TEXT + "经过。" * 200),
    near("exactly full", "text", text=TEXT + "字" * (400 - len(TEXT))),
    near("a letter may be longer", "text", stage=AS, text=TEXT + "经过。" * 300),
]
ATTACHMENTS = [
    bad("five files", "attachments", AMBER, files=(Attached(MB, "jpg"),) * 5),
    bad("a film of fifty megabytes", "attachments", AMBER, files=(Attached(50 * MB, "mp4"),)),
    bad("one byte too large", "attachments", AMBER, files=(Attached(5 * MB + 1, "jpg"),)),
    bad("a picture the form doesn't take", "attachments", AMBER, files=(Attached(MB, "heic"),)),
    bad("thirty files for a report", "attachments", AMBER, stage=Stage.REPORT, files=(Attached(MB, "jpg"),) * 30),
    near("four files of five megabytes", "attachments", files=(Attached(5 * MB, "jpg"),) * 4),
    near("sound and paper", "attachments", files=(Attached(MB, "mp3"), Attached(MB, "pdf"))),
    near("none", "attachments", files=()),
]
CONTACT = [
    bad("a helper's number", "contact", RED, shared_phone=True),
    bad("another consumer's number", "contact", RED, shared_phone=True, ordinary_use=True),
    bad("a shared number in a report", "contact", RED, stage=Stage.REPORT, shared_phone=True),
    bad("a shared number in a letter", "contact", RED, stage=AS, shared_phone=True),
    bad("a shared number and eight disputes", "contact", RED, shared_phone=True, lately=8, also={"consumption": AMBER}),
]
PLATFORM = [
    bad("nobody talked with the seller", "contacted", RED, stage=Stage.PLATFORM, contacted=False),
    bad("no number for the platform", "order", RED, stage=Stage.PLATFORM, order_no=""),
    bad("a number without its time", "order", AMBER, stage=Stage.PLATFORM, placed_at=None),
    bad("no account for the platform", "story", RED, stage=Stage.PLATFORM, story="", text="", also={"text": AMBER}),
    bad("three words for the platform", "story", AMBER, stage=Stage.PLATFORM, story="质量差"),
    bad("nothing asked of the platform", "claim", RED, stage=Stage.PLATFORM, claims=()),
    bad("no pictures for the platform", "proof", AMBER, stage=Stage.PLATFORM, proofs=frozenset()),
    near(
        "the platform needs no licence",
        stage=Stage.PLATFORM,
        licence_name="",
        displayed_address="",
        identity_ready=None,
    ),
]
_OTHER_STORY = "羽绒服标称充绒量220克，送检结果131克，商家说面料重，不认可检测报告，不同意退货。"
CLEAN = [
    clean("as it should be"),
    clean("a first filing, nothing done elsewhere", channels=()),
    clean("the platform was silent", channels=((C.SELLER, S.SILENT), (C.PLATFORM, S.SILENT))),
    clean("the seller broke his word", channels=((C.SELLER, S.BROKEN), (C.PLATFORM, S.FAILED))),
    clean("a report beside it", channels=ways((C.REPORT, S.FILED)), report=REPORT),
    clean("a down jacket", story=_OTHER_STORY, paid=Decimal(499), claims=(Claimed("return_refund", Decimal(499)),),
          text=f"本人11月1日在小红书买羽绒服，付款499元。{_OTHER_STORY}请退货退款499元。"),
    clean("three times the price", claims=(Claimed("return_refund", Decimal(268)), Claimed("compensation", Decimal(804)))),
    clean("an exchange", claims=(Claimed("exchange"),), text=TEXT.replace("退货退款268.00元", "更换商品")),
    clean("a danger to health", safety=True, proofs=frozenset({"order", "medical", "label"})),
    clean("bought last year", placed_at=NOW - 400 * DAY, knew_at=NOW - 390 * DAY),
    clean("a municipality", displayed_address="北京市朝阳区建国路87号"),
    clean("a county", displayed_address="福建省泉州市安溪县参内镇"),
    clean("for her own use", ordinary_use=True, quantity=3),
    clean("no files yet to attach", files=()),
    clean("a letter to the association", AS),
    clean("a report", Stage.REPORT),
    clean("a report on advertising", Stage.REPORT, text=reported("涉嫌虚假宣传，恳请核查。")),
    clean("an application to the platform", Stage.PLATFORM),
    clean("an application with a film", Stage.PLATFORM, files=(Attached(80 * MB, "mov"),)),
    clean("a complaint after online settlement", channels=ways((C.ODR, S.SILENT))),
]  # fmt: skip

GROUNDS: dict[str, list[Labelled]] = {
    "respondent": RESPONDENT, "authority": AUTHORITY, "elsewhere": ELSEWHERE, "consumption": CONSUMPTION,
    "in_time": IN_TIME, "proof": PROOF, "claim": CLAIM, "facts": FACTS, "identity": IDENTITY, "agent": AGENT,
    "text": LENGTH, "attachments": ATTACHMENTS, "separated": SEPARATED, "lawful": LAWFUL, "contact": CONTACT,
    "platform": PLATFORM,
}  # fmt: skip
EVERYONE = [*CLEAN, *(one for ground in GROUNDS.values() for one in ground)]
