"""The subcommands of `netmile-portal`."""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from netmile_desktop.domain.calendar import day_of, system_clock
from netmile_desktop.domain.language import Language
from netmile_desktop.domain.site_details import DetailField
from netmile_desktop.domain.texts.site_details import detail_flaw_words
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible
from netmile_desktop.portal.access.master_key import master_key_for
from netmile_desktop.portal.access.passwords import Passwords
from netmile_desktop.portal.access.site_records import SiteRecords
from netmile_desktop.portal.access.vault import Vault, write_new_key
from netmile_desktop.portal.admin.enrolment import Declined, Enrolment
from netmile_desktop.portal.admin.typed_passwords import NoPassword, typed_password
from netmile_desktop.portal.app import DOCUMENT
from netmile_desktop.portal.database.database import Database, shown
from netmile_desktop.portal.logs import tell
from netmile_desktop.portal.pages.browser import find_browser
from netmile_desktop.portal.pages.postal import NotATable, lookup_in
from netmile_desktop.portal.reports.closing import Closing, rebuild
from netmile_desktop.portal.reports.sums import closed_through
from netmile_desktop.portal.sandbox import CONTACT, MERCHANTS, OPERATOR, PASSWORD
from netmile_desktop.portal.server import EmbeddedPortal, NotLoopback, Server, UnusableCertificate, is_loopback
from netmile_desktop.portal.service import Portal
from netmile_desktop.portal.storage import prepare
from netmile_desktop.portal.worker import Worker

if TYPE_CHECKING:
    from netmile_desktop.portal.admin import first_steps, member_files, mock_merchant, operator_client
    from netmile_desktop.portal.admin.demo_shop import selling
    from netmile_desktop.portal.reports.agreement import disagreeing_days
    from netmile_desktop.portal.sandbox.loading import load
else:
    first_steps = import_lazily("netmile_desktop.portal.admin.first_steps")
    member_files = import_lazily("netmile_desktop.portal.admin.member_files")
    selling = import_lazily("netmile_desktop.portal.admin.demo_shop.selling")
    mock_merchant = import_lazily("netmile_desktop.portal.admin.mock_merchant")
    operator_client = import_lazily("netmile_desktop.portal.admin.operator_client")
    disagreeing_days = import_lazily("netmile_desktop.portal.reports.agreement", "disagreeing_days")
    load = import_lazily("netmile_desktop.portal.sandbox.loading", "load")

_DONE, _FAILED, _WRONG_USAGE = 0, 1, 2
_STREAM = "-"
"""Name of stdin or stdout in place of a file."""

_LARGEST_FILE = 1 << 28
"""Bytes of a file of members at most: some five million."""

_NEXT_STEPS = {
    errno.EADDRINUSE: "give another --port, or end the program that has this one",
    errno.EACCES: "give a --port above 1023",
    errno.EADDRNOTAVAIL: "give a --host that is an address of this machine",
}
"""What to do if the portal cannot listen."""


def serve(asked: argparse.Namespace) -> int:
    """Serve until stopped."""
    if asked.sandbox and not is_loopback(asked.host):
        print("the sandbox's passwords are public: it is served to this machine only", file=sys.stderr)
        return _WRONG_USAGE
    try:
        contact = asked.contact_file.read_text(encoding="utf-8-sig").strip() if asked.contact_file else ""
    except (OSError, UnicodeDecodeError) as error:
        print(f"the contact text cannot be read: {error}", file=sys.stderr)
        return _WRONG_USAGE
    try:
        postal = lookup_in(asked.postal_codes) if asked.postal_codes else None
    except (OSError, NotATable) as error:
        print(f"the postal codes cannot be read: {error}", file=sys.stderr)
        return _WRONG_USAGE
    if asked.browser and find_browser(asked.browser) is None:
        print(f"--browser {legible(asked.browser)} is no program that can be run", file=sys.stderr)
        return _WRONG_USAGE
    database = Database(asked.database)
    vault = Vault(master_key_for(asked.database, asked.master_key_file, make=asked.sandbox))
    prepare(database, vault)
    if asked.sandbox:
        load(database, vault, system_clock())
        contact = contact or CONTACT
    portal = Portal(
        database,
        vault,
        sandbox=asked.sandbox,
        contact=contact,
        postal=postal,
        private_endpoints=asked.private_endpoints,
        browser=asked.browser,
    )
    server = _listening(portal, asked)
    if isinstance(server, int):
        return server
    _tell_start(server.url, sandbox=asked.sandbox)
    # The server raises the signal again once it has stopped serving; without a handler the worker would not be waited for.
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    try:
        _settle()
        _accompany(server, portal, asked)
        server.run()
    finally:
        server.close()
        portal.close()
    tell("ended", "the portal has ended")
    return _DONE


def _listening(portal: Portal, asked: argparse.Namespace) -> Server | int:
    """Return the server, which has its port, or tell why there is none and return the exit code."""
    try:
        return Server(
            portal,
            host=asked.host,
            port=asked.port,
            certificate=asked.certificate,
            private_key=asked.private_key,
            behind_tls_proxy=asked.behind_tls_proxy,
        )
    except NotLoopback:
        print(
            "other machines are served with TLS only: pass --certificate and --private-key, or --behind-tls-proxy",
            file=sys.stderr,
        )
        return _WRONG_USAGE
    except UnusableCertificate as wrong:
        print(
            f"--certificate and --private-key cannot be used: {wrong}; give PEM files, and the key of that certificate",
            file=sys.stderr,
        )
        return _WRONG_USAGE
    except OSError as error:
        next_step = _NEXT_STEPS.get(error.errno or 0, "check --host and --port")
        print(f"cannot listen on {asked.host}, port {asked.port}: {error.strerror}; {next_step}", file=sys.stderr)
        return _FAILED


def _tell_start(url: str, *, sandbox: bool) -> None:
    """Tell where the portal is, where its API is described, and as whom to sign in to a sandbox."""
    document = url + DOCUMENT
    lines = [f"listening on {url}", f"its API is described at {document}"]
    more: dict[str, object] = {"url": url, "document": document}
    if sandbox:
        lines.append(f"sign in as {' or '.join(MERCHANTS)} (merchant) or {OPERATOR} (NetMile); password: {PASSWORD}")
        more["logins"] = [*MERCHANTS, OPERATOR]
    tell("listening", "\n".join(lines), **more)


def work(asked: argparse.Namespace) -> int:
    """Judge rows until stopped."""
    database = Database(asked.database)
    vault = Vault(master_key_for(asked.database, asked.master_key_file))
    prepare(database, vault)
    worker = Worker(
        database,
        vault,
        system_clock,
        system_clock,
        chunk_rows=asked.chunk_rows,
        private_endpoints=asked.private_endpoints,
    )
    interrupted = threading.Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT:
            interrupted.set()
        threading.Thread(target=worker.stop).start()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop)
    tell("working", f"judging what is accepted in {shown(asked.database)}")
    _settle()
    worker.run()
    database.close()
    if interrupted.is_set():
        raise KeyboardInterrupt
    tell("ended", "the worker has ended")
    return _DONE


def be_a_merchant(asked: argparse.Namespace) -> int:
    """Be a merchant's API until stopped, and write each call as a JSON line."""
    try:
        secret = _content(asked.secret_file).decode("utf-8-sig").strip()
        if not secret:
            raise OSError(errno.ENODATA, "nothing is in it")
    except (OSError, UnicodeDecodeError) as error:
        print(f"the secret cannot be read: {error}; save it in a file first", file=sys.stderr)
        return _WRONG_USAGE
    mood = mock_merchant.Mood(asked.mode)
    behaviour = mock_merchant.Behaviour(secret.encode(), mood, asked.refuse_if, asked.seconds, told=_print_line)
    try:
        merchant = mock_merchant.MockMerchant(behaviour, asked.port)
    except OSError as error:
        next_step = _NEXT_STEPS.get(error.errno or 0, "check --port")
        print(f"cannot listen on port {asked.port}: {error.strerror}; {next_step}", file=sys.stderr)
        return _FAILED
    _print_line({"url": merchant.url})
    try:
        threading.Event().wait()
    finally:
        merchant.close()
    return _DONE


def _print_line(line: object) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


def set_up(asked: argparse.Namespace) -> int:
    """Set up a new portal and tell what comes next."""
    steps = first_steps.FirstSteps(asked.database, asked.master_key_file, asked.login)
    try:
        key_made = steps.take()
    except (Declined, NoPassword) as declined:
        print(declined, file=sys.stderr)
        return _FAILED
    file = asked.master_key_file and legible(asked.master_key_file)
    print(json.dumps({"master_key_file": file, "key_made": key_made, "operator": asked.login}, ensure_ascii=False))
    print(steps.next_steps(), file=sys.stderr)
    return _DONE


def operate(asked: argparse.Namespace) -> int:
    """Run one operator command through the API, as any client would."""
    if (asked.url is None) == (asked.database is None):
        print("name either --url or --database", file=sys.stderr)
        return _WRONG_USAGE
    try:
        if asked.url is not None:
            answer = operator_client.as_operator(asked.url, asked)
        else:
            key = master_key_for(asked.database, asked.master_key_file)
            with EmbeddedPortal(asked.database, master_key=key, auto_worker=False) as portal:
                answer = operator_client.as_operator(portal.url, asked)
    except operator_client.WrongAddress as wrong:
        print(wrong, file=sys.stderr)
        return _WRONG_USAGE
    except (operator_client.Denied, NoPassword) as denied:
        print(denied, file=sys.stderr)
        return _FAILED
    print(json.dumps(answer, ensure_ascii=False))
    return _DONE


def sell(asked: argparse.Namespace) -> int:
    """Run the demo shop until stopped."""
    try:
        return selling.sell(asked.portal, asked.port, asked.member, asked.key, announce=asked.announce)
    except selling.CannotSell as cannot:
        print(cannot, file=sys.stderr)
        return _WRONG_USAGE
    except NoPassword as none:
        print(none, file=sys.stderr)
        return _FAILED


def make_key(asked: argparse.Namespace) -> int:
    """Write a new master key to a file."""
    try:
        write_new_key(asked.file)
    except OSError as error:
        print(f"{asked.file}: {error.strerror}", file=sys.stderr)
        return _FAILED
    print(json.dumps({"master_key_file": str(asked.file)}, ensure_ascii=False))
    return _DONE


def keep_sums(asked: argparse.Namespace) -> int:
    """Compare the sums of closed hours with the ledger, after rebuilding them if asked to."""
    database = Database(asked.database)
    try:
        prepare(database, Vault(master_key_for(asked.database, asked.master_key_file)))
        if asked.rebuild:
            database.write(rebuild)
            Closing(database, system_clock).catch_up()
        closed, different = database.read(lambda conn: (closed_through(conn), disagreeing_days(conn)))
    finally:
        database.close()
    told = {"closed_through": closed and closed.isoformat(), "different": [day.isoformat() for day in different]}
    print(json.dumps(told))
    return _FAILED if different else _DONE


def keep_sites(asked: argparse.Namespace) -> int:
    """Add a site, or set the rate of one."""

    def keep(enrolment: Enrolment) -> dict[str, object]:
        if asked.action == "add":
            enrolment.add_site(asked.code, asked.name, asked.rate)
        else:
            enrolment.set_rate(asked.code, asked.rate, asked.from_on or day_of(system_clock()))
        return {"site": asked.code, "yen_per_1000_miles": asked.rate}

    return _enrol(asked, keep)


def keep_site_details(asked: argparse.Namespace) -> int:
    """Set the given fields of a site's registered details; the others stay."""
    texts = {field: text for field in DetailField if (text := getattr(asked, field.value)) is not None}

    def keep(database: Database, vault: Vault) -> dict[str, object]:
        found = SiteRecords(database, vault, system_clock, system_clock).set_texts(asked.code, texts)
        if found is None:
            raise Declined(f"there is no site {asked.code}")
        if found:
            said = (detail_flaw_words(each.flaw).in_(Language.ENGLISH, each.detail) for each in found)
            raise Declined("; ".join(f"{each.field}: {words}" for each, words in zip(found, said, strict=True)))
        return {"site": asked.code, "set": list(texts)}

    return _at_database(asked, keep)


def keep_reasons(asked: argparse.Namespace) -> int:
    """Set the cancellation reasons that clerks choose from."""

    def keep(enrolment: Enrolment) -> dict[str, object]:
        reasons = enrolment.set_reasons(asked.reasons)
        return {"reasons": [{"code": each.code, "ja": each.ja, "en": each.en} for each in reasons]}

    return _enrol(asked, keep)


def keep_users(asked: argparse.Namespace) -> int:
    """Add a user, or set a user's password, which is prompted for or read from the first line of stdin."""

    def keep(enrolment: Enrolment) -> dict[str, object]:
        password = typed_password(f"New password of {asked.login}: ", twice=True)
        if asked.action == "add":
            enrolment.add_user(asked.login, asked.name, password, asked.site)
        else:
            enrolment.set_password(asked.login, password)
        return {"login": asked.login}

    return _enrol(asked, keep)


def import_members(asked: argparse.Namespace) -> int:
    """Add or change the members of a file, all of them or none."""
    try:
        content = _content(asked.file)
    except OSError as error:
        print(f"{legible(asked.file)}: {error.strerror}", file=sys.stderr)
        return _WRONG_USAGE

    def keep(database: Database, vault: Vault) -> dict[str, object]:
        told = member_files.MemberFiles(database, vault, system_clock).bring_in(content)
        return {"added": told.added, "changed": told.changed, "unchanged": told.unchanged}

    try:
        return _at_database(asked, keep)
    except member_files.FaultyFile as faulty:
        print(*faulty.faults, "nothing was imported", sep="\n", file=sys.stderr)
        return _FAILED


def export_members(asked: argparse.Namespace) -> int:
    """Write all members to a file that only its owner can read, or to stdout."""
    database = Database(asked.database)
    try:
        vault = Vault(master_key_for(asked.database, asked.master_key_file))
        prepare(database, vault)
        content, lines = member_files.MemberFiles(database, vault, system_clock).hand_out()
    finally:
        database.close()
    if asked.file == _STREAM:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sys.stdout.buffer.write(content)
        return _DONE
    try:
        member_files.save(Path(asked.file), content)
    except OSError as error:
        print(f"{legible(asked.file)}: {error.strerror}", file=sys.stderr)
        return _FAILED
    print(json.dumps({"file": legible(asked.file), "lines": lines}, ensure_ascii=False))
    return _DONE


def _content(name: str) -> bytes:
    """Return what is in a file, or comes from stdin. Raises OSError."""
    if name == _STREAM:
        if sys.stdin is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        content = sys.stdin.buffer.read(_LARGEST_FILE + 1)
    else:
        with open(name, "rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise OSError(errno.EFBIG, "more than 256 MiB; split the file")
    return content


def _enrol(asked: argparse.Namespace, keep: Callable[[Enrolment], dict[str, object]]) -> int:
    return _at_database(asked, lambda database, _vault: keep(Enrolment(database, Passwords(), system_clock)))


def _at_database(asked: argparse.Namespace, keep: Callable[[Database, Vault], dict[str, object]]) -> int:
    database = Database(asked.database)
    try:
        vault = Vault(master_key_for(asked.database, asked.master_key_file))
        prepare(database, vault)
        print(json.dumps(keep(database, vault), ensure_ascii=False))
    except (Declined, NoPassword) as declined:
        print(declined, file=sys.stderr)
        return _FAILED
    finally:
        database.close()
    return _DONE


def _settle() -> None:
    """Turn on garbage collection, which `main` turned off. Objects of the start-up are exempt from it for good."""
    gc.freeze()
    gc.enable()


def _accompany(server: Server, portal: Portal, asked: argparse.Namespace) -> None:
    """Start the worker and threads that run beside the server."""
    if not asked.no_worker:
        portal.worker.start()
    if asked.announce:
        _aside(lambda: _announce(server))
    if asked.exit_with_parent:
        _aside(lambda: _stop_at_end_of_input(server))


def _aside(of: Callable[[], None]) -> None:
    threading.Thread(target=of, daemon=True).start()


def _announce(server: Server) -> None:
    server.wait_until_serving()
    print(json.dumps({"url": server.url, "pid": os.getpid()}), flush=True)


def _stop_at_end_of_input(server: Server) -> None:
    """Stop the server when stdin closes: the parent holds the other end, which closes however the parent ends."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.stop()
