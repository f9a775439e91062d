import csv
import io

import pytest

from netmile_desktop.workspace.history.registrations import spreadsheet_copy


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_only_cells_that_could_be_formulas_change(encoding: str) -> None:
    rows = [
        ["メールアドレス", "指定キー", "マイル数"],
        ["=cmd|' /C calc'!A0", "+1", "100"],
        ["taro@example.jp", "-5", "@SUM(A1)"],
        ['a,"b', "", "100"],
        ["\t=1", "x\ny", "1-2"],
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    copy = spreadsheet_copy(out.getvalue().encode(encoding), encoding)
    assert list(csv.reader(io.StringIO(copy.decode(encoding), newline=""))) == [
        rows[0],
        ["'=cmd|' /C calc'!A0", "'+1", "100"],
        ["taro@example.jp", "'-5", "'@SUM(A1)"],
        ['a,"b', "", "100"],
        ["'\t=1", "x\ny", "1-2"],
    ]
