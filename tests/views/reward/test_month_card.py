"""The month's figures beside the people of a file, at the real portal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from netmile_desktop.domain.calendar import months_later, system_clock
from netmile_desktop.portal.rewards.fees import FeeFreezing
from netmile_desktop.portal.server import EmbeddedPortal
from netmile_desktop.tasks.runner import TaskRunner
from netmile_desktop.views.common.screen import Screen
from netmile_desktop.views.common.toolbox import Toolbox
from netmile_desktop.views.look import formats
from netmile_desktop.views.reward.month_card import MonthCard
from netmile_desktop.workspace.desk import Desk
from netmile_desktop.workspace.rewards.months import PricedApprovals
from tests.support.window import settle, texts

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def month(desk: Desk) -> date:
    """The first day of the month before the running one."""
    return months_later(desk.today(), -1).replace(day=1)


@pytest.fixture
def card(
    sandbox_portal: EmbeddedPortal, desk: Desk, toolbox: Toolbox, month: date, tasks: TaskRunner, shown: Show
) -> MonthCard:
    FeeFreezing(sandbox_portal.database, system_clock).catch_up()
    screen = Screen(toolbox)
    screen.resize(400, 400)
    card = MonthCard(screen, desk, screen)
    shown(screen)
    assert not card.isVisible(), "nothing is known yet"
    card.show_month(month)
    settle(tasks, lambda: card.outcome is not None)
    return card


def test_steps_fee_and_what_refusals_mean(card: MonthCard, month: date) -> None:
    outcome = card.outcome
    assert outcome is not None
    assert card.isVisible()
    assert card.title.text() == f"Outcome of {month:%Y/%m}"
    assert [step.name.text() for step in card.steps] == ["Shown", "Started", "Completed", "Approved"]
    assert [step.figure.text() for step in card.steps] == [f"{figure:,}" for figure in outcome.steps()]
    assert [step.share.text() for step in card.steps] == ["", *(f"{share} %" for share in outcome.shares())]
    assert card.steps[3].accessibleName().endswith(f"{outcome.shares()[2]} % of the step before")
    parts = " + ".join(f"{each.approved:,} × ¥{each.unit_price}" for each in outcome.prices)
    assert card.formula.text().replace("\u00a0", " ") == f"Approved {parts} · listing ¥0"
    assert card.yen.text() == formats.yen(outcome.yen)
    assert "Refused members cost nothing" in texts(card)
    assert "final" in card.note.text()
    assert card.steps[0]._part == 1.0


def test_one_price_none_and_what_is_not_known(card: MonthCard) -> None:
    outcome = card.outcome
    assert outcome is not None
    one = replace(outcome, approved=3_402, prices=(PricedApprovals(600, 3_402),), yen=2_041_200, is_final=False)
    card.show_outcome(one)
    assert card.formula.text().replace("\u00a0", " ") == "Approved 3,402 × ¥600 · listing ¥0"
    assert card.yen.text() == "¥2,041,200"
    assert "final" not in card.note.text()
    card.show_outcome(replace(outcome, shown=None, started=None, completed=4, approved=0, prices=(), yen=0))
    assert [step.figure.text() for step in card.steps] == ["–", "–", "4", "0"]
    assert [step.share.text() for step in card.steps] == ["", "", "", "0 %"]
    assert [step._part for step in card.steps] == [0.0, 0.0, 1.0, 0.0]
    assert card.formula.text() == "Approved 0 · listing ¥0"
    card.show_outcome(None)
    assert not card.isVisible()


def test_figures_of_another_month_do_not_stay(card: MonthCard, month: date, desk: Desk, tasks: TaskRunner) -> None:
    desk.client.is_offline = True
    card.show_month(month)
    settle(tasks)
    assert card.isVisible(), "these are the figures of that month"
    card.show_month(months_later(month, -1))
    settle(tasks, lambda: card.outcome is None)
    assert not card.isVisible()


def test_the_link_asks_for_the_reports(card: MonthCard) -> None:
    asked: list[bool] = []
    card.report_asked.connect(lambda: asked.append(True))
    card.report_link.click()
    assert asked == [True]
