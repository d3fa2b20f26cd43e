"""What letters are written from: plain values of one case, in Chinese, nothing of them looked up here."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim: what is asked (「退货退款」) and how much (「268.00元」), "" where no sum is named.

    `plea` is how a court is asked for it (「退还货款{amount}，原告退回所购商品」), "" where it is said as everywhere.
    """

    what: str
    amount: str = ""
    plea: str = ""

    @property
    def words(self) -> str:
        return self.what + self.amount

    @property
    def pleaded(self) -> str:
        return self.plea.replace("{amount}", self.amount) or self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One case as letters tell it. Everything may be unknown: "" or (). Days are written out (「2026年10月27日」), sums too.

    `openings` are the type's own sentences by addressee (seller, platform, complaint, report, association), with
    {goods}, {shop} and {placed} to be filled. `told` are answered facts and `broken` broken promises, parts of sentences
    without a full stop. `cite_*` are provisions as they are cited, only where they apply.
    """

    shop: str = ""
    respondent: str = ""
    """The licence holder; "" while only the shop's nickname is known."""
    credit_code: str = ""
    address: str = ""
    authority: str = ""
    goods: tuple[str, ...] = ()
    order_nos: tuple[str, ...] = ()
    placed: str = ""
    received: str = ""
    awaiting: str = ""
    """「尚未收到商品」 where it is known that nothing came."""
    paid: str = ""
    found: str = ""
    kind: str = ""
    platform_type: str = ""
    openings: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    story: str = ""
    claims: tuple[Asked, ...] = ()
    options: str = ""
    """The claims as the 12315 form's boxes call them: 「退货、赔偿损失」."""
    claimed: str = ""
    evidence: tuple[str, ...] = ()
    talked: str = ""
    platform: str = ""
    broken: tuple[str, ...] = ()
    person: str = ""
    answer_by: str = ""
    confirm: str = ""
    """What the seller should write down if they agree: 「退货地址、退款方式和到账时间」."""
    ruled: str = ""
    asked_for: str = ""
    agreed_on: str = ""
    agreement: str = ""
    keep_by: str = ""
    mediator: str = ""
    confirm_by: str = ""
    paid_on: str = ""
    paid_back: str = ""
    rest: str = ""
    withdrawn: str = ""
    external_no: str = ""
    floor: str = ""
    cite_reasons: str = ""
    cite_review: str = ""
    cite_version: str = ""
    cite_snapshot: str = ""
    cite_confirm: str = ""
