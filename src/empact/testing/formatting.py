"""Checks the requirements for formatters; each check returns its problems as sentences."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from empact.diagnostics import Diagnostic, Diagnostics, Edit, Kind, Place, RelatedPlace, Severity
from empact.errors import cause_of
from empact.hooks import Formatter, printable
from empact.model import Plan
from empact.session import Session
from empact.testing.builders import make_plan
from empact.testing.documenting import example_values
from empact.testing.isolation import reference_plan
from empact.testing.laws import Law, Tested, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING

_KIND = Kind(code="ZZTEST001", name="test-kind", severity=Severity.WARNING, doc="A finding of a test.")
_COMMAND = "\x1b[2J\x07\u202e"
"""Characters that control a terminal."""
_ABOUT_ACTION, _ABOUT_REFERENCE = "a finding about an action", "the findings in the reference plan"


@functools.cache
def _inputs() -> Mapping[str, tuple[Diagnostics, Plan]]:
    """Return findings to format, each with the plan that they are about."""
    bare = Diagnostic(kind=_KIND, message="A finding without a place.")
    placed = Diagnostic(
        kind=_KIND,
        message="A finding about an action.",
        place=Place(pointer="/actions/0/leaders", subject="X-2026:1.1"),
    )
    full = Diagnostic(
        kind=_KIND,
        message=f"A text of the file {_COMMAND}.",
        place=Place(pointer="/actions/0", subject=f"X-2026:{_COMMAND}", file=f"{_COMMAND}.yaml", line=10**6, column=1),
        hint=f"Mend {_COMMAND}.",
        related=(
            RelatedPlace(Place(file="b.yaml", line=1), f"the other {_COMMAND}"),
            RelatedPlace(Place(subject="X-2026"), "the plan"),
        ),
        fix=Edit(op="add", pointer="/actions/0/links", new=_COMMAND),
    )
    marked, reference = make_plan(marking=MARKING), reference_plan()
    return {
        "no findings": (Diagnostics(), marked),
        "a finding without a place": (Diagnostics([bare]), marked),
        _ABOUT_ACTION: (Diagnostics([placed]), marked),
        "a finding with all parts": (Diagnostics([full]), make_plan(marking=MARKING, title=f"Plan {_COMMAND}")),
        _ABOUT_REFERENCE: (Session().validate(reference), reference),
    }


def _outputs(session: Session, formatter: Formatter) -> Iterator[tuple[str, str | Exception]]:
    """Return what a formatter makes of each input with each of its options, or the exception that it raises."""
    for what, (findings, plan) in _inputs().items():
        for options in _values(formatter):
            try:
                yield what, session.format(findings, formatter.name, plan, **options)
            except Exception as crash:  # noqa: BLE001 - a formatter may raise anything
                yield what, crash


def _values(formatter: Formatter) -> Iterator[dict[str, Any]]:
    """Return values for the options of a formatter: the defaults, and then each choice of each option."""
    usual = example_values(formatter.options)
    yield usual
    for option in formatter.options:
        for choice in option.choices or ((True, False) if option.type is bool else ()):
            yield {**usual, option.name: (choice,) if option.repeated else choice}


@law
def it_formats_any_findings(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """It formats no findings, a finding without a place, one with all parts, and those in the reference plan."""
    session, formatter = tested.session, tested.descriptor
    for what, output in _outputs(session, formatter):
        if isinstance(output, Exception):
            yield f"The formatter {formatter.name!r} fails: {cause_of(output)}", what


@law
def it_makes_the_same_text_each_time(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """The text does not depend on the clock or on random numbers."""
    session, formatter = tested.session, tested.descriptor
    for (what, output), (_, again) in zip(_outputs(session, formatter), _outputs(session, formatter), strict=True):
        if isinstance(output, str) and output != again:
            yield f"The formatter {formatter.name!r} returns a different text the second time", what


@law
def the_text_contains_the_marking(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """A text with findings about a plan contains the plan's marking."""
    session, formatter = tested.session, tested.descriptor
    for what, output in _outputs(session, formatter):
        marking = _inputs()[what][1].marking_in_force(None) if what in {_ABOUT_ACTION, _ABOUT_REFERENCE} else None
        if marking is not None and isinstance(output, str) and marking not in output:
            yield f"The formatter {formatter.name!r} omits the marking of the plan", what


@law
def control_characters_are_escaped(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """Control characters are escaped, and there are colours only if the caller asks for them."""
    session, formatter = tested.session, tested.descriptor
    for what, output in _outputs(session, formatter):
        if isinstance(output, str) and printable(output) != output:
            yield f"The formatter {formatter.name!r} does not escape control characters", what


LAWS: Sequence[Law[Formatter]] = (
    its_name_is_lower_case,
    its_code_can_be_called,
    it_formats_any_findings,
    it_makes_the_same_text_each_time,
    the_text_contains_the_marking,
    control_characters_are_escaped,
)
"""The laws of formatters, in the order in which their problems are reported."""
