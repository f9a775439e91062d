"""The two files of the batch hand-over: what was registered, and the merchant's result; the same rules on both sides.

The portal checks an uploaded result by these rules, and the merchant's program checks it before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from unicodedata import category

import msgspec

from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import Refused
from netmile_desktop.domain.rewards import REASON_LENGTH, FileEncoding, ResultFault, RewardResult, RowFault
from netmile_desktop.domain.rewards.entries import EntryField

CODE = "登録ID"
RESULT = "結果"
REASON = "理由"
RESULT_HEADER = (CODE, RESULT, REASON)
REPLACED = "〓に置き換えた項目"

FIELD_COLUMNS = {
    EntryField.LOGIN: "ログインID",
    EntryField.PASSWORD: "パスワード",
    EntryField.NAME: "氏名（漢字）",
    EntryField.KANA: "氏名（カナ）",
    EntryField.POSTAL_CODE: "郵便番号",
    EntryField.ADDRESS: "住所",
    EntryField.SEX: "性別",
    EntryField.PHONE: "電話番号",
    EntryField.EMAIL: "メールアドレス",
}
FILE_HEADER = (CODE, "キャンペーンID", "登録日時", "テスト", *FIELD_COLUMNS.values(), REPLACED)
"""Columns of a reward file, whatever its campaigns ask for; what was not asked is empty."""

MISSING = "〓"
"""Replaces a character that CP932 lacks; printers in Japan use it for a missing type."""

_PASSWORD = FIELD_COLUMNS[EntryField.PASSWORD]

MOST_ROWS = 100_000

RESULT_WORDS = {
    "承認": RewardResult.APPROVED,
    "不承認": RewardResult.REFUSED,
    "approved": RewardResult.APPROVED,
    "refused": RewardResult.REFUSED,
}


class Verdict(msgspec.Struct, frozen=True):
    """What the merchant answers about one registration."""

    code: str
    result: RewardResult
    reason: str = ""


class CheckedResult(msgspec.Struct, frozen=True):
    """A result, held against the registrations of its file."""

    verdicts: list[Verdict]
    """Those that can be applied, in the order of the text."""
    faults: list[RowFault]
    unanswered: list[str]
    """Registrations of the file without a usable answer: as long as there is one, the result waits."""


class _Line(msgspec.Struct, frozen=True):
    number: int
    code: str
    result: str
    reason: str


def check_result(raw: bytes, open_codes: Collection[str], answered_codes: Collection[str] = ()) -> CheckedResult:
    """Hold a result file against the registrations of a reward file.

    Args:
        open_codes: Registrations in the order of the file that wait for an answer.
        answered_codes: Those of the file that have one.

    Raises:
        Refused: `P-CSV` if it is no text, `P-EMPTY`, `P-ROWS`.
    """
    waiting, done = set(open_codes), set(answered_codes)
    found: dict[str, Verdict] = {}
    spoilt: set[str] = set()
    faults = []
    for line in _lines(raw):
        verdict = _verdict(line, waiting, done)
        if isinstance(verdict, Verdict):
            before = found.setdefault(line.code, verdict)
            if before is verdict:
                continue
            verdict = ResultFault.REPEATED if before == verdict else ResultFault.CONTRADICTORY
        if verdict is not None:
            faults.append(RowFault(line.number, line.code, verdict))
            if verdict.problem is not Problem.STATE:
                spoilt.add(line.code)
    verdicts = [each for each in found.values() if each.code not in spoilt]
    answered = {each.code for each in verdicts}
    return CheckedResult(verdicts, faults, [code for code in open_codes if code not in answered])


def result_file(verdicts: Collection[Verdict]) -> bytes:
    """Return a result file as it can be uploaded, UTF-8."""
    return partial_file((each.code, each.result, each.reason) for each in verdicts)


def partial_file(answers: Iterable[tuple[str, RewardResult | None, str]]) -> bytes:
    """Return a result file of 登録ID, result and reason that may be unfinished: cells of what is unanswered are empty."""
    words = {RewardResult.APPROVED: "承認", RewardResult.REFUSED: "不承認", None: ""}
    return _written(RESULT_HEADER, ((code, words[result], reason) for code, result, reason in answers))


def is_usable_reason(reason: str) -> bool:
    """Return whether a reason is short enough, and without control characters; an empty one is.

    Wide and protected spaces, which texts from sheets are full of, do not count as printable for Python.
    """
    return len(reason) <= REASON_LENGTH and all(char.isprintable() or category(char) == "Zs" for char in reason)


def codes_in(content: bytes) -> list[str]:
    """Return the 登録ID of a reward file, or of any CSV that begins with them, in its order.

    Raises:
        Refused: as `check_result`.
    """
    return [line.code for line in _lines(content)]


def without_passwords(content: bytes) -> bytes:
    """Return a reward file with the cells of passwords emptied, in UTF-8.

    Raises:
        Refused: `P-CSV`, it is no reward file.
    """
    return _emptied(content, {_PASSWORD})


def without_personal_data(content: bytes) -> bytes:
    """Return a reward file with everything emptied that members typed, in UTF-8; it can still be answered.

    Raises:
        Refused: `P-CSV`, it is no reward file.
    """
    return _emptied(content, {*FIELD_COLUMNS.values(), REPLACED})


def in_encoding(content: bytes, encoding: FileEncoding) -> bytes:
    """Return a reward file in an encoding as the portal writes it: characters that CP932 lacks become 〓, and are told.

    Raises:
        Refused: `P-CSV`, it is no reward file.
    """
    heading, rows = _table(content)
    if encoding is FileEncoding.UTF_8 or REPLACED not in heading:
        return _written(heading, rows)
    told = heading.index(REPLACED)
    for cells in rows:
        odd = [at for at, cell in enumerate(cells) if at != told and in_cp932(cell) != cell]
        if odd:
            cells[:] = map(in_cp932, cells)
            cells[told] = " ".join(heading[at] for at in odd)
    return _written(heading, rows).decode("utf-8-sig").encode("cp932")


def in_cp932(text: str) -> str:
    """Return a text with 〓 in place of characters that CP932 lacks."""
    return text if _fits(text) else "".join(char if _fits(char) else MISSING for char in text)


def _fits(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _table(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Return heading and rows of a reward file; rows have as many cells as the heading."""
    try:
        rows = list(csv.reader(io.StringIO(text_in(content), newline="")))
    except csv.Error:
        raise Refused(Problem.CSV) from None
    if not rows or CODE not in rows[0]:
        raise Refused(Problem.CSV)
    heading = rows.pop(0)
    return heading, [cells + [""] * (len(heading) - len(cells)) for cells in rows if any(cells)]


def _emptied(content: bytes, columns: Collection[str]) -> bytes:
    heading, rows = _table(content)
    return _written(
        heading,
        (["" if name in columns else cell for name, cell in zip(heading, cells, strict=False)] for cells in rows),
    )


def _written(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _verdict(line: _Line, waiting: Collection[str], done: Collection[str]) -> Verdict | ResultFault | None:
    if line.code in done:
        return ResultFault.ANSWERED
    if line.code not in waiting:
        return ResultFault.UNKNOWN
    if not line.result:
        return None  # not answered yet
    result = RESULT_WORDS.get(line.result.lower())
    if result is None:
        return ResultFault.NOT_A_RESULT
    if not is_usable_reason(line.reason):
        return ResultFault.BAD_REASON
    if result is RewardResult.REFUSED and not line.reason:
        return ResultFault.NO_REASON
    return Verdict(line.code, result, line.reason if result is RewardResult.REFUSED else "")


def _lines(raw: bytes) -> Iterator[_Line]:
    """Yield the rows; columns are found by the heading if there is one, else they are the first three."""
    reader = csv.reader(io.StringIO(text_in(raw), newline=""))
    columns: list[int | None] = [0, 1, 2]
    count = 0
    try:
        for cells in reader:
            if not any(cells):
                continue
            if not count and CODE in cells:
                columns = [cells.index(name) if name in cells else None for name in RESULT_HEADER]
                count = 1
                continue
            count += 1
            if count > MOST_ROWS + 1:
                raise Refused(Problem.ROWS)
            code, result, reason = (cells[at].strip() if at is not None and at < len(cells) else "" for at in columns)
            yield _Line(reader.line_num, code, result, reason)
    except csv.Error:
        raise Refused(Problem.CSV) from None
    if not count:
        raise Refused(Problem.EMPTY)


def text_in(raw: bytes) -> str:
    """Return the text of a reward or result file, UTF-8 or CP932.

    Raises:
        Refused: `P-CSV`, it is no text.
    """
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(Problem.CSV)
