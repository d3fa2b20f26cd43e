"""Whose name it is that stands before a message."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from texts.promises.found import Speaker

_SHOP = re.compile(r"旗舰店|专营|专卖店|工厂店|直营|小店|店铺|店$|店客服|店主|店家")
_PLATFORM = re.compile(r"官方|平台|小红书|系统|薯队长|薯管家|仲裁|介入|红薯")
_US = re.compile(
    r"(?:我|本人|自己|买家|顾客|消费者|客户|me|我方|本人我|买方|投诉人)(?:\(.*\)|本人|自己|方|[_-].*)?"
    r"|(?:买家|顾客|消费者)[^店]{0,12}"
)
_THEM = re.compile(
    r"商家|卖家|卖方|商户|厂家|供应商|老板|掌柜|店长|主播"
    r"|客服|小二|专员|运营|售后|售前|旗舰|仓库|发货|对方|^他们?$|^她$|^ta$"
)
_SAID = re.compile(r"(?:说|回复|答复|表示|回|道|称|发来)$")
_SHOPTALK = re.compile(r"亲[亲,，~～！!爱]|给您|帮您|为您|您好|咱们?店|小店|本店|我们店|这边给|親")
_LABEL = re.compile(
    "|".join(
        (
            r"号$|地址|电话|时间|日期|姓名|名称|金额|数量|价格|型号|颜色|尺码|备注|状态|标题|内容|信息|图片",  # of a form
            r"规则|说明|提示|公告|原因|方式|流程|条件|要求|标准|政策|须知|结果|意见|如下|温馨|注意|承诺|理由|方案",
            r"链接|网址|微信|qq|https?|ftp|单位|公司$|营业",
            r"收件人|联系人|收货人|订单|包裹|签收|下单|付款|退款|支付|申请|运费|快递|物流",
            r"您|你|明天|后天|今天|最晚|最迟|之前|以前|预计|大概",  # of a sentence
            r"一是|二是|第.|首先|其次|另外|例如|比如|即|关键|总之|重要|问题|答案|ps",
        )
    )
)
"""What stands before a colon in forms and sentences, and is nobody's name."""


def plain_name(name: str) -> str:
    """The name without decoration: 【小王】 and 小王说 are 小王."""
    level = unicodedata.normalize("NFKC", name).strip().strip("【】[]()<>《》「」@*·•~-—=:# \t").strip().lower()
    return _SAID.sub("", level) or level


def is_name(name: str) -> bool:
    """Whether it can be a name at all: short, with a letter, none of the labels of a form or of words for a time."""
    return 0 < len(name) <= 24 and any(c.isalpha() for c in name) and not _LABEL.search(name)


class Speakers:
    """Tells the sides apart by the names given as `ours` and `theirs`, then by words such as 买家, 客服, 平台."""

    def __init__(self, ours: Collection[str], theirs: Collection[str]) -> None:
        self._ours = {plain_name(name) for name in ours} - {""}
        self._theirs = {plain_name(name) for name in theirs} - {""}
        self._inferred: dict[str, Speaker] = {}

    def of(self, name: str) -> Speaker:
        """The side of the plain name; a shop with 官方 in its name is the other side, not the platform."""
        if name in self._ours:
            return Speaker.US
        if name in self._theirs:
            return Speaker.THEM
        if _SHOP.search(name):
            return Speaker.THEM
        if _PLATFORM.search(name):
            return Speaker.PLATFORM
        if _US.fullmatch(name):
            return Speaker.US
        if _THEM.search(name):
            return Speaker.THEM
        return self._inferred.get(name, Speaker.UNKNOWN)

    def knows(self, name: str) -> bool:
        """Whether the name tells its side."""
        return self.of(name) is not Speaker.UNKNOWN

    def infer(self, said: Iterable[tuple[str, str]]) -> None:
        """In a talk of two sides the one name that is left belongs to the other side; `said` are plain names and texts.

        Who talks like a shop (亲, 帮您) is never taken for the consumer: rather unknown than a promise unread.
        """
        texts: dict[str, list[str]] = {}
        for name, text in said:
            texts.setdefault(name, []).append(text)
        left = [name for name in texts if name and not self.knows(name)]
        sides = {self.of(name) for name in texts}
        if len(left) != 1:
            return
        shoptalk = any(_SHOPTALK.search(text) for text in texts[left[0]])
        if Speaker.US in sides and Speaker.THEM not in sides:
            self._inferred[left[0]] = Speaker.THEM
        elif Speaker.THEM in sides and Speaker.US not in sides and not shoptalk:
            self._inferred[left[0]] = Speaker.US
