"""How others would judge an issuance file: each function runs in a fresh process and answers the seconds it took
without its imports, or the peak memory where asked for. Same rules throughout: shape of address, key and miles,
an amount of 1 to 10,000, repeated addresses and keys."""

from __future__ import annotations

import time

from tests.benchmarks.measuring import peak_bytes

ADDRESS = r"^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$"
KEY = r"^[!#-+\--~]{1,64}$"
MILES = r"^[1-9][0-9]{0,7}$"
COLUMNS = ("address", "key", "miles")


def plain_reader(path: str, encoding: str) -> float:
    """Reads and judges nothing; the peak of memory."""
    import csv

    with open(path, encoding=encoding, newline="") as file:
        list(csv.reader(file))
    return peak_bytes()


def polars(path: str, encoding: str) -> float:
    """Columns judged by expressions, repetitions found by hash."""
    import io

    import polars as pl

    began = time.perf_counter()
    with open(path, "rb") as file:
        data = file.read()
    if encoding != "utf-8":
        data = data.decode(encoding, "replace").encode()
    frame = pl.read_csv(
        io.BytesIO(data),
        has_header=True,
        new_columns=list(COLUMNS),
        schema_overrides=[pl.String] * 3,
        truncate_ragged_lines=True,
        encoding="utf8-lossy",
    )
    address, key, miles = (pl.col(name).fill_null("") for name in COLUMNS)
    number = miles.cast(pl.Int64, strict=False)
    code = (
        pl.when(~address.str.contains(ADDRESS) | (address.str.len_bytes() > 254))
        .then(19013)
        .when(~key.str.contains(KEY))
        .then(19014)
        .when(~miles.str.contains(MILES))
        .then(19015)
        .when(~number.is_between(1, 10_000))
        .then(12006)
        .otherwise(0)
    )
    hashed = (address.str.to_lowercase().hash().alias("a"), key.hash().alias("k"))
    again = (pl.col("a").is_duplicated() | pl.col("k").is_duplicated()).alias("again")
    judged = frame.lazy().select(code.alias("code"), *hashed).select("code", again).collect()
    judged["code"].value_counts()
    return time.perf_counter() - began


def pandera(path: str, encoding: str) -> float:
    """A schema, every failure collected."""
    import pandas as pd
    import pandera.pandas as pa

    began = time.perf_counter()
    frame = pd.read_csv(path, encoding=encoding, dtype=str, keep_default_na=False, on_bad_lines="skip")
    frame.columns = pd.Index(COLUMNS)
    number = pd.to_numeric(frame["miles"], errors="coerce")
    frame["allowed"] = (number >= 1) & (number <= 10_000)
    schema = pa.DataFrameSchema(
        {
            "address": pa.Column(str, pa.Check.str_matches(ADDRESS)),
            "key": pa.Column(str, pa.Check.str_matches(KEY)),
            "miles": pa.Column(str, pa.Check.str_matches(MILES)),
            "allowed": pa.Column(bool, pa.Check.eq(True)),
        }
    )
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        len(errors.failure_cases)
    frame["address"].str.lower().duplicated(keep=False).sum()
    frame["key"].duplicated(keep=False).sum()
    return time.perf_counter() - began


def obvious(path: str, encoding: str) -> float:
    """What a programmer writes first: a dictionary a row, a regular expression a cell."""
    import csv
    import re
    from collections import Counter

    began = time.perf_counter()
    codes = []
    addresses: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    rows = []
    with open(path, encoding=encoding, newline="") as file:
        for row in csv.DictReader(file, fieldnames=COLUMNS):
            address, key, miles = ((row[name] or "").strip() for name in COLUMNS)
            rows.append((address, key))
            addresses[address.lower()] += 1
            keys[key] += 1
            if not re.match(ADDRESS, address):
                codes.append(19013)
            elif not re.match(KEY, key):
                codes.append(19014)
            elif not re.match(MILES, miles):
                codes.append(19015)
            else:
                codes.append(0 if 1 <= int(miles) <= 10_000 else 12006)
    sum(addresses[address.lower()] > 1 or keys[key] > 1 for address, key in rows)
    return time.perf_counter() - began
