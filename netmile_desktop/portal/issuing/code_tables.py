"""エラーコード一覧: what each code of an issue means (guide L765-796)."""

from __future__ import annotations

from netmile_desktop.domain import wire
from netmile_desktop.domain.codes import ORDER, Automatic, Code
from netmile_desktop.domain.language import Bilingual
from netmile_desktop.domain.texts.codes import automatic_words, code_words, next_step, other_table
from netmile_desktop.portal.http.call import Call


def code_tables(_call: Call[wire.Nothing, wire.Nothing]) -> wire.CodeTables:
    """Return both tables; those of manual issuance in the order in which rules are checked."""
    return wire.CodeTables(
        manual=[_line(code, code_words(code), next_step(code)) for code in ORDER],
        automatic=[_line(code, *automatic_words(code)) for code in Automatic],
    )


def _line(code: Code | Automatic, says: Bilingual, to_do: Bilingual) -> wire.CodeLine:
    table = other_table(code)
    if table is not None:
        to_do = Bilingual(f"{to_do.ja}{table.ja}", f"{to_do.en} {table.en}")
    return wire.CodeLine(code=code.value, ja=says.ja, en=says.en, to_do_ja=to_do.ja, to_do_en=to_do.en)
