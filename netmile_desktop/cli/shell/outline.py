"""The commands and their options in outline, read from the very parser that takes them apart."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from netmile_desktop.cli.arguments import command_line
from netmile_desktop.command_parser import path
from netmile_desktop.domain.language import Language


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or a word that stands by its place."""

    names: tuple[str, ...]
    """`--lang`, `--language`; empty if it stands by its place."""
    metavar: str
    """What stands for its value; empty if it has none."""
    values: tuple[str, ...]
    """Values that are known beforehand."""
    is_file: bool
    """Whether its value is the name of a file or folder."""
    is_needed: bool
    told: str
    """What it is for, in one line."""


@dataclass(frozen=True, slots=True)
class CommandOutline:
    """A command."""

    name: str
    summary: str
    usage: str
    arguments: tuple[Argument, ...]
    """Words by their place first, in their order; then options."""

    @property
    def by_place(self) -> tuple[Argument, ...]:
        return tuple(each for each in self.arguments if not each.names)

    @property
    def options(self) -> tuple[Argument, ...]:
        return tuple(each for each in self.arguments if each.names)


def outlined(language: Language) -> tuple[CommandOutline, ...]:
    """Return all commands in the order of help."""
    parser = command_line(language)
    return tuple(
        CommandOutline(
            name,
            (command.description or "").replace("%%", "%"),
            " ".join(command.format_usage().partition(": ")[2].split()),
            tuple(sorted(map(in_outline, command.arguments()), key=lambda each: bool(each.names))),
        )
        for name, command in parser.commands().items()
    )


def in_outline(action: argparse.Action) -> Argument:
    """Return what can be said by one action of a parser."""
    has_value = action.nargs != 0
    choices: Sequence[str] = tuple(map(str, action.choices or ()))
    metavar = str(action.metavar or "|".join(choices) or action.dest.upper())
    # Some values are taken in other spellings, too, and are no choices of the library for that; they are in lower case.
    known = choices or tuple(part for part in metavar.split("|") if part.islower() and "|" in metavar)
    return Argument(
        tuple(action.option_strings),
        metavar if has_value else "",
        tuple(known) if has_value else (),
        action.type is path,
        action.required,
        (action.help or "").replace("%%", "%"),
    )
