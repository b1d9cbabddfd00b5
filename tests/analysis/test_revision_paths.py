"""Records after a revision: each stands where a person put it, and none is written again."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import attrs
import pytest
from tests.support import revised_2031 as revised
from tests.support.document_rows import rows
from tests.support.invented import SESSION

from empact import Plan
from empact.analysis import PlanContext, claim_log, exclusion, propose_mapping, stamped
from empact.analysis.records import ledger_entries, progress_reports
from empact.diagnostics import Diagnostic
from empact.documents import build_entries
from empact.model import (
    FiledMapping,
    FiledReport,
    FrozenMap,
    Ledger,
    LedgerEntry,
    MappedAction,
    Mappings,
    Reports,
    WrittenFor,
)


def context(plan: Plan, **records: Any) -> PlanContext:
    given = {
        "reports": revised.REPORTS,
        "ledger": revised.LEDGER,
        "operations": (revised.OPERATION,),
        "kpi_register": revised.KPIS,
        "mappings": revised.MAPPINGS,
        **records,
    }
    return attrs.evolve(SESSION.context(plan), **given)


def findings(plan: Plan, *others: Plan, select: str | list[str], **records: Any) -> list[Diagnostic]:
    given: dict[str, Any] = {
        "reports": revised.REPORTS,
        "ledger": revised.LEDGER,
        "operations": [revised.OPERATION],
        "kpis": [revised.KPIS],
        "mappings": revised.MAPPINGS,
        **records,
    }
    return [*SESSION.validate(plan, *others, select=select, records=SESSION.records(**given, plans=[plan]))]


def test_reports__stand_where_a_person_put_them() -> None:
    ctx = context(revised.REV_2)
    said = {
        filed.id: {each.action: int(each.figures[0].value or 0) for each in filed.content.actions if each.figures}
        for filed in ctx.reports
    }
    assert said == revised.PLACES


def test_reports__count_where_a_person_put_them() -> None:
    actions = zip(revised.REV_2.actions, claim_log(context(revised.REV_2)).actions, strict=True)
    counted = {
        action.number: [
            (claim.by, int(claim.value or 0), claim.apart) for _, claims in said.figures for claim in claims
        ]
        for action, said in actions
    }
    assert counted == {
        "1.1": [("QN", 120, None)],
        "2.1": [("QN", 6, None)],
        "2.2": [("QO", 31, None)],
        "2.3": [("QP", 12, None)],
        "2.4": [],
        "3.1": [("QS", 5, None)],
    }


def test_entries__stand_where_a_person_put_them_with_their_days() -> None:
    known = context(revised.REV_2).evidence.in_force
    assert {entry.id: tuple(map(str, entry.content.actions)) for entry in known} == revised.ENTRY_PLACES
    days = {entry.id: entry.content.on for entry in revised.LEDGER}
    assert {entry.id: entry.content.on for entry in known} == {id: days[id] for id in revised.ENTRY_PLACES}


def test_operations__belong_to_the_actions_that_a_person_named() -> None:
    (operation,) = context(revised.REV_2).operations
    assert tuple(map(str, operation.actions)) == revised.OPERATION_PLACES


def test_kpi_decisions__stand_where_a_person_put_them() -> None:
    register = context(revised.REV_2).kpi_register
    assert register is not None
    assert {definition.action: definition.unit for definition in register} == revised.KPI_PLACES


def test_practices__stand_where_a_person_put_them() -> None:
    paths = context(revised.REV_2).revision_paths
    assert paths is not None
    assert tuple(map(str, paths.practice(revised.PRACTICE).actions)) == revised.PRACTICE_PLACES


def test_the_list_of_reports__says_nothing_under_the_number_that_a_dropped_action_had() -> None:
    reports = attrs.evolve(revised.REPORTS, reports=(revised.report("of-QS", "QS", a31=1, a32=5),))
    (listed,) = progress_reports(context(revised.REV_2, reports=reports)).reports
    assert [(said.action, int(said.figures[0].value or 0)) for said in listed.content.actions] == [("3.1", 5)]


def test_records__give_no_finding_but_that_a_confirmation_is_asked_again() -> None:
    rules = ["OAP830", "OAP831", "OAP832", "OAP862", "OAP838", "OAP839", "OAP813"]
    assert [(each.code, each.message) for each in findings(revised.REV_2, select=rules)] == [
        (
            "OAP830",
            (
                "The confirmation of 11 February 2031 does not count for action 3.1: since it was written, the action "
                "has other leaders, counts other things, or continues another action."
            ),
        )
    ]


def test_records__without_the_mapping_are_reported_as_before() -> None:
    codes = {each.code for each in findings(revised.REV_2, select="OAP830", mappings=())}
    assert codes == {"OAP830"}
    ctx = context(revised.REV_2, mappings=None)
    assert ctx.reports is not None
    assert ctx.revision_paths is None
    assert [*ctx.ledger] == [*revised.LEDGER]


def test_records__are_as_in_their_files_in_the_revision_that_they_were_written_for() -> None:
    ctx = context(revised.REV_1)
    assert ctx.reports == revised.REPORTS
    assert ctx.ledger == revised.LEDGER
    assert ctx.operations == (revised.OPERATION,)
    assert ctx.kpi_register == revised.KPIS


def test_records__are_not_changed_but_viewed() -> None:
    ctx = context(revised.REV_2)
    assert ctx.whole_reports == revised.REPORTS
    assert {filed.id: filed.digest for filed in ctx.reports} == {filed.id: filed.digest for filed in revised.REPORTS}
    assert ctx.seals is not None
    sealed = ctx.new_seal("June", on=dt.date(2031, 7, 20))
    assert [*sealed.entries] == sorted(entry.id for entry in revised.LEDGER)
    assert sealed.operations == context(revised.REV_1).new_seal("June", on=dt.date(2031, 7, 20)).operations


def test_records__are_read_through_a_mapping_from_its_day_on() -> None:
    before = attrs.evolve(context(revised.REV_2), as_of=dt.date(2031, 7, 11))
    after = attrs.evolve(context(revised.REV_2), as_of=dt.date(2031, 7, 12))
    assert before.reports == revised.REPORTS
    assert after.reports != revised.REPORTS


def test_reading_twice__changes_nothing() -> None:
    once = context(revised.REV_2)
    twice = context(
        revised.REV_2,
        reports=once.reports,
        ledger=once.ledger,
        operations=once.operations,
        kpi_register=once.kpi_register,
    )
    assert twice.reports == once.reports
    assert twice.ledger == once.ledger
    assert twice.operations == once.operations
    assert twice.kpi_register == once.kpi_register


def renumbered_again() -> tuple[Plan, FiledMapping]:
    """REV 3, in which the road (2.2 of REV 2) is 2.9, and what a person decided."""
    actions = [attrs.evolve(each, number="2.9") if each.number == "2.2" else each for each in revised.REV_2.actions]
    cover = attrs.evolve(revised.REV_2.cover, number=revised.loaded(THIRD_TEXT, Plan).cover.number)
    third = attrs.evolve(revised.REV_2, cover=cover, actions=tuple(actions))
    road = third.action("2.9").content_digest
    content = attrs.evolve(
        revised.MAPPING,
        earlier=WrittenFor(revision="1001/2/31 REV 2", actions=FrozenMap({"2.2": road})),
        later=WrittenFor(revision="1001/3/31 REV 3", actions=FrozenMap({"2.9": road})),
        actions=(MappedAction(action="2.2", to=("2.9",)),),
        on=dt.date(2031, 9, 1),
    )
    return third, FiledMapping(id="of-September", digest="e" * 64, content=content)


THIRD_TEXT = revised.REV_2_TEXT.replace("1001/2/31 REV 2", "1001/3/31 REV 3")


def test_two_mappings__lead_from_the_first_revision_to_the_third() -> None:
    third, mapping = renumbered_again()
    ctx = context(third, mappings=Mappings(plan="Q-2031", mappings=(*revised.MAPPINGS, mapping)))
    road = ctx.reports.report("of-QO").content
    assert [each.action for each in road.actions] == ["2.9"]
    assert road.written_for == WrittenFor(
        revision="1001/3/31 REV 3", actions=FrozenMap({"2.9": third.action("2.9").content_digest})
    )
    assert [each.action for each in ctx.reports.report("of-QN").content.actions] == ["1.1", "2.1"]
    (operation,) = ctx.operations
    assert [str(ref) for ref in operation.actions] == ["Q-2031:2.9", "Q-2031:2.3", "Q-2031:2.4"]


def test_mappings_that_contradict_each_other__do_not_count_for_that_action() -> None:
    other = attrs.evolve(revised.MAPPING, actions=(MappedAction(action="2.1", to=("2.4",)),))
    both = Mappings(plan="Q-2031", mappings=(*revised.MAPPINGS, FiledMapping(id="b", digest="b" * 64, content=other)))
    ctx = context(revised.REV_2, mappings=both)
    assert [each.action for each in ctx.reports.report("of-QO").content.actions] == ["2.1"]
    assert [each.action for each in ctx.reports.report("of-QN").content.actions] == ["1.1", "2.1"]
    claims = claim_log(ctx).actions[1].figures[0][1]
    assert [(claim.by, claim.apart is None) for claim in claims] == [("QN", True), ("QO", False)]


def test_a_mapping__that_is_superseded_does_not_count() -> None:
    content = attrs.evolve(revised.MAPPING, actions=(MappedAction(action="2.1", to=("2.4",)),), supersedes=("of-July",))
    later = Mappings(
        plan="Q-2031", mappings=(*revised.MAPPINGS, FiledMapping(id="b", digest="b" * 64, content=content))
    )
    ctx = context(revised.REV_2, mappings=later)
    assert [each.action for each in ctx.reports.report("of-QO").content.actions] == ["2.4"]


def test_mappings_that_supersede_each_other__contradict_each_other() -> None:
    first = attrs.evolve(revised.MAPPING, supersedes=("b",))
    other = attrs.evolve(revised.MAPPING, actions=(MappedAction(action="2.1", to=("2.4",)),), supersedes=("a",))
    both = Mappings(
        plan="Q-2031",
        mappings=(
            FiledMapping(id="a", digest="a" * 64, content=first),
            FiledMapping(id="b", digest="b" * 64, content=other),
        ),
    )
    assert [mapping.id for mapping in both.in_force] == ["a", "b"]
    (found,) = findings(revised.REV_2, select="OAP839", mappings=both)
    assert found.message == (
        "The mapping of 12 July 2031 contradicts the mapping a: the records about 2.1 go to 2.2 and to 2.4."
    )


@pytest.mark.parametrize("revision", [None, "1001/1/31 REV 1", "1001/31"])
def test_a_record_without_digests__is_read_through_the_mapping_if_it_names_the_revision(revision: str | None) -> None:
    filed = revised.REPORTS.report("of-QO")
    bare = attrs.evolve(filed, content=attrs.evolve(filed.content, written_for=WrittenFor(revision=revision)))
    ctx = context(revised.REV_2, reports=attrs.evolve(revised.REPORTS, reports=(bare,)))
    number = "2.2" if revision == "1001/1/31 REV 1" else "2.1"
    assert [each.action for each in ctx.reports.report("of-QO").content.actions] == [number]


def test_one_entry__that_a_person_leaves_with_the_earlier_revision_is_no_finding_and_does_not_count() -> None:
    actions = (
        MappedAction(action="2.2", to=("2.1",), records=FrozenMap({"exhorts-QN": ()})),
        *(each for each in revised.MAPPING.actions if each.action != "2.2"),
    )
    content = attrs.evolve(revised.MAPPING, actions=actions)
    mappings = Mappings(plan="Q-2031", mappings=(FiledMapping(id="a", digest="a" * 64, content=content),))
    in_force = {entry.id for entry in context(revised.REV_2, mappings=mappings).evidence.in_force}
    assert in_force == revised.ENTRY_PLACES.keys() - {"exhorts-QN"}
    messages = [each.message for each in findings(revised.REV_2, select="OAP830", mappings=mappings)]
    assert [message for message in messages if "exhortation" in message] == []


def test_a_confirmation__keeps_its_way_through_three_revisions() -> None:
    """2.1 becomes 2.2 with another leader, then 2.1 again: the confirmation of its first words is not one of the road.

    A mapping is found by the content of the action on the way; the words that were read only judge the confirmation.
    """
    texts = [
        [revised.COURSES.format(number="2.1"), revised.ROAD.format(number="2.2")],
        [revised.ROAD.format(number="2.1"), revised.COURSES.replace("QN", "QO").format(number="2.2")],
        [revised.COURSES.replace("QN", "QO").format(number="2.1"), revised.ROAD.format(number="2.2")],
    ]
    revisions = [
        revised.loaded(
            f"{revised.HEAD}cover: {{number: 1001/{n}/31 REV {n}, date: 2031-0{n}-10}}\nactions:\n{''.join(text)}", Plan
        )
        for n, text in enumerate(texts, 1)
    ]
    contents = [
        propose_mapping(SESSION.context(*pair), put={"2.1": ["2.2"], "2.2": ["2.1"]}).decide(
            "Driver", dt.date(2031, 3, 12)
        )
        for pair in itertools.pairwise(revisions)
    ]
    mappings = [FiledMapping(id=f"m{n}", digest=f"{n}" * 64, content=each) for n, each in enumerate(contents)]
    content = attrs.evolve(revised.entry("confirms", "confirmation", "QN", '"2.1"', "part: confirmed\n").content)
    content = stamped(attrs.evolve(content, written_for=WrittenFor()), revisions[0])
    ledger = Ledger(plan="Q-2031", entries=(LedgerEntry(id="confirms", digest="c" * 64, content=content),))
    ctx = context(revisions[2], ledger=ledger, mappings=Mappings(plan="Q-2031", mappings=tuple(mappings)))
    (entry,) = ctx.ledger
    assert [str(ref) for ref in entry.content.actions] == ["2.1"]
    (changed,) = ctx.identities.changed(entry.content)
    assert (changed.named.number, changed.judged) == ("2.1", False)


def test_a_dossier__says_what_is_recorded_about_an_action_of_an_earlier_revision() -> None:
    commitment = revised.entry("commits-QR", "commitment", "QR", '"3.1"', "due: 2031-05-31\n", on="2031-02-10")
    ledger = attrs.evolve(revised.LEDGER, entries=(commitment, *revised.LEDGER))
    dossier = exclusion(attrs.evolve(context(revised.REV_2, ledger=ledger), as_of=dt.date(2031, 8, 1)), "QR")
    missing = [statement.text for criterion in dossier.criteria for statement in criterion.missing]
    assert missing[0] == (
        "No commitment of QR is recorded here; what is recorded about 3.1 of 1001/1/31 REV 1 is not counted here."
    )
    assert any(text.startswith("No unsuccessful exhortation of QR by the Driver is recorded here;") for text in missing)
    assert "No finding that QR jeopardises delivery is recorded." in missing
    beside = [(statement.text, statement.actions, statement.entries) for statement in dossier.beside]
    assert beside == [
        (
            "On 2031-02-10 a commitment by QR is recorded about 3.1 of 1001/1/31 REV 1, not counted here.",
            (),
            ("commits-QR",),
        ),
        (
            "On 2031-05-02 an exhortation by QM is recorded about 3.1 of 1001/1/31 REV 1, not counted here.",
            (),
            ("exhorts-QR",),
        ),
    ]


def test_the_list_of_entries__says_which_are_about_an_action_of_an_earlier_revision() -> None:
    ctx = context(revised.REV_2)
    shown = {listed.id: listed.about_earlier for listed in ledger_entries(ctx, action="3.1").entries}
    assert shown == {"confirms-QS": "3.1 as it was before", "exhorts-QR": "3.1 of 1001/1/31 REV 1"}
    assert rows(build_entries(ctx, action="3.1"), "entries")["exhorts-QR"][8] == (
        "recorded about 3.1 of 1001/1/31 REV 1, not counted here",
    )


PATROLS = revised.REV_2.action("2.2").content_digest
WRITTEN = WrittenFor(
    revision="1001/1/31 REV 1", actions=FrozenMap({"2.1": f"{PATROLS[:4]}0001", "2.2": f"{PATROLS[:4]}0002"})
)
"""Two actions with the leaders and the KPI of the 2.2 of REV 2."""


def merged(*to: str) -> Mappings:
    """A mapping by which 2.2 of REV 2 continues 2.1, and these actions continue 2.2."""
    content = attrs.evolve(
        revised.MAPPING,
        earlier=WRITTEN,
        later=WrittenFor(revision="1001/2/31 REV 2", actions=FrozenMap({"2.2": PATROLS})),
        actions=(MappedAction(action="2.1", to=("2.2",)), MappedAction(action="2.2", to=to)),
    )
    return Mappings(plan="Q-2031", mappings=(FiledMapping(id="merged", digest="e" * 64, content=content),))


def reported(*reports: FiledReport) -> Reports:
    """Reports about the two actions."""
    content = (attrs.evolve(filed, content=attrs.evolve(filed.content, written_for=WRITTEN)) for filed in reports)
    return Reports(plan="Q-2031", reports=tuple(content))


def of_reports(reports: Reports, mappings: Mappings) -> list[tuple[str, str]]:
    """The findings about reports, and no others."""
    none = {"ledger": None, "operations": None, "kpis": None}
    found = findings(revised.REV_2, select="OAP8", reports=reports, mappings=mappings, **none)
    return [(finding.code, finding.message) for finding in found]


def test_one_report_about_two_actions_that_a_mapping_merges__is_not_called_wrong() -> None:
    both = revised.report("both", "QO", a21=6, a22=4)
    assert of_reports(reported(both), merged("2.2")) == [
        (
            "OAP846",
            (
                "QO reports KPI 1 of action 2.2 more than once in one report: 6 in total and 4 in total. "
                "A mapping puts here what was reported about 2.1 and 2.2 of 1001/1/31 REV 1."
            ),
        )
    ]


def test_one_report_that_states_one_thing_twice__is_wrong_also_through_a_mapping() -> None:
    both = revised.report("both", "QO", a21=6)
    said = both.content.actions[0]
    again = attrs.evolve(both, content=attrs.evolve(both.content, actions=(said, said)))
    assert [code for code, _ in of_reports(reported(again), merged("2.2"))] == ["OAP882"]


def test_the_report_of_a_leader__is_not_called_wrong_where_another_one_leads() -> None:
    assert of_reports(reported(revised.report("a", "QN", a21=6)), merged()) == [
        (
            "OAP846",
            (
                "QN reports the total of KPI 1 of action 2.2 (6 in total), but does not lead the action on 2031-06-30. "
                "A mapping puts here what was reported about 2.1 of 1001/1/31 REV 1."
            ),
        )
    ]


def test_what_a_mapping_leaves_behind__is_no_error_and_is_listed_in_the_progress() -> None:
    reports = attrs.evolve(revised.REPORTS, reports=(revised.report("of-QO", "QO", a32=5),))
    mapping = attrs.evolve(revised.MAPPING, actions=(MappedAction(action="3.2"),))
    mappings = Mappings(plan="Q-2031", mappings=(FiledMapping(id="gone", digest="e" * 64, content=mapping),))
    assert [code for code, _ in of_reports(reports, mappings)] == []
    ctx = attrs.evolve(context(revised.REV_2, reports=reports, mappings=mappings), as_of=dt.date(2031, 7, 20))
    assert [statement.text for statement in ctx.progress("June 2031").unplaced] == [
        "of-QO is about action 3.2 of 1001/1/31 REV 1, and no mapping brings it here."
    ]


def test_two_kpi_decisions_that_a_mapping_merges__are_not_called_wrong() -> None:
    first = revised.KPIS.definitions[0]
    register = attrs.evolve(
        revised.KPIS, definitions=(first, attrs.evolve(first, action="2.2", unit=None)), written_for=WRITTEN
    )
    given: dict[str, Any] = {"ledger": None, "operations": None, "reports": None}
    found = findings(revised.REV_2, select="OAP8", kpis=[register], mappings=merged("2.2"), **given)
    assert [(finding.code, finding.message) for finding in found] == [
        (
            "OAP846",
            (
                "The KPI register decides twice about KPI 1 of action 2.2, since a mapping merges two actions: "
                "the first decision counts."
            ),
        )
    ]
