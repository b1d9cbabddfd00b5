"""Differences between small plans: what each kind of change is called, and what it means."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import empact
from empact import Plan, parse_kpis, parse_links, parse_parties, parse_timing
from empact.analysis import Basis, Diff, PartDiff, PartState
from empact.model import Action, Anchor, Channel, Note, Parties, Prose, Ref, Section, Span, StrategicGoal
from empact.testing.strategies import linked_plans, plans

MAP = "Map the routes by which tobacco comes over the eastern land border"
TRAIN = "Train customs officers on hidden compartments in lorries and coaches"
SEARCH = "Search parcels from online shops in every sorting centre at night"


def action(number: str, text: str = MAP, **cells: Any) -> Action:
    return Action(number=number, goal=number.partition(".")[0], activity=Prose(text=text), **cells)


def plan(*actions: Action, **fields: Any) -> Plan:
    values = {
        "id": "Q-2031",
        "period": Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31)),
        "goals": tuple(
            StrategicGoal(number=number, body=Prose(text=text))
            for number, text in (("1", "To know the routes of smugglers"), ("2", "To train those who search"))
        ),
        **fields,
    }
    return Plan(actions=actions, **values)


def states(diff: Diff) -> dict[tuple[str, str | None], tuple[str, ...]]:
    return {(",".join(part.before), part.after): tuple(s.value for s in part.states) for part in diff.actions}


def meant(old: Action, new: Action) -> list[str]:
    """What is meant otherwise in an action, as the diff of two plans says it."""
    return [each.text for part in empact.diff(plan(old), plan(new)).actions for each in part.meant]


# What became of a part


def test_diff__of_an_action_under_another_goal_is_a_move() -> None:
    diff = empact.diff(plan(action("1.1"), action("1.2", TRAIN)), plan(action("1.1"), action("2.1", TRAIN)))
    assert states(diff) == {("1.2", "2.1"): ("renumbered", "moved")}
    assert [each.text for each in diff.actions[0].meant] == ["moved from SG 1 to SG 2"]


def test_diff__of_a_goal_with_another_number_moves_no_action() -> None:
    old = plan(action("1.1"))
    goals = (attrs.evolve(old.goals[0], number="2"), attrs.evolve(old.goals[1], number="1"))
    new = attrs.evolve(old, goals=goals[::-1], actions=(attrs.evolve(action("2.1")),))
    diff = empact.diff(old, new)
    assert [(part.before, part.after) for part in diff.goals] == [(("2",), "1"), (("1",), "2")]
    assert states(diff) == {("1.1", "2.1"): ("renumbered",)}
    assert empact.apply(diff, old) == new


def test_diff__of_split_and_merged_actions() -> None:
    both = action("1.1", f"{MAP}. {TRAIN}.")
    split = empact.diff(plan(both), plan(action("1.1"), action("1.2", TRAIN)))
    assert states(split) == {("1.1", "1.1"): ("split", "changed"), ("1.1", "1.2"): ("split", "changed")}
    merged = empact.diff(plan(action("1.1"), action("1.2", TRAIN)), plan(both))
    assert states(merged) == {("1.1,1.2", "1.1"): ("merged", "changed")}
    assert merged.actions[0].why == (
        "the longer text has nearly all words of the shorter one",
        "doubtful: fewer than four of five words are the same",
    )


def test_diff__of_actions_in_another_order_names_the_one_that_stands_elsewhere() -> None:
    three = (action("1.1"), action("1.2", TRAIN), action("1.3", SEARCH))
    diff = empact.diff(plan(*three), plan(three[2], three[0], three[1]))
    assert states(diff) == {("1.3", "1.3"): ("reordered",)}


def test_diff__of_an_activity_that_is_written_anew_keeps_the_action_with_a_doubt() -> None:
    cells: dict[str, Any] = {
        "leaders": parse_parties("Europol"),
        "timing": parse_timing("May"),
        "kpis": parse_kpis("KPI: 5 maps"),
    }
    diff = empact.diff(plan(action("1.1", **cells)), plan(action("1.1", SEARCH, **cells)))
    (part,) = diff.actions
    assert (part.states, part.basis, part.doubtful) == ((PartState.CHANGED,), Basis.CELLS, True)


def test_diff__of_another_action_with_the_number_is_one_removed_and_one_added() -> None:
    old = action("1.1", leaders=parse_parties("Europol"))
    new = action("1.1", SEARCH, leaders=parse_parties("Frontex"))
    assert states(empact.diff(plan(old), plan(new))) == {("", "1.1"): ("added",), ("1.1", None): ("removed",)}


def test_diff__of_notes_and_sections() -> None:
    notes = (Note(mark="1", text=Prose(text="Subject to funds.")), Note(mark="2", text=Prose(text="To be confirmed.")))
    marked = action("1.1", f"{MAP}[^2]")
    old = plan(marked, notes=notes, sections=(Section(number="1", heading="1. Aim", text=Prose(text=TRAIN)),))
    new = plan(
        action("1.1", f"{MAP}[^1]"),
        notes=(attrs.evolve(notes[1], mark="1"),),
        sections=(Section(number="1", heading="1. Aim", text=Prose(text=f"{TRAIN} at night")),),
    )
    diff = empact.diff(old, new)
    assert [(part.before, part.after, part.states) for part in diff.notes] == [
        (("2",), "1", (PartState.RENUMBERED,)),
        (("1",), None, (PartState.REMOVED,)),
    ]
    assert [(part.after, part.states) for part in diff.sections] == [("1", (PartState.CHANGED,))]
    (follows,) = diff.actions  # only the mark of the note is another one
    assert (follows.states, [change.follows for change in follows.changes]) == ((), [True])
    assert empact.apply(diff, old) == new


# What is meant


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HU", "HU, IT", ["leader added: IT"]),
        ("HU, IT", "HU", ["leader removed: IT"]),
        ("Hungary", "HU", []),
        ("HU", "HU (tbc)", ["leader HU becomes HU (tbc)"]),
        ("Frontex", "Europol", ["leader removed: Frontex", "leader added: Europol"]),
    ],
)
def test_diff__of_leaders(old: str, new: str, expected: list[str]) -> None:
    assert meant(action("1.1", leaders=parse_parties(old)), action("1.1", leaders=parse_parties(new))) == expected


def test_diff__of_a_party_that_changes_its_role() -> None:
    old = action("1.1", leaders=parse_parties("IT"), participants=parse_parties("HU"))
    new = action("1.1", leaders=parse_parties("HU"), participants=parse_parties("IT"))
    assert meant(old, new) == ["IT: leader becomes participant", "HU: participant becomes leader"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("April to June", "May", ["April to June becomes May"]),
        ("April", "April", []),
        ("4th quarter", "Q4", []),
        ("", "May", ["time added: May"]),
        ("May", "", ["time removed: May"]),
    ],
)
def test_diff__of_times(old: str, new: str, expected: list[str]) -> None:
    assert meant(action("1.1", timing=parse_timing(old)), action("1.1", timing=parse_timing(new))) == expected


def test_diff__of_a_time_has_its_days() -> None:
    old, new = (plan(action("1.1", timing=parse_timing(text))) for text in ("April to June", "May"))
    (time,) = empact.diff(old, new).actions[0].meant
    assert (str(time.days_before), str(time.days_after)) == ("2031-04-01 to 2031-06-30", "2031-05-01 to 2031-05-31")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("KPI: at least 500 arrests", "KPI: at least 594 arrests", ["KPI 1: target at least 500 becomes at least 594"]),
        ("KPI: 500 arrests", "KPI: 594 arrests", ["KPI 1: target 500 becomes 594"]),
        ("KPI: Number of arrests", "KPI: Number of arrests: 594", ["KPI 1: target 594 added"]),
        ("KPI: Number of arrests", "", ["KPI removed: Number of arrests"]),
        (
            "KPI 1: Number of arrests\nKPI 2: Number of seizures",
            "KPI 1: Number of seizures",
            ["KPI 2 becomes KPI 1: Number of seizures", "KPI removed: Number of arrests"],
        ),
    ],
)
def test_diff__of_kpis(old: str, new: str, expected: list[str]) -> None:
    assert meant(action("1.1", kpis=parse_kpis(old)), action("1.1", kpis=parse_kpis(new))) == expected


def linked(*links: str, swapped: bool = False) -> Plan:
    """A plan whose action 1.3 has links, and whose other two can have swapped their numbers."""
    first, second = ("1.2", "1.1") if swapped else ("1.1", "1.2")
    pair = sorted((action(first), action(second, TRAIN)), key=lambda each: each.number)
    return plan(*pair, action("1.3", SEARCH, links=parse_links(", ".join(links))))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (linked("SG 1", "1.1"), linked("SG 1"), ["link to 1.1 lost"]),
        (linked("1.1"), linked("1.1", "1.2"), ["link added: 1.2"]),
        (linked("uses 1.1"), linked("feeds 1.1"), ["link uses 1.1 becomes feeds 1.1"]),
        (linked("1.1"), linked("1.2", swapped=True), []),
        (
            linked("1.1"),
            linked("1.1", swapped=True),
            ["link 1.1 leads elsewhere: it led to the action that is 1.2 now"],
        ),
    ],
)
def test_diff__of_links_follows_their_destinations(old: Plan, new: Plan, expected: list[str]) -> None:
    diff = empact.diff(old, new)
    assert [each.text for part in diff.actions if part.after == "1.3" for each in part.meant] == expected
    assert empact.apply(diff, old) == new


def test_diff__of_a_number_in_the_words_that_is_written_anew_lists_none() -> None:
    def after(number: str, *, swapped: bool) -> Plan:
        return plan(*linked(swapped=swapped).actions[:2], action("1.3", f"{SEARCH}, as Action {number} says"))

    def stale(old: Plan, new: Plan) -> list[tuple[str, str | None]]:
        return [(number.names, number.now) for number in empact.diff(old, new).stale]

    old = after("1.1", swapped=False)
    assert stale(old, after("1.1", swapped=True)) == [("1.1", "1.2")]
    assert stale(old, after("1.2", swapped=True)) == []
    assert stale(old, attrs.evolve(old, actions=(action("1.1", TRAIN), old.actions[2]))) == [("1.1", None)]


def test_diff__of_other_cells_names_what_is_added_and_removed() -> None:
    old = action("1.1", channels=(Channel(system="SIENA"),), continues=(Ref(plan="Q-2030", action="4.1"),))
    new = action("1.1", channels=(Channel(system="EIS"),), participants=Parties(withheld=True))
    assert meant(old, new) == [
        "participants: withheld now",
        "channel removed: SIENA",
        "channel added: EIS",
        "earlier action removed: Q-2030:4.1",
    ]


def test_diff__of_the_place_of_a_sentence_means_nothing() -> None:
    channels = (Channel(system="EIS", stated=Anchor(part="1.1", cell="activity")),)
    moved = (Channel(system="EIS", stated=Anchor(part="1.1", cell="description")),)
    (part,) = empact.diff(plan(action("1.1", channels=channels)), plan(action("1.1", channels=moved))).actions
    assert (part.states, part.meant, [change.follows for change in part.changes]) == ((), (), [True])


def test_diff__of_the_plan_as_a_whole() -> None:
    old = plan(driver=parse_parties("IT"), marking="LIMITE")
    new = plan(driver=parse_parties("HU"), period=Span(start=dt.date(2031, 2, 1), end=dt.date(2031, 12, 31)))
    assert [each.text for each in empact.diff(old, new).meant] == [
        "period: 2031-01-01 to 2031-12-31 becomes 2031-02-01 to 2031-12-31",
        "marking: LIMITE becomes nothing",
        "driver removed: IT",
        "driver added: HU",
    ]


# Laws


def named(part: PartDiff) -> bool:
    return bool(part.states) or any(change.follows for change in part.changes)


@given(plans() | linked_plans(), plans() | linked_plans(), st.data())
def test_apply__of_a_diff_makes_the_new_plan(old: Plan, other: Plan, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations([*old.actions, *other.actions]))
    mixed = attrs.evolve(old, actions=tuple(shuffled[: len(old.actions)]), notes=other.notes, cover=other.cover)
    for new in (other, mixed):
        diff = empact.diff(old, new)
        assert empact.apply(diff, old) == new
        assert bool(diff) is (old != new)
        assert all(map(named, diff.parts))
    assert not empact.diff(old, attrs.evolve(old))
