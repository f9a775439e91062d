"""What a checked result says, in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from netmile_desktop.domain.texts.rewards import fault_words
from netmile_desktop.domain.wire import RewardResultCheck
from netmile_desktop.views.messages import Texts

MOST_FAULTS = 8
"""Rows that are named one by one; the others are counted."""


def what_is_wrong(words: Texts, check: RewardResultCheck) -> str:
    """Why a result cannot be uploaded yet, and what to do."""
    translate = QCoreApplication.translate
    said = translate(
        "RewardResult", "{} of {} registrations have no usable answer. Put the file right and choose it again."
    )
    return "\n".join([said.format(len(check.unanswered), check.rows), *_rows(words, check)])


def what_it_does(words: Texts, check: RewardResultCheck) -> str:
    """What will be uploaded, and that this can be done once."""
    translate = QCoreApplication.translate
    counts = translate("RewardResult", "Approved: {} · Refused: {}").format(check.approved, check.refused)
    once = translate("RewardResult", "A file takes one result; it cannot be changed afterwards.")
    passed_over = translate("RewardResult", "These rows are passed over:")
    return "\n".join([counts, once, *([passed_over] if check.faults else []), *_rows(words, check)])


def _rows(words: Texts, check: RewardResultCheck) -> Iterator[str]:
    translate = QCoreApplication.translate
    for each in check.faults[:MOST_FAULTS]:
        said = translate("RewardResult", "Row {} ({}): {}")
        yield said.format(each.line, each.code or "–", words.say(fault_words(each.fault)))
    if len(check.faults) > MOST_FAULTS:
        yield translate("RewardResult", "Other rows: {}").format(len(check.faults) - MOST_FAULTS)
