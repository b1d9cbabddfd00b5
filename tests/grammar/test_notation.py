"""The notation of a plan's cells: what each spelling means, and that printing and reading undo each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from empact import grammar
from empact.grammar import (
    find_document_numbers,
    parse_anchor,
    parse_date,
    parse_dates,
    parse_document_number,
    parse_document_numbers,
    parse_link,
    parse_links,
    parse_parties,
    parse_party,
    parse_ref,
    parse_subject_code,
    parse_subject_codes,
)
from empact.model import (
    Anchor,
    Collective,
    Condition,
    DocumentNumber,
    FlowDirection,
    Issue,
    Link,
    PartyItem,
    PartyKind,
    Ref,
    SubjectCode,
    Suffix,
    Unparsed,
)
from empact.serde.cells import NOTATIONS, Notation
from empact.testing.strategies import CELLS, TRAPS

# References and links


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("SG 1", Ref(goal="1")),
        ("SG*", Ref(goal="*")),
        ("B:SG*", Ref(plan="B", goal="*")),
        ("B:SG 3", Ref(plan="B", goal="3")),
        ("B:2.1", Ref(plan="B", action="2.1")),
        ("B-2012:2.1", Ref(plan="B-2012", action="2.1")),
        ("C-2012:SG 1", Ref(plan="C-2012", goal="1")),
        ("C-2012:2.1/1", Ref(plan="C-2012", action="2.1", phase="1")),
        ("2.1", Ref(action="2.1")),
        ("1.10", Ref(action="1.10")),
        ("A1", Ref(action="A1")),
        ("2.1/1", Ref(action="2.1", phase="1")),
        ("SG1", Ref(action="SG1")),
    ],
)
def test_a_reference_reads_as_the_goal_or_action_it_names(text: str, ref: Ref) -> None:
    assert parse_ref(text) == ref
    assert str(ref) == text
    assert parse_link(text) == Link(to=ref)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("phase 1 feeds 1.1", Link(to=Ref(action="1.1"), phase="1", flow=FlowDirection.FEEDS)),
        ("phase 2 uses 1.1", Link(to=Ref(action="1.1"), phase="2", flow=FlowDirection.USES)),
        ("uses 2.1/1", Link(to=Ref(action="2.1", phase="1"), flow=FlowDirection.USES)),
        ("feeds 2.1", Link(to=Ref(action="2.1"), flow=FlowDirection.FEEDS)),
        ("phase 1 1.1", Link(to=Ref(action="1.1"), phase="1")),
        ("phase II feeds B:SG 3", Link(to=Ref(plan="B", goal="3"), phase="II", flow=FlowDirection.FEEDS)),
    ],
)
def test_a_link_says_from_which_phase_and_which_way(text: str, link: Link) -> None:
    assert parse_link(text) == link
    assert str(link) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "SG",
        "B:SG",
        "SG 1, SG 4",
        "SG 1; 1.1",
        "SGs in priority B",
        "1.1 and 2.1",
        "1.1, 2.1",
        "B:",
        ":1.1",
        "B:C:1.1",
        "2.1/",
        "/1",
        "2.1/1/2",
        "SG 1/1",
        "1.1\n",
        " 1.1",
        "phase 1 feeds",
        "sg 1",
    ],
)
def test_what_is_not_one_link_is_kept_unparsed(text: str) -> None:
    assert parse_link(text) in (Unparsed(text=text), Link(to=Ref(action="feeds"), phase="1"))
    assert parse_ref(text) is None


def test_a_word_of_the_notation_can_be_a_number_where_nothing_else_can_stand() -> None:
    assert parse_link("phase 1 feeds") == Link(to=Ref(action="feeds"), phase="1")
    assert parse_link("uses") == Link(to=Ref(action="uses"))


def test_a_cell_of_links_is_empty_when_it_is_blank() -> None:
    assert parse_links(" \n").items == ()
    assert parse_links("SG 1").items == (Link(to=Ref(goal="1")),)


# Parties


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("HU", PartyItem(party="HU")),
        ("Acting EU Presidency", PartyItem(party="Acting EU Presidency")),
        ("HU (authority: NNI)", PartyItem(party="HU", authority="NNI")),
        ("DZ (tbc)", PartyItem(party="DZ", tentative=True)),
        ("ES (tbc: ongoing contacts)", PartyItem(party="ES", tentative=True, reason="ongoing contacts")),
        (
            "Frontex (if: any possible operations at the external borders)",
            PartyItem(party="Frontex", condition=Condition(text="any possible operations at the external borders")),
        ),
        ("ES, in cooperation with EC, IT, MT", PartyItem(party="ES", cooperating=("EC", "IT", "MT"))),
        (
            "ES (authority: GC) (tbc: a) (if: b), in cooperation with EC",
            PartyItem(
                party="ES",
                authority="GC",
                tentative=True,
                reason="a",
                condition=Condition(text="b"),
                cooperating=("EC",),
            ),
        ),
        (
            "All MS",
            PartyItem(party="All MS", collective=Collective(members=(PartyKind.MEMBER_STATE,), every=True)),
        ),
        (
            "Relevant MS",
            PartyItem(
                party="Relevant MS", collective=Collective(members=(PartyKind.MEMBER_STATE,), qualifier="relevant")
            ),
        ),
    ],
)
def test_a_party_reads_as_it_prints(text: str, party: PartyItem) -> None:
    assert parse_party(text) == party
    assert str(party) == text


@pytest.mark.parametrize("text", ["All MS", "All MSs", "ALL MS", "All Member States", "all member states"])
def test_all_member_states_are_a_determinate_group_in_every_spelling(text: str) -> None:
    item = parse_party(text)
    assert isinstance(item, PartyItem)
    assert item.party == text
    assert item.collective is not None
    assert item.collective.determinate


def test_relevant_member_states_are_left_open() -> None:
    item = parse_party("Relevant MS")
    assert isinstance(item, PartyItem)
    assert item.collective is not None
    assert not item.collective.determinate


@pytest.mark.parametrize("text", ["HU (", "(tbc)", "HU\nAT", "HU; AT", "ES, in cooperation with "])
def test_what_is_not_one_party_is_kept_unparsed(text: str) -> None:
    assert parse_party(text) == Unparsed(text=text)


def test_a_cell_of_parties_is_empty_when_it_is_blank() -> None:
    assert parse_parties("\n").items == ()
    assert parse_parties("HU").items == (PartyItem(party="HU"),)


# Documents


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        ("15358/10", DocumentNumber(serial=15358, year=10), "15358/10"),
        (
            "17793/2/11 REV 2",
            DocumentNumber(serial=17793, revision=2, year=11, issues=(Issue(suffix=Suffix.REV, number=2),)),
            "17793/2/11 REV 2",
        ),
        (
            "ST 17793/11 INIT",
            DocumentNumber(serial=17793, year=11, issues=(Issue(suffix=Suffix.INIT),)),
            "17793/11 INIT",
        ),
        (
            "17793/11 REV4 ADD 1 COR1",
            DocumentNumber(
                serial=17793,
                year=11,
                issues=(
                    Issue(suffix=Suffix.REV, number=4),
                    Issue(suffix=Suffix.ADD, number=1),
                    Issue(suffix=Suffix.COR, number=1),
                ),
            ),
            "17793/11 REV 4 ADD 1 COR 1",
        ),
        (
            "5358/00 EXT 1 DCL 1",
            DocumentNumber(
                serial=5358,
                year=0,
                issues=(Issue(suffix=Suffix.EXT, number=1), Issue(suffix=Suffix.DCL, number=1)),
            ),
            "5358/00 EXT 1 DCL 1",
        ),
    ],
)
def test_a_document_number_reads_in_every_spelling_and_prints_in_one(
    text: str, number: DocumentNumber, printed: str
) -> None:
    assert parse_document_number(text) == number
    assert str(number) == printed
    assert parse_document_numbers(text).items == (number,)


@pytest.mark.parametrize("text", ["", "15358", "15358/2010", "15358/10 XYZ 1", "1/2/3/10", "\u0661/10"])
def test_what_is_no_document_number_is_none(text: str) -> None:
    assert parse_document_number(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("See 5432/31 and 17793/2/11 REV 2, JAI 894.", ["5432/31", "17793/2/11 REV 2"]),
        (
            "ST 9960 2017 INIT, ST-17793-2011-REV-2 and ST 5432/31",
            ["ST 9960 2017 INIT", "ST-17793-2011-REV-2", "ST 5432/31"],
        ),
        ("5432/31 COR 1 EN", ["5432/31 COR 1"]),
        ("15358/2010, 1/2/3/10 and AB5432/31", []),
    ],
)
def test_document_numbers_are_found_in_a_text(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in find_document_numbers(text)] == numbers


def test_subject_codes_are_parted_by_space_line_break_or_comma() -> None:
    wanted = (SubjectCode(series="JAI", serial=894), SubjectCode(series="COSI", serial=102))
    for text in ("JAI 894 COSI 102", "JAI 894\nCOSI 102", "JAI 894, COSI 102", " JAI 894  COSI  102 "):
        assert parse_subject_codes(text).items == wanted
    assert parse_subject_codes(" ").items == ()
    assert parse_subject_codes("JAI 894 and more").items == (Unparsed(text="JAI 894 and more"),)


def test_one_subject_code_is_a_series_and_a_serial_number() -> None:
    assert parse_subject_code("JAI 894") == SubjectCode(series="JAI", serial=894)
    assert parse_subject_code("JAI894") == Unparsed(text="JAI894")
    assert str(SubjectCode(series="JAI", serial=894)) == "JAI 894"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 December 2011", dt.date(2011, 12, 15)),
        ("8 december 2011", dt.date(2011, 12, 8)),
        ("2011-12-15", dt.date(2011, 12, 15)),
        ("31 June 2011", None),
        ("15 Dezember 2011", None),
        ("15/12/2011", None),
        ("20111215", None),
        ("2011-W50-4", None),
        ("December 2011", None),
    ],
)
def test_a_day_is_written_as_the_council_does_or_with_hyphens(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day
    assert parse_dates(text).items == ((day or Unparsed(text=text)),)


def test_a_cell_of_a_date_is_empty_when_it_is_blank() -> None:
    assert parse_dates("  ").items == ()


# Anchors


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("covering", Anchor(part="covering")),
        ("title", Anchor(part="title")),
        ("subject", Anchor(part="subject")),
        ("section 5.2", Anchor(part="section 5.2")),
        ("section 5.2/1", Anchor(part="section 5.2", paragraph=1)),
        ("section 5.2/1/2", Anchor(part="section 5.2", paragraph=1, sentence=2)),
        ("note 8/1/3", Anchor(part="note 8", paragraph=1, sentence=3)),
        ("SG 5/annex", Anchor(part="SG 5", cell="annex")),
        ("6.2", Anchor(part="6.2")),
        ("6.2/participants", Anchor(part="6.2", cell="participants")),
        ("6.2/participants/DZ", Anchor(part="6.2", cell="participants", item="DZ")),
        ("6.2/timing/2/1", Anchor(part="6.2", cell="timing", paragraph=2, sentence=1)),
        ("2.1/leaders/Frontex (if: a/b)", Anchor(part="2.1", cell="leaders", item="Frontex (if: a/b)")),
    ],
)
def test_an_anchor_names_a_spot_in_the_words_of_the_plan(text: str, anchor: Anchor) -> None:
    assert parse_anchor(text) == anchor
    assert str(anchor) == text


@pytest.mark.parametrize("text", ["", "section", "a b", "6.2/", "/1", "6.2//1", "note 8\n", "x: y"])
def test_what_is_no_anchor_is_none(text: str) -> None:
    assert parse_anchor(text) in (None, Anchor(part="section"))


def test_paragraphs_and_sentences_count_from_one() -> None:
    assert parse_anchor("section 1/0") == Anchor(part="section 1", item="0")


# Laws

ITEMS: list[Callable[[str], Any]] = [
    grammar.parse_anchor,
    grammar.parse_condition,
    grammar.parse_date,
    grammar.parse_document_number,
    grammar.parse_kpi,
    grammar.parse_link,
    grammar.parse_party,
    grammar.parse_ref,
    grammar.parse_subject_code,
    grammar.parse_target,
    grammar.parse_timing_item,
]
CELLS_OF: list[Notation] = list(NOTATIONS.values())
PIECES = [
    *"12,:;/()* \n-.",
    *"ÄŻß٢",
    "SG",
    "SG ",
    "phase ",
    "uses ",
    "feeds ",
    " (tbc",
    " (if: ",
    " (authority: ",
    "tbc",
]
PIECES += [", in cooperation with ", "All MS", "REV ", "INIT", "ST ", "JAI ", "section ", "note ", "/", "May", " 2011"]
notation = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.sampled_from(CELLS + TRAPS) | st.text()


@pytest.mark.parametrize("parse", ITEMS)
@given(text=notation)
def test_what_was_read_is_read_again_from_what_it_prints(parse: Callable[[str], Any], text: str) -> None:
    item = parse(text)
    if item is not None:
        assert parse(str(item)) == item


@pytest.mark.parametrize("cell", CELLS_OF)
@given(text=notation)
@example(text="1./1")
def test_every_item_of_a_cell_is_read_again_from_what_it_prints(cell: Notation, text: str) -> None:
    for item in cell.cell(text):
        assert isinstance(item, Unparsed) or cell.item(str(item)) == item


@pytest.mark.parametrize("cell", CELLS_OF)
def test_a_blank_cell_has_no_items(cell: Notation) -> None:
    assert [cell.cell(text).items for text in ("", " ", "\n\n", "\u00a0")] == [()] * 4


def test_a_blank_behind_the_colon_of_another_plan_is_read_over() -> None:
    assert parse_link("B: SG 1") == parse_link("B:SG 1")
    assert parse_link("feeds B-2012: 2.1") == parse_link("feeds B-2012:2.1")
