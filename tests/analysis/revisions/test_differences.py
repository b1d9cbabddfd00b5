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
from empact.analysis import Basis, Diff, PartDiff, PartState, SheetPart
from empact.model import (
    Action,
    Anchor,
    Approval,
    Channel,
    Cover,
    CycleStep,
    Note,
    Parties,
    PolicyCycle,
    Prose,
    Publication,
    Ref,
    Section,
    Span,
    State,
    StrategicGoal,
)
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


def moved_up(*links: str, other: bool = True) -> Plan:
    """The plan in which the first action is removed, and the second one can have its number."""
    rest = action("1.1" if other else "1.2", TRAIN)
    return plan(rest, action("1.3", SEARCH, links=parse_links(", ".join(links))))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (linked("1.1", "1.2"), moved_up("1.1"), ["link to 1.1 lost"]),
        (linked("1.1", "1.2"), moved_up("1.2", other=False), ["link to 1.1 lost"]),
        (linked("1.1"), moved_up("1.1"), ["link 1.1 leads elsewhere: the action that it led to is removed"]),
        (linked("1.1"), moved_up("1.1", other=False), []),
        (linked("uses 1.1"), moved_up("feeds 1.1"), ["link to uses 1.1 lost", "link added: feeds 1.1"]),
        (linked("uses 1.1"), moved_up("feeds 1.1", other=False), ["link uses 1.1 becomes feeds 1.1"]),
    ],
)
def test_diff__of_links_to_a_removed_action(old: Plan, new: Plan, expected: list[str]) -> None:
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
        "marking removed: LIMITE",
        "driver removed: IT",
        "driver added: HU",
    ]


def test_diff__of_a_policy_cycle_names_its_years() -> None:
    cycle = PolicyCycle(id="2031-2034", steps=(CycleStep(name="Threat assessment of 2030"),))
    assert [each.text for each in empact.diff(plan(cycle=cycle), plan()).meant] == ["policy cycle removed: 2031-2034"]
    longer = attrs.evolve(cycle, steps=(*cycle.steps, CycleStep(name="Goals")))
    assert empact.diff(plan(cycle=cycle), plan(cycle=longer)).meant == ()


def test_diff__of_a_removed_action_does_not_list_what_it_had() -> None:
    old = action("1.1", timing=parse_timing("May"), kpis=parse_kpis("KPI: 5 maps"))
    assert meant(old, action("1.1", SEARCH)) == []


# Split and merged actions

BOTH = f"{MAP}. {TRAIN}."
WHOLE = action(
    "1.1",
    BOTH,
    leaders=parse_parties("HU, IT"),
    participants=parse_parties("PL, Europol"),
    links=parse_links("1.3"),
    timing=parse_timing("May; September"),
    kpis=parse_kpis("KPI 1: 500 routes\nKPI 2: 20 courses"),
    channels=(Channel(system="SIENA"), Channel(system="EIS")),
)
MAPPED = action(
    "1.1",
    leaders=parse_parties("HU"),
    participants=parse_parties("PL, Europol"),
    links=parse_links("1.3"),
    timing=parse_timing("May"),
    kpis=parse_kpis("KPI: 500 routes"),
    channels=(Channel(system="SIENA"),),
)
TRAINED = action(
    "1.2",
    TRAIN,
    leaders=parse_parties("IT"),
    participants=parse_parties("PL"),
    timing=parse_timing("September"),
    kpis=parse_kpis("KPI: 20 courses"),
    channels=(Channel(system="EIS"),),
)
OTHER = action("1.3", SEARCH, leaders=parse_parties("RO"))


def meanings(diff: Diff) -> dict[str, list[str]]:
    return {part.after or "": [each.text for each in part.meant] for part in diff.actions}


def duties(diff: Diff) -> dict[str, list[tuple[str, str | None, str | None]]]:
    return {
        party.party_code: [(duty.kind.value, duty.before, duty.after) for duty in party.duties]
        for party in diff.parties
        if party.duties
    }


def test_diff__of_a_split_action_compares_it_with_all_its_parts() -> None:
    old, new = plan(WHOLE, OTHER), plan(MAPPED, TRAINED, OTHER)
    diff = empact.diff(old, new)
    assert meanings(diff) == {"1.1": [], "1.2": ["KPI 2 of 1.1 becomes KPI 1: 20 courses"]}
    assert empact.apply(diff, old) == new


def test_diff__of_a_split_action_says_what_no_part_has() -> None:
    alone = attrs.evolve(TRAINED, leaders=parse_parties("Frontex"), kpis=parse_kpis(""))
    assert meanings(empact.diff(plan(WHOLE, OTHER), plan(MAPPED, alone, OTHER))) == {
        "1.1": ["leader removed: IT", "KPI removed: 20 courses"],
        "1.2": ["leader removed: IT", "leader added: Frontex", "KPI removed: 20 courses"],
    }


def test_diff__of_a_split_action_gains_the_new_number() -> None:
    """Poland takes part in both; Italy leads the new part alone, and Europol keeps its part in the old one."""
    diff = empact.diff(plan(WHOLE, OTHER), plan(MAPPED, TRAINED, OTHER))
    assert duties(diff) == {
        "HU": [("other time", "1.1", "1.1")],
        "IT": [("gained", None, "1.2"), ("lost", "1.1", None)],
        "PL": [("other time", "1.1", "1.1"), ("gained", None, "1.2")],
        "Europol": [("other time", "1.1", "1.1")],
    }


def test_diff__of_merged_actions_compares_all_of_them() -> None:
    linked = attrs.evolve(MAPPED, links=parse_links("1.2, 1.3"))
    old, new = plan(linked, TRAINED, OTHER), plan(WHOLE, OTHER)
    diff = empact.diff(old, new)
    assert meanings(diff) == {"1.1": ["KPI 1 of 1.2 becomes KPI 2: 20 courses"]}
    assert duties(diff) == {
        "HU": [("other time", "1.1", "1.1")],
        "IT": [("other number", "1.2", "1.1"), ("other time", "1.2", "1.1")],
        "PL": [("other number", "1.2", "1.1")],
        "Europol": [("other time", "1.1", "1.1")],
    }
    assert empact.apply(diff, old) == new


def test_diff__of_merged_actions_compares_the_words_with_those_of_the_same_number() -> None:
    shorter = attrs.evolve(MAPPED, activity=Prose(text="Map the routes by which tobacco comes over the border"))
    (part,) = empact.diff(plan(shorter, TRAINED, OTHER), plan(WHOLE, OTHER)).actions
    assert (part.before, part.states) == (("1.1", "1.2"), (PartState.MERGED, PartState.CHANGED))


def test_diff__of_merged_actions_says_what_is_lost() -> None:
    merged = attrs.evolve(WHOLE, leaders=parse_parties("HU"), channels=())
    assert meanings(empact.diff(plan(MAPPED, TRAINED, OTHER), plan(merged, OTHER))) == {
        "1.1": [
            "leader removed: IT",
            "KPI 1 of 1.2 becomes KPI 2: 20 courses",
            "channel removed: SIENA",
            "channel removed: EIS",
        ]
    }


NIGHT = "Search parcels at night and interview every driver of a lorry who crosses the eastern land border on a weekend"
CELLS: dict[str, Any] = {
    "leaders": parse_parties("HU"),
    "participants": parse_parties("PL, RO"),
    "timing": parse_timing("May"),
    "kpis": parse_kpis("KPI: 500 parcels"),
}


def test_diff__of_an_action_that_keeps_its_number_and_cells_is_a_split() -> None:
    """Less than three of five words stay at 1.2, so the words alone lead to 1.3."""
    old = plan(action("1.1"), action("1.2", NIGHT, **CELLS))
    kept = action(
        "1.2", "Search parcels at night, and every lorry on a weekend with dogs, scanners and new lamps", **CELLS
    )
    new = plan(action("1.1"), kept, action("1.3", NIGHT.partition(" and ")[2], leaders=parse_parties("RO")))
    diff = empact.diff(old, new)
    assert states(diff) == {("1.2", "1.2"): ("split", "changed"), ("1.2", "1.3"): ("split", "changed")}
    assert empact.apply(diff, old) == new


def test_diff__of_an_action_that_keeps_its_number_beside_a_copy_is_a_split() -> None:
    old = plan(action("1.1"), action("1.2", NIGHT, **CELLS))
    new = plan(action("1.1"), action("1.2", f"{NIGHT} in May", **CELLS), action("1.3", NIGHT, **CELLS))
    assert states(empact.diff(old, new)) == {("1.2", "1.2"): ("split", "changed"), ("1.2", "1.3"): ("split",)}


def test_diff__of_another_action_under_the_number_of_one_that_moved_is_added() -> None:
    old = plan(action("1.1"), action("1.2", NIGHT, **CELLS))
    new = plan(action("1.1"), action("1.2", SEARCH, **CELLS), action("1.3", NIGHT, **CELLS))
    assert states(empact.diff(old, new)) == {("", "1.2"): ("added",), ("1.2", "1.3"): ("renumbered",)}


# Tasking sheets


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"marking": "LIMITE"}, SheetPart.MARKING),
        ({"title": "Another title"}, SheetPart.TITLE),
        ({"id": "Q-2032"}, SheetPart.ID),
        ({"period": Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 30))}, SheetPart.PERIOD),
        ({"states": (Approval(state=State.VALIDATED, body=parse_parties("COSI")),)}, SheetPart.STATE),
        ({"cover": Cover(published=Publication(on=dt.date(2031, 5, 5)))}, SheetPart.PUBLISHED),
    ],
)
def test_diff__of_what_stands_on_every_sheet_sends_every_sheet_again(changed: dict[str, Any], part: SheetPart) -> None:
    old = plan(action("1.1", leaders=parse_parties("HU"), participants=parse_parties("PL, Europol")))
    parties = empact.diff(old, attrs.evolve(old, **changed)).parties
    assert [party.party_code for party in parties] == ["HU", "PL", "Europol"]
    assert all(party.tasked_again and part in party.general for party in parties)


def test_diff__names_the_parties_without_a_sheet() -> None:
    old = plan(action("1.1", leaders=parse_parties("HU"), participants=parse_parties("Atlantis, Lemuria")))
    diff = empact.diff(old, attrs.evolve(old, marking="LIMITE"))
    assert diff.unknown_parties == ("Atlantis", "Lemuria")
    assert [party.party_code for party in diff.parties] == ["HU"]


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
