"""Compares the findings of rules in the reference plan with findings that were read by eye; four files inherit this.

Each expected finding was read in the Council document before the rule ran. It comes with the words that prove it, and a
test searches for these words in the document. In them, a bar separates the cells of the table: activity, leader,
participants, description, I/D SG, I/D OA, timing, target.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple, TypeAlias

import pytest

import oap_c_2012
from empact import Diagnostics, Plan, Session
from empact.model import Ledger

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012", Plan)


class Expected(NamedTuple):
    """An expected finding: the part of the plan, the pointer, the words that prove it, and the message or None."""

    subject: str
    pointer: str
    proof: tuple[str, ...]
    message: str | None = None


Findings: TypeAlias = Mapping[str, Sequence[Expected]]
"""The expected findings of several rules, by code."""


class ReferenceFindings:
    """Tests of some rules on the reference plan; subclasses set the expected findings."""

    expected: ClassVar[Findings]
    """The findings by the code of the rule; a rule may have none."""
    silent: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The words that prove that a rule has no findings, by the code of the rule."""
    groups: ClassVar[tuple[str, ...]]
    """The prefixes of the codes of these rules."""
    elsewhere: ClassVar[frozenset[str]] = frozenset()
    """The codes of rules with these prefixes that are tested elsewhere."""
    as_of: ClassVar[dt.date | None] = None
    ledger: ClassVar[Ledger | None] = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Create one test for each rule."""
        if "code" in metafunc.fixturenames:
            metafunc.parametrize("code", list(self.expected))

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Diagnostics:
        """Return the findings of these rules."""
        return SESSION.validate(
            PLAN, select=list(cls.expected), as_of=cls.as_of, records=SESSION.records(ledger=cls.ledger)
        )

    def test_rule__finds_exactly_what_was_read_by_eye(self, found: Diagnostics, code: str) -> None:
        findings = [finding for finding in found if finding.code == code]
        expected = self.expected[code]
        assert [(finding.place.subject, finding.place.pointer) for finding in findings] == [
            (each.subject, each.pointer) for each in expected
        ]
        messages = [finding.message for finding in findings]
        assert messages == [
            message if each.message is None else each.message for message, each in zip(messages, expected, strict=True)
        ]

    def test_proof__stands_in_the_council_document(self, council_document: str, code: str) -> None:
        proof = [*(words for each in self.expected[code] for words in each.proof), *self.silent.get(code, ())]
        assert [words for words in proof if words not in council_document] == []

    def test_groups__every_rule_is_tested(self) -> None:
        codes = {provided.value.code for provided in SESSION.rules if provided.value.code.startswith(self.groups)}
        assert codes == self.expected.keys() | self.elsewhere
