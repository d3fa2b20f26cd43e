"""The words before the values on an order's page, and what stands on such pages beside them."""

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, ...]] = {
    "order_no": ("订单编号", "订单号", "订单号码"),
    "placed_at": ("创建时间", "下单时间", "订单创建时间", "提交时间", "订单时间"),
    "paid_at": ("付款时间", "支付时间"),
    "shipped_at": ("发货时间",),
    "received_at": ("签收时间", "收货时间", "确认收货时间", "成交时间", "完成时间", "送达时间", "妥投时间"),
    "tracking_no": ("物流单号", "运单号", "快递单号", "运单编号", "物流编号", "快递编号"),
    "carrier": ("物流公司", "快递公司", "承运公司", "配送公司"),
    "paid": ("实付", "实付款", "实际支付", "实付金额", "实际付款", "实付总额", "已付款", "付款金额", "支付金额"),
    "shop": ("店铺名称", "店铺", "商家名称", "卖家"),
    "product": ("商品名称",),
    "total": ("商品总价", "商品金额", "商品总额"),
    "freight": ("运费", "邮费", "快递费", "配送费"),
    "discount": ("店铺优惠", "优惠", "平台优惠", "优惠券", "红包", "立减", "满减", "折扣", "优惠金额", "薯券"),
}
"""By field, the labels that announce it; `total`, `freight` and `discount` only prove what was paid."""

MOMENTS = ("placed_at", "paid_at", "shipped_at", "received_at")
"""In the order in which they come."""
OTHER = (
    "支付方式", "付款方式", "配送方式", "发票", "备注", "订单备注", "收货地址", "收货信息", "收货人", "规格", "数量",
    "商品单价", "订单状态", "交易快照", "订单信息", "商品信息", "物流信息", "合计", "共", "应付", "积分",
)  # fmt: skip
"""Labels whose values nobody asks for: they are no goods and no shop."""

STATES = (
    "待付款", "待发货", "已发货", "待收货", "运输中", "派送中", "已签收", "已收货", "交易成功", "交易完成", "交易关闭",
    "已完成", "已取消", "售后中", "退款中", "退款成功", "待评价", "已关闭",
)  # fmt: skip
BUTTONS = (
    "联系卖家", "联系商家", "联系客服", "申请售后", "查看物流", "确认收货", "延长收货", "再次购买", "再来一单", "评价",
    "去评价", "加入购物车", "复制", "进店", "进店逛逛", "删除订单", "申请退款", "退款", "更多", "开发票", "查看发票",
    "催发货", "修改地址",
)  # fmt: skip
TITLES = ("订单详情", "我的订单", "订单信息", "订单")
"""A page's head, its states and buttons: never a shop or goods."""

CARRIERS: Mapping[str, str] = {
    "顺丰速运": r"SF\d{13}|SF\d{12}",
    "顺丰": r"SF\d{12,13}",
    "中通快递": r"\d{12,15}|ZT\w{10,13}",
    "圆通速递": r"YT\d{13}|\d{12}",
    "圆通快递": r"YT\d{13}",
    "韵达快递": r"\d{13}|\d{15}|YD\d{13}",
    "韵达速递": r"\d{13}|\d{15}",
    "申通快递": r"\d{12,15}|STO?\d{12,13}",
    "极兔速递": r"JT\d{13}",
    "京东物流": r"JD\w{11,16}",
    "京东快递": r"JD\w{11,16}",
    "邮政快递包裹": r"\d{13}",
    "中国邮政": r"[A-Z]{0,2}\d{9,13}(?:CN)?",
    "EMS": r"E\w\d{9}(?:CN|CS)|\d{13}",
    "德邦快递": r"DP[K\w]\w{9,12}|\d{10,12}",
    "百世快递": r"\d{14}",
    "天天快递": r"\d{12}",
    "丹鸟": r"\w{10,15}",
    "菜鸟速递": r"\w{12,18}",
}
"""Carriers by the name that pages show, and the shape of their numbers (as their sites say)."""
