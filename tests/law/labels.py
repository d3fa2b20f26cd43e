"""How a synthetic dossier is labelled: what an acceptance clerk would find wanting in it.

Each is the sound dossier SOUND with something changed. `wanting` names the lines that must not be green and how bad they
are; `fine` the lines that look alike and are in order. A line that `wanting` doesn't call red may never be red.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from law.conflicts import Channel as C
from law.conflicts import State as S
from law.precheck import Attached, Claimed, Colour, Dossier, Stage

GREEN, AMBER, RED = Colour
NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MB = 1024 * 1024
STORY = "页面写着玻尿酸含量2%，收到的商品标签上没有这一项。联系商家，对方不承认，也不肯退货。"
TEXT = f"本人2026年11月1日在小红书「小鹿的护肤铺」购买面霜，实付268.00元。{STORY}请求：退货退款268.00元。"
REPORT = f"举报对象：杭州小鹿化妆品有限公司。2026年11月1日在小红书销售面霜，实付268.00元。{STORY}"
SOUND = Dossier(
    now=NOW, shop_name="小鹿的护肤铺", licence_name="杭州小鹿化妆品有限公司", code_valid=True, platform="xiaohongshu",
    displayed_address="浙江省杭州市余杭区五常街道文一西路969号", channels=((C.SELLER, S.FAILED), (C.PLATFORM, S.FAILED)),
    contacted=True, order_no="P758291046375182736", placed_at=NOW - 24 * DAY, knew_at=NOW - 20 * DAY, paid=Decimal("268.00"),
    proofs=frozenset({"order", "promotion", "goods", "chat"}), claims=(Claimed("return_refund", Decimal("268.00")),),
    story=STORY, text=TEXT, files=(Attached(MB, "jpg"), Attached(2 * MB, "png")), identity_ready=True,
)  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """One dossier with its labels."""

    name: str
    dossier: Dossier
    stage: Stage = Stage.REGULATOR
    wanting: dict[str, Colour] = field(default_factory=dict)
    fine: tuple[str, ...] = ()


def bad(
    name: str, line: str, colour: Colour, *, stage: Stage = Stage.REGULATOR, also: Any = None, **changed: Any
) -> Labelled:
    """A defect seeded into the sound dossier."""
    return Labelled(name, _changed(stage, changed), stage, {line: colour} | (also or {}))


def near(name: str, *fine: str, stage: Stage = Stage.REGULATOR, **changed: Any) -> Labelled:
    """What looks like a defect and is none."""
    return Labelled(name, _changed(stage, changed), stage, {}, fine)


def clean(name: str, stage: Stage = Stage.REGULATOR, **changed: Any) -> Labelled:
    """Nothing wrong at all."""
    return Labelled(name, _changed(stage, changed), stage)


def _changed(stage: Stage, changed: dict[str, Any]) -> Dossier:
    ours = {Stage.REPORT: {"text": REPORT}}.get(stage, {})
    return replace(SOUND, **(ours | changed))


def said(words: str) -> str:
    """The sound text with `words` at its end."""
    return TEXT + words


def reported(words: str) -> str:
    """The sound report with `words` at its end."""
    return REPORT + words


def ways(*more: tuple[C, S]) -> tuple[tuple[C, S], ...]:
    return (*SOUND.channels, *more)
