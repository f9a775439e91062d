"""The fault campaign: many batches, registrations and payments through bad weather, and what came of them.

python -m tests.faults.campaign --seeds 200
python -m tests.faults.campaign --only rewards --seed 17       one plan again
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from tests.faults.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.faults.plans import VICTIMS, draw
from tests.faults.rewards.plans import VICTIMS as VICTIMS_OF_REWARDS
from tests.faults.rewards.plans import draw as draw_rewards
from tests.faults.rewards.story import Outcome as RewardOutcome
from tests.faults.rewards.story import Story as RewardStory
from tests.faults.story import Outcome, Story
from tests.faults.victims import nursery
from tests.support.documents import FAULTS, read_results, write_results
from tests.support.portals.postgres import PostgresCluster, find_binaries

EVERY = 4
"""With both databases every so manieth seed is played on PostgreSQL, which takes longer."""

KINDS = ("cut", "truncated", "stalled", "delayed", "duplicated", "refused")


BATCHES, REWARDS = "batches", "rewards"
HEADINGS = {BATCHES: "### Batches and single issues", REWARDS: "### Registrations, hand-over and payments"}
"""What a part of the campaign is called among the results, in their order."""

T = TypeVar("T")
Played = TypeVar("Played", Outcome, RewardOutcome)


def run(seeds: Iterable[int], databases: Callable[[int], Databases], jobs: int = 1) -> Iterator[Outcome]:
    """Play the plans of batches, in the order of seeds, so many at a time, each on the database that its number gets."""
    processes = nursery()
    yield from _played(seeds, jobs, lambda seed, own: Story(draw(seed), databases(seed), own, processes).play())


def run_rewards(seeds: Iterable[int], databases: Callable[[int], Databases], jobs: int = 1) -> Iterator[RewardOutcome]:
    """Play the plans of registrations and payments likewise."""
    processes = nursery()
    yield from _played(
        seeds, jobs, lambda seed, own: RewardStory(draw_rewards(seed), databases(seed), own, processes).play()
    )


def _played(seeds: Iterable[int], jobs: int, play: Callable[[int, Path], T]) -> Iterator[T]:
    with tempfile.TemporaryDirectory(prefix="netmile-faults-") as folder:

        def play_in_a_folder(seed: int) -> T:
            with tempfile.TemporaryDirectory(dir=folder) as own:
                return play(seed, Path(own))

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(play_in_a_folder, seeds)


@contextlib.contextmanager
def databases_for(kind: str) -> Iterator[Callable[[int], Databases]]:
    """Which database the plan of a seed is played on: the same every time.

    Raises:
        SystemExit: PostgreSQL is asked for, and not on this machine.
    """
    with contextlib.ExitStack() as stack:
        found: list[Databases] = []
        if kind != "postgres":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="netmile-faults-"))
            found.append(SqliteDatabases(Path(folder)))
        if kind != "sqlite":
            binaries = find_binaries()
            if binaries is None:
                raise SystemExit("PostgreSQL is not on this machine; --database sqlite does without")
            cluster = PostgresCluster(binaries)
            stack.callback(cluster.stop)
            found.append(PostgresDatabases(cluster))
        yield lambda seed: found[0] if seed % EVERY else found[-1]


def table(outcomes: Sequence[Outcome]) -> str:
    """The result as a Markdown table."""
    faults: Counter[str] = sum((each.faults for each in outcomes), Counter())
    kills: Counter[str] = sum((each.kills for each in outcomes), Counter())
    found = [each.findings for each in outcomes]
    lines = [
        ("seeds", len(outcomes)),
        ("seeds on PostgreSQL", sum(each.is_on_postgres for each in outcomes)),
        ("batches finished", sum(each.parts > 0 for each in found)),
        ("parts", sum(each.parts for each in found)),
        ("single issues", sum(each.singles for each in found)),
        ("rows", sum(each.rows for each in outcomes)),
        ("rows issued", sum(each.issued for each in found)),
        ("rows refused with their code", sum(each.bad_rows for each in found)),
        ("of these corrected, then issued", sum(each.corrected for each in found)),
        ("of these closed with a reason", sum(each.closed for each in found)),
        ("starts of the client", sum(each.tries for each in outcomes)),
        *((f"connections {kind}", faults[kind]) for kind in KINDS),
        *((f"kills of the {victim}", kills[victim]) for victim in VICTIMS),
        ("**rows issued twice**", sum(each.twice for each in found)),
        ("**rows lost**", sum(each.lost for each in found)),
        ("**duplicate 発行登録ID**", sum(each.duplicate_ids for each in found)),
        ("**rows told otherwise than judged**", sum(each.verdicts_wrong for each in found)),
        ("**broken ledgers**", sum(each.ledger_broken for each in found)),
        ("**seeds with any complaint**", sum(bool(each.complaints) for each in outcomes)),
    ]
    return _as_table(lines)


def table_of_rewards(outcomes: Sequence[RewardOutcome]) -> str:
    """The result of registrations and payments as a Markdown table."""
    faults: Counter[str] = sum((each.faults for each in outcomes), Counter())
    kills: Counter[str] = sum((each.kills for each in outcomes), Counter())
    found = [each.findings for each in outcomes]
    lines = [
        ("seeds", len(outcomes)),
        ("seeds on PostgreSQL", sum(each.is_on_postgres for each in outcomes)),
        ("registrations", sum(each.registrations for each in found)),
        ("of these handed over by a call", sum(each.by_call for each in found)),
        ("of these handed over in a file", sum(each.by_file for each in found)),
        ("files written", sum(each.files for each in found)),
        ("results accepted", sum(each.results for each in found)),
        ("payments", sum(each.payments for each in found)),
        ("refunds", sum(each.refunds for each in found)),
        *((f"connections {kind}", faults[kind]) for kind in KINDS),
        *((f"kills of the {victim}", kills[victim]) for victim in VICTIMS_OF_REWARDS),
        ("**registrations granted twice**", sum(each.granted_twice for each in found)),
        ("**registrations lost**", sum(each.lost for each in found)),
        ("**not handed over, or twice**", sum(each.handed_over_wrongly for each in found)),
        ("**answered otherwise than said**", sum(each.answers_wrong for each in found)),
        ("**charged or refunded wrongly**", sum(each.charged_wrongly for each in found)),
        ("**broken ledgers**", sum(each.ledger_broken for each in found)),
        ("**seeds with any complaint**", sum(bool(each.complaints) for each in outcomes)),
    ]
    return _as_table(lines)


def _as_table(lines: Iterable[tuple[str, int]]) -> str:
    return "\n".join(["| | |", "| --- | ---: |", *(f"| {name} | {count:,} |" for name, count in lines)])


def with_part(results: str, part: str, outcome: str) -> str:
    """Return results in which a part is this outcome, and the other part is as it was."""
    kept = dict(re.findall(r"^(### .+)\n\n((?:(?!^### ).*\n?)+)", results, re.MULTILINE))
    kept[HEADINGS[part]] = outcome
    return "\n\n".join(f"{heading}\n\n{kept[heading].strip()}" for heading in HEADINGS.values() if heading in kept)


def main(words: Sequence[str] | None = None) -> int:
    """Run, tell, and answer 1 where anything was wrong."""
    asked = _understood(words)
    seeds = range(asked.seeds) if asked.seed is None else [asked.seed]
    is_bad = False
    with databases_for(asked.database) as databases:
        for part in asked.only or HEADINGS:
            began = time.monotonic()
            if part == BATCHES:
                batches = _told(run(seeds, databases, asked.jobs), part, asked.database)
                result, bad = table(batches), [each.seed for each in batches if each.complaints]
            else:
                rewards = _told(run_rewards(seeds, databases, asked.jobs), part, asked.database)
                result, bad = table_of_rewards(rewards), [each.seed for each in rewards if each.complaints]
            is_bad |= bool(bad)
            print(f"{HEADINGS[part]}\n\n{result}\n")
            print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
            if asked.write:
                outcome = f"Run on {datetime.now(UTC):%Y-%m-%d}:\n\n{result}"
                write_results(FAULTS, with_part(read_results(FAULTS), part, outcome))
    return 1 if is_bad else 0


def _told(outcomes: Iterable[Played], part: str, database: str) -> list[Played]:
    """Return all outcomes; complaints are told as they come, with the command that plays their plan again."""
    found = []
    for outcome in outcomes:
        found.append(outcome)
        again = f"python3 packaging/dev.py faults --only {part} --seed {outcome.seed} --database {database}"
        for complaint in outcome.complaints:
            print(f"seed {outcome.seed}: {complaint}\nto repeat: {again}", file=sys.stderr, flush=True)
    return found


def _understood(words: Sequence[str] | None) -> argparse.Namespace:
    told = "Send batches through every kind of fault, and let members register and pay through them."
    parser = argparse.ArgumentParser(prog="dev.py faults", description=told)
    parser.add_argument("--seeds", type=int, default=20, metavar="N", help="plans 0 to N-1 (default: 20)")
    parser.add_argument("--seed", type=int, metavar="N", help="this plan alone")
    parser.add_argument("--only", action="append", choices=list(HEADINGS), help="this part alone (default: both)")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgres", "both"),
        default="both" if find_binaries() else "sqlite",
        help=f"both: seeds divisible by {EVERY} on PostgreSQL (default where there is one)",
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="plans at a time (default: 1)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/faults.md")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
