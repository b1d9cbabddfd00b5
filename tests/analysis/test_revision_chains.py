"""Records through several revisions, and through mappings that merge, drop or contradict each other."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support import revised_2031 as revised
from tests.support.invented import SESSION

from empact import Plan
from empact.analysis import PlanContext, claim_log
from empact.model import (
    EntryContent,
    FiledMapping,
    FiledReport,
    FrozenMap,
    Ledger,
    LedgerEntry,
    MappedAction,
    Mappings,
    Report,
    Reports,
    RevisionMapping,
    WrittenFor,
)

ACTIONS = {
    "parcels": revised.PARCELS,
    "road": revised.ROAD,
    "courses": revised.COURSES.replace("QN", "QO"),
    "longer courses": revised.COURSES.replace("QN", "QO").replace("three courses", "three long courses"),
    "lists": revised.LISTS.replace("QR", "QO"),
}
"""The actions that the revisions have, led by QO but for the parcels."""


def plan(revision: int, **actions: str) -> Plan:
    """A revision with the actions by number, such as ``a21="road"``."""
    text = "".join(ACTIONS[name].format(number=f"{at[1]}.{at[2]}") for at, name in actions.items())
    return revised.loaded(f"{revised.HEAD}cover: {{number: 1001/{revision}/31 REV {revision}}}\nactions:\n{text}", Plan)


def written_for(revision: Plan, *numbers: str, digests: bool = True) -> WrittenFor:
    known = {number: revision.action(number).content_digest for number in numbers if digests}
    return WrittenFor(revision=revision.cover.number.plain, actions=FrozenMap(known))


def mapping(id: str, earlier: Plan, later: Plan, to: dict[str, tuple[str, ...]]) -> FiledMapping:
    content = RevisionMapping(
        plan="Q-2031",
        earlier=written_for(earlier, *to),
        later=written_for(later, *{number for numbers in to.values() for number in numbers}),
        actions=tuple(
            MappedAction(action=number, to=numbers, kpis=FrozenMap({"1": tuple(f"{each}/1" for each in numbers)}))
            for number, numbers in to.items()
        ),
        decided_by="Driver",
        on=dt.date(2031, 3, 1),
    )
    return FiledMapping(id=id, digest=id.ljust(64, "0"), content=content)


def report(written: WrittenFor, **values: int) -> FiledReport:
    said = "\n".join(revised.SAID.format(number=f"{at[1]}.{at[2]}", value=value) for at, value in values.items())
    content: Any = revised.loaded(revised.REPORT.format(by="QO", actions=said), Report)
    object.__setattr__(content, "written_for", written)
    return FiledReport(id="of-QO", digest="a" * 64, content=content)


def entry(kind: str, written: WrittenFor, *numbers: str) -> LedgerEntry:
    more = {"confirmation": "part: confirmed\n", "commitment": "due: 2031-08-31\n"}[kind]
    actions = ", ".join(f'"{number}"' for number in numbers)
    text = revised.ENTRY.format(kind=kind, on="2031-02-10", by="QN", actions=actions) + more
    content: Any = revised.loaded(text, EntryContent)
    object.__setattr__(content, "written_for", written)
    return LedgerEntry(id="of-QN", digest="b" * 64, content=content)


def records(
    mappings: tuple[FiledMapping, ...], reports: tuple[FiledReport, ...] = (), entries: tuple[LedgerEntry, ...] = ()
) -> Any:
    return SESSION.records(
        reports=Reports(plan="Q-2031", reports=reports),
        ledger=Ledger(plan="Q-2031", entries=entries),
        mappings=Mappings(plan="Q-2031", mappings=mappings),
    )


def counted(ctx: PlanContext) -> dict[str, list[int]]:
    """The figures that count, by the number of the action."""
    said = zip(ctx.plan.actions, claim_log(ctx).actions, strict=True)
    found = {
        action.number: [int(claim.value or 0) for _, claims in each.figures for claim in claims if claim.apart is None]
        for action, each in said
    }
    return {number: values for number, values in found.items() if values}


def due(ctx: PlanContext) -> list[tuple[str, ...]]:
    """The actions of the commitments on the agenda."""
    return [tuple(item.actions) for item in ctx.agenda().items if item.entry_id]


def confirmed(ctx: PlanContext) -> list[tuple[str, str]]:
    return [(said.action_number, said.party_code) for said in ctx.confirmations]


@pytest.mark.parametrize("digests", [True, False])
def test_an_entry_about_a_dropped_action__does_not_count_for_another_one_at_its_number(*, digests: bool) -> None:
    first, second = plan(1, a11="road", a12="parcels"), plan(2, a11="courses", a12="parcels")
    dropped = mapping("d", first, second, {"1.1": ()})
    written = written_for(first, "1.1", digests=digests)
    for kind in ("commitment", "confirmation"):
        given = records((dropped,), entries=(entry(kind, written, "1.1"),))
        ctx = SESSION.context(second, records=given)
        assert (due(ctx), confirmed(ctx)) == ([], [])
        assert [each.code for each in SESSION.validate(second, select=["OAP830", "OAP832"], records=given)] == []


def test_the_first_of_two_actions__is_taken_in_each_revision() -> None:
    first, second, third = plan(1, a11="road"), plan(2, a21="road", a22="courses"), plan(3, a22="courses")
    split = mapping("d", first, second, {"1.1": ("2.1", "2.2")})
    dropped = mapping("e", second, third, {"2.1": ()})
    given = records((split, dropped), (report(written_for(first, "1.1"), a11=7),))
    assert counted(SESSION.context(second, records=given)) == {"2.1": [7]}
    assert counted(SESSION.context(third, records=given)) == {}


def test_an_entry_about_a_split_action__stands_at_the_part_that_goes_on() -> None:
    first, second, third = plan(1, a11="road"), plan(2, a21="road", a22="courses"), plan(3, a22="courses")
    split = mapping("d", first, second, {"1.1": ("2.1", "2.2")})
    dropped = mapping("e", second, third, {"2.1": ()})
    given = records((split, dropped), entries=(entry("commitment", written_for(first, "1.1"), "1.1"),))
    assert due(SESSION.context(third, records=given)) == [("2.2",)]


@pytest.mark.parametrize("digests", [True, False])
def test_a_confirmation__does_not_count_for_words_that_the_mapping_shows_to_be_other_ones(*, digests: bool) -> None:
    first, second = plan(1, a11="courses"), plan(2, a21="longer courses")
    third = plan(3, a31="longer courses")
    mappings = (mapping("d", first, second, {"1.1": ("2.1",)}), mapping("e", second, third, {"2.1": ("3.1",)}))
    given = records(mappings, entries=(entry("confirmation", written_for(first, "1.1", digests=digests), "1.1"),))
    for later in (second, third):
        assert confirmed(SESSION.context(later, records=given)) == []
        assert [each.code for each in SESSION.validate(later, select="OAP830", records=given)] == ["OAP830"]


def test_a_contradiction_in_a_later_step__leaves_a_record_as_without_a_mapping() -> None:
    first, second = plan(1, a11="courses"), plan(2, a21="courses", a22="road")
    third = plan(3, a21="longer courses", a22="road")
    one = mapping("d", first, second, {"1.1": ("2.1",)})
    here, there = mapping("e", second, third, {"2.1": ("2.1",)}), mapping("f", second, third, {"2.1": ("2.2",)})
    filed = report(written_for(first, "1.1"), a11=7)
    for mappings in ((one,), (one, here, there)):
        ctx = SESSION.context(third, records=records(mappings, (filed,)))
        assert counted(ctx) == {}
        assert ctx.reports.report("of-QO").content == filed.content


def test_a_contradiction__is_not_passed_by_a_mapping_of_the_next_step() -> None:
    first, second = plan(1, a13="courses"), plan(2, a13="longer courses", a21="road")
    third = plan(3, a23="longer courses", a21="road")
    here, there = mapping("d", first, second, {"1.3": ("1.3",)}), mapping("e", first, second, {"1.3": ("2.1",)})
    onward = mapping("f", second, third, {"1.3": ("2.3",)})
    filed = report(written_for(first, "1.3"), a13=7)
    ctx = SESSION.context(third, records=records((here, there, onward), (filed,)))
    assert ctx.reports.report("of-QO").content == filed.content


def test_a_contradiction_about_one_part__keeps_an_entry_at_the_other_part() -> None:
    first, second = plan(1, a11="road"), plan(2, a21="road", a22="courses")
    third = plan(3, a31="road", a32="courses")
    split = mapping("d", first, second, {"1.1": ("2.1", "2.2")})
    here = mapping("e", second, third, {"2.1": ("3.1",), "2.2": ("3.2",)})
    there = mapping("f", second, third, {"2.1": ("3.2",)})
    given = records((split, here, there), entries=(entry("commitment", written_for(first, "1.1"), "1.1"),))
    assert due(SESSION.context(third, records=given)) == [("3.2",)]


@pytest.mark.parametrize("numbers", [("a11", "a12"), ("a12", "a11")])
def test_two_actions_of_one_report_at_one_number__are_judged_each_by_its_own_content(numbers: tuple[str, str]) -> None:
    """1.1 is 1.2 now. About the old 1.2, two mappings contradict each other, so its figure counts nowhere."""
    first, second = plan(1, a11="road", a12="lists"), plan(2, a12="road", a13="courses")
    mappings = (
        mapping("d", first, second, {"1.1": ("1.2",), "1.2": ("1.2",)}),
        mapping("e", first, second, {"1.2": ("1.3",)}),
    )
    values = {"a11": 7, "a12": 8}
    filed = report(written_for(first, "1.1", "1.2"), **{number: values[number] for number in numbers})
    ctx = SESSION.context(second, records=records(mappings, (filed,)))
    assert counted(ctx) == {"1.2": [7]}
    assert [statement.text for statement in ctx.progress("June 2031").unplaced] == [
        "of-QO is about action 1.2 of 1001/1/31 REV 1, and no mapping brings it here."
    ]


@pytest.mark.parametrize("numbers", [("1.1", "1.2"), ("1.2", "1.1")])
def test_a_confirmation_of_two_merged_actions__counts_if_the_party_has_read_the_words(numbers: tuple[str, str]) -> None:
    first, second = plan(1, a11="road", a12="lists"), plan(2, a12="road", a13="courses")
    merged = mapping("d", first, second, {"1.1": ("1.2",), "1.2": ("1.2",)})
    given = records((merged,), entries=(entry("confirmation", written_for(first, "1.1", "1.2"), *numbers),))
    assert confirmed(SESSION.context(second, records=given)) == [("1.2", "QN")]
    assert [*SESSION.validate(second, select="OAP830", records=given)] == []


@pytest.mark.parametrize("numbers", [("1.1", "1.2"), ("1.2", "1.1")])
def test_a_confirmation_without_digests__counts_at_the_number_that_no_mapping_names(numbers: tuple[str, str]) -> None:
    first, second = plan(1, a11="road", a12="lists"), plan(2, a11="road", a13="courses")
    merged = mapping("d", first, second, {"1.2": ("1.1",)})
    given = records((merged,), entries=(entry("confirmation", written_for(first, digests=False), *numbers),))
    assert confirmed(SESSION.context(second, records=given)) == [("1.1", "QN")]
