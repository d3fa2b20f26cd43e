"""A time stamp's certificates in the order that DER wants (X.690, section 11.6).

Authorities that run `openssl ts` send them in the order of a file, and strict readers refuse that. The order isn't covered
by the signature, and putting it right changes no length.
"""

from collections.abc import Iterator

_SEQUENCE, _TAGGED = 0x30, 0xA0
_MOST_PARTS = 64


def in_order(answer: bytes) -> bytes:
    """`answer` (TimeStampResp, RFC 3161) with its certificates sorted. Raises ValueError when it isn't one."""
    response = _children(answer, *_inside(answer, 0, _SEQUENCE))
    if len(response) < 2:
        return answer  # a refusal has no token
    token = _children(answer, *_inside(answer, response[1][0], _SEQUENCE))
    content = _children(answer, *_inside(answer, _nth(token, 1), _TAGGED))
    signed = _children(answer, *_inside(answer, _nth(content, 0), _SEQUENCE))
    for start, end in signed:
        if answer[start] == _TAGGED:
            parts = _children(answer, *_inside(answer, start, _TAGGED))
            ordered = b"".join(sorted(answer[first:last] for first, last in parts))
            return answer[: end - len(ordered)] + ordered + answer[end:]
    return answer


def _nth(parts: list[tuple[int, int]], n: int) -> int:
    if len(parts) <= n:
        raise ValueError("it ends too early")
    return parts[n][0]


def _inside(data: bytes, start: int, tag: int) -> tuple[int, int]:
    """Where the content of the element at `start` begins and ends. Raises ValueError when its tag is another."""
    if start >= len(data) or data[start] != tag:
        raise ValueError("it is no time stamp")
    return _span(data, start)


def _children(data: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """First byte and end of each element between `start` and `end`."""
    found = []
    for first, last in _elements(data, start, end):
        found.append((first, last))
        if len(found) > _MOST_PARTS:
            raise ValueError("it has too many parts")
    return found


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        _first, last = _span(data, start)
        if last > end:
            raise ValueError("a part of it is longer than the whole")
        yield start, last
        start = last


def _span(data: bytes, start: int) -> tuple[int, int]:
    """Where the content of the element at `start` begins and ends: one byte of tag, then a definite length."""
    head = data[start + 1 : start + 6]
    if not head:
        raise ValueError("it ends too early")
    count = head[0] - 0x80 if head[0] >= 0x80 else 0
    if count > 4 or head[0] == 0x80 or len(head) < 1 + count:
        raise ValueError("it has a length that can't be")
    length = int.from_bytes(head[1 : 1 + count]) if count else head[0]
    first = start + 2 + count
    if first + length > len(data):
        raise ValueError("it ends too early")
    return first, first + length
