"""Exceptions: for misuse and for the outside world only. What is wrong with a plan is a finding, never one of these."""

from __future__ import annotations

from collections.abc import Iterable

from empact.diagnostics import Diagnostic, Diagnostics, did_you_mean

_FEW = 8


class EmpactError(Exception):
    """The base of every exception that empact raises on purpose."""


class PlanReadError(EmpactError):
    """A file gives no plan; ``diagnostics`` holds every problem found in it, each with its place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        if isinstance(diagnostics, str):
            raise TypeError(f"PlanReadError takes findings, and not {diagnostics!r}.")
        self.diagnostics = diagnostics if isinstance(diagnostics, Diagnostics) else Diagnostics(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        worst = self.diagnostics.worst
        told = [d for d in self.diagnostics if d.severity is worst]
        return "\n".join(map(_line, told))


def _line(one: Diagnostic) -> str:
    """A finding in one line, whatever its file is called."""
    place = str(one.place).replace("\r", "\\r").replace("\n", "\\n")
    return f"{place}: {one.code} {one.message}" + (f" {one.hint}" if one.hint else "")


class _UnknownError(EmpactError, LookupError):
    """A name that nothing answers to, with the closest that something does."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(what, name, tuple(known))  # as arguments, so that the exception can be pickled

    def __str__(self) -> str:
        what, name, known = self.args
        known = [word for word in known if isinstance(word, str)]
        close = did_you_mean(name, known) if isinstance(name, str) else None
        hint = f" Did you mean {close!r}?" if close else ""
        if not close and 0 < len(known) <= _FEW:
            hint = f" Known: {', '.join(sorted(set(known)))}."
        return f"{what} {name!r} does not exist.{hint}"


class UnknownIdError(_UnknownError):
    """No plan, goal, action or rule has this id."""


class UnknownFormatError(_UnknownError):
    """No reader, exporter or reporter has this name."""


class EntryError(EmpactError, ValueError):
    """An entry of a ledger does not fit its kind; ``parts`` has the field and a sentence for each misfit."""

    def __init__(self, parts: Iterable[tuple[str, str]]) -> None:
        if isinstance(parts, str):
            raise TypeError(f"EntryError takes pairs of a field and a sentence, and not {parts!r}.")
        self.parts = tuple((field, sentence) for field, sentence in parts)
        super().__init__(self.parts)

    def __str__(self) -> str:
        return " ".join(sentence for _, sentence in self.parts)


class ConfigError(EmpactError):
    """A configuration that cannot be used; ``problems`` holds every one, each with its file and, where known, line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class ExportError(EmpactError):
    """An export was refused or could not be written."""


class PluginError(EmpactError):
    """A plugin was asked for something it does not do as promised."""


class MissingExtraError(EmpactError, ImportError):
    """A part of empact needs a library that is not installed; the message says what to install."""


def place_of(crash: BaseException) -> str | None:
    """The line that an exception comes from: the innermost one that is not of empact itself, if there is one."""
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(crash.__traceback__)
    own = str(Path(__file__).parent)
    outside = [frame for frame in frames if not frame.filename.startswith(own)]
    return f"line {outside[-1].lineno} of {Path(outside[-1].filename).name}" if outside else None


def cause_of(crash: BaseException) -> str:
    """What a plugin's exception says, even where saying it raises another."""
    try:
        words = str(crash)
    except Exception:  # noqa: BLE001 - a plugin's exception may raise anything
        words = ""
    return f"{type(crash).__name__}: {words}" if words else type(crash).__name__
