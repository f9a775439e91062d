"""What the two documents answer stands in the help, in our own words and with the way to its screen."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

import netmile_desktop
from netmile_desktop.domain.language import Language
from netmile_desktop.paths import resources
from netmile_desktop.views.help.tables import fill_in
from netmile_desktop.views.help.topics import ORDER, topics
from netmile_desktop.views.messages import Texts
from tests.views.help.guide_prints import copied, known_prints, prints_of

ANSWERS = {
    803: ("issuance", "仮登録", "provisional"),
    804: ("apply", "マイル数を変え", "number of miles be changed"),
    805: ("apply", "発行期間が終わって", "issuance period is over"),
    806: ("history", "いつまで取り消せ", "Until when"),
    807: ("inquiry", "問い合わせ", "asks about miles"),
    808: ("history", "いつから履歴", "appear in the history"),
    809: ("cancelling", "取消理由", "reason of a cancellation"),
    810: ("report", "テスト会員", "test members"),
    811: ("apply", "振込までの日数", "days until the transfer"),
    812: ("sending", "一度に何件", "at a time"),
}
"""Line of a question in the guide: the topic of the screen it leads to, and words of our question."""
TOLD = {
    "guide L308": (
        "automatic",
        ("『導入ガイド』（14 ページから）", "独自に決めた"),
        ("introduction guide (導入ガイド, from page 14)", "implied"),
    ),
    "reward guide L24": ("reward", ("決済サービスを使うすべての店",), ("all shops that use the payment service",)),
    "reward guide L32": ("reward", ("決済サービスは、会員がためたマイルで",), ("The payment service is", "with miles")),
    "reward guide L37": (
        "reward",
        ("無料でもらえる", "会員がお金を払う必要はありません"),
        ("get miles for nothing", "takes no money"),
    ),
    "reward guide L43": ("reward", ("そのまま支払いに使えます",), ("can be spent on that payment at once",)),
    "reward guide L49": ("reward", ("足りている会員には出ません",), ("Members who have enough see none",)),
    "reward guide L53": ("reward", ("代金を支払おうとしている会員",), ("members who pay",)),
    "reward guide L54": ("reward", ("すべての店の支払い画面に、種類を問わず",), ("all shops", "whatever they sell")),
}
"""Line of a statement in the guide, or in the document about NetMile Reward: where the help says it, and its words."""
BY_HAND = "12006 19013 19014 19015 41023 41053 42030 44019 44038 44039"
BY_ITSELF = "11007 11008 11022 12004 12005 12006 13005 13006 13011 20012 44038 44039 44040"
"""The lines of the guide's two tables of codes (guide L770-779, L784-796)."""
LABELS = (
    "登録完了リストをCSVでダウンロードする",
    "携帯電話メールアドレスでマイルを発行する場合(携帯電話メールアドレスのみ)",
    "キャンペーン検索・一覧",
)
"""Buttons and pages that clerks know by these names; a name is no sentence."""


def sections(text: str) -> list[tuple[str, str]]:
    """The headings of a topic, each with the text below it."""
    return [(heading, body) for heading, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.M)]


def topic(key: str, language: Language) -> str:
    """The text of a topic as it is read."""
    [found] = [each for each in topics(language) if each.key == key]
    return fill_in(found.text, Texts(language), None)


@pytest.mark.parametrize("language", list(Language))
def test_every_answer_of_the_guide_stands_in_its_order_with_its_screen(language: Language) -> None:
    given = sections(topic("faq", language))
    for (line, (screen, ja, en)), (question, answer) in zip(ANSWERS.items(), given, strict=False):
        assert (ja if language is Language.JAPANESE else en) in question, line
        assert f"](help:{screen})" in answer, question
    for question, answer in given:
        assert re.search(r"\]\(help:(?!codes)[a-z-]+\)", answer), f"{question}: no screen"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("line", TOLD)
def test_what_is_explained_nowhere_else_stands_in_the_help(language: Language, line: str) -> None:
    key, ja, en = TOLD[line]
    text = topic(key, language)
    for words in ja if language is Language.JAPANESE else en:
        assert words in text, line


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("at", "codes"), [(0, BY_HAND), (1, BY_ITSELF)])
def test_every_line_of_the_guides_codes_stands_with_its_screen(language: Language, at: int, codes: str) -> None:
    lines = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in sections(topic("codes", language))[at][1].splitlines()
        if line.startswith("| ") and line[2].isdigit()
    ]
    assert sorted(code for code, *_ in lines) == codes.split()
    for code, says, to_do, screen in lines:
        assert says, code
        assert to_do, code
        [key] = re.findall(r"\]\(help:([a-z-]+)\)", screen)
        assert key in ORDER, code


def texts() -> Iterator[tuple[Path, str]]:
    """All the program can say."""
    for path in Path(netmile_desktop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value
    for path in (resources() / "i18n").glob("*.ts"):
        for message in ElementTree.parse(path).getroot().iter("message"):
            yield path, message.findtext("translation") or ""
    for path in (resources() / "help").rglob("*.md"):
        yield path, path.read_text(encoding="utf-8")


def test_no_sentence_of_the_documents_is_copied() -> None:
    prints = known_prints()
    for path, text in texts():
        for label in LABELS:
            text = text.replace(label, "|")
        found = [window for part in text.split("|") for window in copied(part, prints)]
        assert not found, f"{path.name}: write it in our own words: {found}"


def test_a_copied_sentence_is_found_in_any_width() -> None:
    short = frozenset(prints_of("新しい合言葉がすぐに使われます。"))
    assert copied("ボタンを押すと、新しい合言葉がすぐに使われました。", short), "a short one, in another tense"
    assert not copied("新しい合言葉がすぐに使われるとは限りません。", short)
    prints = frozenset(prints_of("まえがき。ＡＢＣの書き方は、決まった形でなければ、受け付けられません。\nあとがき"))
    assert copied("たとえば ABC の書き方は 決まった形でなければ 受け付けられません から。", prints)
    assert not copied("ABC の書き方は、形が決まっています。違う形のものは受け付けません。", prints)
    assert len(known_prints()) > 1_000, "those of both documents"
