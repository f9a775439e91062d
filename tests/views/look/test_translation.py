from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from netmile_desktop.domain.language import Language
from netmile_desktop.paths import resources
from netmile_desktop.views.look.translation import Translations
from netmile_desktop.views.tabs import FIXED_TABS
from tests.support.documents import CHECKOUT

TOOL = CHECKOUT / "packaging" / "development" / "translations.py"


@pytest.fixture
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_japanese_comes_and_goes(qapp: QApplication) -> None:
    translations = Translations(qapp)
    translations.use(Language.JAPANESE)
    try:
        titles = {tab.key: tab.title for tab in FIXED_TABS}
        words = {"home": "ホーム", "search": "キャンペーン検索・一覧", "batch": "発行バッチ", "status": "発行状況"}
        assert titles | words == titles
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "キャンセル", "Qt's own words too"
    finally:
        translations.use(Language.ENGLISH)
    assert FIXED_TABS[0].title == "Home"


PORTAL_TERMS = {
    "Tabs": "ホーム 新規キャンペーン申請 キャンペーン検索・一覧 サイト管理",
    "SignInForm": "ログイン",
    "TopBar": "ログアウト(&O)",
    "Commands": "スターターキット",
    "SearchView": "キャンペーン情報検索 キャンペーン申請状態検索",
    "SearchForm": "キャンペーンID キャンペーン名 キャンペーン状態 キャンペーン期間 マイル発行期間",
    "FoundCampaigns": "キャンペーンID キャンペーン名 キャンペーン状態 キャンペーン期間 マイル発行期間 マイル発行数 登録検索",
    "FoundApplications": "キャンペーンID キャンペーン名 申請種別 申請状態",
    "ApplicationConditions": "申請中のもの 期間が終了したもの 承認されなかったもの 申請種別 申請状態",
    "SearchConditions": "表示する",
    "RunningCard": "実施中のキャンペーン一覧",
    "RunningCampaigns": "キャンペーンID キャンペーン名 キャンペーン期間 マイル発行期間 マイル発行数",
    "SiteView": "サイトレポート 利用状況 パスワード変更 登録情報確認/変更",
    "DetailsReadPage": "変更する",
    "PasswordView": "現在のパスワード 新しいパスワード パスワードを変更する",
    "CampaignView": "キャンペーン変更申請 キャンペーンレポート 再利用申請 マイル発行/会員登録 マイル発行履歴/取消 登録検索",
    "RegistrationTable": "発行登録ID 発行種別 処理受付日時 処理完了日時 処理レコード数 エラーレコード数 処理状態 削除済",
    "RegistrationDetailPage": "CSV発行履歴詳細 登録完了リストをCSVでダウンロードする エラーリストをCSVでダウンロードする "
    "リストを削除する",
    "CampaignDetailPage": "キャンペーン説明文 マイル発行制限 マイル発行方式 リンク先URL ネットマイルへの掲載設定 掲載文言",
    "IssuancePage": "1件ずつマイルを発行する場合(PCのみ) まとめてマイルを発行する場合(PCのみ) "
    "携帯電話メールアドレスでマイルを発行する場合(携帯電話メールアドレスのみ) CSVアップロードでまとめて登録",
    "SingleForm": "すぐに振込む マイル発行から 日後に振込む メールサンプル表示",
    "SingleFormPage": "確認する",
    "SingleResult": "発行登録ID",
    "ModeChoice": "マイル発行方法",
    "CorrectionPage": "確認する",
    "SettingsForm": "登録ファイル マイル発行方法 マイル振込設定 すぐに振込む 会員登録 パスワード自動生成 しない 振込完了メール "
    "マイル振込メール差込文 メールサンプル表示",
}
"""What the portal calls its menus, tabs, buttons and columns, by the place where it is said."""


@pytest.mark.parametrize("context", PORTAL_TERMS)
def test_the_portals_own_terms_stand_as_it_spells_them(tool: ModuleType, context: str) -> None:
    said = {
        translation
        for ts in (resources() / "i18n").glob("*_ja.ts")
        for place, _, translation in tool.messages(ts)
        if place == context
    }
    assert set(PORTAL_TERMS[context].split()) <= said


def test_the_fields_of_a_single_issue_are_numbered_as_at_the_portal(tool: ModuleType) -> None:
    said = {words for _, _, words in tool.messages(resources() / "i18n" / "campaign_ja.ts")}
    fields = (
        "メールアドレス",
        "指定キー",
        "マイル発行数",
        "マイル振込設定",
        "振込完了メール",
        "マイル振込メール差込文",
    )
    assert {f"{number} {field}" for number, field in zip("①②③④⑤⑥", fields, strict=True)} <= said


def test_every_word_is_translated_and_compiled() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_sees_a_word_that_is_missing(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "view.py"
    source.write_text('class V(QWidget):\n    def f(self):\n        self.tr("Brand new {}")\n', encoding="utf-8")
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    ts = tmp_path / "frame_ja.ts"
    tool.update(ts, [source])
    assert tool.unfinished(ts) == ["frame_ja.ts: V: not translated: Brand new {}"]
    ts.write_text(
        ts.read_text(encoding="utf-8").replace(
            '<translation type="unfinished"></translation>', "<translation>新しい</translation>"
        ),
        encoding="utf-8",
    )
    assert tool.unfinished(ts) == ["frame_ja.ts: V: gaps differ: Brand new {}"]


def test_mnemonics_survive_the_translation(tool: ModuleType) -> None:
    lost = [
        (context, source)
        for ts in (resources() / "i18n").glob("*_ja.ts")
        for context, source, translation in tool.messages(ts)
        if source.startswith("&") and "&" not in translation and source != "&Show"
    ]
    assert not lost
