"""Two hundred bases of facts, made the same way every time: eight types of complaint, each told in twenty-five ways."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.architecture.house import ROOT
from texts.letters import Asked, Facts

PLAYBOOKS = sorted((ROOT / "complaints" / "playbooks").glob("*.toml"))
STORY = "页面写着玻尿酸含量2%，收到的商品标签上没有这一项。联系卖家，对方不承认。"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ALL_CLAIMS = tuple(
    Asked(what, "9,999,999.99元")
    for what in ("退货退款", "退还货款", "更换商品", "免费修理", "按约定发货", "补足缺少的商品", "赔偿损失",
                 "运费由卖家承担", "赔礼道歉")
)  # fmt: skip
PLAIN = Facts(
    shop="小鹿的护肤铺", respondent="杭州小鹿化妆品有限公司", credit_code="91330106MA2XXXXX1Q",
    address="浙江省杭州市西湖区文三路1号", authority="杭州市西湖区市场监督管理局", goods=("玻尿酸保湿面霜 50g",),
    order_nos=("P758291046375182736",), placed="2026年10月27日", received="2026年10月30日", paid="268.00元",
    found="2026年10月30日", story=STORY, claims=(Asked("退货退款", "268.00元"), Asked("运费由卖家承担")),
    told=("不符之处是成分", "卖家的原话是「玻尿酸含量2%」", "实际情况是标签上没有这一项"),
    options="退货、退赔费用", claimed="268.00", evidence=("宣传截图", "实物照片3张", "订单截图", "聊天记录"),
    talked="2026年11月2日与卖家协商，卖家拒绝", platform="平台介入后没有支持",
    broken=("卖家于11月2日10:14承诺「48小时内处理好」，至今未履行",), person="林小雨", answer_by="2026年11月5日",
    confirm="退货地址、退款方式和到账时间", asked_for="开箱照片", agreed_on="2026年11月20日",
    agreement="卖家支付268.00元", keep_by="2026年11月30日", mediator="消费者组织", confirm_by="2026年12月20日",
    paid_on="2026年11月28日", paid_back="268.00元", withdrawn="投诉", external_no="TS-1",
    floor="退货退款268.00元",
    cite_reasons="《网络交易平台规则监督管理办法》第19条", cite_version="《网络交易平台规则监督管理办法》第15条",
    cite_snapshot="《电子商务法》第31条", cite_confirm="《民事诉讼法》第205条",
)  # fmt: skip
"""The dossier of the golden texts, but for what its type brings along."""

Change = Callable[[Facts], Facts]


def _with(**changed: Any) -> Change:
    return lambda facts: replace(facts, **changed)


WAYS: dict[str, Change] = {
    "as it is": _with(),
    "long story": _with(story=STORY * 60),
    "no full stop": _with(story="一直没有人处理这件事" * 300),
    "only commas": _with(story="没有人回复，" * 400),
    "emoji": _with(story="太失望了😭😭！等了7天🙏🏻，什么都没有。" * 30),
    "one-character names": _with(shop="鹿", respondent="", goods=("霜",), person="李"),
    "no address": _with(respondent="", credit_code="", address=""),
    "not received": _with(received="", awaiting="尚未收到商品"),
    "all claims": _with(claims=ALL_CLAIMS, paid="99,999,999.99元"),
    "three orders": _with(order_nos=("P758291046375182736", "P758291046375182737", "P758291046375182738"),
                          goods=("面霜", "精华液", "洁面乳"), paid="合计1,036.50元"),
    "nine orders": _with(order_nos=tuple(f"P7582910463751827{n:02d}" for n in range(9)), paid="合计9,036.50元"),
    "long names": _with(shop="小鹿的护肤铺" * 13, respondent="上海某某贸易有限公司" * 12,
                        goods=("玻尿酸保湿面霜" * 17, "氨基酸洁面乳" * 20, "防晒霜" * 40)),
    "emoji names": _with(shop=FAMILY * 4 + "的店", goods=("🎁限定" + FAMILY * 10,), person=FAMILY),
    "no order number": _with(order_nos=()),
    "no goods": _with(goods=()),
    "no claims": _with(claims=()),
    "no day": _with(placed="", received="", found=""),
    "no shop": _with(shop="", respondent="", credit_code="", address=""),
    "mixed up": _with(story="我要求退款，对方不理。我会举报他们，请求查处。标签上没有生产日期。请赔偿我三倍，并立案处罚。",
                      told=("希望的处理是退货", "问题是没有生产日期"), evidence=("退货申请页", "订单截图")),
    "several lines": _with(story="\n\n 11月1日收到  \n打开一看，是空盒，\n\n联系了3次 没人理。\n"),
    "signs twice": _with(story="，，太差了！！！！真的，。一次又一次。。。；不处理？？？", talked="2026年11月2日与卖家协商，。"),
    "many numbers": _with(story="11月1日14:30联系，答应退268.00元，11月3日又说只退134.50元，单号SF1029384756102。" * 20),
    "much evidence": _with(evidence=tuple(f"第{n}张截图" for n in range(1, 31)),
                           told=tuple("情况是" + "很长" * 30 for _ in range(9))),
    "bare": lambda f: Facts(shop=f.shop, goods=f.goods, placed=f.placed, paid=f.paid, claims=f.claims, kind=f.kind),
    "everything long": _with(story=STORY * 80, claims=ALL_CLAIMS, shop="小鹿的护肤铺" * 13, person="欧阳" * 30,
                             goods=("玻尿酸保湿面霜" * 17,) * 3, order_nos=("P" + "7" * 39,), paid="99,999,999.99元",
                             broken=("卖家于11月2日10:14承诺「" + "一定处理好" * 8 + "」，至今未履行",) * 2, rest="68.00元",
                             ruled="2026年11月9日平台没有支持我的诉求，理由是「证据不足」",
                             cite_review="《网络交易平台规则监督管理办法》第19条"),
}  # fmt: skip


def of_type(name: str) -> Facts:
    """PLAIN for one type, with the type's own words."""
    path = next(path for path in PLAYBOOKS if path.stem == name)
    book = tomllib.loads(path.read_text(encoding="utf-8"))
    return replace(PLAIN, kind=book["title"]["zh"], platform_type=book["platform_type"], openings=book["texts"])


def bases() -> Iterator[tuple[str, Facts]]:
    """All of them with a name: 「quality, long story」."""
    for path in PLAYBOOKS:
        plain = of_type(path.stem)
        for way, change in WAYS.items():
            yield f"{path.stem}, {way}", change(plain)
