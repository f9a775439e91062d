"""The fault campaign: many batches through bad weather, and what came of them.

python -m tests.faults.campaign --seeds 200
python -m tests.faults.campaign --seed 17       one plan again
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.faults.plans import VICTIMS, draw
from tests.faults.story import Outcome, Story
from tests.faults.victims import nursery
from tests.support.documents import FAULTS, write_results
from tests.support.portals.postgres import PostgresCluster, find_binaries

EVERY = 4
"""With both databases every so manieth seed is played on PostgreSQL, which takes longer."""

KINDS = ("cut", "truncated", "stalled", "delayed", "duplicated", "refused")


def run(seeds: Iterable[int], databases: Callable[[int], Databases], jobs: int = 1) -> Iterator[Outcome]:
    """Play the plans of seeds, in their order, so many at a time, each on the database that its number gets."""
    processes = nursery()
    with tempfile.TemporaryDirectory(prefix="netmile-faults-") as folder:

        def play(seed: int) -> Outcome:
            with tempfile.TemporaryDirectory(dir=folder) as own:
                return Story(draw(seed), databases(seed), Path(own), processes).play()

        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(play, seeds)


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
    return "\n".join(["| | |", "| --- | ---: |", *(f"| {name} | {count:,} |" for name, count in lines)])


def main(words: Sequence[str] | None = None) -> int:
    """Run, tell, and answer 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Send batches through every kind of fault.")
    parser.add_argument("--seeds", type=int, default=20, metavar="N", help="plans 0 to N-1 (default: 20)")
    parser.add_argument("--seed", type=int, metavar="N", help="this plan alone")
    parser.add_argument(
        "--database",
        choices=("sqlite", "postgres", "both"),
        default="both" if find_binaries() else "sqlite",
        help=f"both: seeds divisible by {EVERY} on PostgreSQL (default where there is one)",
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="plans at a time (default: 1)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/faults.md")
    asked = parser.parse_args(words)
    seeds = range(asked.seeds) if asked.seed is None else [asked.seed]
    began, outcomes = time.monotonic(), []
    with databases_for(asked.database) as databases:
        for outcome in run(seeds, databases, asked.jobs):
            outcomes.append(outcome)
            for complaint in outcome.complaints:
                print(f"seed {outcome.seed}: {complaint}", file=sys.stderr, flush=True)
    result = table(outcomes)
    print(result)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    bad = [outcome.seed for outcome in outcomes if outcome.complaints]
    for seed in bad:
        print(f"to repeat: python3 packaging/dev.py faults --seed {seed} --database {asked.database}", file=sys.stderr)
    if asked.write:
        write_results(FAULTS, f"Run on {datetime.now(UTC):%Y-%m-%d}:\n\n{result}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
