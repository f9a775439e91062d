"""Files that are no table are known by how they begin, whatever they are called."""

import pytest

from netmile_desktop.domain.failures import ReadFault
from netmile_desktop.domain.tables.foreign import foreign_kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<html><body><table>", ReadFault.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>", ReadFault.HTML),
        (b"<!-- made by x -->\n<table border=1>", ReadFault.HTML),
        ("<html>".encode("utf-16"), ReadFault.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', ReadFault.HTML),
        (
            b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            ReadFault.XML_SPREADSHEET,
        ),
        (b'<?xml version="1.0" encoding="Shift_JIS"?><members/>', ReadFault.XML),
        (b'[{"email":"a@example.jp","key":"K1"}]', ReadFault.JSON),
        (b'{"rows": []}', ReadFault.JSON),
        (b'[["a@example.jp", "K1", 100]]', ReadFault.JSON),
        (b"%PDF-1.7", ReadFault.PDF),
        (b"{\\rtf1\\ansi\\ansicpg932 a@example.jp,K1,100\\par}", ReadFault.RTF),
        (b"\x89PNG\r\n\x1a\n", ReadFault.IMAGE),
        (b"\xff\xd8\xff\xe0", ReadFault.IMAGE),
        (b"\x1f\x8b\x08\x00", ReadFault.ARCHIVE),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", ReadFault.MAIL),
    ],
)
def test_kinds(data: bytes, kind: ReadFault) -> None:
    assert foreign_kind(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a@example.jp,K1,100\n",
        "メールアドレス,指定キー\n".encode("cp932"),
        "メールアドレス\t指定キー\n".encode("utf-16"),
        b"<a@example.jp>,K1,100\n",
        b"[1],2,3\n",
        b"from,to,miles\na@example.jp,K1,1\n",
        b"From: \ta@example.jp,K1,1\n",
        b'"[x]",K1,100\n',
        b"key;miles\n",
    ],
)
def test_tables_are_left_alone(data: bytes) -> None:
    assert foreign_kind(data) is None
