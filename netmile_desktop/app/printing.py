"""PDF files without a window: Qt draws them off the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from netmile_desktop.domain.language import Language
from netmile_desktop.views.reports.report_pdf import report_pdf

if TYPE_CHECKING:
    from netmile_desktop.workspace.reports.reporting import Figures


def draw_pdf(figures: Figures, language: Language) -> bytes:
    """A report as PDF; starts Qt, without any display, where it does not run yet."""
    app = QGuiApplication.instance() or QGuiApplication(["netmile-desktop", "-platform", "offscreen"])
    content = report_pdf(figures, language)
    del app
    return content
