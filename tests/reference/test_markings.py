"""Markings: what they mean, their order, how they stand today, and what an output about several plans carries."""

from __future__ import annotations

import datetime as dt
import json
import runpy

import attrs
import pytest
from tests.support.paths import DOCS

import oap_c_2012
from empact import Plan, Session
from empact.analysis.markings import joint_marking
from empact.diagnostics import Diagnostics
from empact.errors import PlanReadError
from empact.model import (
    Action,
    Confidence,
    DocumentNumber,
    Issue,
    MarkingStatus,
    MarkingToday,
    PartyKind,
    Publication,
    Suffix,
    Targets,
)
from empact.reference import known_markings, national_markings, read_marking, register

RESTREINT = "RESTREINT UE/EU RESTRICTED"
LEVELS = (
    RESTREINT,
    "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "SECRET UE/EU SECRET",
    "TRES SECRET UE/EU TOP SECRET",
)
DCL = DocumentNumber(serial=17793, revision=2, year=11, issues=(Issue(suffix=Suffix.DCL, number=1),))


def plan(printed: str | None, **today: object) -> Plan:
    return Plan(id="X", marking=printed, marking_today=MarkingToday(**today) if today else None)  # type: ignore[arg-type]


DECLASSIFIED = plan(RESTREINT, status=MarkingStatus.DECLASSIFIED, document=DCL, on=dt.date(2015, 5, 5))


BEFORE, FROM = dt.date(2031, 5, 4), dt.date(2031, 5, 5)

# What a marking means


def test_known_markings__are_four_levels_in_order_and_limite_beside_them() -> None:
    assert [(known.name, known.rank) for known in known_markings()] == [
        *((name, rank) for rank, name in enumerate(LEVELS, 1)),
        ("LIMITE", None),
    ]
    assert all(known.source and known.confidence.value == "general-knowledge" for known in known_markings())


@pytest.mark.parametrize(
    ("text", "level", "distribution", "unknown", "rank"),
    [
        (None, None, [], [], 0),
        ("", None, [], [], 0),
        ("LIMITE", None, ["LIMITE"], [], 0),
        ("limite", None, ["LIMITE"], [], 0),
        (RESTREINT, RESTREINT, [], [], 1),
        ("restreint ue / eu restricted", RESTREINT, [], [], 1),
        ("RESTREINT\nUE/EU RESTRICTED", RESTREINT, [], [], 1),
        ("RESTREINT UE", RESTREINT, [], [], 1),
        ("R-UE/EU-R", RESTREINT, [], [], 1),
        (f"{RESTREINT}, LIMITE", RESTREINT, ["LIMITE"], [], 1),
        (f"LIMITE; {RESTREINT}", RESTREINT, ["LIMITE"], [], 1),
        (f"{RESTREINT} LIMITE", RESTREINT, ["LIMITE"], [], 1),
        (f"LIMITE {RESTREINT}", RESTREINT, ["LIMITE"], [], 1),
        ("CONFIDENTIEL UE/EU CONFIDENTIAL", LEVELS[1], [], [], 2),
        ("EU SECRET", LEVELS[2], [], [], 3),
        ("TRÈS SECRET UE/EU TOP SECRET", LEVELS[3], [], [], 4),
        (f"{RESTREINT}; SECRET UE", LEVELS[2], [], [], 3),
        (f"SECRET UE; {RESTREINT}", LEVELS[2], [], [], 3),  # the highest, not the last
        ("SECRET", None, [], ["SECRET"], 5),
        (f"{RESTREINT}; FOR PARTNERS", RESTREINT, [], ["FOR PARTNERS"], 5),
        ("NOT CLASSIFIED", None, [], ["NOT CLASSIFIED"], 5),
    ],
)
def test_read_marking__returns_level_distribution_and_what_is_unknown(
    text: str | None, level: str | None, distribution: list[str], unknown: list[str], rank: int
) -> None:
    marking = read_marking(text)
    assert (marking.level.name if marking.level else None) == level
    assert [known.name for known in marking.distribution] == distribution
    assert list(marking.unknown) == unknown
    assert marking.rank == rank
    assert register().marking(text) == marking


@pytest.mark.parametrize(
    ("text", "level", "above"),
    [
        (None, None, False),
        (None, "LIMITE", False),
        ("LIMITE", None, True),  # a distribution marking is not public
        ("LIMITE", "LIMITE", False),
        ("LIMITE", RESTREINT, False),
        (RESTREINT, "LIMITE", True),
        (f"{RESTREINT}; LIMITE", RESTREINT, False),
        (RESTREINT, None, True),
        (RESTREINT, "EU RESTRICTED", False),
        (RESTREINT, LEVELS[1], False),
        (LEVELS[3], LEVELS[2], True),
        ("SECRET", LEVELS[3], True),  # not a known marking
        ("SECRET", "SECRET", True),
        (RESTREINT, "SECRET", True),
    ],
)
def test_marking__is_above_a_level(text: str | None, level: str | None, above: bool) -> None:  # noqa: FBT001 - as pytest passes it
    assert read_marking(text).is_above(read_marking(level)) is above


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("RESTREIND UE/EU RESTRICTED", f"Write '{RESTREINT}', if that is meant."),
        ("LIMITED", "Write 'LIMITE', if that is meant."),
        ("VS-NUR FÜR DEN DIENSTGEBRAUC", "Write 'VS-NUR FÜR DEN DIENSTGEBRAUCH', if that is meant."),
        ("FOR PARTNERS", None),
        (
            "SECRETO",
            "'SECRETO' means different levels in ES, PT: write it with the state, such as 'ES:SECRETO'.",
        ),
        ("SE:HEMLIG", "'SE:HEMLIG' means different levels: write the EU level."),
    ],
)
def test_marking_hint__corrects_a_slip_and_guesses_nothing(words: str, hint: str | None) -> None:
    assert register().marking_hint(words) == hint


# Markings of states


@pytest.mark.parametrize(
    ("text", "rank", "national"),
    [
        ("VS-NUR FÜR DEN DIENSTGEBRAUCH", 1, ["DE:VS-NUR FÜR DEN DIENSTGEBRAUCH"]),
        ("VS \u2013 Nur für den Dienstgebrauch", 1, ["DE:VS-NUR FÜR DEN DIENSTGEBRAUCH"]),
        ("DE:VS-NfD", 1, ["DE:VS-NfD"]),
        ("de: vs-nfd; LIMITE", 1, ["DE:VS-NfD"]),
        ("VS-NfD LIMITE", 1, ["DE:VS-NfD"]),
        ("GEHEIM", 3, ["BE:Geheim", "DE:GEHEIM", "AT:Geheim"]),
        ("Titkos", 3, ["HU:Titkos!"]),
        ("FR:SECRET", 3, ["FR:SECRET"]),
        ("RO:SECRET", 2, ["RO:Secret"]),
        ("GR:Απόρρητο", 3, ["EL:Απόρρητο"]),
        ("GB:Top Secret", 4, ["UK:Top Secret"]),
        ("ES:Reservado", 3, ["ES:RESERVADO"]),
        ("PT:Reservado", 1, ["PT:Reservado"]),
        ("SE:HEMLIG/RESTRICTED", 1, ["SE:HEMLIG/RESTRICTED"]),
        (f"{RESTREINT}; DE:GEHEIM", 3, ["DE:GEHEIM"]),
        # Words of different levels, in different states or in one; a state without these words.
        ("SECRET", 5, []),
        ("RESERVADO", 5, []),
        ("SE:HEMLIG", 5, []),
        ("FR:GEHEIM", 5, []),
        ("XX:GEHEIM", 5, []),
        ("DIFFUSION RESTREINTE", 5, []),  # no classification in Belgium and France
    ],
)
def test_a_marking_of_a_state__is_understood_where_it_means_one_level(
    text: str, rank: int, national: list[str]
) -> None:
    marking = read_marking(text)
    assert (marking.rank, [str(found) for found in marking.national]) == (rank, national)
    assert bool(marking.unknown) is (rank == 5)


def test_national_markings__have_each_level_of_each_state_with_a_source() -> None:
    table = {(row.state, row.rank) for row in national_markings()}
    without_restricted = {"BE", "FR"}  # both protect the EU level without a marking of their own
    members = {party.code for party in register().parties if party.kind is PartyKind.MEMBER_STATE}
    assert {state for state, _ in table} == members | {"UK"}
    for state in members | {"UK"}:
        ranks = {2, 3, 4} if state in without_restricted else {1, 2, 3, 4}
        assert {rank for code, rank in table if code == state} == ranks, state
    assert all(row.source and row.level.rank == row.rank for row in national_markings())
    assert {str(row) for row in national_markings() if row.confidence is Confidence.GENERAL_KNOWLEDGE} == {
        *("DE:VS-NfD", "SE:KVALIFICERAT HEMLIG", "SE:HEMLIG", "SE:KONFIDENTIELL", "SE:BEGRÄNSAT HEMLIG"),
    }
    assert {row.until for row in national_markings() if row.state == "UK"} == {dt.date(2020, 12, 31)}


# Printed and in force

EXTRACT = {"status": MarkingStatus.EXTRACT, "document": DCL}
PARTLY = {"status": MarkingStatus.PARTLY_DECLASSIFIED, "document": DCL}


def withheld(given: Plan) -> Plan:
    """The same plan with an action of which one cell is withheld."""
    return attrs.evolve(given, actions=(Action(number="1.1", target=Targets(withheld=True)),))


@pytest.mark.parametrize(
    ("given", "marking"),
    [
        (plan(None), None),
        (plan(" \n"), None),
        (plan(RESTREINT), RESTREINT),
        (plan(" RESTREINT\nUE/EU RESTRICTED"), RESTREINT),
        (plan(RESTREINT, status=MarkingStatus.DECLASSIFIED, document=DCL), None),
        (DECLASSIFIED, RESTREINT),  # the day is not known, so a status with a date does not count
        (plan(LEVELS[2], status=MarkingStatus.DOWNGRADED, document=DCL, marking=RESTREINT), RESTREINT),
        # Without the document, or the level that it is downgraded to, the printed marking holds.
        (plan(RESTREINT, status=MarkingStatus.DECLASSIFIED), RESTREINT),
        (withheld(plan(RESTREINT, status=MarkingStatus.PARTLY_DECLASSIFIED)), RESTREINT),
        (plan(LEVELS[2], status=MarkingStatus.DOWNGRADED, document=DCL), LEVELS[2]),
        # A part of the text is free: only a file that withholds something has that part alone.
        (plan(RESTREINT, **EXTRACT), RESTREINT),
        (plan(RESTREINT, **EXTRACT, marking="LIMITE"), RESTREINT),
        (plan(RESTREINT, **PARTLY), RESTREINT),
        (withheld(plan(RESTREINT, **EXTRACT)), None),
        (withheld(plan(RESTREINT, **EXTRACT, marking="LIMITE")), "LIMITE"),
        (withheld(plan(RESTREINT, **PARTLY)), None),
        (withheld(plan(RESTREINT)), RESTREINT),  # nobody has lowered it
        (plan(None, **EXTRACT, marking="LIMITE"), "LIMITE"),  # nothing is printed
    ],
)
def test_plan__has_one_marking_in_force(given: Plan, marking: str | None) -> None:
    assert given.marking_in_force(None) == marking
    assert joint_marking([given]) == marking


def cover(text: str) -> str:
    return f"cover: {{covering: {text}}}"


@pytest.mark.parametrize(
    "line",
    [
        cover("{withheld: true}"),
        "cover: {previous: [{number: {withheld: true}}]}",
        "driver: {withheld: true}",
        "goals: [{number: '1', annex: {withheld: true}}]",
        "notes: [{mark: '1', text: {withheld: true}}]",
        "sections: [{number: '1', text: {withheld: true}}]",
        "actions: [{number: '1', results: {June: {withheld: true}}}]",
        "actions: [{number: '1'}, {number: '2', kpis: {withheld: true}}]",
    ],
)
def test_a_withheld_cell__counts_in_each_part_of_a_plan(line: str) -> None:
    head = "empact: plan/1\nid: X\nmarking: EU SECRET\nmarking_today: {status: extract, document: 17793/11 EXT 1}\n"
    read = Session().loads(f"{head}{line}\n", format="yaml")
    assert (read.has_withheld_cell, read.marking_in_force(None)) == (True, None)
    whole = Session().loads(f"{head}{line.replace('{withheld: true}', 'words')}\n", format="yaml")
    assert (whole.has_withheld_cell, whole.marking_in_force(None)) == (False, "EU SECRET")


def test_the_reference_plan__keeps_its_printed_marking_and_says_that_it_was_published() -> None:
    reference = Session([oap_c_2012]).load("oap-c-2012")
    assert (reference.marking, reference.marking_today) == (RESTREINT, None)
    assert reference.marking_in_force(None) == reference.marking_in_force(dt.date(2031, 1, 1)) == RESTREINT
    assert reference.cover.published == Publication(text="the text is public; where it was published is not known here")


def test_a_publication__says_what_is_known() -> None:
    known = Publication(text="Official\nJournal C 83", document=DCL, address="https://example.org/x", on=FROM)
    assert str(known) == "Official Journal C 83, 17793/2/11 DCL 1, https://example.org/x, 2031-05-05"
    assert str(Publication(on=FROM)) == "2031-05-05"
    text = "empact: plan/1\nid: X\ncover:\n  published: {text: Register, document: 17793/11 EXT 1, on: 2015-05-05}\n"
    read = Session().loads(text, format="yaml")
    assert str(read.cover.published) == "Register, 17793/11 EXT 1, 2015-05-05"
    data = Session().export(read, to="json")
    assert Session().loads(data.decode(), format="json") == read


@pytest.mark.parametrize(
    ("given", "on", "said"),
    [
        (plan(None), None, None),
        (plan(RESTREINT), None, "as printed; no declassification document known"),
        (plan(RESTREINT, status=MarkingStatus.DECLASSIFIED), None, "as printed; no declassification document known"),
        (DECLASSIFIED, dt.date(2015, 5, 4), "as printed; no declassification document known"),
        (DECLASSIFIED, dt.date(2015, 5, 5), f"declassified by 17793/2/11 DCL 1 on 2015-05-05; printed as {RESTREINT}"),
        (plan(RESTREINT, **EXTRACT), None, "as printed; extract by 17793/2/11 DCL 1 does not lower it"),
        (withheld(plan(RESTREINT, **PARTLY)), None, f"partly declassified by 17793/2/11 DCL 1; printed as {RESTREINT}"),
        (
            plan("LIMITE", status=MarkingStatus.DOWNGRADED, document=DCL),
            None,
            "as printed; downgraded by 17793/2/11 DCL 1 does not lower it",
        ),
    ],
)
def test_a_document__says_how_its_marking_came_to_be(given: Plan, on: dt.date | None, said: str | None) -> None:
    data = Session.installed().export(given, to="json", document="workload", as_of=on)
    tree = json.loads(data)
    assert tree["properties"].get("status_of_the_marking") == said
    assert tree.get("marking") == given.marking_in_force(on)


def test_a_document_about_several_plans__says_it_of_each() -> None:
    plans = [
        attrs.evolve(DECLASSIFIED, id="A"),
        attrs.evolve(plan(RESTREINT), id="B"),
        attrs.evolve(plan(None), id="C"),
    ]
    data = Session.installed().export(*plans, to="json", document="workload", as_of=FROM)
    assert json.loads(data)["properties"]["status_of_the_marking"] == [
        f"A: declassified by 17793/2/11 DCL 1 on 2015-05-05; printed as {RESTREINT}",
        "B: as printed; no declassification document known",
    ]


def test_a_file__keeps_both() -> None:
    text = (
        "empact: plan/1\nid: X\nmarking: RESTREINT UE/EU RESTRICTED # as printed\nmarking_today:\n"
        "  {status: declassified, document: 17793/2/11 REV 2 DCL 1, marking: LIMITE, on: 2015-05-05}\n"
    )
    read = Session().loads(text, format="yaml")
    assert read.marking_today == MarkingToday(
        status=MarkingStatus.DECLASSIFIED,
        document=attrs.evolve(DCL, issues=(Issue(suffix=Suffix.REV, number=2), *DCL.issues)),
        marking="LIMITE",
        on=dt.date(2015, 5, 5),
    )
    data = Session().export(read, to="json")
    assert data is not None
    assert Session().loads(data.decode(), format="json") == read


# Several plans


@pytest.mark.parametrize(
    ("plans", "joint"),
    [
        ([], None),
        ([plan(None), plan(None)], None),
        ([plan(None), plan(RESTREINT)], RESTREINT),
        ([plan(RESTREINT), plan(RESTREINT)], RESTREINT),
        ([plan(RESTREINT), plan("RESTREINT UE")], RESTREINT),
        ([plan(RESTREINT), plan(LEVELS[2]), plan(LEVELS[1])], LEVELS[2]),
        ([plan("LIMITE"), plan("EU SECRET")], f"{LEVELS[2]}; LIMITE"),
        ([plan(f"{RESTREINT}; LIMITE"), plan("LIMITE")], f"{RESTREINT}; LIMITE"),
        ([plan(LEVELS[3]), plan("FOR PARTNERS")], f"FOR PARTNERS; {LEVELS[3]}"),
        ([plan(RESTREINT), DECLASSIFIED], RESTREINT),
        ([DECLASSIFIED], RESTREINT),
        ([DECLASSIFIED, DECLASSIFIED], RESTREINT),  # the same plan twice
        ([DECLASSIFIED, plan("LIMITE")], f"{RESTREINT}; LIMITE"),
        ([DECLASSIFIED, plan(None)], RESTREINT),
        ([plan(RESTREINT, status=MarkingStatus.DECLASSIFIED, document=DCL), plan("LIMITE")], "LIMITE"),
        ([plan("LIMITE"), plan(RESTREINT, **EXTRACT)], f"{RESTREINT}; LIMITE"),
        ([plan("LIMITE"), withheld(plan(RESTREINT, **EXTRACT))], "LIMITE"),
        ([plan(None), withheld(plan(RESTREINT, **EXTRACT))], None),
        ([plan(f"LIMITE; {RESTREINT}"), plan("LIMITE, EU SECRET")], f"{LEVELS[2]}; LIMITE"),
    ],
)
def test_joint_marking__is_the_highest_today(plans: list[Plan], joint: str | None) -> None:
    assert joint_marking(plans) == joint


LATER = plan(LEVELS[2], status=MarkingStatus.DECLASSIFIED, document=DCL, on=FROM)


@pytest.mark.parametrize(
    ("on", "marking", "joint"), [(None, LEVELS[2], LEVELS[2]), (BEFORE, LEVELS[2], LEVELS[2]), (FROM, None, RESTREINT)]
)
def test_a_status__counts_from_its_day_on(on: dt.date | None, marking: str | None, joint: str) -> None:
    assert LATER.marking_in_force(on) == joint_marking([LATER], on=on) == marking
    assert joint_marking([LATER, plan(RESTREINT)], on=on) == joint


def test_joint_marking__includes_files_that_could_not_be_read() -> None:
    assert joint_marking([plan(RESTREINT)], ["SECRET UE/EU SECRET"]) == "SECRET UE/EU SECRET"
    assert joint_marking([], ["LIMITE"]) == "LIMITE"


# The rules


def findings(text: str, as_of: dt.date | None = None) -> Diagnostics:
    session = Session.installed()
    return session.validate(
        session.loads(f"empact: plan/1\nid: X\n{text}", format="yaml"),
        select=["OAP602", "OAP620", "OAP621", "OAP622"],
        as_of=as_of,
    )


def test_the_page__has_the_table_of_the_markings_of_states() -> None:
    docs = DOCS
    page = (docs / "reference" / "markings.md").read_text("utf-8")
    with_table = runpy.run_path(str(docs / "_scripts" / "markings.py"))["with_table"]
    assert with_table(page) == page, "run: python docs/_scripts/markings.py"
    assert "| PT | Muito Secreto | Secreto | Confidencial | Reservado |" in page


def test_rules__understand_a_marking_of_a_state_or_ask_for_the_state() -> None:
    assert not findings("marking: VS-NUR FÜR DEN DIENSTGEBRAUCH\n")
    (ambiguous,) = findings("marking: SECRET\n")
    assert ambiguous.message == "Unknown marking 'SECRET': it ranks above all levels."
    assert ambiguous.hint == (
        "'SECRET' means different levels in BE, IE, FR, RO, UK: write it with the state, such as 'BE:SECRET'."
    )


def test_rules__report_a_marking_that_is_unknown_or_unsettled() -> None:
    today = "{status: downgraded, document: 17793/2/11 REV 3, marking: OPEN}"
    found = findings(f"marking: SECRET EU\nmarking_today: {today}\n")
    assert sorted((one.code, one.message) for one in found) == [
        ("OAP602", "Document number 17793/2/11 REV 3 has revision 2 in the middle but revision 3 at the end."),
        ("OAP620", "Unknown marking 'OPEN': it ranks above all levels."),
        ("OAP620", "Unknown marking 'SECRET EU': it ranks above all levels."),
    ]
    (unsettled,) = findings("marking: EU SECRET\nmarking_today: {status: downgraded, document: 17793/11 DCL 1}\n")
    assert unsettled.message == (
        "The status of the marking is 'downgraded', but its marking today is missing, so the printed marking holds."
    )


LEVEL = "EU RESTRICTED"


@pytest.mark.parametrize(
    ("printed", "today", "message"),
    [
        (LEVEL, "status: downgraded, marking: EU SECRET", "'EU SECRET' is not lower than the printed 'EU RESTRICTED'."),
        (LEVEL, f"status: downgraded, marking: {LEVEL}", f"'{LEVEL}' is not lower than the printed '{LEVEL}'."),
        (LEVEL, "status: declassified, marking: EU SECRET", "'EU SECRET' is higher than the printed 'EU RESTRICTED'."),
        (LEVEL, f"status: declassified, marking: {LEVEL}", None),
        (LEVEL, "status: downgraded, marking: LIMITE", None),
        ("LIMITE", "status: declassified, marking: LIMITE", None),
        (None, "status: declassified", "the plan has no printed marking."),
        ("''", "status: downgraded, marking: LIMITE", "the plan has no printed marking."),
    ],
)
def test_rules__report_a_status_that_contradicts_the_printed_marking(
    printed: str | None, today: str, message: str | None
) -> None:
    line = "" if printed is None else f"marking: {printed}\n"
    found = findings(f"{line}marking_today: {{{today}, document: 17793/11 DCL 1}}\n")
    status = today.removeprefix("status: ").partition(",")[0]
    expected = [] if message is None else [f"The status of the marking is '{status}', but {message}"]
    assert [(one.code, one.message) for one in found] == [("OAP621", text) for text in expected]


@pytest.mark.parametrize("status", ["declassified", "downgraded, marking: LIMITE"])
def test_rules__report_a_status_after_the_date_of_knowledge(status: str) -> None:
    text = f"marking: EU SECRET\nmarking_today: {{status: {status}, document: 17793/11 DCL 1, on: 2031-05-05}}\n"
    (later,) = findings(text, BEFORE)
    word, _, _ = status.partition(",")
    assert later.message == (
        f"The status of the marking is '{word}' from 2031-05-05 on, after the date of knowledge 2031-05-04, "
        "so the printed marking holds."
    )
    assert later.place.pointer == "/marking_today/on"
    assert not findings(text, FROM)
    assert not findings(text)


@pytest.mark.parametrize("status", ["extract", "partly-declassified"])
def test_rules__report_an_extract_without_a_withheld_cell(status: str) -> None:
    text = f"marking: EU SECRET\nmarking_today: {{status: {status}, document: 17793/11 EXT 1}}\n"
    (whole,) = findings(text)
    assert (whole.code, whole.place.pointer) == ("OAP622", "/marking_today/status")
    assert whole.message == (
        f"The status of the marking is '{status}', but no cell is withheld, so the printed marking holds."
    )
    assert whole.hint == "Write {withheld: true} for each cell that the document leaves out."
    assert not findings(f"{text}actions: [{{number: '1', target: {{withheld: true}}}}]\n")


def test_a_status_public__does_not_exist() -> None:
    text = "empact: plan/1\nid: X\nmarking: LIMITE\nmarking_today: {status: public}\n"
    with pytest.raises(PlanReadError) as error:
        Session().loads(text, format="yaml")
    assert "public" in str(error.value.diagnostics[0].message)
