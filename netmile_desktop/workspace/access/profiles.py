"""The portals a clerk works with, and the login last used at each. Passwords are not kept here."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from netmile_desktop.domain.failures import WorkspaceUnusable
from netmile_desktop.workspace.store.atomic_files import replace_file, unusable

SANDBOX_ID = "sandbox"


@dataclass(frozen=True, slots=True)
class Profile:
    """A portal and how to sign in there."""

    id: str
    name: str
    url: str = ""
    """Empty for the sandbox, our own portal on this machine."""
    login: str = ""
    remember: bool = False
    """Whether the password is to be kept in the keyring."""
    colour: str = ""

    @property
    def is_sandbox(self) -> bool:
        return self.id == SANDBOX_ID


SANDBOX = Profile(id=SANDBOX_ID, name="サンドボックス", login="demo")


@dataclass(frozen=True, slots=True)
class _Contents:
    profiles: list[Profile] = field(default_factory=list)
    last: str = SANDBOX_ID


class Profiles:
    """All profiles, kept in one small file. An invalid file is set aside and counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Profile]:
        """Return the sandbox, which always exists, and then the others in the order they were made."""
        kept = self._read().profiles
        own = next((profile for profile in kept if profile.is_sandbox), SANDBOX)
        return [own, *(profile for profile in kept if not profile.is_sandbox)]

    def find(self, id_: str) -> Profile | None:
        """Return the profile with an id, or None."""
        return next((profile for profile in self.all() if profile.id == id_), None)

    def save(self, profile: Profile) -> None:
        """Add a profile, or replace the one with its id.

        Raises:
            WorkspaceUnusable: DISK_FULL or READ_ONLY.
        """
        profiles = [profile if each.id == profile.id else each for each in self.all()]
        if profile not in profiles:
            profiles.append(profile)
        self._write(_Contents(profiles, self._read().last))

    def remove(self, id_: str) -> None:
        """Delete a profile other than the sandbox. `Credentials.forget` deletes its password."""
        contents = self._read()
        left = [profile for profile in self.all() if profile.id != id_ or profile.is_sandbox]
        self._write(_Contents(left, SANDBOX_ID if contents.last == id_ else contents.last))

    def last(self) -> Profile:
        """Return the profile last used to sign in; the sandbox on a new machine."""
        return self.find(self._read().last) or self.all()[0]

    def used(self, id_: str) -> None:
        """Note the profile last used to sign in; signing in does not fail if this cannot be stored."""
        with contextlib.suppress(WorkspaceUnusable):
            self._write(_Contents(self.all(), id_))

    def _read(self) -> _Contents:
        try:
            return _understood(self._path.read_bytes())
        except OSError:
            return _Contents()
        except (ValueError, TypeError):
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_name(self._path.name + ".damaged"))
            return _Contents()

    def _write(self, contents: _Contents) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, json.dumps(asdict(contents), indent=2, ensure_ascii=False).encode())
        except OSError as error:
            raise unusable(error, self._path) from error


def _understood(text: bytes) -> _Contents:
    """Return the contents of a file. Raises ValueError or TypeError if it is invalid."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(type(found))
    contents = _Contents([_profile(each) for each in found.get("profiles", [])], found.get("last", SANDBOX_ID))
    if not isinstance(contents.last, str):
        raise TypeError(type(contents.last))
    return contents


def _profile(entry: dict[str, object]) -> Profile:
    known = {field.name: entry[field.name] for field in fields(Profile) if field.name in entry}
    for name, value in known.items():
        if not isinstance(value, bool if name == "remember" else str):
            raise TypeError(name)
    return Profile(**known)  # type: ignore[arg-type]  # checked just above
