"""The ways that the list of problems offers, found as people find them: by their code and words."""

from __future__ import annotations

from netmile_desktop.views.batch.correcting.problem_panel import ProblemPanel
from netmile_desktop.views.common.buttons import LinkButton


def problem_link(problems: ProblemPanel, code: str, words: str) -> LinkButton:
    """Return the link below a code; of a list that was built anew the newest one."""
    links = problems.findChildren(LinkButton)
    return [each for each in links if each.accessibleName().startswith(f"{code} {words}")][-1]
