"""What isn't the writer's own tone: the seller's words, quotations, denials, facts, names of products."""

import pytest

from texts.tone import Kind, check


@pytest.mark.parametrize(
    "text",
    [
        "如果3天内没有答复，我会向12315投诉", "我将申请平台介入", "保留起诉的权利", "客服骂我是骗子",
        "卖家威胁要曝光我的地址", "鉴定报告显示为假", "检测不合格", "骗人布", "我不会骂人", "我没有说你是骗子",
        "对方原话：「给你100元就删帖」。", "我要举报这家店", "检测报告显示你们卖假货", "品牌方出具的说明证明这是假货",
        "退款到账后，我愿意撤回投诉。", "商家不退款，还说会给我差评。", "付款268元后，商家就撤掉了商品页面。",
        "请问你们是不是卖假货？", "怀疑你们卖假货", "垃圾袋漏了", "滚筒洗衣机不转", "我妈的订单没有发货", "5月3日你妈妈签收",
        "如下作业本缺页", "型号是SB_200，USB口坏了", "否则我会如实评价",
    ],
)  # fmt: skip
def test_it_is_left_alone(text: str) -> None:
    assert check(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("客服一直不回复，骗子！", Kind.INSULT), ("客服说退款又不退，我要曝光你们", Kind.THREAT),
        ("你们客服骂人，不退钱就曝光你们", Kind.THREAT), ("你们是不是骗子", Kind.INSULT),
        ("傻 逼", Kind.INSULT), ("ｓｂ商家", Kind.INSULT), ("傻😡逼", Kind.INSULT), ("傻*逼", Kind.INSULT),
        ("騙子", Kind.INSULT), ("骗\u200b子", Kind.INSULT), ("尼玛", Kind.INSULT), ("垃 圾 店", Kind.INSULT),
        ("不退錢就曝光你們", Kind.THREAT), ("没有人性的骗子", Kind.INSULT), ("你们卖假货", Kind.ACCUSATION),
        ("给我5000元我就删帖", Kind.EXTORTION), ("好评可以，先返我20元", Kind.REVIEW),
    ],
)  # fmt: skip
def test_it_is_remarked_on(text: str, kind: Kind) -> None:
    assert kind in {remark.kind for remark in check(text)}


def test_every_reason_is_one_calm_sentence_in_both_languages() -> None:
    for remark in check("骗子，不退钱就曝光你们，你们卖假货"):
        assert remark.why.zh.endswith("。") and remark.why.zh.count("。") == 1
        assert remark.why.en.endswith(".")
        assert not remark.blocks
