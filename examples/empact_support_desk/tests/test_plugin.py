"""The plugin meets the plugin contract; its rules, reader, exporter and formatter meet theirs."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

import empact_support_desk
import oap_c_2012
from empact import Session
from empact.testing import (
    DocumentContract,
    ExporterContract,
    FormatterContract,
    ReaderContract,
    RuleCase,
    check_plugin,
    rule_cases,
)

CASES = rule_cases(empact_support_desk)
HEAD = "Plan;X-2026\nTitle;Routes (invented)\nFrom;2026-01-01\nUntil;2026-12-31\n\n"
ROWS = (
    '#;Activity;Leader;I/D OA\n1.1;"Exchange information\non ""new"" routes; soon";HU;1.2\n1.2;Describe routes;AT;1.1\n'
)


def sheets() -> Iterable[bytes]:
    session = Session([oap_c_2012])
    data = session.export(session.load("oap-c-2012"), to="csv")
    assert data is not None
    return (HEAD + ROWS).encode(), HEAD.replace(";", "\t").encode() + b"#\tActivity\n1\tTrain\n", data


def test_the_plugin_keeps_to_all_that_is_expected_of_one() -> None:
    check_plugin(empact_support_desk, files={"sheet": sheets()})


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_rule_finds_what_its_case_tells(case: RuleCase) -> None:
    case.check()


class TestSheet(ReaderContract):
    plugin = empact_support_desk
    format = "sheet"

    def complete_files(self) -> Iterable[bytes]:
        return sheets()


class TestDeadlines(DocumentContract):
    plugin = empact_support_desk
    document = "deadlines"


class TestWiki(ExporterContract):
    plugin = empact_support_desk
    format = "wiki"


class TestAnnotations(FormatterContract):
    plugin = empact_support_desk
    format = "annotations"
