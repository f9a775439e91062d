"""Completion in each shell: scripts that know everything beforehand and start no program."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence

from netmile_desktop.cli.shell.outline import Argument, CommandOutline
from netmile_desktop.command_names import FORMER_NAMES, HELP, WINDOW_OPTIONS
from netmile_desktop.domain.language import Language

Outline = Sequence[CommandOutline]

_BASH = """\
# Completion of netmile-desktop in bash. To have it in every shell:
#   netmile-desktop completion bash > ~/.local/share/bash-completion/completions/netmile-desktop
_netmile_desktop() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} options= values=
  COMPREPLY=()
  if [[ $current == "=" ]]; then
    current=
  elif [[ $previous == "=" ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=( $(compgen -W "@FIRST@" -- "$current") )
    return
  fi
  case "$command" in
@OPTIONS@
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=( $(compgen -W "$options" -- "$current") )
    return
  fi
  case "$command $previous" in
@VALUES@
    *)
      case "$command" in
@PLACES@
      esac
  esac
  # Without any answer names of files are completed, which is only right where a file is wanted.
  if [[ $values != FILE ]]; then
    compopt +o default +o bashdefault 2>/dev/null
    COMPREPLY=( $(compgen -W "$values" -- "$current") )
  fi
}
complete -o bashdefault -o default -F _netmile_desktop netmile-desktop
"""

_ZSH = """\
#compdef netmile-desktop
# Completion of netmile-desktop in zsh. Save it as _netmile-desktop in a folder of $fpath.
_netmile_desktop() {
  local -a choices
  local command=$words[2] previous=$words[CURRENT-1]
  if (( CURRENT == 2 )); then
    choices=(@FIRST@)
    _describe -t commands command choices
    _files
    return
  fi
  if [[ $PREFIX == -* ]]; then
    case "$command" in
@OPTIONS@
    esac
    _describe -o -t options option choices
    return
  fi
  case "$command $previous" in
@VALUES@
    (*)
      case "$command" in
@PLACES@
      esac
  esac
}
if [[ $funcstack[1] == _netmile_desktop ]]; then
  _netmile_desktop "$@"
else
  compdef _netmile_desktop netmile-desktop
fi
"""

_FISH = """\
# Completion of netmile-desktop in fish. Save it as ~/.config/fish/completions/netmile-desktop.fish
function __netmile_desktop_is
  set -l words (commandline -opc)
  test (count $words) -gt 1; and contains -- $words[2] $argv
end
function __netmile_desktop_first
  test (count (commandline -opc)) -eq 1
end
@LINES@
"""

_POWERSHELL = """\
# Completion of netmile-desktop in PowerShell. To have it in every session, add to $PROFILE:
#   netmile-desktop completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName netmile-desktop, netmile-desktop.exe -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  # This file is ASCII, whatever the console makes of other characters.
  $told = { param($coded) [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($coded)) }
  $first = [ordered]@{
@FIRST@
  }
  $options = @{
@OPTIONS@
  }
  $values = @{
@VALUES@
  }
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object { $_.ToString() })
  $command = if ($words.Count -gt 1) { $words[1] } else { '' }
  $offered = [ordered]@{}
  if ($words.Count -le 1) {
    $offered = $first
  } elseif ($wordToComplete -like '-*') {
    if ($options.ContainsKey($command)) { $offered = $options[$command] }
  } else {
    foreach ($key in @("$command $($words[-1])", $command)) {
      if ($values.ContainsKey($key)) {
        foreach ($value in $values[$key]) { $offered[$value] = '' }
        break
      }
    }
  }
  foreach ($entry in $offered.GetEnumerator()) {
    if ($entry.Key.StartsWith($wordToComplete)) {
      $tip = if ($entry.Value) { & $told $entry.Value } else { $entry.Key }
      [Management.Automation.CompletionResult]::new($entry.Key, $entry.Key, 'ParameterValue', $tip)
    }
  }
}
"""


def bash(commands: Outline, language: Language) -> str:
    """Names only: bash shows no explanations."""
    return _filled(
        _BASH,
        FIRST=" ".join(_first(commands, language)),
        OPTIONS=_lines(f"    {_names(each)}) options='{' '.join(_options(each))}' ;;" for each in commands),
        VALUES=_lines(
            f"    {pattern}) values='{_wanted(argument)}' ;;"
            for each in commands
            for pattern, argument in _with_values(each, "'{}'", "|")
        ),
        PLACES=_lines(
            [
                *(f"        {_names(each)}) values='{_wanted(_at_the_place(each))}' ;;" for each in commands),
                f"        {HELP}) values='{' '.join(each.name for each in commands)}' ;;",
            ]
        ),
    )


def zsh(commands: Outline, language: Language) -> str:
    """Names with explanations."""

    def described(names: Mapping[str, str]) -> str:
        return " ".join(_quoted(f"{name}:{told}") for name, told in names.items())

    def offered(argument: Argument | None) -> str:
        wanted = _wanted(argument)
        return "_files" if wanted == "FILE" else f"compadd -- {wanted}" if wanted else "_message value"

    return _filled(
        _ZSH,
        FIRST=described(_first(commands, language)),
        OPTIONS=_lines(f"      ({_names(each)}) choices=({described(_options(each))}) ;;" for each in commands),
        VALUES=_lines(
            f"    ({pattern}) {offered(argument)} ;;"
            for each in commands
            for pattern, argument in _with_values(each, "'{}'", "|")
        ),
        PLACES=_lines(
            [
                *(f"        ({_names(each)}) {offered(_at_the_place(each))} ;;" for each in commands),
                f"        ({HELP}) compadd -- {' '.join(each.name for each in commands)} ;;",
            ]
        ),
    )


def fish(commands: Outline, language: Language) -> str:
    """A line for each command, option and value."""
    return _filled(_FISH, LINES=_lines(_of_fish(commands, language)))


def _of_fish(commands: Outline, language: Language) -> Iterator[str]:
    begin = "complete -c netmile-desktop"
    for name, told in _first(commands, language).items():
        if name.startswith("--"):
            yield f"{begin} -n __netmile_desktop_first -l {name[2:]} -d {_in_fish(told)}"
        else:
            yield f"{begin} -n __netmile_desktop_first -a {name} -d {_in_fish(told)}"
    yield f"{begin} -n '__netmile_desktop_is {HELP}' -f -a '{' '.join(each.name for each in commands)}'"
    for each in commands:
        here = f"{begin} -n '__netmile_desktop_is {' '.join(_all_names(each))}'"
        wanted = _wanted(_at_the_place(each))
        if wanted != "FILE":
            yield f"{here} -f" + (f" -a '{wanted}'" if wanted else "")
        for option in each.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = "" if not option.metavar else " -r -F" if option.is_file else " -x"
            values = f" -a '{' '.join(option.values)}'" if option.values else ""
            yield f"{here} {names}{value}{values} -d {_in_fish(option.told)}"


def powershell(commands: Outline, language: Language) -> str:
    """Names with explanations; files are completed by the shell itself where nothing else is known."""

    def table(names: Mapping[str, str]) -> str:
        coded = ((name, base64.b64encode(told.encode()).decode()) for name, told in names.items())
        return "; ".join(f"'{name}' = '{told}'" for name, told in coded)

    def words(values: Sequence[str]) -> str:
        return ", ".join(f"'{value}'" for value in values)

    return _filled(
        _POWERSHELL,
        FIRST=_lines(f"    {table({name: told})}" for name, told in _first(commands, language).items()),
        OPTIONS=_lines(
            f"    '{name}' = [ordered]@{{ {table(_options(each))} }}" for each in commands for name in _all_names(each)
        ),
        VALUES=_lines(
            [
                *(
                    f"    '{key}' = @({words(argument.values)})"
                    for each in commands
                    for argument in each.options
                    if argument.values
                    for name in _all_names(each)
                    for key in (f"{name} {option}" for option in argument.names)
                ),
                *(
                    f"    '{each.name}' = @({words(place.values)})"
                    for each in commands
                    if (place := _at_the_place(each)) is not None and place.values
                ),
                f"    '{HELP}' = @({words([each.name for each in commands])})",
            ]
        ),
    )


SCRIPTS: Mapping[str, Callable[[Outline, Language], str]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}
"""What makes the script of each shell."""


def _first(commands: Outline, language: Language) -> dict[str, str]:
    """What can be the first word besides a file."""
    told = {each.name: each.summary for each in commands}
    window = {name: words.in_(language) for name, words in WINDOW_OPTIONS.items()}
    return {**told, HELP: "", **window, "--help": ""}


def _all_names(command: CommandOutline) -> list[str]:
    return [command.name, *(former for former, present in FORMER_NAMES.items() if present == command.name)]


def _names(command: CommandOutline) -> str:
    return "|".join(_all_names(command))


def _options(command: CommandOutline) -> dict[str, str]:
    return {name: option.told for option in command.options for name in option.names}


def _with_values(command: CommandOutline, form: str, between: str) -> Iterator[tuple[str, Argument]]:
    """Each option that takes a value, with the patterns of `command option` that lead to it."""
    for option in command.options:
        if option.metavar:
            pairs = (f"{name} {each}" for name in _all_names(command) for each in option.names)
            yield between.join(map(form.format, pairs)), option


def _at_the_place(command: CommandOutline) -> Argument | None:
    """What stands by its place; no command has more than one such word."""
    return next(iter(command.by_place), None)


def _wanted(argument: Argument | None) -> str:
    """The values that can be offered; `FILE` for names of files, empty if nothing is known."""
    if argument is None:
        return ""
    return "FILE" if argument.is_file else " ".join(argument.values)


def _quoted(text: str) -> str:
    """A word of a shell. Colons of an explanation need no escape: only the first one parts it from the name."""
    return "'" + text.replace("'", "'\\''") + "'"


def _in_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _lines(lines: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(lines)


def _filled(text: str, **gaps: str) -> str:
    for name, content in gaps.items():
        text = text.replace(f"@{name}@", content)
    return text
