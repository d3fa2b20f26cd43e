"""What exports say of themselves, in Chinese and no other language: see `evidence.export.content`."""

from datetime import datetime

from evidence.export.content import Content, Profile
from law import CHINA

PROVES = "散列值能证明：文件自平台外的本工具收到时起没有改动过。它不能证明：收到之前的内容是否真实、拍的是什么。"
_FOR = {
    Profile.OWN: "本人留存：含原件，可能带有拍摄地点等信息，转给别人之前请先看一遍。",
    Profile.HAND_OVER: "交给他人：图片已去掉拍摄地点和设备信息，不含原件；原件由本人保管，可以当面核对。",
}


def moment_words(moment: datetime) -> str:
    """「2026年11月5日 10:14」 in China."""
    local = moment.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def says(content: Content) -> str:
    """For whom the copy is, and what its hashes prove."""
    return f"{_FOR[content.profile]}{PROVES}"
