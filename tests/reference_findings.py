"""What rules find in the reference plan, compared with what was read in it by eye: the suite that four files inherit.

Every finding was read in the Council document before the rule ran. The words that prove it stand beside it, and a test
looks for each of them in the document. In these words a bar separates the cells of the table: activity, leader,
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
    """A finding: the part of the plan, the pointer, the words that prove it, and its message where it is compared."""

    subject: str
    pointer: str
    proof: tuple[str, ...]
    message: str | None = None


Findings: TypeAlias = Mapping[str, Sequence[Expected]]
"""What is expected of several rules, by their codes."""


class ReferenceFindings:
    """Tests of some rules on the reference plan; a class that inherits them sets what the rules find."""

    expected: ClassVar[Findings]
    """The findings by the code of the rule; a rule may have none."""
    silent: ClassVar[Mapping[str, Sequence[str]]] = {}
    """The words that prove why rules find nothing, by the code of the rule."""
    groups: ClassVar[tuple[str, ...]]
    """What the codes of these rules begin with."""
    elsewhere: ClassVar[frozenset[str]] = frozenset()
    """The rules of these groups that are tested elsewhere."""
    as_of: ClassVar[dt.date | None] = None
    ledger: ClassVar[Ledger | None] = None

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one test of each rule."""
        if "code" in metafunc.fixturenames:
            metafunc.parametrize("code", list(self.expected))

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Diagnostics:
        """What these rules find."""
        return SESSION.validate(PLAN, select=list(cls.expected), as_of=cls.as_of, ledger=cls.ledger)

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
