"""The starter kit is right by the very rules it explains."""

from datetime import date

import pytest

from netmile_desktop.domain.campaigns import Mode, Validity, VariableAmount
from netmile_desktop.domain.checking import check
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.issuances import MAX_ROWS, Rule
from netmile_desktop.domain.rows.rows import canonical
from netmile_desktop.paths import resources

SAMPLES = resources() / "samples"


def a_rule(mode: Mode) -> Rule:
    return Rule(
        mode=mode,
        amount=VariableAmount(1, 5000),
        per_member=1,
        issuance_from=date(2026, 11, 1),
        issuance_to=date(2026, 12, 31),
        state=Validity.APPROVED,
        today=date(2026, 11, 21),
    )


@pytest.mark.parametrize("mode", Mode)
def test_nothing_is_wrong_with_a_sample(mode: Mode) -> None:
    reading = read((SAMPLES / f"issuance-{mode}.csv").read_bytes())
    assert len(reading.rows) >= 3
    assert (reading.header, reading.dropped_records, reading.trimmed_cells) == (None, 0, 0)
    assert check(reading.rows, a_rule(mode)) == {}


@pytest.mark.parametrize("mode", Mode)
def test_a_sample_is_saved_as_excel_saves_it_in_japan(mode: Mode) -> None:
    data = (SAMPLES / f"issuance-{mode}.csv").read_bytes()
    assert data.decode("cp932").count("\r\n") == data.count(b"\n") == len(read(data).rows)
    assert data.replace(b"\r\n", b"\n") == canonical(read(data).rows)


def test_the_kinds_are_not_interchangeable() -> None:
    rows = read((SAMPLES / "issuance-mobile.csv").read_bytes()).rows
    assert len(check(rows, a_rule(Mode.PC))) == len(rows)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_note_names_the_samples_and_the_limit(language: str) -> None:
    data = (SAMPLES / f"columns.{language}.txt").read_bytes()
    text = data.decode("utf-8")
    assert text.startswith("\ufeff")
    assert data.count(b"\r\n") == data.count(b"\n") > 20
    for said in ("issuance-pc.csv", "issuance-mobile.csv", f"{MAX_ROWS:,}", "00012345", "64", "1,000"):
        assert said in text
