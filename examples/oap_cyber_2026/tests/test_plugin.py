"""The plugin meets the plugin contract, and every rule reports what its case expects."""

from __future__ import annotations

import pytest

import oap_cyber_2026
from empact.testing import RuleCase, check_plugin, rule_cases

CASES = rule_cases(oap_cyber_2026)


def test_the_plugin_keeps_to_all_that_is_expected_of_one() -> None:
    check_plugin(oap_cyber_2026)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_rule_finds_what_its_case_tells(case: RuleCase) -> None:
    case.check()
