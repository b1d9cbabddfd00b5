"""Checks the requirements for commands; each check returns its problems as sentences."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from empact.errors import PASSING, EmpactError, cause_of
from empact.hooks import Command, printable
from empact.hooks.lazy import imported
from empact.model import Plan, Prose
from empact.testing.guard import Use, guarded
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, Sample
from empact.testing.surroundings import kept

_SIGN = "zzactivity"
"""A word that no plan has: where it is printed, a text of the plan is."""
_COMMAND = "\x07\u202e"
_NOWHERE = "a plan that does not exist"
_CODES = (0, 1, 2)
"""Done, done with findings, and impossible."""


@attrs.frozen(eq=False)
class _Call:
    """One call of a command: what it printed, how it ended, and what it used and changed."""

    what: str
    output: str
    errors: str
    code: int
    crash: BaseException | None
    changes: tuple[str, ...]
    uses: tuple[Use, ...]


@functools.lru_cache(maxsize=4)
def _calls(tested: Tested[Command]) -> tuple[_Call, ...]:
    """Call the command once for each plan, as a file, and for a file that does not exist."""
    command: click.Command = imported(tested.descriptor.command)
    if isinstance(command, click.Group):
        return ()  # the words that follow it are not known
    with tempfile.TemporaryDirectory() as folder:
        calls: list[_Call] = []
        for number, sample in enumerate(_plans(tested.samples)):
            path = Path(folder) / f"{_FILE}{number}.json"
            path.write_bytes(tested.session.export(sample.plan, to="json"))
            calls.append(_call(tested, command, sample.what, path))
        calls.append(_call(tested, command, _NOWHERE, Path(folder) / "nowhere.json"))
    return tuple(calls)


def _plans(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Return the plans that are not generated, each marked, with a word in it by which its texts are found."""
    for sample in samples:
        if not sample.drawn and printable(sample.plan.id) == sample.plan.id:
            yield attrs.evolve(sample, plan=_signed(sample.plan))


def _signed(plan: Plan) -> Plan:
    text = Prose(text=f"{_SIGN} {_COMMAND}")
    actions = tuple(attrs.evolve(action, activity=text) for action in plan.actions)
    return attrs.evolve(plan, actions=actions, marking=MARKING, marking_today=None)


def _call(tested: Tested[Command], command: click.Command, what: str, path: Path) -> _Call:
    output, errors = io.StringIO(), io.StringIO()
    crash: BaseException | None = None
    code = 0
    package = tested.descriptor.command.partition(":")[0].partition(".")[0]
    with kept() as changes, contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), guarded() as uses:
        try:
            ended = command.main(
                list(_words(command, path)), prog_name=tested.descriptor.name, standalone_mode=False, obj=tested.session
            )
            code = ended if isinstance(ended, int) else 0
        except (EmpactError, click.ClickException, OSError):
            code = 2
        except click.exceptions.Exit as end:
            code = end.exit_code
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except PASSING:
            raise
        except BaseException as stop:  # noqa: BLE001 - a command may raise anything
            crash = stop
    own = tuple(use for use in uses if use.module.partition(".")[0] == package)
    return _Call(what, output.getvalue(), errors.getvalue(), code, crash, tuple(changes), own)


def _words(command: click.Command, path: Path) -> Iterator[str]:
    """Return the words of a call: the file for each argument, and an example for each option that is required."""
    for parameter in command.params:
        if parameter.required and isinstance(parameter, click.Option):
            yield parameter.opts[0]
        if parameter.required:
            yield _example(parameter.type, path if isinstance(parameter, click.Argument) else None)


def _example(type_: Any, path: Path | None) -> str:
    choices: Any = getattr(type_, "choices", ())
    if isinstance(type_, click.Choice):
        return str(choices[0])
    if isinstance(type_, click.DateTime):
        return dt.date(2012, 6, 30).isoformat()
    if path is not None:
        return str(path)
    return "1" if type_.name in {"integer", "float"} else "HU"


_FILE = "plan-for-the-kit-"
_NAME = re.compile(rf"[^\s\"']*{_FILE}\d+\.json")
"""The path of a plan, which is another one in each process."""


def answers(tested: Tested[Command]) -> dict[str, object]:
    """Return what it prints, for the comparison with another process."""
    return {call.what: _NAME.sub("plan.json", call.output) for call in _calls(tested) if call.what != _NOWHERE}


@law
def it_has_help(tested: Tested[Command]) -> Iterator[tuple[str, str]]:
    """It has a docstring, which ``empact NAME --help`` prints."""
    command: click.Command = imported(tested.descriptor.command)
    if not (command.help or "").strip():
        yield f"The command {tested.descriptor.name!r} has no help: write a docstring", "--help"


@law
def it_ends_with_any_plan(tested: Tested[Command]) -> Iterator[tuple[str, str]]:
    """It raises no exception but those of empact and click, and its exit code is 0, 1 or 2."""
    name = tested.descriptor.name
    for call in _calls(tested):
        if call.crash is not None:
            yield f"The command {name!r} stops with {cause_of(call.crash)}", call.what
        elif call.code not in _CODES:
            yield f"The command {name!r} ends with the exit code {call.code}; use 0, 1 (findings) or 2", call.what
    is_read = any(_SIGN in call.output for call in _calls(tested))
    if is_read and any(call.what == _NOWHERE and call.crash is None and call.code == 0 for call in _calls(tested)):
        yield f"The command {name!r} ends with the exit code 0; do not catch the exceptions of empact", _NOWHERE


@law
def it_prints_the_marking(tested: Tested[Command]) -> Iterator[tuple[str, str]]:
    """What it prints of a plan is on the standard output, with the marking, and without control characters."""
    name = tested.descriptor.name
    for call in _calls(tested):
        if _SIGN in call.errors:
            yield f"The command {name!r} prints a text of the plan to the standard error: use the output", call.what
        if _SIGN in call.output and MARKING not in call.output:
            yield f"The command {name!r} omits the marking of the plan", call.what
        if printable(call.output) != call.output:
            yield f"The command {name!r} does not escape control characters: use printable", call.what


@law
def it_changes_nothing_else(tested: Tested[Command]) -> Iterator[tuple[str, str]]:
    """It changes nothing that all code shares, and writes no file unless it is asked to."""
    name = tested.descriptor.name
    for call in _calls(tested):
        yield from ((f"The command {name!r} {change}", call.what) for change in call.changes)
        for use in call.uses:
            if use.is_change:
                yield f"The command {name!r} changes {use.what} without being asked to ({use.call})", call.what


LAWS: Sequence[Law[Command]] = (
    its_name_is_lower_case,
    its_code_can_be_called,
    it_has_help,
    it_changes_nothing_else,
    it_ends_with_any_plan,
    it_prints_the_marking,
)
"""The laws of commands, in the order in which their problems are reported."""
