"""The words behind a typed value: what an anchor points at, and what happens where it points at nothing."""

from __future__ import annotations

import pytest

from empact import Plan, UnknownIdError
from empact.analysis import words_at
from empact.grammar import parse_anchor
from empact.model import Action, Cover, Note, Parties, PartyItem, Prose, Section, StrategicGoal

PLAN = Plan(
    id="X",
    title="The title.",
    cover=Cover(subject=Prose(text="The subject."), covering=Prose(text="The covering sentence.")),
    sections=(Section(number="5.2", text=Prose(text="One. Two, see doc. 17803/11.\n\nThree.")),),
    notes=(Note(mark="8", text=Prose(text="The note.")),),
    goals=(StrategicGoal(number="1", body=Prose(text="The body."), annex=Prose(text="The annex.")),),
    actions=(
        Action(
            number="6.2",
            activity=Prose(text="The activity."),
            participants=Parties(text="DZ, TN", items=(PartyItem(party="DZ", tentative=True), PartyItem(party="TN"))),
        ),
    ),
)


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("title", "The title."),
        ("subject", "The subject."),
        ("covering", "The covering sentence."),
        ("section 5.2/2", "Three."),
        ("section 5.2/1/1", "One."),
        ("section 5.2/1/2", "Two, see doc. 17803/11."),
        ("note 8/1/1", "The note."),
        ("SG 1", "The body."),
        ("SG 1/body", "The body."),
        ("SG 1/annex", "The annex."),
        ("6.2", "The activity."),
        ("6.2/participants", "DZ, TN"),
        ("6.2/participants/TN", "TN"),
        ("6.2/participants/DZ", "DZ (tbc)"),
        ("6.2/description", ""),
    ],
)
def test_an_anchor_leads_to_its_words(anchor: str, words: str) -> None:
    spot = parse_anchor(anchor)
    assert spot is not None
    assert words_at(PLAN, spot) == words


@pytest.mark.parametrize(
    ("anchor", "message"),
    [
        ("section 9", "Place 'section 9' does not exist."),
        ("note 9", "Place 'note 9' does not exist."),
        ("section 5.2/3", "Place 'section 5.2/3' does not exist."),
        ("section 5.2/0", "Place 'section 5.2/0' does not exist."),
        ("section 5.2/1/0", "Place 'section 5.2/1/0' does not exist."),
        ("section 5.2/1/3", "Place 'section 5.2/1/3' does not exist."),
        ("SG 9", "Strategic goal '9' does not exist."),
        ("9.9", "Action '9.9' does not exist."),
        ("6.2/results", "Place '6.2/results' does not exist."),
        ("6.2/conditional", "Place '6.2/conditional' does not exist."),
        ("6.2/participants/T", "Item '6.2/participants/T' does not exist."),
        ("6.2/activity/TN", "Item '6.2/activity/TN' does not exist."),
    ],
)
def test_an_anchor_that_leads_nowhere_is_told(anchor: str, message: str) -> None:
    spot = parse_anchor(anchor)
    assert spot is not None
    with pytest.raises(UnknownIdError) as caught:
        words_at(PLAN, spot)
    assert str(caught.value).startswith(message)


def test_a_plan_that_says_nothing_has_no_words() -> None:
    for anchor in ("title", "subject", "covering"):
        spot = parse_anchor(anchor)
        assert spot is not None
        assert words_at(Plan(id="X"), spot) == ""
