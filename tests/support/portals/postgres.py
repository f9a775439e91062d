"""A throw-away PostgreSQL for tests, from the binaries of the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

USER = "netmile"

_DEBIAN = Path("/usr/lib/postgresql")
_SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # a lost test database is no loss
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "5s",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "256MB"}
"""As where data must not be lost; for measuring."""

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


# Only what differs is written again, and by DELETE: TRUNCATE makes new files, which takes longer.
_RESTORE = """
SET session_replication_role = replica;
DO $$
DECLARE name text; differs boolean;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE format('SELECT EXISTS (TABLE public.%1$I EXCEPT ALL TABLE kept.%1$I)
            OR EXISTS (TABLE kept.%1$I EXCEPT ALL TABLE public.%1$I)', name) INTO differs;
        IF differs THEN
            EXECUTE format('DELETE FROM public.%1$I', name);
            EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
        END IF;
    END LOOP;
END $$
"""


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest where there are several; None where there is none."""
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class PostgresCluster:
    """A running server of its own, reached by a socket in a folder of its own."""

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="netmile-pg-"))
        self._user = (
            "postgres" if os.name == "posix" and os.geteuid() == 0 else None
        )  # the server refuses to run as root
        self._numbers = count(1)
        if self._user:
            import pwd  # not on Windows, where nobody is root

            owner = pwd.getpwnam(self._user)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        wanted = _SERVER_SETTINGS | (_DURABLE if durable else {})
        settings = [f"-c {name}={value or repr('')}" for name, value in wanted.items()]
        options = " ".join([*settings, f"-c unix_socket_directories={self._folder}"])
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={self._folder}"

    def create(self, template: str = "template1") -> str:
        """A new database, empty or a copy of one that nobody uses; returns its name."""
        name = f"test_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self._execute(f"DROP DATABASE {database} WITH (FORCE)")

    def keep(self, database: str) -> None:
        """Remember a database's present rows."""
        tables = self._execute(_TABLES, database)
        copies = "".join(f"CREATE TABLE kept.{name} AS TABLE public.{name};" for (name,) in tables)
        self._execute("CREATE SCHEMA kept;" + copies, database)

    def restore(self, database: str) -> None:
        """Bring back the rows that were kept; many times quicker than copying a database."""
        self._execute(_RESTORE, database)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _execute(self, sql: str, database: str = "postgres") -> list[tuple[str]]:
        with psycopg.connect(host=str(self._folder), user=USER, dbname=database, autocommit=True) as conn:
            cursor = conn.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._binaries / program), *arguments],
            check=True,
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=200,
        )
