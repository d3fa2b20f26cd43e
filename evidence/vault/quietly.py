"""Reading much without being in anybody's way: the idle class of Linux's IO scheduler (ioprio_set(2)), for this thread."""

import ctypes
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30}
"""The call's number, for which glibc has no function."""
_THIS_THREAD, _WHO = 0, 1
_BY_NICENESS, _IDLE = 0, 3 << 13


@contextmanager
def idle_io() -> Iterator[bool]:
    """Whether the block's reads wait for everybody else's; elsewhere than on Linux they don't, and nothing is wrong."""
    idle = _set(_IDLE)
    try:
        yield idle
    finally:
        _set(_BY_NICENESS)


def _set(priority: int) -> bool:
    number = _SET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    return bool(ctypes.CDLL(None).syscall(number, _WHO, _THIS_THREAD, priority) == 0)
