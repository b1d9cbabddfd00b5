"""Twelve changes of the plan of 2012, planted in the text of its file: all are named, and none more."""

from __future__ import annotations

import attrs
import pytest
from tests.support.twelve_changes import twelve_changes

import empact
from empact.analysis import Diff, DutyKind, PartDiff, PartyChange, SheetPart, StaleNumber

OLD, NEW = twelve_changes()
DIFF = empact.diff(OLD, NEW)

ACTIONS = {
    ("1.1", "1.1"): ("changed",),
    ("1.3", "1.2"): ("renumbered",),
    ("1.2", "1.3"): ("renumbered",),
    ("2.2", "2.2"): ("changed",),
    ("2.3", "2.3"): ("changed",),
    ("", "3.2"): ("added",),
    ("5.2", "5.2"): ("changed",),
    ("6.3", "6.3"): ("changed",),
    ("7.2", "7.1"): ("renumbered",),
    ("7.1", "7.2"): ("renumbered",),
    ("4.2", None): ("removed",),
}
"""What became of which action, by its old and its new number."""
MEANT = {
    "2.2": ("leader added: IT", "link to 2.3 lost"),
    "2.3": ("KPI 3: target 594 added",),
    "3.2": ("time added: October", "KPI added: 12 translations"),
    "5.2": ("participant removed: DE",),
    "6.3": ("March/April becomes May",),
}
"""What is meant otherwise, by the action."""
WRITTEN = {
    ("1.1", "description"): [
        (
            "Preliminary consultation between Frontex, Europol and MSs to define the ...",
            "Consultation of all MSs by Frontex and Europol to define the ...",
        )
    ],
    ("2.2", "leaders"): [("HU, AT and Frontex", "HU, AT, IT and Frontex")],
    ("2.2", "links"): [("... priority B; 1.1, 2.1, 2.3", "... priority B; 1.1, 2.1")],
    ("2.3", "kpis"): [("... days Number of arrests", "... days Number of arrests: 594")],
    ("5.2", "participants"): [("Europol, PL, SK, DE", "Europol, PL, SK")],
    ("6.3", "timing"): [("March/April", "May")],
}
"""The words that differ, by the action and the cell."""


def numbers(part: PartDiff) -> tuple[str, str | None]:
    return ", ".join(part.before), part.after


def party(code: str, diff: Diff = DIFF) -> PartyChange:
    return next(change for change in diff.parties if change.party_code == code)


def duties(change: PartyChange) -> list[tuple[DutyKind, str | None, str | None]]:
    return [(duty.kind, duty.before, duty.after) for duty in change.duties]


def test_diff__names_every_planted_change_and_no_other() -> None:
    assert {numbers(part): tuple(state.value for state in part.states) for part in DIFF.actions} == ACTIONS
    assert (DIFF.goals, DIFF.sections, DIFF.meant) == ((), (), ())
    assert [(change.field, change.written_before, change.written_after) for change in DIFF.changes] == [
        ("cover/number", "17793/2/11 REV 2", "17793/3/11 REV 3")
    ]
    (note,) = DIFF.notes
    assert numbers(note) == ("7", "7")


def test_diff__says_what_is_meant_otherwise() -> None:
    meant = {part.after or part.before[0]: tuple(map(str, part.meant)) for part in DIFF.actions if part.meant}
    assert meant == MEANT


def test_diff__has_the_words_before_and_after() -> None:
    written = {
        (part.after, change.field): [(words.before, words.after) for words in change.words]
        for part in DIFF.actions
        for change in part.changes
        if not change.follows and change.field != "number"
    }
    assert written == WRITTEN


def test_diff__of_a_renumbered_action_only_follows_its_number() -> None:
    part = next(part for part in DIFF.actions if part.after == "7.2")
    assert [(change.field, change.follows) for change in part.changes] == [
        ("number", False),
        ("channels", True),
        ("initiatives", True),
    ]
    assert part.why == ("the content is the same",)


def test_diff__lists_the_number_in_the_words_that_nobody_has_written_anew() -> None:
    """Action 2.1 is "based on the outcomes of the risk analysis under Actions 1.1 and 1.3", and 1.3 is 1.2 now."""
    assert DIFF.stale == (StaleNumber(action="2.1", field="activity", names="1.3", now="1.2"),)


def test_diff__says_who_gained_and_lost_which_duty() -> None:
    assert duties(party("Eurojust")) == [(DutyKind.LOST, "4.2", None)]
    assert duties(party("COM")) == [
        (DutyKind.GAINED, None, "3.2"),
        (DutyKind.TIME, "6.3", "6.3"),
        (DutyKind.NUMBER, "7.2", "7.1"),
    ]
    assert [duty.after for duty in party("IT").of_kind(DutyKind.GAINED)] == ["2.2", "3.2"]
    assert [duty.before for duty in party("DE").of_kind(DutyKind.LOST)] == ["4.2", "5.2"]


def test_diff__says_which_sheets_go_out_again() -> None:
    """Serbia keeps its part in 2.2, and reads there who leads it; Algeria has a part in 6.2 alone."""
    assert (party("RS").duties, party("RS").actions, party("RS").tasked_again) == ((), ("2.2",), True)
    assert (party("DZ").actions, party("DZ").general, party("DZ").tasked_again) == ((), (), False)
    assert party("Eurojust").general == (SheetPart.PROVISIONS,)  # it leads nothing now


def test_diff__of_equal_plans_is_empty() -> None:
    copy = attrs.evolve(OLD)
    for diff in (empact.diff(OLD, OLD), empact.diff(OLD, copy)):
        assert not diff
        assert (diff.equal, diff.changes, diff.parts, diff.parties) == (True, (), (), ())
    assert DIFF
    assert not DIFF.equal


def test_apply__makes_the_next_revision() -> None:
    assert empact.apply(DIFF, OLD) == NEW
    assert empact.apply(empact.diff(NEW, OLD), NEW) == OLD


def test_apply__refuses_another_plan() -> None:
    other = attrs.evolve(
        OLD, actions=(attrs.evolve(OLD.actions[0], description=OLD.actions[1].description), *OLD.actions[1:])
    )
    with pytest.raises(ValueError, match=r"^The field 'description' of action 1\.1 is not as it was when"):
        empact.apply(DIFF, other)
    with pytest.raises(ValueError, match=r"^C-2012: the actions are not those .*: 15 instead of 16\.$"):
        empact.apply(DIFF, attrs.evolve(OLD, actions=OLD.actions[:-1]))
    with pytest.raises(ValueError, match=r"^The diff was made from C-2012, not from C-2013\.$"):
        empact.apply(DIFF, attrs.evolve(OLD, id="C-2013"))
    with pytest.raises(ValueError, match=r"^The field 'title' of C-2012 is not as it was when"):
        empact.apply(DIFF, attrs.evolve(OLD, title="Another"))


def test_apply__refuses_a_plan_with_the_parts_in_another_order() -> None:
    """A diff removes an action by its place: in this plan another one stands there."""
    shorter = empact.diff(OLD, attrs.evolve(OLD, actions=OLD.actions[1:]))
    other = attrs.evolve(OLD, actions=(OLD.actions[1], OLD.actions[0], *OLD.actions[2:]))
    with pytest.raises(ValueError, match=r"^The field 'number' of action 1\.1 is not as it was when"):
        empact.apply(shorter, other)


def test_diff__compares_the_sheets_once() -> None:
    assert DIFF.parties is DIFF.parties
