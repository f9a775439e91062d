"""Files that hold no table, under names that promise one."""

from __future__ import annotations

from random import Random

_ROWS = "<tr><td>メールアドレス</td><td>指定キー</td><td>マイル数</td></tr><tr><td>a@example.jp</td><td>K1</td><td>100</td></tr>"

NO_TABLES: dict[str, tuple[str, bytes]] = {
    "HTML": (".xls", f"<html><head><meta charset=utf-8></head><body><table>{_ROWS}</table></body></html>".encode()),
    "HTML with doctype": (
        ".csv",
        f"\r\n<!DOCTYPE html>\r\n<html>\r\n<table>\r\n{_ROWS}\r\n</table></html>".encode("cp932"),
    ),
    "table only": (".xls", f"<table border=1>\n{_ROWS}\n</table>".encode("cp932")),
    "XML 2003": (
        ".xls",
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:'
            b'office:spreadsheet"><Worksheet><Table><Row><Cell><Data>a@example.jp</Data></Cell></Row></Table></Worksheet>'
            b"</Workbook>"
        ),
    ),
    "PDF": (".csv", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"),
    "RTF": (".csv", rb"{\rtf1\ansi\ansicpg932 a@example.jp,K1,100\par}"),
    "JSON": (
        ".csv",
        b'[{"email":"a@example.jp","key":"K1","miles":100},\n{"email":"b@example.jp","key":"K2","miles":1}]',
    ),
    "JSON lines": (".csv", b'{"email":"a@example.jp","key":"K1","miles":100}\n{"email":"b@example.jp","key":"K2"}\n'),
    "PNG": (".csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0"),
    "JPEG": (".xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb"),
    "GIF": (".csv", b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0!\xf9"),
    "nothing": (".csv", b""),
    "only a mark": (".csv", b"\xef\xbb\xbf"),
    "empty lines": (".csv", b"\r\n\r\n\r\n"),
    "empty cells": (".csv", b",,\r\n,,\r\n,,,,\r\n"),
    "only NUL": (".csv", b"\0" * 64),
    "mail": (
        ".csv",
        "From: tencho@example.jp\nTo: a@example.jp\nSubject: マイル\n\nお世話になっております。\n".encode(),
    ),
}
"""The suffix and the bytes of each."""

PROSE = frozenset({"mail"})
"""Those that are text all the same, so that their lines may also appear as rows with errors."""


def no_table(random: Random) -> tuple[str, str, bytes]:
    """Return what some file is, its suffix and its bytes."""
    name = random.choice(list(NO_TABLES))
    return (name, *NO_TABLES[name])
