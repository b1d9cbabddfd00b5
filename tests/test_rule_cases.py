"""Every rule has a page, a bad case that it finds exactly, and a good case in which it finds nothing.

The cases are data beside the rules, ``cases/NAME.yaml``: whoever adds a rule adds a case, and this file tests it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pytest
import yaml

import oap_c_2012
from empact import Diagnostic, Diagnostics, Session, Severity
from empact.validation import Rule
from empact.validation.cases import Case, case_of, case_text

SESSION = Session([oap_c_2012])
RULES = [one.rule for one in SESSION.rules]
every_rule = pytest.mark.parametrize("rule", RULES, ids=[f"{rule.code}-{rule.name}" for rule in RULES])


def case(rule: Rule) -> Case:
    text = case_text(rule)
    assert text is not None, f"cases/{rule.name}.yaml is missing beside {rule.check.__module__}"
    return case_of(yaml.safe_load(text))


def validated(text: str, as_of: str | None) -> Diagnostics:
    """What all rules find in a plan that reads without a complaint."""
    reading = SESSION.read(io.StringIO(text), format="yaml")
    assert [one.message for one in reading.diagnostics] == []
    assert reading.plan is not None
    return SESSION.validate(reading.plan, as_of=None if as_of is None else dt.date.fromisoformat(as_of))


def of(rule: Rule, diagnostics: Diagnostics) -> list[Diagnostic]:
    return [one for one in diagnostics if one.code == rule.code]


def test_codes_and_names_are_unique() -> None:
    words = Counter([rule.code for rule in RULES] + [rule.name for rule in RULES])
    assert [word for word, count in words.items() if count > 1] == []


@every_rule
def test_a_rule_has_a_page_that_says_what_it_finds_and_then_why_that_matters(rule: Rule) -> None:
    first, _, rest = rule.doc.partition("\n\n")
    assert first == rule.summary, "one sentence on one line, then an empty line"
    assert first.endswith(".")
    assert rest.strip()


@every_rule
def test_the_bad_case_fires_exactly_as_told(rule: Rule) -> None:
    one = case(rule)
    assert one.finds
    told = of(rule, validated(one.bad, one.as_of))
    assert [
        (finding.place.pointer, finding.message, tuple(place.pointer for place in finding.related)) for finding in told
    ] == [(each.at, each.says, each.related) for each in one.finds]


@every_rule
def test_the_good_case_is_silent(rule: Rule) -> None:
    one = case(rule)
    assert of(rule, validated(one.good, one.as_of)) == []


@every_rule
def test_nothing_else_is_badly_wrong_with_the_cases(rule: Rule) -> None:
    one = case(rule)
    for text in (one.bad, one.good):
        others = [each for each in validated(text, one.as_of) if each.code != rule.code]
        assert [each.message for each in others if each.severity > Severity.INFO] == []


@every_rule
def test_every_finding_is_one_sentence_and_has_a_cure(rule: Rule) -> None:
    one = case(rule)
    for finding in of(rule, validated(one.bad, one.as_of)):
        assert finding.message.endswith(".")
        assert finding.hint is not None
        assert finding.hint.endswith(".")


CURES = {
    "one-way-link": "Add 1.1 to the links of 2.1,",
    "goal-not-listed": "Add SG 2 to the links of 1.1.",
    "goal-link-one-way": "Add SG 1 to the links of an action of goal 2, or drop SG 2 here.",
    "mentioned-not-linked": "Add 1.1 to the links of 2.1.",
    "priority-mentioned-not-linked": "a link such as B:SG*.",
    "interdependency-unused": "such as E:SG*,",
    "revised-after-agreement": "which revision was agreed,",
    "unknown-party": "Did you mean 'Europol'? Write",
    "drafter-not-named": "Name EE where",
    "named-not-drafter": "that DE knows",
    "spelling-varies": "the usual one is COM.",
}


@pytest.mark.parametrize("name", CURES)
def test_a_cure_names_what_is_to_be_written_or_asked(name: str) -> None:
    (rule,) = (one for one in RULES if one.name == name)
    one = case(rule)
    assert [CURES[name] in (finding.hint or "") for finding in of(rule, validated(one.bad, one.as_of))] == [True]
