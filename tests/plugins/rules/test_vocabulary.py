"""The vocabulary of a plan: rules find the texts with a word without reading all of them."""

from __future__ import annotations

import re

import pytest
from tests.support.findings import SESSION

from empact.hooks import RuleContext
from empact.plugins.rules import vocabulary as module
from empact.plugins.rules.vocabulary import Vocabulary, first_words, vocabulary
from empact.testing.generated import generate

PLAN = """\
empact: plan/1
id: A-2031
goals: [{number: "1", body: To watch the routes.}]
actions:
  - {number: "1.1", goal: "1", activity: Project BLUE and project RED, leaders: "HU, AT", target: Annexes are written}
  - {number: "1.2", goal: "1", activity: Project BLUE and project RED, description: "Pro[^7]ject annex-free at Ţară"}
"""
BOTH, ANNEXES, MARKED = "Project BLUE and project RED", "Annexes are written", "Pro[^7]ject annex-free at Ţară"


def words() -> Vocabulary:
    return vocabulary(RuleContext(plan=SESSION.loads(PLAN, format="yaml")))


def test_texts_where__finds_whole_words() -> None:
    assert words().texts_where(lambda word: word == "annex") == {MARKED}
    assert words().texts_where(lambda word: word == "are written") == frozenset()


def test_texts_where__reads_a_word_with_a_note_mark_in_it_as_one_word() -> None:
    assert words().texts_where(lambda word: word == "Project") == {BOTH, MARKED}


def test_texts_with__ignores_case_and_leaves_other_alphabets_to_the_pattern() -> None:
    assert words().texts_with({"annexes"}) == {ANNEXES, MARKED}


def test_places__are_the_first_ones_and_those_of_the_items_of_parties() -> None:
    places = words().places
    assert str(places[BOTH].at) == "/actions/0/activity"
    assert [str(places[code].at) for code in ("HU", "AT")] == [
        "/actions/0/leaders/items/0",
        "/actions/0/leaders/items/1",
    ]
    assert "HU, AT" not in places


def test_first_words__are_in_small_letters() -> None:
    assert first_words(["analysis work file", "AWF"], ["t.b.d"]) == {"analysis", "awf", "t"}


def test_vocabulary__splits_each_different_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many actions have the same target, timing or participants; twice the actions have at most twice the texts."""
    split: list[str] = []

    class Counted:
        """The pattern for a word, which notes the texts that it is used on."""

        def findall(self, text: str) -> list[str]:
            split.append(text)
            return re.findall(r"\w+", text)

    monkeypatch.setattr(module, "WORD", Counted())

    def texts(actions: int) -> int:
        (plan,) = generate(1, actions, 1)
        split.clear()
        vocabulary(RuleContext(plan=plan))
        assert len(set(split)) == len(split)
        return len(split)

    assert 0 < texts(160) <= 2.1 * texts(80)
