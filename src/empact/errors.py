"""Exceptions, for wrong calls and failures outside empact. Problems of a plan are findings, never exceptions."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import ParamSpec, TypeVar

import attrs

from empact.diagnostics import Diagnostic, Diagnostics, did_you_mean

P = ParamSpec("P")
T = TypeVar("T")

_FEW = 8
_MOST = 300
"""The most characters of the message of a plugin's exception."""
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
_OURS = frozenset({"empact", "attr", "attrs", "cattr", "cattrs", "click", "pluggy", "yaml"})

NOT_QUOTED = "The file has a marking, or may have one, so it is not quoted here; 'empact validate' shows more."
"""The last line about a file that counts as marked, whose problems are named without its text.

It may have no marking: what cannot be read, and a record of a plan that is not known, count as marked too.
"""

PASSING = (KeyboardInterrupt, GeneratorExit)
"""The exceptions that pass through every call of a plugin; any other one is a fault of the plugin."""


class EmpactError(Exception):
    """The base class of the exceptions of empact."""


class PlanReadError(EmpactError):
    """A file could not be read; ``diagnostics`` has every problem in it, each with its place.

    If the file counts as marked (``is_marked``), ``str``, ``repr`` and a traceback name the problems and do not quote
    the file; ``diagnostics`` has the sentences in any case. That is a file that has a marking or may have one, or a
    record of a plan that has a marking or is not known.
    """

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic],
        is_marked: bool = False,  # noqa: FBT001, FBT002 - an exception is unpickled with positional arguments
    ) -> None:
        if isinstance(diagnostics, str):
            raise TypeError(f"PlanReadError takes findings, not {diagnostics!r}.")
        self.diagnostics: Diagnostics = (
            diagnostics if isinstance(diagnostics, Diagnostics) else Diagnostics(diagnostics)
        )
        self.is_marked: bool = is_marked
        super().__init__(str(self))  # and not the findings: ``repr`` and some loggers print the arguments

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.diagnostics, self.is_marked), self.__dict__

    def __str__(self) -> str:
        worst = self.diagnostics.worst
        findings = (finding for finding in self.diagnostics if finding.severity is worst)
        lines = [problem_line(finding, quoted=not self.is_marked) for finding in findings]
        return "\n".join([*lines, NOT_QUOTED] if self.is_marked else lines)


def problem_line(finding: Diagnostic, *, quoted: bool = True) -> str:
    """Format a finding as one line, even where the name of its file has line breaks.

    Without ``quoted``, the line has the name of the rule and no text of the file: the name of a sheet is one.
    """
    where = finding.place if quoted else attrs.evolve(finding.place, sheet=None)
    place = str(where).replace("\r", "\\r").replace("\n", "\\n")
    words = " ".join(filter(None, (finding.message, finding.hint))) if quoted else f"{finding.name}."
    return f"{place}: {finding.code} {words}"


class _UnknownError(EmpactError, LookupError):
    """A name that does not exist; the message suggests the closest known name.

    Args:
        what: The kind of thing, with a capital: "Action".
        name: The name that does not exist.
        known: The names that exist.
        listed: Whether the message lists all known names, and suggests none.
        hint: What the name means, as a sentence, where names are compared in another way than words and ids. Empty
            where that is not certain.
    """

    def __init__(
        self,
        what: str,
        name: str,
        known: Iterable[str],
        listed: bool = False,  # noqa: FBT001, FBT002 - an exception is unpickled with positional arguments
        hint: str | None = None,
    ) -> None:
        self.name: str = name
        super().__init__(what, name, tuple(known), listed, hint)  # as arguments, so that the exception can be pickled

    def __repr__(self) -> str:
        from empact.reprs import call_repr, format_whole  # few exceptions are shown so

        given = zip(("what", "name", "known", "listed", "hint"), self.args, strict=True)
        shown = [(name, *format_whole(value)) for name, value in given if value not in (False, None)]
        return call_repr(self, [f"{name}={text}" for name, text, _ in shown], whole=all(whole for *_, whole in shown))

    def __str__(self) -> str:
        what, name, known, listed, hint = self.args
        known = [word for word in known if isinstance(word, str)]
        if hint is None and not listed and isinstance(name, str) and (close := did_you_mean(name, known)) is not None:
            hint = f"Did you mean {close!r}?"
        if not hint and (listed or 0 < len(known) <= _FEW):
            hint = f"Known: {', '.join(sorted(set(known)))}."
        if hint is None and known and isinstance(name, str) and _is_number(name):
            before = f"{name.rpartition('.')[0]}."
            near = [word for word in known if word.startswith(before)]
            hint = f"Near it: {', '.join(near)}." if near else f"Known: {len(known)}, from {known[0]} to {known[-1]}."
        return f"{what} {name!r} does not exist.{f' {hint}' if hint else ''}"


def _is_number(name: str) -> bool:
    """Whether a name is a number with a point, as of an action: its neighbours help more than its spelling."""
    parts = name.split(".")
    return len(parts) > 1 and all(map(str.isdecimal, parts))


class UnknownIdError(_UnknownError):
    """A plan, goal, action or rule with this id does not exist."""


class UnknownFormatError(_UnknownError):
    """A reader, exporter or formatter with this name does not exist."""


class EntryError(EmpactError, ValueError):
    """A ledger entry does not fit its kind; ``parts`` has each wrong field, with a sentence."""

    def __init__(self, parts: Iterable[tuple[str, str]]) -> None:
        if isinstance(parts, str):
            raise TypeError(f"EntryError takes pairs of a field and a sentence, not {parts!r}.")
        self.parts: tuple[tuple[str, str], ...] = tuple((field, sentence) for field, sentence in parts)
        super().__init__(self.parts)

    def __str__(self) -> str:
        return " ".join(sentence for _, sentence in self.parts)


class ConfigError(EmpactError):
    """A configuration is not valid; ``problems`` has every problem, each with the file and, where known, the line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class ExportError(EmpactError):
    """An export was refused or could not be written."""


class ReleaseError(ExportError):
    """A release was refused: a marking is above its level.

    ``plans`` has the ids of the plans with this marking, or with records that have it, and the names of files that
    could not be read as plans.
    """

    def __init__(self, message: str, plans: Iterable[str] = ()) -> None:
        self.plans: tuple[str, ...] = tuple(plans)
        super().__init__(message, self.plans)  # as arguments, so that the exception can be pickled

    def __str__(self) -> str:
        return str(self.args[0])


class SealError(ExportError):
    """A paper cannot be written as it was sealed; ``records`` has the name of each record that is gone or changed."""

    def __init__(self, message: str, records: Iterable[str] = ()) -> None:
        self.records: tuple[str, ...] = tuple(records)
        super().__init__(message, self.records)  # as arguments, so that the exception can be pickled

    def __str__(self) -> str:
        return str(self.args[0])


class MarkingError(EmpactError):
    """An output was to be marked below its marking: a marking is raised, and never lowered."""


class PluginError(EmpactError):
    """A plugin failed, or returned something invalid."""


class ExecutorError(EmpactError):
    """A worker of an executor cannot check its plans, or stopped before it had."""


class MissingExtraError(EmpactError, ImportError):
    """A feature needs a library that is not installed; the message says what to install."""


def run_plugin(what: str, call: Callable[[], T], error: type[EmpactError], *, quoted: bool) -> T:
    """Call the code of a plugin, which may raise anything; ``quoted`` says whether the message may quote its exception.

    Raises:
        EmpactError: The code stops; the ``error`` says ``what`` it is, why it stops and where.
    """
    try:
        return call()
    except PASSING:
        raise
    except BaseException as crash:
        if isinstance(crash, EmpactError) and has_text(crash):
            raise
        message = f"{what} stops with {crash_line(crash, quoted=quoted)}"
        raise error(message) from (crash if quoted else None)  # a traceback prints the text of a cause


def has_text(problem: BaseException) -> bool:
    """Whether the text of an exception can be read: ``str`` of a plugin's class may raise anything."""
    try:
        str(problem)
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - the text of a plugin's exception may raise anything
        return False
    return True


def place_of(crash: BaseException) -> str | None:
    """Return the line of the plugin that an exception comes from; None if no line of it is outside empact.

    That is the innermost line in the package that empact called. What the package called in turn (the standard
    library, another library) says less about the mistake, and so does code that attrs generates.
    """
    called = [
        (package, line, file)
        for package, line, file in _frames(crash.__traceback__)
        if package not in _OURS and package not in sys.stdlib_module_names and not file.startswith(_GENERATED)
    ]
    own = [(line, file) for package, line, file in called if package == called[0][0]]
    if own:
        return line_in(own[-1][1], own[-1][0])
    if isinstance(crash, SyntaxError) and isinstance(crash.filename, str):  # code that cannot be compiled has no calls
        return line_in(crash.filename, crash.lineno or None)  # an unknown encoding is in line 0
    return None


def line_in(file: str, line: int | None) -> str:
    """Return a line of a file in words: ``line 7 of rules.py``; without a line, the name of the file."""
    from pathlib import PurePath

    path = PurePath(file)
    name = f"{path.parent.name}/{path.name}" if path.name == "__init__.py" else path.name
    return name if line is None else f"line {line} of {name}"


_GENERATED = ("<attrs generated", "<frozen")


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int, str]]:
    """Return the top-level package, the line and the file of each call, the outermost first."""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = str(traceback.tb_frame.f_globals.get("__name__", ""))
        yield module.partition(".")[0], traceback.tb_lineno, code.co_filename
        traceback = traceback.tb_next


def cause_of(crash: BaseException) -> str:
    """Return the type and message of a plugin's exception in one line."""
    words = message_of(crash)
    return f"{type(crash).__name__}: {words}" if words else type(crash).__name__


def message_of(crash: BaseException) -> str:
    """Return the message of a plugin's exception in one line; empty where ``str`` of it raises another.

    Addresses in memory are left out, since they are different in each run; a long message is cut.
    """
    try:
        # An error of attrs has its sentence first, and then the field and the values.
        generated = len(crash.args) > 1 and any(isinstance(part, attrs.Attribute) for part in crash.args)
        return without_addresses(str(next(iter(crash.args)) if generated else crash))
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 - a plugin's exception may raise anything
        return ""


def without_addresses(words: str) -> str:
    """Return the text of a plugin in one line, without addresses in memory, and cut where it is long."""
    line = " ".join(_ADDRESS.sub("", words[: 2 * _MOST]).split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 3]}..."


def crash_line(crash: BaseException, *, quoted: bool = True) -> str:
    """Return the cause of a plugin's exception with the line that it comes from.

    Without ``quoted``, its message is left out: it may have text of a marked plan.
    """
    where = place_of(crash)
    cause = cause_of(crash) if quoted else type(crash).__name__
    return f"{cause}{f' ({where})' if where else ''}"
