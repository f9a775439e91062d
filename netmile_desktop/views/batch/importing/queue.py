"""Files that wait to be imported one after the other; none is lost by leaving the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from netmile_desktop.domain.campaigns import Mode


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file to import, and what was known beforehand."""

    path: Path
    campaign_id: str = ""
    mode: Mode = Mode.PC


@dataclass
class ImportQueue:
    """Files in order. The first of those that are left is the one on the page."""

    files: list[Waiting] = field(default_factory=list)
    done: int = 0
    """Files before the current one that were imported or skipped."""

    def append(self, paths: Iterable[Path], campaign_id: str = "", mode: Mode = Mode.PC) -> None:
        """Put files after those that wait."""
        self.files += [Waiting(path, campaign_id, mode) for path in paths]

    def put_first(self, paths: Iterable[Path], campaign_id: str = "", mode: Mode = Mode.PC) -> None:
        """Put files before those that wait."""
        self.files = [*(Waiting(path, campaign_id, mode) for path in paths), *self.files[self.done :]]
        self.done = 0

    def replace_current(self, paths: Iterable[Path]) -> None:
        """Take files instead of the current one."""
        current = self.current or Waiting(Path())
        new = [Waiting(path, current.campaign_id, current.mode) for path in paths]
        self.files[self.done : self.done + 1] = new

    @property
    def current(self) -> Waiting | None:
        """The file on the page; None if none is left."""
        return self.files[self.done] if self.left else None

    @property
    def left(self) -> int:
        """Number of files that are not done, with the current one."""
        return len(self.files) - self.done

    @property
    def is_several(self) -> bool:
        """Whether there were several files to begin with."""
        return len(self.files) > 1

    def go_on(self) -> Waiting | None:
        """Leave the current file behind, imported or skipped; return the next one."""
        if self.left:
            self.done += 1
        return self.current

    def drop(self) -> None:
        """Wait for no file any more."""
        self.files, self.done = [], 0
