"""What SQLite is told of tables that grow, because it gathers no statistics by itself.

Without any it takes each site to have ten registrations, and looks at all of them rather than use an index. The
figures are those of a portal at work, so that plans are the same on each machine, and from the first row on. Whoever
runs ANALYZE puts real ones in their place.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from netmile_desktop.portal.database.database import Database

_REGISTRATIONS, _FILES = "reward_registration", "reward_file"
_SITE = 50_000
"""Registrations of a site, of a million in all."""

KNOWN = {
    (_REGISTRATIONS, _REGISTRATIONS): (1_000_000, _SITE, 1),
    (_REGISTRATIONS, "sqlite_autoindex_reward_registration_2"): (1_000_000, _SITE, 25_000, 1),
    (_REGISTRATIONS, "sqlite_autoindex_reward_registration_3"): (1_000_000, _SITE, 1),
    (_REGISTRATIONS, "ix_reward_registration_site_id_registered_at_id"): (1_000_000, _SITE, 1, 1),
    (_REGISTRATIONS, "ix_reward_registration_site_id_campaign_id_registered_at"): (1_000_000, _SITE, 25_000, 1),
    (_REGISTRATIONS, "ix_reward_registration_waiting"): (2_000, 100, 20, 1),
    (_REGISTRATIONS, "ix_reward_registration_file"): (1_000_000, _SITE, 50, 1),
    (_REGISTRATIONS, "ix_reward_registration_unanswered"): (5_000, 250, 50),
    (_REGISTRATIONS, "ix_reward_registration_sealed"): (100_000, 5_000, 50),
    (_REGISTRATIONS, "ix_reward_registration_answers"): (1_000_000, _SITE, 50, 10, 5, 5),
    (_REGISTRATIONS, "ix_reward_registration_days"): (1_000_000, _SITE, 150, 30, 30, 1),
    (_FILES, _FILES): (20_000, 1_000, 1),
    (_FILES, "sqlite_autoindex_reward_file_2"): (20_000, 1_000, 1),
    (_FILES, "sqlite_autoindex_reward_file_3"): (20_000, 1_000, 1),
    (_FILES, "ix_reward_file_open"): (100, 2),
}
"""By table and index: rows, then how many share the first column, the first two, and so on."""

_OWN = text("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = :tbl")
_ADD = text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:tbl, :idx, :stat)")


def tell_statistics(database: Database) -> None:
    """Tell SQLite the figures of tables of which it has none; PostgreSQL gathers its own."""
    if database.is_sqlite:
        database.write(_tell)


def _tell(conn: Connection) -> None:
    if "sqlite_stat1" not in inspect(conn).get_table_names(sqlite_include_internal=True):
        conn.execute(text("ANALYZE alembic_version"))  # makes the table of statistics
        conn.execute(text("DELETE FROM sqlite_stat1"))
    without = {table for table, _ in KNOWN if not conn.execute(_OWN, {"tbl": table}).scalar_one()}
    for (table, index), numbers in KNOWN.items():
        if table in without:
            conn.execute(_ADD, {"tbl": table, "idx": index, "stat": " ".join(map(str, numbers))})
    if without:
        conn.execute(text("ANALYZE sqlite_schema"))  # has them read
