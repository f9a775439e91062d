"""What benchmarks share for as long as the process lives, and how it is taken away."""

from __future__ import annotations

import atexit
from contextlib import ExitStack

AT_END = ExitStack()
"""Closed with the process; by a test run itself, whose processes may end without asking anybody."""

atexit.register(AT_END.close)
