"""The window's words in the language in force; sources are English, Japanese comes from a compiled catalogue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from netmile_desktop.domain.language import Language
from netmile_desktop.paths import resources


class Translations:
    """Installs and takes away the translators of a language."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: Language) -> None:
        """Speak a language from now on; widgets built before keep their words."""
        self.take_away()
        locale = QLocale(QLocale.Language.Japanese if language is Language.JAPANESE else QLocale.Language.English)
        QLocale.setDefault(locale)
        if language is Language.JAPANESE:
            self._install("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install("netmile_ja", str(resources() / "i18n"))

    def take_away(self) -> None:
        """Leave the application as it was found."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
