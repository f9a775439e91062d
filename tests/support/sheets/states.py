"""Lists out of order systems: rows that are cancelled stand among the others, and nothing but a word tells."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.support.sheets.cells import Cell, LineKind, Meaning, Sheet
from tests.support.sheets.columns import Column, Plan

_FOR_ALL = (
    *("確定", "発送済", "入金済み", "処理済", "shipped", "キャンセル不可", "返品交換なし", ""),
    *("領収書発行済", "納品書発行不要", "軽減税率対象外", "保留解除済", "返品OK", "久保留美", "サンプル同梱"),
)
_NOT_MEANT = (
    *(
        "キャンセル",
        "ｷｬﾝｾﾙ",
        "キャンセル済み",
        "取消",
        "取消済",
        "取り消し",
        "注文取消（お客様都合）",
        "返品",
        "返品済",
        "10/3 返金",
    ),
    *(
        "対象外",
        "【対象外】",
        "付与対象外",
        "除外",
        "保留",
        "保留中",
        "無効",
        "発行済",
        "付与済み",
        "発行しない",
        "付与不要",
    ),
    *(
        "キャンセル済（キャンセル料あり）",
        "返品受付済",
        "否認",
        "落選",
        "不泊",
        "退会済",
        "受取拒否",
        "支給済",
        "付与無し",
    ),
    *(
        "Cancelled",
        "CANCELED",
        "refunded",
        "Returned",
        "void",
        "on hold",
        "already issued",
        "order_cancelled",
        "rejected",
    ),
)
_FLAGS = {
    "キャンセル": (("", "0"), ("1", "○", "2026/10/03", "済", "20261003")),
    "キャンセル理由": (("", "なし"), ("お客様都合", "サイズ違い")),
    "取消フラグ": (("0", "-"), ("1", "true")),
    "cancel_flg": (("0", ""), ("1",)),
    "canceled_at": (("",), ("2026-10-03", "2026-10-03 10:00:00")),
    "除外": (("", "×"), ("○", "レ", "有")),
    "返品数": (("0", ""), ("1", "3")),
    "マイル発行": (("", "未"), ("済", "済み")),
    "発行対象": (("○", "1"), ("×", "0", "否")),
    "マイル付与対象": (("yes", "対象"), ("no", "対象外")),
}
_HEADINGS = ("状態", "ステータス", "受注状況", "備考", "メモ", "status")


def with_states(random: Random, plan: Plan, sheet: Sheet) -> tuple[Plan, Sheet]:
    """Return columns and sheet with a further column at the end, in which few or many rows say that they are not meant."""
    heading = random.choice((*_HEADINGS, *_FLAGS))
    usual, marks = _FLAGS.get(heading, (_FOR_ALL, _NOT_MEANT))
    some = random.sample(usual, min(2, len(usual)))
    share = random.choice((0.0, 0.05, 0.3))
    lines = []
    for line in sheet.lines:
        if line.kind is not LineKind.ROW:
            lines.append(replace(line, cells=(*line.cells, Cell(heading if line.kind is LineKind.HEADING else ""))))
            continue
        # A row without an address is an error anyway, and asked about by nobody.
        is_marked = random.random() < share and any("@" in text or "＠" in text for text in line.texts)
        text = random.choice(marks if is_marked else some)
        raw = None if line.raw is None else f"{line.raw},{text}"
        lines.append(replace(line, cells=(*line.cells, Cell(text, Meaning.STATE)), raw=raw, is_marked=is_marked))
    return replace(plan, columns=(*plan.columns, Column(heading, Meaning.STATE))), sheet.with_lines(lines, "states")


def without_last_empty_cells(sheet: Sheet) -> Sheet:
    """Return the sheet as programs write it that leave out empty cells at the end of a row."""
    lines = [
        replace(line, raw=(line.raw or ",".join(line.texts)).rstrip(","))
        if line.kind is LineKind.ROW and (line.raw or not any(set(text) & set(',"\r\n') for text in line.texts))
        else line
        for line in sheet.lines
    ]
    return sheet.with_lines(lines, "last cells left out")
