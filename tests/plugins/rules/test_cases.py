"""Every rule of empact has a page, a bad case that it finds exactly, and a good case in which it finds nothing.

The cases are data beside the rules, ``cases/NAME.yaml``: whoever adds a rule adds a case, and this file tests it, with
the kit that any author of a plugin uses.
"""

from __future__ import annotations

from collections import Counter

import pytest

import empact.plugins.rules
import oap_c_2012
from empact import Session
from empact.testing import RuleCase, rule_cases

CASES = rule_cases(empact.plugins.rules, plugins=[oap_c_2012])


def test_codes_and_names_are_unique() -> None:
    words = Counter(word for case in CASES for word in (case.rule.code, case.rule.name))
    assert [word for word, count in words.items() if count > 1] == []


def test_no_rule_goes_without_a_case() -> None:
    rules = {one.value.code for one in Session().rules}
    assert {case.rule.code for case in CASES} == rules


RETIRED = {
    "OAP101",
    "read-by-hand",
    "OAP855",
    "status-not-by-leader",
    "OAP869",
    "supersedes-each-other",
    "supersedes-another",
    "unit-differs",
    "cumulative-falls",
    "OAP206",
    "goal-link-one-way",
}
"""The codes and names of rules that are gone. A configuration or a waiver can still have them."""


def test_codes_and_names_of_retired_rules__are_not_used_again() -> None:
    assert RETIRED & {word for case in CASES for word in (case.rule.code, case.rule.name)} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_rule_keeps_to_its_page_and_its_case(case: RuleCase) -> None:
    case.check()


CURES = {
    "one-way-link": "Add 1.1 to the links of 2.1,",
    "goal-not-listed": "Add SG 2 to the links of 1.1.",
    "mentioned-not-linked": "Add 1.1 to the links of 2.1.",
    "priority-mentioned-not-linked": "a link such as B:SG*.",
    "interdependency-unused": "such as E:SG*,",
    "revised-after-agreement": "which revision was agreed,",
    "unknown-party": "Did you mean 'Europol'? Use",
    "drafter-not-named": "Add EE to the actions",
    "named-not-drafter": "that DE knows",
    "spelling-varies": "the usual one is COM; EC can also mean the European Community.",
}


@pytest.mark.parametrize("name", CURES)
def test_a_cure_names_what_is_to_be_written_or_asked(name: str) -> None:
    (case,) = (one for one in CASES if one.rule.name == name)
    plan = case.plans()["bad"]
    assert [CURES[name] in (one.hint or "") for one in Session().validate(plan, select=name)] == [True]
