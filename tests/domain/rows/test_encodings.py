"""Files in every encoding that Japanese programs write, with and without a mark, filled up or not."""

import pytest

from netmile_desktop.domain.failures import FileUnreadable, ReadFault
from netmile_desktop.domain.reading import read
from netmile_desktop.domain.rows.encodings import ENCODINGS, guess_encoding, text_of
from netmile_desktop.domain.rows.rows import Recipe

HEADING = "メールアドレス,指定キー,マイル数\r\n"
ROWS = "a@example.jp,K1,100\r\nb@example.jp,山田太郎,200\r\n"
CODECS = {
    "utf-16": ("utf-16", "utf-16-le", "utf-16-be"),
    "iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext"),
    "euc-jp": ("euc_jp",),
}


@pytest.mark.parametrize(("encoding", "codec"), [(name, codec) for name, each in CODECS.items() for codec in each])
@pytest.mark.parametrize("padding", ["", "\x1a", "\0\0\0", "\x1a\0\0"])
def test_an_encoding_is_found_out_and_read(encoding: str, codec: str, padding: str) -> None:
    data = (HEADING + ROWS + padding).encode(codec)
    reading = read(data)
    assert guess_encoding(data) == reading.encoding == encoding
    assert reading.header == ("メールアドレス", "指定キー", "マイル数")
    assert [row.key for row in reading.rows] == ["K1", "山田太郎"]
    assert list(read(data, Recipe(encoding)).rows) == list(reading.rows)


def _pairs() -> list[tuple[bytes, str]]:
    """Every code of two bytes that Windows has a character for, in EUC-JP."""
    found = []
    for row in range(94):
        for cell in range(94):
            lead, trail = row // 2 + (0x81 if row < 62 else 0xC1), cell + (0x9F if row % 2 else 0x40)
            trail += not row % 2 and trail > 0x7E
            try:
                found.append((bytes((row + 0xA1, cell + 0xA1)), bytes((lead, trail)).decode("cp932")))
            except UnicodeDecodeError:
                continue
    return found


def test_both_japanese_encodings_are_read_as_windows_reads_them() -> None:
    pairs = _pairs()
    assert len(pairs) > 7_000
    characters = "".join(character for _, character in pairs)
    assert {*"①㈱髙～－纊"} <= {*characters}
    assert text_of(b"".join(code for code, _ in pairs), "euc-jp", "strict") == characters
    seven_bits = b"".join(bytes(byte - 0x80 for byte in code) + b"\x1b(B\n\x1b$B" for code, _ in pairs)
    assert text_of(b"\x1b$B" + seven_bits, "iso-2022-jp", "strict") == "".join(c + "\n" for c in characters)
    assert text_of(b"\x1b(I1\x1b(J~\\\x1b(B", "iso-2022-jp") == "ｱ~\\"
    assert text_of(b"\x8e\xb1", "euc-jp") == "ｱ"


@pytest.mark.parametrize("damaged", [b"\x1b$B;3", b"\x1b$B;3E"])
def test_japanese_left_open_at_the_end_of_a_line_does_not_swallow_the_next_one(damaged: bytes) -> None:
    reading = read(damaged + b"\na@example.jp,K1,100\n", Recipe("iso-2022-jp", header=False))
    assert reading.rows[1][3:] == ("a@example.jp", "K1", "100")


def test_what_no_code_stands_for_is_reported() -> None:
    for data, encoding in (
        (b"a@example.jp,\xa4\xff,1\n", "euc-jp"),
        (b"a@x.jp,\x1b$B\x7e\x7e\x1b(B,1\n", "iso-2022-jp"),
    ):
        reading = read(data, Recipe(encoding, header=False))
        assert reading.undecodable_records == [1]
        assert reading.rows[0].miles == "1"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # Kanji alone in EUC-JP are half-width katakana in CP932, and the other way round: nobody can tell.
        ("a@example.jp,山田太郎,1\n".encode("euc_jp"), "cp932"),
        ("a@example.jp,ﾔﾏﾀﾞ ﾀﾛｳ,1\n".encode("cp932"), "cp932"),
        ("ﾒｰﾙｱﾄﾞﾚｽ,ｼﾒｲ･ｶﾅ,ﾏｲﾙｽｳ\n".encode("cp932"), "cp932"),
        ("ｼﾞｮﾝ･ｽﾐｽ\n".encode("cp932"), "cp932"),
        ("氏名,やまだ\n".encode("euc_jp"), "euc-jp"),
        # Strict CP932 has no such character.
        ("名前,\n".encode("euc_jp") + b"\xa4\xa2\xfd\xa1\xf4\xfe\n", "cp932"),
        (b"a@example.jp,K1,100", "utf-8"),
        (b"a\0b,c,d\n", "utf-8"),
        ("一二三\n".encode("utf-16-le"), "cp932"),  # and then told as no text, for its NULs
    ],
)
def test_in_doubt_a_file_is_what_it_was_before(data: bytes, expected: str) -> None:
    assert guess_encoding(data) == expected


def test_nuls_are_text_at_the_end_alone_and_of_text_alone() -> None:
    for data in (
        b"a@example.jp,K\x001,100\n",
        b"PK\x03\x04\0\0",
        b"PNG\0\0\0",
        b"PK\x03\x04\n\0",
        b"a@example.jp\0\0\n",
    ):
        with pytest.raises(FileUnreadable) as raised:
            read(data)
        assert raised.value.reason == ReadFault.BINARY


def test_a_mark_at_the_end_is_no_row_and_no_part_of_one() -> None:
    assert read(b"a@example.jp,K1,100\x1a").rows[0].miles == "100"
    reading = read(b"a@example.jp,K1,100\r\n\x1a\r\n\r\n")
    assert (len(reading.rows), reading.dropped_records) == (1, 2)


def test_each_encoding_can_be_chosen() -> None:
    for encoding in ENCODINGS:
        assert read(b"a@example.jp,K1,100\n" * 2, Recipe(encoding)).encoding == encoding
