"""Checks the requirements for formatters; each check returns its problems as sentences."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from empact.analysis import Portfolio
from empact.diagnostics import Diagnostic, Diagnostics, Edit, Kind, Place, RelatedPlace, Severity
from empact.errors import PASSING, cause_of
from empact.hooks import FormatContext, Formatter, printable
from empact.hooks.lazy import imported
from empact.model import Plan
from empact.options import option_values
from empact.session import Session
from empact.session.contexts import portfolio_context
from empact.storage.records import Records
from empact.testing.builders import make_plan
from empact.testing.documenting import example_values
from empact.testing.guard import guarded
from empact.testing.isolation import reference_plan
from empact.testing.laws import Law, Tested, digest, its_code_can_be_called, its_name_is_lower_case, law
from empact.testing.samples import MARKING, Sample
from empact.testing.surroundings import ContextState, kept

_KIND = Kind(code="ZZTEST001", name="test-kind", severity=Severity.WARNING, doc="A finding of a test.")
_INFO = Kind(code="ZZTEST002", name="test-note", severity=Severity.INFO, doc="A note of a test.")
_SUBJECT = "X-2026:1.1"
_SIGN = re.compile(r"zz\w+")
"""The word by which a message is found again, however a format breaks or escapes its lines."""
_COMMAND = "\x1b[2J\x07\u202e"
"""Characters that control a terminal."""
_ABOUT_ACTION, _ABOUT_REFERENCE = "a finding about an action", "the findings in the reference plan"
_SEVERAL = "several findings at one place"


@functools.lru_cache(maxsize=4)
def _inputs(_tested: Tested[Formatter]) -> Mapping[str, tuple[Diagnostics, Sample]]:
    """Return findings to format, each with the plan that they are about; each formatter gets findings of its own."""
    bare = Diagnostic(kind=_KIND, message="A finding without a place (zzbare).")
    placed = Diagnostic(
        kind=_KIND,
        message="A finding about an action (zzplaced).",
        place=Place(pointer="/actions/0/leaders", subject=_SUBJECT),
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
    several = [
        Diagnostic(kind=kind, message=f"A finding of several (zz{number}).", place=placed.place)
        for number, kind in enumerate((_KIND, attrs.evolve(_KIND, severity=Severity.ERROR), _INFO, _KIND, _INFO))
    ]
    marked = Sample("a plan with a marking", make_plan(marking=MARKING))
    titled = Sample("a plan with control characters", make_plan(marking=MARKING, title=f"Plan {_COMMAND}"))
    reference = Sample("the reference plan", reference_plan())
    for sample in (marked, titled, reference):
        sample.keep()
    return {
        "no findings": (Diagnostics(), marked),
        "a finding without a place": (Diagnostics([bare]), marked),
        _ABOUT_ACTION: (Diagnostics([placed]), marked),
        _SEVERAL: (Diagnostics(several), marked),
        "a finding with all parts": (Diagnostics([full]), titled),
        _ABOUT_REFERENCE: (Session().validate(reference.plan), reference),
    }


@attrs.frozen(eq=False)
class _Output:
    """What a formatter made of an input with some options, or the exception, and what was changed by it."""

    what: str
    text: str | BaseException
    changes: tuple[str, ...] = ()
    is_usual: bool = True
    """Whether no option was given; another one may ask for less than all findings."""


def _outputs(tested: Tested[Formatter]) -> Iterator[_Output]:
    """Return what a formatter makes of each input with each of its options."""
    for what, (findings, sample) in _inputs(tested).items():
        for number, options in enumerate(_values(tested.descriptor)):
            yield attrs.evolve(_output(tested, what, findings, sample, options), is_usual=number == 0)


def _output(
    tested: Tested[Formatter], what: str, findings: Diagnostics, sample: Sample, options: dict[str, Any]
) -> _Output:
    states: list[ContextState] = []
    before = digest(tuple(findings))
    with kept() as changes:
        text = _formatted(tested, findings, sample.plan, options, states)
    more = [f"changes its context ({name})" for state in states for name in state.changes()]
    more += ["changes the findings"] * (digest(tuple(findings)) != before)
    more += ["changes the plan"] * sample.is_changed()
    return _Output(what, text, (*changes, *more))


def _formatted(
    tested: Tested[Formatter], findings: Diagnostics, plan: Plan, options: dict[str, Any], states: list[ContextState]
) -> str | BaseException:
    """Return a text, or the exception; add the state of the context, before it is used, to ``states``."""
    session, formatter = tested.session, tested.descriptor
    try:
        ctx = FormatContext(
            context=portfolio_context(session.setup, Portfolio((plan,)), Records(), None),
            plugins=session.plugins,
            show=Severity.INFO,
            options=option_values(formatter.options, options),
            tree=session.tree,
        )
        states.append(ContextState.of(ctx.context))
        text: object = imported(formatter.write)(findings, ctx)
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - a formatter may raise anything
        return crash
    return text if isinstance(text, str) else TypeError(f"it returns {type(text).__name__} instead of a string")


@functools.lru_cache(maxsize=4)
def _first(tested: Tested[Formatter]) -> tuple[_Output, ...]:
    """Format each input once: the laws of a formatter read the same texts."""
    return tuple(_outputs(tested))


def answers(tested: Tested[Formatter]) -> dict[str, object]:
    """Return its texts, for the comparison with another process."""
    texts: dict[str, object] = {}
    for output in _first(tested):
        texts[output.what] = (*cast("tuple[object, ...]", texts.get(output.what, ())), str(output.text))
    return texts


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
    for output in _first(tested):
        if isinstance(output.text, BaseException):
            yield f"The formatter {tested.descriptor.name!r} fails: {cause_of(output.text)}", output.what


@law
def it_changes_nothing_else(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """It prints nothing, and changes neither the findings, nor the plan, nor its context, nor what all code shares."""
    for output in _first(tested):
        for change in output.changes:
            yield f"The formatter {tested.descriptor.name!r} {change}; it may only return a text", output.what


@law
def it_makes_the_same_text_each_time(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """The text depends on its arguments alone: not on the clock, the environment, files or random numbers."""
    formatter = tested.descriptor
    package = formatter.write.partition(":")[0].partition(".")[0]
    before = _first(tested)  # which loads the plugins of the session, outside the guard
    with guarded() as uses:
        again = list(_outputs(tested))
    for first, second in zip(before, again, strict=True):
        if isinstance(first.text, str) and first.text != second.text:
            yield f"The formatter {formatter.name!r} returns a different text the second time", first.what
    for use in uses:
        if use.module.partition(".")[0] == package:
            yield f"The formatter {formatter.name!r} uses {use}; it may use only its arguments", "any findings"


@law
def every_finding_is_listed(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """If all severities are to be shown, the text has each finding, with its code and its place."""
    formatter = tested.descriptor
    for output in _first(tested):
        if isinstance(output.text, str) and output.is_usual and output.what != _ABOUT_REFERENCE:
            for finding in _inputs(tested)[output.what][0]:
                if any(word not in output.text for word in _SIGN.findall(finding.message)):
                    yield f"The formatter {formatter.name!r} omits a finding", output.what
                elif finding.code not in output.text and finding.name not in output.text:
                    yield f"The formatter {formatter.name!r} omits the code of a finding", output.what
                elif finding.place.subject == _SUBJECT and not any(
                    sign in output.text for sign in (_SUBJECT, finding.place.pointer or _SUBJECT)
                ):
                    yield f"The formatter {formatter.name!r} omits the place of a finding", output.what


@law
def the_text_contains_the_marking(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """A text with findings about a plan contains the plan's marking."""
    for output in _first(tested):
        marked = output.what in {_ABOUT_ACTION, _ABOUT_REFERENCE}
        marking = _inputs(tested)[output.what][1].plan.marking_in_force(None) if marked else None
        if marking is not None and isinstance(output.text, str) and marking not in output.text:
            yield f"The formatter {tested.descriptor.name!r} omits the marking of the plan", output.what


@law
def control_characters_are_escaped(tested: Tested[Formatter]) -> Iterator[tuple[str, str]]:
    """Control characters are escaped, and there are colours only if the caller asks for them."""
    for output in _first(tested):
        if isinstance(output.text, str) and printable(output.text) != output.text:
            yield f"The formatter {tested.descriptor.name!r} does not escape control characters", output.what


LAWS: Sequence[Law[Formatter]] = (
    its_name_is_lower_case,
    its_code_can_be_called,
    it_changes_nothing_else,
    it_formats_any_findings,
    it_makes_the_same_text_each_time,
    every_finding_is_listed,
    the_text_contains_the_marking,
    control_characters_are_escaped,
)
"""The laws of formatters, in the order in which their problems are reported."""
