"""The formatter of annotations: a line for each finding, and text of a plan is never a command."""

from __future__ import annotations

import empact_support_desk
from empact import Diagnostic, Diagnostics, Place, Session, Severity
from empact.diagnostics import Kind, RelatedPlace
from empact.testing import make_plan

SESSION = Session([empact_support_desk])
KIND = Kind(code="TEST001", name="a-test", severity=Severity.WARNING, doc="A finding of a test.")


def finding(message: str, severity: Severity = Severity.WARNING, **place: object) -> Diagnostic:
    return Diagnostic(kind=KIND, message=message, severity=severity, place=Place(**place))  # type: ignore[arg-type]  # words by name


def lines(*findings: Diagnostic, show: Severity | None = None, marking: str | None = None) -> list[str]:
    plan = make_plan(marking=marking)
    return SESSION.format(Diagnostics(findings), "annotations", plan, show=show).splitlines()


def test_a_finding_is_one_line_with_its_place() -> None:
    one = finding("Action 1.1 has no end.", subject="X-2026:1.1", file="plan.yaml", line=7, column=3)
    assert lines(one) == [
        "::warning file=plan.yaml,line=7,col=3,title=TEST001 a-test::X-2026:1.1: Action 1.1 has no end.",
        "Findings: error 0, warning 1, info 0.",
    ]


def test_annotation__has_the_hint_and_the_related_places_with_their_reasons() -> None:
    also = RelatedPlace(Place(file="plan.yaml", line=9, column=3), "the links of action 2.1")
    one = Diagnostic(kind=KIND, message="No link.", hint="Add it.", related=(also,))
    assert lines(one)[0] == (
        "::warning title=TEST001 a-test::No link.%0AAdd it.%0ASee also plan.yaml:9:3: the links of action 2.1."
    )


def test_a_finding_without_a_place_has_none() -> None:
    assert lines(finding("Nothing works.", Severity.ERROR))[0] == "::error title=TEST001 a-test::Nothing works."


def test_info_is_counted_and_listed_only_where_somebody_asks() -> None:
    one = finding("By the way.", Severity.INFO)
    assert lines(one) == ["Findings: error 0, warning 0, info 1."]
    assert lines(one, show=Severity.INFO)[0] == "::notice title=TEST001 a-test::By the way."
    assert lines(finding("Look."), show=Severity.ERROR) == ["Findings: error 0, warning 1, info 0."]


def test_the_marking_of_a_plan_stands_above() -> None:
    assert lines(marking="LIMITE")[0] == "::notice title=Marking::LIMITE"


def test_no_word_of_a_plan_begins_a_line_or_a_property() -> None:
    one = finding("50% of\n::error::nothing\x1b[2J", file="a,b:c.yaml", line=1)
    assert lines(one) == [
        "::warning file=a%2Cb%3Ac.yaml,line=1,title=TEST001 a-test::50%25 of%0A::error::nothing\\x1b[2J",
        "Findings: error 0, warning 1, info 0.",
    ]
