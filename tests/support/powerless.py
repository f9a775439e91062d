"""The command line without the superuser's right to pass over permissions, as a clerk runs it."""

from __future__ import annotations

import ctypes
import os
import sys

from netmile_desktop.cli import main

_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1 << 1, 1 << 2


def renounce() -> None:
    """Give up what lets this thread, and those it starts, read and write where nobody may."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, in two halves
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    sets[0] &= ~(_DAC_OVERRIDE | _DAC_READ_SEARCH) & 0xFFFFFFFF
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    renounce()
    sys.exit(main(sys.argv[1:]))
