"""The first steps of a new portal: its master key, its tables, its first operator, and what comes next."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from netmile_desktop.domain.calendar import system_clock
from netmile_desktop.names import legible
from netmile_desktop.portal.access.master_key import VARIABLE, NoMasterKey, master_key_for
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.access.vault import Vault, write_new_key
from netmile_desktop.portal.admin.enrolment import Declined, Enrolment, require_login, require_password
from netmile_desktop.portal.admin.typed_passwords import typed_password
from netmile_desktop.portal.database.database import Database, shown
from netmile_desktop.portal.database.schema_version import stored_revision
from netmile_desktop.portal.http.call import Role
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.tables import user_account


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What there is to a new portal."""

    url: str
    key_file: Path | None
    login: str

    def take(self) -> bool:
        """Make what is missing; return whether the key was made. Safe to run again if it was interrupted.

        Whatever can be wrong is looked at before the key is written: the database, the login, the password.

        Raises:
            Declined: there is an operator already, or login or password are malformed.
            NoPassword: none was given.
            NoMasterKey: no file was named for the key, or the key of a database that has tables is missing.
        """
        database = Database(self.url)
        try:
            has_tables = database.read(_look)
            require_login(self.login)
            makes_key = self._lacks_key(has_tables=has_tables)
            password = typed_password(f"Password of {self.login}, who is made now: ", twice=True)
            require_password(password)
            if makes_key and self.key_file is not None:
                with suppress(FileExistsError):  # made by another process meanwhile: that one holds
                    write_new_key(self.key_file)
            prepare(database, Vault(master_key_for(self.url, self.key_file)))
            Enrolment(database, Passwords(), system_clock).add_user(self.login, "", password)
        finally:
            database.close()
        return makes_key

    def next_steps(self) -> str:
        """Return what to do next, with commands that can be pasted into a terminal."""
        key = "the value of " + VARIABLE if self._uses_variable else legible(self.key_file)
        masked = [""] if "***" not in shown(self.url) else ["", "Put the password of the database in place of ***."]
        return "\n".join(
            [
                f"The portal is set up; its first operator is {self.login}. Next:",
                "",
                f"1. Copy the master key ({key}) to a safe place, apart from backups of the database.",
                "   Nobody can make it again, and without it no member is found.",
                "2. Add a site, what it pays for 1,000 miles, and its first user:",
                self._command("site", "add", "CODE", "NAME", "--rate", "YEN"),
                self._command("user", "add", "LOGIN", "--site", "CODE"),
                "3. Bring in the members: pc_address,mobile_address,status,test in a line each:",
                self._command("member", "import", "members.csv"),
                "4. Serve, on this machine only; `netmile-portal serve --help` names what TLS needs:",
                self._command("serve", "--port", "8765"),
                *masked,
            ]
        ).rstrip("\n")

    @property
    def _uses_variable(self) -> bool:
        return bool(os.environ.get(VARIABLE))

    def _lacks_key(self, *, has_tables: bool) -> bool:
        """Return whether there is no key yet.

        Raises:
            NoMasterKey: none may be made.
            WrongKey: what is there is no key.
        """
        try:
            master_key_for(self.url, self.key_file)
        except NoMasterKey:
            if self.key_file is None:
                raise NoMasterKey("name a new file for it: --master-key-file FILE") from None
            if self.key_file.exists():
                raise
            if has_tables:
                said = f"{legible(self.key_file)}: no such file, and this database was written with a key; put it back"
                raise NoMasterKey(said) from None
            return True
        return False

    def _command(self, *words: str) -> str:
        where = ["--database", shown(self.url)]
        if self.key_file is not None and not self._uses_variable:
            where += ["--master-key-file", legible(self.key_file)]
        all_ = ["netmile-portal", *words, *where]
        return "     " + (subprocess.list2cmdline(all_) if os.name == "nt" else shlex.join(all_))


def _look(conn: Connection) -> bool:
    """Return whether a database has tables.

    Raises:
        Declined: it has an operator.
    """
    if stored_revision(conn) is None:
        return False
    if conn.execute(select(user_account.c.id).where(user_account.c.role == Role.OPERATOR)).first():
        raise Declined(
            "this portal is set up already; `netmile-portal user add LOGIN --operator` adds another operator, "
            "`netmile-portal user password LOGIN` sets another password"
        )
    return True
