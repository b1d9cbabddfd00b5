"""What every formatter keeps to, each law as the sentences that tell where it is broken."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from empact.diagnostics import Diagnostic, Diagnostics, Edit, Kind, Place, Severity
from empact.errors import cause_of
from empact.hooks import Formatter, printable
from empact.model import Plan
from empact.session import Session
from empact.testing.builders import make_plan
from empact.testing.isolation import reference_plan
from empact.testing.laws import law
from empact.testing.samples import MARKING

_KIND = Kind(code="ZZTEST001", name="test-kind", severity=Severity.WARNING, doc="A finding of a test.")
_COMMAND = "\x1b[2J\x07\u202e"
"""Characters that would command a terminal."""
_ABOUT_ACTION, _ABOUT_REFERENCE = "a finding about an action", "the findings in the reference plan"


@functools.cache
def _told() -> Mapping[str, tuple[Diagnostics, Plan]]:
    """Findings to tell, each with the plan that they speak of."""
    bare = Diagnostic(kind=_KIND, message="A finding without a place.")
    there = Diagnostic(
        kind=_KIND,
        message="A finding about an action.",
        place=Place(pointer="/actions/0/leaders", subject="X-2026:1.1"),
    )
    full = Diagnostic(
        kind=_KIND,
        message=f"A text of the file {_COMMAND}.",
        place=Place(pointer="/actions/0", subject=f"X-2026:{_COMMAND}", file=f"{_COMMAND}.yaml", line=10**6, column=1),
        hint=f"Mend {_COMMAND}.",
        related=(Place(file="b.yaml", line=1), Place(subject="X-2026")),
        fix=Edit(op="add", pointer="/actions/0/links", new=_COMMAND),
    )
    marked, reference = make_plan(marking=MARKING), reference_plan()
    return {
        "no findings": (Diagnostics(), marked),
        "a finding without a place": (Diagnostics([bare]), marked),
        _ABOUT_ACTION: (Diagnostics([there]), marked),
        "a finding with all parts": (Diagnostics([full]), make_plan(marking=MARKING, title=f"Plan {_COMMAND}")),
        _ABOUT_REFERENCE: (Session().validate(reference), reference),
    }


def _reports(session: Session, formatter: Formatter) -> Iterator[tuple[str, str | Exception]]:
    for what, (findings, plan) in _told().items():
        try:
            yield what, session.format(findings, formatter.name, plan)
        except Exception as crash:  # noqa: BLE001 - a formatter may raise anything
            yield what, crash


@law
def makes_text(session: Session, formatter: Formatter) -> Iterator[tuple[str, str]]:
    """It makes a text of any findings."""
    for what, report in _reports(session, formatter):
        if isinstance(report, Exception):
            yield f"The formatter {formatter.name!r} makes no report: {cause_of(report)}", what


@law
def makes_the_same_again(session: Session, formatter: Formatter) -> Iterator[tuple[str, str]]:
    """Of the same findings it makes the same text each time."""
    again = dict(_reports(session, formatter))
    for what, report in _reports(session, formatter):
        if isinstance(report, str) and report != again[what]:
            yield f"The formatter {formatter.name!r} makes another report the second time", what


@law
def carries_the_marking(session: Session, formatter: Formatter) -> Iterator[tuple[str, str]]:
    """A report that tells something about a plan carries the plan's marking."""
    for what, report in _reports(session, formatter):
        marking = _told()[what][1].marking if what in {_ABOUT_ACTION, _ABOUT_REFERENCE} else None
        if marking is not None and isinstance(report, str) and marking not in report:
            yield f"The formatter {formatter.name!r} leaves the marking of the plan out", what


@law
def commands_no_terminal(session: Session, formatter: Formatter) -> Iterator[tuple[str, str]]:
    """A text of a file reaches no terminal as a command, and there are colours only where they are asked for."""
    for what, report in _reports(session, formatter):
        if isinstance(report, str) and printable(report) != report:
            yield f"The formatter {formatter.name!r} lets characters that command a terminal through", what
