"""Exceptions, for wrong calls and failures outside empact. Problems of a plan are findings, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable

from empact.diagnostics import Diagnostic, Diagnostics, did_you_mean

_FEW = 8


class EmpactError(Exception):
    """The base class of the exceptions of empact."""


class PlanReadError(EmpactError):
    """A file could not be read; ``diagnostics`` has every problem in it, each with its place.

    If the file has a marking (``is_marked``), the message names the problems and does not quote the file.
    """

    def __init__(
        self,
        diagnostics: Iterable[Diagnostic],
        is_marked: bool = False,  # noqa: FBT001, FBT002 - an exception is unpickled with positional arguments
    ) -> None:
        if isinstance(diagnostics, str):
            raise TypeError(f"PlanReadError takes findings, and not {diagnostics!r}.")
        self.diagnostics = diagnostics if isinstance(diagnostics, Diagnostics) else Diagnostics(diagnostics)
        self.is_marked = is_marked
        super().__init__(self.diagnostics, is_marked)

    def __str__(self) -> str:
        worst = self.diagnostics.worst
        return "\n".join(
            problem_line(finding, quoted=not self.is_marked)
            for finding in self.diagnostics
            if finding.severity is worst
        )


def problem_line(finding: Diagnostic, *, quoted: bool = True) -> str:
    """Format a finding as one line, even where the name of its file has line breaks.

    Without ``quoted``, the line has the name of the rule and no text of the file.
    """
    place = str(finding.place).replace("\r", "\\r").replace("\n", "\\n")
    words = " ".join(filter(None, (finding.message, finding.hint))) if quoted else f"{finding.name}."
    return f"{place}: {finding.code} {words}"


def crash_line(crash: BaseException, *, quoted: bool = True) -> str:
    """Return the type of a plugin's exception, with its message or, without ``quoted``, only where it comes from."""
    if quoted:
        return cause_of(crash)
    where = place_of(crash)
    return type(crash).__name__ + (f" ({where})" if where else "")


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
        self.name = name
        super().__init__(what, name, tuple(known), listed, hint)  # as arguments, so that the exception can be pickled

    def __str__(self) -> str:
        what, name, known, listed, hint = self.args
        known = [word for word in known if isinstance(word, str)]
        if hint is None and not listed and isinstance(name, str) and (close := did_you_mean(name, known)) is not None:
            hint = f"Did you mean {close!r}?"
        if not hint and (listed or 0 < len(known) <= _FEW):
            hint = f"Known: {', '.join(sorted(set(known)))}."
        return f"{what} {name!r} does not exist.{f' {hint}' if hint else ''}"


class UnknownIdError(_UnknownError):
    """A plan, goal, action or rule with this id does not exist."""


class UnknownFormatError(_UnknownError):
    """A reader, exporter or formatter with this name does not exist."""


class EntryError(EmpactError, ValueError):
    """A ledger entry does not fit its kind; ``parts`` has each wrong field, with a sentence."""

    def __init__(self, parts: Iterable[tuple[str, str]]) -> None:
        if isinstance(parts, str):
            raise TypeError(f"EntryError takes pairs of a field and a sentence, and not {parts!r}.")
        self.parts = tuple((field, sentence) for field, sentence in parts)
        super().__init__(self.parts)

    def __str__(self) -> str:
        return " ".join(sentence for _, sentence in self.parts)


class ConfigError(EmpactError):
    """A configuration is not valid; ``problems`` has every problem, each with the file and, where known, the line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class ExportError(EmpactError):
    """An export was refused or could not be written."""


class PluginError(EmpactError):
    """A plugin failed, or returned something invalid."""


class MissingExtraError(EmpactError, ImportError):
    """A feature needs a library that is not installed; the message says what to install."""


def place_of(crash: BaseException) -> str | None:
    """Return the line that an exception comes from: the innermost outside empact, or None where there is none."""
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(crash.__traceback__)
    own = str(Path(__file__).parent)
    outside = [frame for frame in frames if not frame.filename.startswith(own)]
    return f"line {outside[-1].lineno} of {Path(outside[-1].filename).name}" if outside else None


def cause_of(crash: BaseException) -> str:
    """Return the type and message of a plugin's exception, even where ``str`` of it raises another."""
    try:
        words = str(crash)
    except Exception:  # noqa: BLE001 - a plugin's exception may raise anything
        words = ""
    return f"{type(crash).__name__}: {words}" if words else type(crash).__name__
