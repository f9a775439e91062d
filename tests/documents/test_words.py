"""One word for one thing in each language: what was decided against does not come back."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JAPANESE_LETTER = re.compile("[ぁ-んァ-ヶ一-龠]")

JAPANESE: dict[str, str] = {
    r"この ?PC|この端末|このコンピュータ": "このパソコン",
    r"一覧へ戻": "一覧に戻",
    r"応答しません": "接続できません",
    r"振込み": "振込、動詞は振り込む",
    r"直しました": "修正しました",
    r"付与し直": "再発行",
    r"弊社": "ネットマイル",
    r"発行方式：定額|固定発行": "定額発行",
    r"変動発行": "従量発行",
    r"ログオフ|サインアウト": "ログアウト",
    r"スタートキット|スターター・キット": "スターターキット",
    r"下さい": "ください",
    r"出来る|出来ま": "できる",
    r"又は|及び": "または、および",
    r"サーバ(?![ーに])": "サーバー",
    r"ユーザ(?!ー)": "ユーザー",
    r"フォルダー(?!の)ー": "フォルダー",
    r"(?<=[ぁ-んァ-ヶ一-龠）」])： ": "： のあとに空白を入れない",
    r"(?<=[ぁ-んァ-ヶ一-龠）」]): \{": "：{",
    r"！": "感嘆符は使わない",
}
"""Patterns, and what is written instead."""

ENGLISH: dict[str, str] = {
    r"\bTake out\b": "Export",
    r"\bTake in\b": "Import",
    r"[Ww]hat lies behind": "Show entries",
    r"\bAll of miles\b": "All miles figures",
    r"\b[Tt]ell campaigns apart\b": "Split by campaign",
    r"\bOn their way\b": "In progress",
    r"\bMade: ": "Created:",
    r"\bRefused rows\b": "Rejected rows",
    r"\b[Pp]resent password\b": "current password",
    r"\bheading for\b": "Expected",
    r"\basked anew\b|\bbuilt anew\b": "cached, rebuilt",
    r"\bwere through\b|\bnot through\b": "completed, done",
    r"\bthe like of\b": "an earlier one",
    r"\bby itself\b": "automatically",
    r"\bFind it out\b|\bFind out where\b": "Detect",
    r"\bLift the\b": "Remove the",
    r"\b[Ff]oreseen\b|\bforesaw\b": "predicted",
    r"\bPut these right\b": "Please correct",
    r"\bDrop (my|the) change": "Discard",
    r"\blies? here for long\b": "has been here for a long time",
    r"\bUsual widths\b": "Reset all column widths",
    r"\b(Log|Sign)[- ]off\b": "Log out",
    r"!$": "no exclamation marks",
}


def words_of_the_window() -> Iterator[tuple[str, str, str]]:
    """Where it stands, English source and Japanese translation, of everything that the window says."""
    for path in sorted((ROOT / "resources" / "i18n").glob("*_ja.ts")):
        for message in ElementTree.parse(path).getroot().iter("message"):
            yield path.name, message.findtext("source") or "", message.findtext("translation") or ""


def words_of_the_domain() -> Iterator[tuple[str, str, str]]:
    """The same of every `Bilingual` text; what a terminal says keeps to the signs of terminals."""
    package = ROOT / "netmile_desktop"
    for path in sorted(
        path for folder in ("domain", "views", "workspace") for path in (package / folder).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Bilingual"), args=[ast.Constant(str(japanese)), ast.Constant(str(english))]
                ):
                    yield f"{path.name}:{node.lineno}", english, japanese


def words_of_the_help(language: str) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "resources" / "help" / language).glob("*.md")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


def variants(said: Iterator[tuple[str, str]], forbidden: dict[str, str]) -> list[str]:
    return [
        f"{where}: “{words}”; rather {better}"
        for where, words in said
        for pattern, better in forbidden.items()
        if re.search(pattern, words)
    ]


def test_one_japanese_word_for_one_thing() -> None:
    said = [*words_of_the_window(), *words_of_the_domain()]
    assert len(said) > 2000
    assert not variants(((where, japanese) for where, _, japanese in said), JAPANESE)
    assert not variants(words_of_the_help("ja"), JAPANESE)


def test_one_english_word_for_one_thing() -> None:
    said = [*words_of_the_window(), *words_of_the_domain()]
    assert not variants(((where, english) for where, english, _ in said), ENGLISH)
    assert not variants(words_of_the_help("en"), ENGLISH)


def test_english_is_english() -> None:
    said = [*words_of_the_window(), *words_of_the_domain()]
    kept = re.compile("^[^ぁ-んァ-ヶ]*$")  # names of columns in files, such as 行番号, are quoted
    assert not [(where, english) for where, english, _ in said if not kept.search(english)]


@pytest.mark.parametrize("words", ["この PC に保存", "一覧へ戻る", "弊社の審査", "名前: {}"])
def test_the_patterns_find_what_they_are_for(words: str) -> None:
    assert variants(iter([("here", words)]), JAPANESE)
