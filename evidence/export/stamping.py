"""The time stamp of a daily root in the archive, with the words how to check it by openssl alone."""

from pathlib import Path

from evidence.export.content import Stamp
from evidence.export.words import moment_words

FOLDER = "timestamp"
_HOW = """这是 {day} 每日总根的时间戳（RFC 3161），由「{authority}」于 {moment}（北京时间）盖出。
它能证明：总根所含的内容在那一刻之前就有了。它不能证明内容是真的。

在本文件夹里运行：

    openssl ts -verify -data root.txt -in root.tsr -CAfile certificates.pem

显示「Verification: OK」就是对得上。查看时间：

    openssl ts -reply -in root.tsr -text

root.txt 里就是那天的每日总根。
certificates.pem 是核对时所用的证书。要完全不靠我们，请换成自己从该机构官网下载的证书。
机构的证书已过期时，在命令里加上「-attime 秒数」，秒数取时间戳上的时间。
"""


def put(stamp: Stamp, folder: Path) -> None:
    """Write root, stamp, certificates and the words about them into `folder`, which must not exist."""
    folder.mkdir()
    (folder / "root.txt").write_text(stamp.root, encoding="ascii")
    (folder / "root.tsr").write_bytes(stamp.token)
    (folder / "certificates.pem").write_bytes(stamp.certificates)
    words = _HOW.format(day=stamp.day, authority=stamp.authority, moment=moment_words(stamp.said_at))
    (folder / "怎样核对.txt").write_text(words, encoding="utf-8", newline="\n")


def line_of(stamp: Stamp, printed: str) -> str:
    """What the dossier says of it; the root is told again unless it is the one that is `printed`."""
    root = f"{stamp.day} {stamp.root}"
    which = f"{stamp.day} 的总根" if root == printed else f"总根 {root}"
    return f"{which}，由「{stamp.authority}」于{moment_words(stamp.said_at)}盖出"
