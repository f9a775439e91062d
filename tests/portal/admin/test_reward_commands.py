"""What NetMile's staff do about NetMile Reward from a terminal."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from netmile_desktop.domain import operations
from netmile_desktop.portal.sandbox import PASSWORD
from tests.support.portals.hand_over import answer, fetch, files, register, result_of, set_hand_over
from tests.support.portals.portal import Desk, PortalOnLine, SetClock
from tests.support.portals.rewards import add_reward
from tests.support.programs.program import run


def told(portal: PortalOnLine, *words: str) -> dict[str, Any]:
    """The answer to a command that is carried out."""
    code, out, err = run("operator", "--url", portal.url, "reward", *words, NETMILE_PASSWORD=PASSWORD)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def refused(portal: PortalOnLine, *words: str) -> tuple[int, str]:
    """Exit code and first word of the reason of a command that is not."""
    code, out, err = run("operator", "--url", portal.url, "reward", *words, NETMILE_PASSWORD=PASSWORD)
    assert out == ""
    return code, err.split(":")[0]


def test_a_site_uses_rewards_once_they_say_so_and_keeps_its_term(portal: PortalOnLine, desk: Desk) -> None:
    assert not desk.call(operations.SESSION).site.uses_reward
    nothing = {"uses_reward": False, "since": None, "retention_days": 30, "closing": None, "closing_days": None}
    assert told(portal, "show", "minato") == {"site": "minato", **nothing}
    on = told(portal, "use", "minato", "on")
    assert (on["site"], on["uses_reward"], on["retention_days"]) == ("minato", True, 30)
    assert desk.call(operations.SESSION).site.uses_reward
    assert told(portal, "use", "minato", "on", "--retention", "90") == on | {"retention_days": 90}
    kept = {"uses_reward": True, "since": on["since"], "retention_days": 90}
    assert told(portal, "show", "minato").items() >= kept.items()
    off = {"site": "minato", "uses_reward": False, "since": None, "retention_days": 90, "unanswered": 0}
    assert told(portal, "use", "minato", "off") == off, "what a contract says of the term stays"
    assert desk.call(operations.REWARD_HAND_OVER).retention_days == 90
    assert not desk.call(operations.SESSION).site.uses_reward
    assert told(portal, "use", "minato", "off", "--retention", "usual") == off | {"retention_days": 30}
    assert refused(portal, "show", "nowhere") == (1, "P-NOTFOUND")
    assert refused(portal, "use", "nowhere", "on") == (1, "P-NOTFOUND")
    assert refused(portal, "use", "minato", "on", "--retention", "366") == (1, "P-INVALID")


def test_whoever_waits_is_answered_though_registrations_have_ended(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    add_reward(portal.database)
    set_hand_over(desk, every_hours=1)
    codes = register(portal, business_clock, 1, 2)
    assert told(portal, "use", "minato", "off")["unanswered"] == 2
    site = desk.call(operations.SESSION).site
    assert (site.uses_reward, site.answers_due) == (False, True)
    business_clock.advance(hours=1)
    portal.worker.run_until_idle()
    deadlines = desk.call(operations.HOME).rewards
    assert deadlines is not None
    assert deadlines.open_files == 1
    [file] = [each for each in files(desk) if each.rows]
    fetch(desk, file.file)
    answer(desk, file.file, result_of(codes))
    assert not desk.call(operations.SESSION).site.answers_due
    assert desk.call(operations.HOME).rewards is None


def test_the_closing_rule_of_a_contract_is_set_and_taken_away(portal: PortalOnLine, desk: Desk) -> None:
    assert told(portal, "closing", "minato", "refused", "21") == {"site": "minato", "result": "refused", "days": 21}
    rule = desk.call(operations.REWARD_HAND_OVER)
    assert (rule.closing, rule.closing_days) == ("refused", 21)
    shown = told(portal, "show", "minato")
    assert (shown["closing"], shown["closing_days"]) == ("refused", 21)
    assert told(portal, "closing", "minato", "off") == {"site": "minato", "result": None, "days": None}
    rule = desk.call(operations.REWARD_HAND_OVER)
    assert (rule.closing, rule.closing_days) == (None, None)
    assert refused(portal, "closing", "nowhere", "off") == (1, "P-NOTFOUND")
    assert refused(portal, "closing", "minato", "approved", "366") == (1, "P-INVALID")


def test_results_that_are_late_or_about_to_be_are_listed(
    portal: PortalOnLine, desk: Desk, business_clock: SetClock
) -> None:
    add_reward(portal.database)
    set_hand_over(desk, every_hours=1)
    codes = register(portal, business_clock, 1, 2)
    business_clock.advance(hours=1)
    portal.worker.run_until_idle()
    [file] = [each for each in files(desk) if each.rows]
    assert told(portal, "late")["items"] == [], "there is time"
    business_clock.now = file.answer_until - timedelta(minutes=30)
    [soon] = told(portal, "late")["items"]
    assert (soon["site"], soon["site_name"], soon["file"]) == ("minato", "みなと書店オンライン", file.file)
    assert (soon["rows"], soon["unanswered"], soon["alarm"], soon["downloaded_at"]) == (2, 2, "soon", None)
    business_clock.now = file.answer_until
    [late] = told(portal, "late", "--site", "minato")["items"]
    assert late == soon | {"alarm": "overdue"}
    assert told(portal, "late", "--site", "kaze")["items"] == []
    fetch(desk, file.file)
    answer(desk, file.file, result_of(codes))
    assert told(portal, "late")["items"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("use", "minato"), "on"),
        (("use", "minato", "perhaps"), "on"),
        (("use", "minato", "on", "--retention", "0"), "1 or more"),
        (("closing", "minato"), "RULE"),
        (("closing", "minato", "off", "21"), "21"),
        (("closing", "minato", "refused"), "DAYS"),
        (("closing", "minato", "refused", "soon"), "1 or more"),
    ],
)
def test_half_a_rule_is_told_before_anybody_is_asked(words: tuple[str, ...], said: str) -> None:
    code, out, err = run("operator", "--url", "http://127.0.0.1:1", "reward", *words, NETMILE_PASSWORD=PASSWORD)
    assert (code, out) == (2, "")
    assert said in err
