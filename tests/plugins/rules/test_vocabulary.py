"""The vocabulary of a plan: rules find the texts with a word without reading all of them."""

from __future__ import annotations

import re

import pytest
from tests.support.findings import SESSION

from empact import Plan
from empact.hooks import RuleContext
from empact.plugins.rules import vocabulary as module
from empact.plugins.rules.vocabulary import first_words, vocabulary
from empact.testing.generated import generate

PLAN = """\
empact: plan/1
id: A-2031
goals: [{number: "1", body: To watch the routes.}]
actions:
  - {number: "1.1", goal: "1", activity: Project BLUE and project RED, leaders: "HU, AT", target: Annexes are written}
  - {number: "1.2", goal: "1", activity: Project BLUE and project RED, description: "Pro[^7]ject annex-free"}
"""


def plan() -> Plan:
    return SESSION.loads(PLAN, format="yaml")


def texts_with(words: str, flags: int = 0) -> set[str]:
    return set(vocabulary(RuleContext(plan=plan())).texts_with(re.compile(words, flags)))


def test_texts_with__finds_whole_words_and_parts_of_words() -> None:
    assert texts_with(r"(?<!\w)annex(?!\w)", re.IGNORECASE) == {"Pro[^7]ject annex-free"}
    assert texts_with("annex", re.IGNORECASE) == {"Annexes are written", "Pro[^7]ject annex-free"}
    assert texts_with("annex") == {"Pro[^7]ject annex-free"}


def test_texts_with__reads_a_word_with_a_note_mark_in_it_as_one_word() -> None:
    assert "Pro[^7]ject annex-free" in texts_with(r"(?<!\w)Project(?!\w)")


def test_texts_with__finds_no_words_of_two_texts_together() -> None:
    assert texts_with(r"written\s+\w+|\w+\s+To") == set()


def test_places__are_the_first_ones_and_items_of_parties() -> None:
    places = vocabulary(RuleContext(plan=plan())).places
    assert str(places["Project BLUE and project RED"].at) == "/actions/0/activity"
    assert (str(places["HU"].at), str(places["AT"].at)) == (
        "/actions/0/leaders/items/0",
        "/actions/0/leaders/items/1",
    )


def test_first_words__are_the_first_words_of_names() -> None:
    pattern = re.compile(first_words(["analysis work file", "AWF"]))
    assert [bool(pattern.search(word)) for word in ("analysis", "AWF", "work", "AWFs", "analysis2")] == [
        True,
        True,
        False,
        False,
        False,
    ]


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
