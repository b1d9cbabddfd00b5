"""Waivers: accepted findings leave the list up to the last day, and a waiver without a finding is reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs
import pytest

from empact import Diagnostic, Place, Plan, Portfolio, Severity
from empact.diagnostics import RULE_CRASHED, Kind, Waiver
from empact.hooks import Finding, Rule, RuleContext
from empact.validation import Provided
from empact.validation.waivers import unused, waive

LAST = dt.date(2026, 6, 30)
PORTFOLIO = Portfolio((Plan(id="W"), Plan(id="X")))


def nothing(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    return iter(())


RULE = Rule(code="QQA101", name="first", severity=Severity.WARNING, doc="For a test.", check=nothing)


def finding(subject: str, kind: Kind | Rule = RULE) -> Diagnostic:
    return Diagnostic(kind=kind, message="Look.", place=Place(subject=subject))


FINDINGS = (finding("X"), finding("X:1"), finding("X:2"))


def waiver(rule: str = "first", at: str = "X:1", until: dt.date = LAST) -> Waiver:
    return Waiver(rule=rule, at=at, reason="agreed", until=until)


@pytest.mark.parametrize("rule", ["first", "QQA101"])
def test_waive__moves_a_finding_to_the_waived_ones(rule: str) -> None:
    findings = waive(FINDINGS, [waiver(rule)])
    assert [*findings] == [FINDINGS[0], FINDINGS[2]]
    assert [(waived.diagnostic, waived.waiver) for waived in findings.waived] == [(FINDINGS[1], waiver(rule))]
    assert sum(findings.counts().values()) == 2


def test_waive__compares_a_subject_as_a_whole() -> None:
    assert [finding.place.subject for finding in waive(FINDINGS, [waiver(at="X")])] == ["X:1", "X:2"]


def test_waive__keeps_the_findings_of_other_rules() -> None:
    assert [*waive(FINDINGS, [waiver("second")])] == [*FINDINGS]


@pytest.mark.parametrize("as_of", [None, LAST - dt.timedelta(days=1), LAST])
def test_waive__holds_up_to_the_last_day_and_without_a_date_for_ever(as_of: dt.date | None) -> None:
    findings = waive(FINDINGS, [waiver()], as_of=as_of)
    assert [finding.place.subject for finding in findings] == ["X", "X:2"]


def test_waive__reports_a_waiver_that_has_expired_and_keeps_its_finding() -> None:
    findings = waive(FINDINGS, [waiver()], as_of=LAST + dt.timedelta(days=1), file="f")
    assert [*findings[:3]] == [*FINDINGS]
    (expired,) = findings[3:]
    assert (expired.code, expired.severity) == ("OAP906", Severity.WARNING)
    assert expired.message == "The waiver of 'first' at 'X:1' ended on 2026-06-30: agreed"
    assert expired.place == Place(file="f", subject="X:1")
    assert expired.hint == "Fix the finding, or agree on a new end date."
    assert not findings.waived


def test_waive__reports_an_expired_waiver_of_several_findings_once() -> None:
    findings = waive((FINDINGS[1], FINDINGS[1]), [waiver()], as_of=dt.date(2027, 1, 1))
    assert [finding.code for finding in findings] == ["QQA101", "QQA101", "OAP906"]


def test_waive__takes_the_valid_one_of_an_expired_and_a_valid_waiver() -> None:
    both = [waiver(until=dt.date(2020, 1, 1)), waiver()]
    findings = waive(FINDINGS, both, as_of=dt.date(2026, 1, 1))
    assert [finding.code for finding in findings] == ["QQA101", "QQA101"]
    assert [waived.waiver for waived in findings.waived] == [both[1]]


def test_waive__names_the_first_of_two_valid_waivers() -> None:
    first = attrs.evolve(waiver(), reason="agreed first")
    assert [waived.waiver for waived in waive(FINDINGS, [first, waiver()]).waived] == [first]


def test_waive__keeps_a_finding_that_is_not_of_a_rule() -> None:
    crash = finding("X", RULE_CRASHED)
    findings = waive((crash,), [waiver("OAP902", "X"), waiver("rule-crashed", "X")])
    assert [*findings] == [crash]
    assert not findings.waived


def test_unused__is_reported_at_its_subject_in_the_file_of_the_waivers() -> None:
    (diagnostic,) = unused([waiver(at="X:9")], FINDINGS, PORTFOLIO, [Provided("mine", RULE)], file="f")
    assert diagnostic.code == "OAP905"
    assert diagnostic.message == "Unused waiver: 'first' reports nothing at 'X:9'."
    assert diagnostic.place == Place(file="f", subject="X:9")
    assert diagnostic.hint == "Remove it, or correct its rule or its subject."


@pytest.mark.parametrize(
    ("at", "rule", "is_unused"),
    [
        ("X:9", "first", True),
        ("X:9", "QQA101", True),
        ("W", "first", True),  # any plan that was checked, not only the first or the one with findings
        ("X:1", "first", False),
        ("X:1", "QQA101", False),
        ("X", "first", False),
        ("X:9", "second", False),  # its rule did not run
        ("Y:9", "first", False),  # its plan was not checked
        ("X-2:1", "first", False),
    ],
)
def test_unused__is_a_waiver_whose_rule_ran_on_its_plan_and_found_nothing_there(
    at: str,
    rule: str,
    is_unused: bool,  # noqa: FBT001 - as pytest passes it
) -> None:
    reported = unused([waiver(rule, at)], FINDINGS, PORTFOLIO, [Provided("mine", RULE)])
    assert [diagnostic.place.subject for diagnostic in reported] == [at] * is_unused


# Several findings of one rule about one subject


def of_link(number: str) -> Diagnostic:
    return Diagnostic(kind=RULE, message=f"Action 1 links to action {number}.", place=Place(subject="X:1"))


NINE, EIGHT = of_link("9.9"), of_link("8.8")


def test_waive__of_one_of_two_findings_hides_neither_and_says_so() -> None:
    findings = waive((NINE, EIGHT), [waiver()], file="f")
    assert [*findings[:2]] == [NINE, EIGHT]
    (ambiguous,) = findings[2:]
    assert (ambiguous.code, ambiguous.severity) == ("OAP910", Severity.WARNING)
    assert ambiguous.message == "The waiver of 'first' at 'X:1' matches 2 findings, so it waives none of them."
    assert ambiguous.place == Place(file="f", subject="X:1")
    assert ambiguous.hint == 'Write a waiver for each finding, with words that only its message has: message = "...".'
    assert not findings.waived


def test_waive__with_words_of_the_message_hides_this_finding_alone() -> None:
    named = attrs.evolve(waiver(), message="action 8.8")
    findings = waive((NINE, EIGHT), [named])
    assert [*findings] == [NINE]
    assert [(waived.diagnostic, waived.waiver) for waived in findings.waived] == [(EIGHT, named)]


def test_waive__with_words_of_both_messages_is_ambiguous() -> None:
    findings = waive((NINE, EIGHT), [attrs.evolve(waiver(), message="links to")])
    assert [finding.code for finding in findings] == ["QQA101", "QQA101", "OAP910"]


def test_waive__takes_two_findings_with_one_message_for_one() -> None:
    findings = waive((NINE, NINE), [waiver()])
    assert (len(findings), len(findings.waived)) == (0, 2)


def test_waive__reports_an_expired_waiver_of_two_findings_as_expired_alone() -> None:
    findings = waive((NINE, EIGHT), [waiver()], as_of=dt.date(2027, 1, 1))
    assert [finding.code for finding in findings] == ["QQA101", "QQA101", "OAP906"]


def test_unused__is_a_waiver_with_words_that_no_message_has() -> None:
    gone = attrs.evolve(waiver(), message="action 7.7")
    (diagnostic,) = unused([gone], (NINE, EIGHT), PORTFOLIO, [Provided("mine", RULE)])
    assert diagnostic.message == "Unused waiver: 'first' reports nothing at 'X:1' with the words 'action 7.7'."
    assert diagnostic.hint == "Remove it, or correct its rule or its message."
    assert [*unused([attrs.evolve(gone, message="9.9")], (NINE, EIGHT), PORTFOLIO, [Provided("mine", RULE)])] == []
