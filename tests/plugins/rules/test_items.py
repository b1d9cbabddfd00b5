"""The rule about items that their text does not have: what is reported, and what is the same or more precise."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.findings import PERIOD, TWO_YEARS, actions, found, messages, messages_in

from empact.hooks import reads
from empact.model import Timing

RULE = "item-not-in-text"


def cell(text: str, *items: str, field: str = "participants", beside: str = "") -> list[str]:
    """Return the messages about an action with one cell of a text and items."""
    listed = ", ".join(items)
    row = f'number: "1", {field}: {{text: {text!r}, items: [{listed}]}}{beside}'
    return messages(RULE, *actions(row, 'number: "2", goal: "3"'))


@pytest.mark.parametrize(
    ("text", "items", "extra"),
    [
        ("FR, DE", ["HU"], "HU"),
        ("FR, DE", ["FR", "DE", "HU", "RO"], "HU and RO"),
        ("FR, DE", ["FR (tbc)", "HU (tbc)"], "HU"),
        ("FR, in cooperation with DE", ["'FR, in cooperation with DE, HU'"], "HU"),
        ("FR, DE", ["All MS"], "All MS"),
        ("Relevant MS", ["NO"], "NO"),
        ("Relevant third countries", ["HU"], "HU"),
        ("All MS except HU", ["HU"], "HU"),
        ("Relevant MS except HU", ["HU"], "HU"),
        ("All MS", ["NO"], "NO"),  # no member
        ("All MS", ["HR"], "HR"),  # a member from 2013 on; the plan is of 2012
    ],
)
def test_party__of_the_items_alone_is_reported(text: str, items: list[str], extra: str) -> None:
    assert cell(text, *items) == [
        f"The items of the participants of action 1 have {extra}, but the text does not: {text!r}."
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("FR, DE", ["FR", "DE"]),
        ("FR, DE", ["FR"]),  # fewer is not what this rule reports
        ("Germany, France", ["FR", "DE"]),
        ("Greece", ["EL"]),
        ("EL", ["GR"]),
        ("ES, in cooperation with EC", ["'ES (tbc: ongoing contacts with Spain), in cooperation with EC'"]),
        ("All MS", ["FR", "DE"]),
        ("Relevant MS", ["HU"]),  # an open group can mean any of its kind
        ("Relevant MS and third countries", ["HU", "NO"]),
        ("All Member States", ["All MS"]),
        ("V4", ["CZ", "HU", "PL", "SK"]),
        ("Acting EU Presidency", ["DK"]),
        ("the police of France!", ["FR"]),  # cannot be read: the items say what it means
        ("Relevant MS", ["Relevant MS"]),
    ],
)
def test_party__in_other_words_of_the_text_is_not(text: str, items: list[str]) -> None:
    assert cell(text, *items) == []


def test_party__in_a_note_that_the_cell_marks_is_in_its_text() -> None:
    note = 'notes: [{mark: "7", text: Frontex leads at the external borders.}]'
    marked = 'number: "1", leaders: {text: "IT[^7]", items: [IT, "Frontex (if: external borders)"]}'
    assert messages(RULE, *actions(marked), note) == []
    assert found(RULE, *actions(marked.replace("[^7]", "")), note) == ["/actions/0/leaders/items/1"]


def test_party__of_the_plan_itself_is_compared_too() -> None:
    assert messages_in(RULE, 'drafters: {text: "FR, DE", items: [FR, HU]}') == [
        "The items of the drafters of the plan have HU, but the text does not: 'FR, DE'."
    ]


@pytest.mark.parametrize(
    ("text", "items", "extra"),
    [
        ("SG 3; 2", ["SG 3", "'2'", "'4'"], "4"),
        ("SG 3; 2", ["SG 4"], "SG 4"),
        ("SG 3; 2", ["B:2"], "B:2"),
        ("SG 3; 2", ["uses 2/1", "feeds SG 3"], None),
        ("SG 3; 2", ["X-2012:2"], None),
        ("SGs in priority B", ["B:SG*"], None),
        ("SGs in priority B", ["B:SG 1"], None),  # more precise
        ("SG 1-3", ["SG 2"], None),
    ],
)
def test_link__is_compared_by_its_destination(text: str, items: list[str], extra: str | None) -> None:
    says = (
        [] if extra is None else [f"The items of the links of action 1 have {extra}, but the text does not: {text!r}."]
    )
    assert cell(text, *items, field="links") == says


@pytest.mark.parametrize(
    ("text", "items", "extra"),
    [
        ("May", ["June"], "June"),
        ("May", ["May 2013"], "May 2013"),
        ("May", ["May 2012"], None),  # the year of the plan
        ("Whole year", ["June"], "June"),
        ("April to June", ["2nd quarter"], None),
        ("Meeting planned for Dec 2011.", ["meeting in December 2011"], None),
        ("Meeting within the end of 2011.", ["meeting by December 2011"], None),
        ("Meeting within the end of 2011.", ["meeting by November 2011"], "November 2011"),
        ("Meetings (to be held prior to June).", ["meetings before June"], None),
        ("2 June 2012", ["3 June 2012"], "3 June 2012"),
    ],
)
def test_date__is_compared_in_the_period_of_the_plan(text: str, items: list[str], extra: str | None) -> None:
    says = (
        [] if extra is None else [f"The items of the timing of action 1 have {extra}, but the text does not: {text!r}."]
    )
    assert cell(text, *items, field="timing") == says


def test_date__without_a_year_is_the_month_of_each_year_of_the_plan() -> None:
    row = "number: '1', timing: {text: May, items: [May 2025]}"
    assert messages(RULE, TWO_YEARS, f"actions: [{{{row}}}]") == []
    assert messages(RULE, PERIOD, f"actions: [{{{row}}}]") != []


@pytest.mark.parametrize(
    ("text", "item", "extra"),
    [
        ("KPI: 20 arrests", "{text: arrests, kind: count, value: 30}", "30"),
        ("KPI: 20 arrests", "{text: arrests, kind: count, value: 20}", None),
        ("KPI: 1,000 arrests", "{text: arrests, kind: count, value: 1000}", None),
        ("KPI: Number of arrests", "{text: arrests, kind: count, value: 20}", "20"),
        ("KPI: arrests (2011: 45)", "{text: arrests, baseline: {value: 45, year: 2010}}", "2010"),
        ("KPI: report by June", "{text: report, kind: milestone, deadline: {first: 7}}", "July"),
        ("KPI: report by June", "{text: report, kind: milestone, deadline: {first: 6}}", None),
    ],
)
def test_kpi__is_compared_by_its_numbers_and_dates(text: str, item: str, extra: str | None) -> None:
    says = (
        [] if extra is None else [f"The items of the KPIs of action 1 have {extra}, but the text does not: {text!r}."]
    )
    assert cell(text, item, field="kpis") == says


def test_kpi__may_have_the_number_of_the_target_and_the_time_of_the_action() -> None:
    item = "{text: arrests, kind: count, value: 20, deadline: {first: 6}}"
    beside = ", target: Make 20 arrests., timing: June"
    assert cell("KPI: Number of arrests", item, field="kpis", beside=beside) == []


def test_number_of_a_document__is_compared_as_written() -> None:
    cover = "cover: {number: {text: 14001/18, items: [%s]}}"
    assert messages_in(RULE, cover % "14001/18") == []
    assert messages_in(RULE, cover % "14002/18") == [
        "The items of the number of the cover page have 14002/18, but the text does not: '14001/18'."
    ]


def test_time__in_a_long_text__is_found_in_the_first_pieces_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Timing] = []

    def counted(cell: Any) -> Any:
        read.extend([cell] if isinstance(cell, Timing) else [])
        return reads(cell)

    monkeypatch.setattr("empact.plugins.rules.items.reads", counted)
    text = f"Meeting planned for Dec 2011. Then {'further meetings of the experts as needed, ' * 9} to follow."
    assert cell(text, "meeting in December 2011", field="timing") == []
    assert len(read) <= 5  # the cell, and pieces with "2011"; the text has more than 300 pieces
