"""`netmile-portal`: serve the portal, run a worker, or do the work of NetMile's staff from a terminal."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from netmile_desktop.command_parser import CommandParser, path
from netmile_desktop.ending import INTERRUPTED, EndWords, run_to_the_end
from netmile_desktop.lazy_imports import import_lazily
from netmile_desktop.names import legible
from netmile_desktop.paths import user_folders
from netmile_desktop.portal.logs import LogFormat, write_logs_as

if TYPE_CHECKING:
    from sqlalchemy import exc

    from netmile_desktop.portal.access import master_key, vault
    from netmile_desktop.portal.admin import commands
    from netmile_desktop.portal.database import database, schema_version
else:
    exc = import_lazily("sqlalchemy.exc")
    commands = import_lazily("netmile_desktop.portal.admin.commands")
    database = import_lazily("netmile_desktop.portal.database.database")
    master_key = import_lazily("netmile_desktop.portal.access.master_key")
    schema_version = import_lazily("netmile_desktop.portal.database.schema_version")
    vault = import_lazily("netmile_desktop.portal.access.vault")

_FAILED, _WRONG_USAGE = 1, 2

_EXIT_CODES = """exit codes:
    0  done
    1  refused, or failed: a taken port, a database that does not answer
    2  wrong usage: a wrong address, key or file
    6  stdout or stderr could not be written
    7  an error of the program, told in netmile-portal.log
  130  interrupted"""

_END_WORDS = EndWords(
    "something unexpected happened: {}\nplease report it with {}",
    "something unexpected happened: {}\nno log can be written; please report it with the lines above",
    "the output could not be written ({}); the work itself may be done",
)

_HIGHEST_PORT = 65_535
_NO_RIGHTS = "42501"
"""SQLSTATE of a user who may not do this."""

_DETAILS = (
    "site_name",
    "company",
    "url",
    "contact_person",
    "department",
    "email",
    "phone",
    "fax",
    "postal_code",
    "address",
)
"""Field names of `domain.site_details`, copied because `serve` does not load that module; a test compares both."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code, one of those that `--help` explains."""
    return run_to_the_end(lambda: _run(arguments), "netmile-portal", lambda: user_folders().log, lambda: _END_WORDS)


def _run(arguments: Sequence[str] | None) -> int:
    # Start-up allocates much and frees nothing, so garbage collection before serving would be wasted time.
    gc.disable()
    asked = _understood(sys.argv[1:] if arguments is None else arguments)
    try:
        # Loaded now: each command loads only what it needs, and the desktop program waits for `serve`.
        return int(getattr(commands, asked.command)(asked))
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except master_key.NoMasterKey as missing:
        print(f"no master key: {missing}", file=sys.stderr)
    except vault.WrongKey as wrong:
        print(f"wrong master key: {wrong}", file=sys.stderr)
    except schema_version.NewerSchema:
        print("the database was written by a newer program", file=sys.stderr)
    except database.NoSuchDatabase as wrong:
        print(f"wrong database: {wrong}", file=sys.stderr)
    except exc.DBAPIError as error:
        if not _is_about_the_place(error):
            raise
        place, reason = database.shown(asked.database), str(error.orig).strip()
        print(f"the database cannot be used: {reason}\ncheck --database {place}", file=sys.stderr)
        return _FAILED
    except OSError as error:
        if error.filename is None:
            raise
        said = f"{legible(error.filename)}: {error.strerror}; check that the folder exists and may be written to"
        print(said, file=sys.stderr)
        return _FAILED
    return _WRONG_USAGE


def _understood(words: Sequence[str]) -> argparse.Namespace:
    """Return what the words say; logs are written in their form from then on, also if the words make no sense."""
    is_json = f"--log-format={LogFormat.JSON}" in words or ("--log-format", LogFormat.JSON) in pairwise(words)
    if is_json:
        write_logs_as(LogFormat.JSON)
    asked = _parser().parse_args(words)
    if not is_json:
        write_logs_as(LogFormat(getattr(asked, "log_format", LogFormat.TEXT)))
    return asked


def _is_about_the_place(error: exc.DBAPIError) -> bool:
    """Return whether an error comes from where the database lies, or from rights there, and not from our statements."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return type(error) in {exc.OperationalError, exc.DatabaseError} or state == _NO_RIGHTS


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="netmile-portal",
        description="The reference portal of NetMile Desktop.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EXIT_CODES,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_init(commands.add_parser("init", help="set up a new portal: master key, tables, first operator"))
    _add_key(commands.add_parser("key", help="make the master key of a new portal"))
    _add_serve(commands.add_parser("serve", help="serve the API and judge what it accepts"))
    _add_worker(commands.add_parser("worker", help="judge what others accept"))
    _add_operator(commands.add_parser("operator", help="do what NetMile's staff does"))
    _add_sums(commands.add_parser("sums", help="compare the sums of reports with the ledger, or make them again"))
    _add_demo_shop(
        commands.add_parser("demo-shop", help="run a small shop whose goods are paid with miles, for a sandbox")
    )
    _add_site(commands.add_parser("site", help="keep merchants' sites and what they pay"))
    _add_user(commands.add_parser("user", help="keep who may sign in; the password comes from stdin"))
    _add_mock_merchant(commands.add_parser("mock-merchant", help="be a merchant's API, to try the hand-over with"))
    _add_member(commands.add_parser("member", help="bring members in from a CSV file, or write them into one"))
    return parser


def _add_database(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--database", metavar="URL", required=required, help="sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
    parser.add_argument(
        "--master-key-file",
        type=Path,
        metavar="FILE",
        help="holds the master key as 64 hexadecimal digits; else $NETMILE_MASTER_KEY",
    )


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="set_up")
    _add_database(parser)
    parser.add_argument("--login", default="operator", help="of the first operator, whose password comes from stdin")


def _add_key(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    new = actions.add_parser("new", help="write a random key to a new file that only its owner can read")
    new.add_argument("file", type=Path, metavar="FILE")
    new.set_defaults(command="make_key")


def _add_log_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--log-format",
        choices=[each.value for each in LogFormat],
        default=LogFormat.TEXT.value,
        help="of stderr: text, or JSON with one object a line",
    )


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="serve")
    _add_database(parser)
    _add_log_format(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to bind to (default: this machine only)")
    parser.add_argument("--port", type=_port, default=0, help="default: any free one")
    parser.add_argument("--sandbox", action="store_true", help="load sample data; this machine only")
    parser.add_argument(
        "--contact-file", type=Path, metavar="FILE", help="text that tells clerks whom to turn to, UTF-8"
    )
    parser.add_argument(
        "--postal-codes",
        type=Path,
        metavar="FILE",
        help="addresses for members who register: utf_ken_all.csv of Japan Post",
    )
    parser.add_argument(
        "--browser",
        type=Path,
        metavar="PROGRAM",
        help="draws pages as pictures: Chromium, Chrome or Edge; default: the first that is installed",
    )
    parser.add_argument("--certificate", type=path, metavar="FILE", help="TLS certificate chain, PEM")
    parser.add_argument("--private-key", type=path, metavar="FILE", help="its key, PEM")
    parser.add_argument("--behind-tls-proxy", action="store_true", help="another server does TLS in front of this one")
    _add_private_endpoints(parser)
    parser.add_argument("--no-worker", action="store_true", help="judging is left to `netmile-portal worker`")
    parser.add_argument(
        "--announce", action="store_true", help='print one line {"url": …, "pid": …} on stdout once it serves'
    )
    parser.add_argument("--exit-with-parent", action="store_true", help="end when stdin is closed")


def _add_private_endpoints(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--private-endpoints",
        action="store_true",
        help="merchants' APIs may be in private networks and without TLS; always so in a sandbox",
    )


def _add_mock_merchant(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="be_a_merchant")
    parser.add_argument("--port", type=_port, default=0, help="on this machine; default: any free one")
    parser.add_argument("--secret-file", type=path, metavar="FILE", required=True, help="the secret; - is stdin")
    parser.add_argument(
        "--mode",
        choices=("approve", "refuse", "pending", "slow", "down", "wrong-signature"),
        default="approve",
        help="how it answers",
    )
    parser.add_argument("--refuse-if", default="", metavar="FIELD=TEXT", help="with refuse: only those with the text")
    parser.add_argument("--seconds", type=float, default=15.0, metavar="N", help="with slow: until it answers")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= _HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r}: 0-{_HIGHEST_PORT}")
    return int(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r}: 1 or more")
    return int(text)


def _add_worker(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="work")
    _add_database(parser)
    _add_log_format(parser)
    _add_private_endpoints(parser)
    parser.add_argument("--chunk-rows", type=_count, default=10_000, metavar="N", help="rows in one transaction")


def _add_operator(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="operate")
    _add_database(parser, required=False)
    parser.add_argument("--url", help="of a running portal; instead of --database")
    parser.add_argument("--login", default="operator")
    things = parser.add_subparsers(required=True, metavar="THING", dest="thing")
    _add_campaigns(things.add_parser("campaign", help="look at campaigns, or decide about one"))
    _add_registrations(things.add_parser("registration", help="look at interrupted registrations, or take one up"))
    member = things.add_parser("member", help="change a member")
    member.add_argument("action", choices=("flag",))
    member.add_argument("address", metavar="ADDRESS")
    member.add_argument("--status", choices=("active", "provisional", "left"))
    member.add_argument("--test", action=argparse.BooleanOptionalAction, default=None)
    user = things.add_parser("user", help="change what somebody may do")
    user.add_argument("action", choices=("end-sessions",))
    user.add_argument("user", metavar="LOGIN")
    clock = things.add_parser("clock", help="look at the business day, or let a sandbox go on in a later one")
    clock.add_argument("to", nargs="?", metavar="tomorrow|month-end|YYYY-MM-DD")
    _add_applications(things.add_parser("application", help="look at what sites applied for, or decide about it"))
    _add_review(things.add_parser("review", help="look whether applications are approved by themselves, or set it"))
    _add_cancellations(things.add_parser("cancellations", help="look at cancellation requests, or decide about one"))
    _add_payment_sites(
        things.add_parser("payment-site", help="keep shops whose goods are paid with miles, and their keys")
    )
    _add_rewards(things.add_parser("reward", help="look for late results, or set who uses NetMile Reward and how"))


def _add_campaigns(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="those that are approved, the newest first")
    listing.add_argument("--site", default="", metavar="SITE")
    listing.add_argument("--name", default="", metavar="TEXT", help="an ID, or a part of an ID or a name")
    decisions = {
        "approve": "what a new campaign was applied for with",
        "reject": "the same, refused",
        "suspend": "no more miles until it is resumed",
        "resume": "go on after it was suspended",
    }
    for action, told in decisions.items():
        decide = actions.add_parser(action, help=told)
        decide.add_argument("site", metavar="SITE")
        decide.add_argument("campaign_id", metavar="CAMPAIGN")
        decide.add_argument("--reason", default="", help="of an application; told to the merchant")


def _add_registrations(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="those that were interrupted, the oldest first")
    listing.add_argument("--site", default="", metavar="SITE")
    resume = actions.add_parser("resume", help="judge the rest of it")
    resume.add_argument("site", metavar="SITE")
    resume.add_argument("registration_id", metavar="REGISTRATION")


def _add_review(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    look = actions.add_parser("show", help="how a site's applications are decided")
    change = actions.add_parser("set", help="approve them after a time, or leave them to NetMile's staff")
    for each in (look, change):
        each.add_argument("site", metavar="SITE")
    change.add_argument(
        "after", type=_minutes, metavar="MINUTES|off", help="1 to 10080; off is where every site begins"
    )


def _minutes(text: str) -> int | None:
    if text == "off":
        return None
    if not text.isascii() or not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is neither a number of minutes nor off")
    return int(text)


def _add_applications(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="those that wait, the oldest first")
    listing.add_argument("--site", default="", metavar="SITE")
    show = actions.add_parser("show", help="one with its whole content; of a change, what it changes")
    show.add_argument("site", metavar="SITE")
    show.add_argument("application_id", metavar="ID")
    show.add_argument("--banner", type=path, metavar="FILE", help="write the banner there; replaced if it is there")
    for action, told in (("approve", "from now on it holds"), ("reject", "leave all as it is")):
        decide = actions.add_parser(action, help=told)
        decide.add_argument("site", metavar="SITE")
        decide.add_argument("application_id", metavar="ID")
        decide.add_argument("--reason", default="", help="told to the merchant")


def _add_cancellations(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    listing = actions.add_parser("list", help="those that wait, the most urgent first")
    listing.add_argument("--site", default="", metavar="SITE")
    listing.add_argument("--number", default="", metavar="NUMBER")
    for action, told in (("approve", "grant what the rules still allow"), ("refuse", "leave the miles valid")):
        decide = actions.add_parser(action, help=told)
        decide.add_argument("site", metavar="SITE")
        decide.add_argument("number", metavar="NUMBER")
        decide.add_argument("--issue", action="append", default=[], metavar="ID", help="only this one; may be repeated")
        decide.add_argument("--reason", default="", help="told to the merchant")


def _add_payment_sites(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    actions.add_parser("list", help="all shops, with their keys")
    add = actions.add_parser("add", help="a new shop")
    change = actions.add_parser("change", help="another name, other origins or another status; only what is named")
    for each in (add, change):
        each.add_argument("code", metavar="CODE", help="half-width small letters, digits and hyphens")
        each.add_argument("--name", required=each is add, metavar="NAME", help="as members read it")
        each.add_argument(
            "--origin",
            action="append",
            required=each is add,
            metavar="URL",
            help="of its web pages, such as https://shop.example.jp; may be repeated",
        )
    change.add_argument("--status", choices=("active", "closed"))
    key = actions.add_parser("key", help="another key; its secret is told once, and two can be valid at a time")
    key.add_argument("code", metavar="CODE")
    revoke = actions.add_parser("revoke", help="end a key at once")
    revoke.add_argument("code", metavar="CODE")
    revoke.add_argument("key_id", metavar="KEY")


def _add_rewards(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    late = actions.add_parser("late", help="files whose result is late or about to be, the latest first")
    late.add_argument("--site", default="", metavar="SITE")
    show = actions.add_parser("show", help="whether a site uses it, how long data are kept, and its closing rule")
    show.add_argument("site", metavar="SITE")
    use = actions.add_parser("use", help="whether a site runs reward campaigns; off: nobody can register any more")
    use.add_argument("site", metavar="SITE")
    use.add_argument("use", choices=("on", "off"))
    use.add_argument(
        "--retention",
        type=_term,
        default=argparse.SUPPRESS,
        metavar="DAYS|usual",
        help="1 to 365 from the hand-over until what was registered is destroyed; default: as it is",
    )
    closing = actions.add_parser("closing", help="what a contract makes of registrations that stay unanswered")
    closing.add_argument("site", metavar="SITE")
    rules = closing.add_subparsers(required=True, metavar="RULE", dest="rule")
    rules.add_parser("off", help="nothing: they stay unanswered, which is where every site begins")
    for rule, told in (("approved", "approve them, so that they cost the fee"), ("refused", "refuse them")):
        after = rules.add_parser(rule, help=told)
        after.add_argument("days", type=_count, metavar="DAYS", help="1 to 365 from the hand-over")


def _term(text: str) -> int | None:
    return None if text == "usual" else _count(text)


def _add_demo_shop(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="sell")
    parser.add_argument("--portal", required=True, metavar="URL", help="the sandbox, such as http://127.0.0.1:8765")
    parser.add_argument("--port", type=_port, default=0, help="of this machine; default: any free one")
    parser.add_argument("--member", default="", metavar="ADDRESS", help="who buys unless somebody else is typed in")
    parser.add_argument("--key", default="", metavar="KEY", help="another shop's key; its secret is asked for")
    parser.add_argument(
        "--announce", action="store_true", help='print one line {"url": …, "pid": …} on stdout once it serves'
    )


def _add_sums(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command="keep_sums")
    _add_database(parser)
    parser.add_argument("--rebuild", action="store_true", help="make all of them again; closed bills stay")


def _add_site(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    add = actions.add_parser("add", help="a new site")
    add.add_argument("code", metavar="CODE", help="加盟店ID: half-width letters and digits")
    add.add_argument("name", metavar="NAME")
    rate = actions.add_parser("rate", help="what a site pays from a day on")
    rate.add_argument("code", metavar="CODE")
    rate.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today")
    details = actions.add_parser("details", help="登録情報: what is registered about a site; only what is named")
    details.add_argument("code", metavar="CODE")
    for name in _DETAILS:
        details.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")
    details.set_defaults(command="keep_site_details")
    _add_database(details)
    reasons = actions.add_parser("reasons", help="取消理由 that clerks of all sites choose from")
    reasons.add_argument("reasons", nargs="*", metavar="JAPANESE[=ENGLISH]", help="none: those of the program again")
    reasons.set_defaults(command="keep_reasons")
    _add_database(reasons)
    for each in (add, rate):
        each.add_argument("--rate", type=int, required=True, metavar="YEN", help="for 1,000 miles, without tax")
        each.set_defaults(command="keep_sites")
        _add_database(each)


def _add_user(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    add = actions.add_parser("add", help="a new user")
    add.add_argument("--name", default="", help="as colleagues know it; default: the login")
    side = add.add_mutually_exclusive_group(required=True)
    side.add_argument("--site", default="", metavar="CODE", help="whose staff it is")
    side.add_argument("--operator", action="store_true", help="NetMile's own staff")
    password = actions.add_parser("password", help="another password; ends the user's sessions")
    for each in (add, password):
        each.add_argument("login", metavar="LOGIN")
        each.set_defaults(command="keep_users")
        _add_database(each)


def _add_member(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    come = actions.add_parser("import", help="add members, or change those with one of the addresses; all or nothing")
    come.add_argument("file", type=path, metavar="FILE", help="pc_address,mobile_address,status,test; - is stdin")
    come.set_defaults(command="import_members")
    go = actions.add_parser("export", help="write all members to a file that can be imported")
    go.add_argument("file", type=path, metavar="FILE", help="replaced if it is there; - is stdout")
    go.set_defaults(command="export_members")
    for each in (come, go):
        _add_database(each)


if __name__ == "__main__":
    sys.exit(main())
