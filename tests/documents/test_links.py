"""The link matrix: the columns I/D of the reference plan read by eye, and links between plans."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from tests.support.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.documents import Column, Document, GraphChart, Table, TableCell, build_links
from empact.model import Interdependency, Prose
from empact.testing import DocumentContract, make_action, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")


def built(plan: Plan, *others: Plan) -> Document:
    return build_links(SESSION.context(Portfolio((plan, *others))).of(plan))


def matrix(document: Document, key: str) -> dict[str, str]:
    """The rows of a matrix, with a dot for an empty cell; the headings are the row ``From``."""
    table = document.section(key).body
    assert isinstance(table, Table)
    titles = {"From": " ".join(column.title for column in table.columns[1:])}
    return titles | {name: " ".join(text or "." for text in row[1:]) for name, row in rows(document, key).items()}


def test_links__of_actions_are_those_of_the_plan() -> None:
    # I/D OA: 1.1 has 2.1 and 5.2; 1.3 has 2.1; 2.1 has 1.1; 2.2 has 1.1, 2.1 and 2.3; 2.3 has 1.1 and 2.2; 5.2 has 1.1.
    # 1.1 uses the outcomes of the first phase of 2.1, which feeds 1.1; its second phase uses those of 1.1. 2.1 is
    # "based on the outcomes of the risk analysis under Actions 1.1 and 1.3", but its I/D OA does not have 1.3.
    assert matrix(built(PLAN), "actions") == {
        "From": "1.1 1.3 2.1 2.2 2.3 5.2",
        "1.1": ". . u b b x",
        "1.3": ". . f . . .",
        "2.1": "fu m . b . .",
        "2.2": "x . x . x .",
        "2.3": "x . . x . .",
        "5.2": "x . . . . .",
    }


def test_links__of_goals_are_those_of_the_plan() -> None:
    assert matrix(built(PLAN), "goals") == {
        "From": "SG 1 SG 2 SG 4",
        "1.1": ". x x",
        "1.2": ". . x",
        "1.3": ". . x",
        "2.1": "x . x",
        "2.2": "x . .",
        "2.3": "x . .",
        "5.2": "x x x",
    }


def test_links__to_other_plans_are_a_table_of_their_own() -> None:
    # "SGs in priority B" at 2.2, "SGs in priority B and priority F" at 4.1; "the Western Balkans" in the activity of
    # 2.1 and THB in the description of 6.1, of which the columns I/D say nothing.
    document = built(PLAN)
    why = "the portfolio has no plan of priority {} at that time"
    assert list(rows(document, "others").values()) == [
        ["2.2", "B:SG*", "not-loaded", why.format("B")],
        ["4.1", "B:SG*", "not-loaded", why.format("B")],
        ["4.1", "F:SG*", "not-loaded", why.format("F")],
    ]
    assert list(rows(document, "mentions").values()) == [
        ["2.1", "OAP B", "only-in-prose", 'in Activity: "Western Balkans"'],
        ["6.1", "OAP F", "only-in-prose", 'in Description: "THB"'],
    ]
    assert paragraphs(document, "notes") == (
        "Actions without links within the plan: 3.1, 4.1, 4.2, 5.1, 6.1, 6.2, 6.3, 7.1, 7.2.",
    )
    assert "incoming" not in keys(document)


def test_links__are_all_listed_below_their_number() -> None:
    document = built(PLAN)
    assert paragraphs(document, "summary") == (
        "25 links: 12 reciprocated, 10 one-way, 3 not-loaded. 3 only in prose.",
        "To check: links without a link back, from 1.1, 1.2, 1.3, 2.1, 2.2, 2.3, 5.2.",
    )
    listed = list(rows(document, "links").values())
    assert (len(listed), listed[0]) == (28, ["1.1", "SG 2", "reciprocated", "2.1"])
    others = [section.key for section in document.sections if not section.secondary]
    assert others == ["summary", "links"]


def test_links__without_a_link_back_are_listed() -> None:
    assert [row[:2] for row in rows(built(PLAN), "one-way").values()] == [
        *(["1.1", "SG 4"], ["1.2", "SG 4"], ["1.3", "SG 4"], ["1.3", "feeds 2.1"], ["2.1", "SG 4"]),
        *(["2.2", "1.1"], ["2.2", "2.1"], ["2.3", "1.1"], ["5.2", "SG 2"], ["5.2", "SG 4"]),
    ]


def test_links__from_another_plan_carry_its_marking() -> None:
    own = make_plan(id="X-2031", marking="LIMITE", actions=[make_action("1.1", links="Y-2031:2.1")])
    other = make_plan(id="Y-2031", marking="SECRET UE/EU SECRET", actions=[make_action("2.1", links="X-2031:1.1")])
    document = built(own, other)
    assert rows(document, "others") == {"1.1 Y-2031:2.1": ["1.1", "Y-2031:2.1", "reciprocated", "Y-2031:2.1"]}
    assert rows(document, "incoming") == {
        "Y-2031:2.1 X-2031:1.1": ["Y-2031:2.1", "X-2031:1.1", "reciprocated", "X-2031:1.1"]
    }
    assert document.marking == "SECRET UE/EU SECRET; LIMITE"
    assert built(own).marking == "LIMITE"
    stranger = attrs.evolve(other, actions=())
    assert built(attrs.evolve(own, actions=()), stranger).marking == "LIMITE"


def test_links__that_lead_nowhere_or_cannot_be_read_are_listed() -> None:
    actions = [make_action("1.1", links="9.9; ???"), make_action("1.2", links={"withheld": True})]
    document = built(make_plan(id="X-2031", actions=actions))
    assert rows(document, "missing") == {"1.1 9.9": ["1.1", "9.9", "missing", "X-2031 has no action 9.9"]}
    assert "Actions with links that are withheld or cannot be read: 1.1, 1.2." in paragraphs(document, "notes")


def test_links__of_an_action_whose_goal_is_no_number_are_listed() -> None:
    first, second = make_action("1.1", links="1.2"), make_action("1.2")
    actions = (attrs.evolve(first, goal="1 and 2"), attrs.evolve(second, goal=None))
    document = built(Plan(id="X-2031", actions=actions))
    assert matrix(document, "actions") == {"From": "1.1 1.2", "1.1": ". x", "1.2": "b ."}
    charts = [chart for chart in document.charts if isinstance(chart, GraphChart)]
    assert [[(node.key, node.group) for node in chart.nodes] for chart in charts] == [
        [("1.1", "SG 1 and 2"), ("1.2", None)]
    ]


def test_links__of_a_plan_with_a_priority_that_no_link_can_name_are_listed() -> None:
    action = attrs.evolve(make_action("1.1", links="2.1"), description=Prose(text="About the High Seas."))
    other = attrs.evolve(make_action("2.1"), description=Prose(text="About Lakes."))
    priorities = (Interdependency(priority="B: north", name="High Seas"), Interdependency(priority="L", name="Lakes"))
    plan = attrs.evolve(make_plan(id="X-2031", actions=[action, other]), interdependencies=priorities)
    assert matrix(built(plan), "actions") == {"From": "1.1 2.1", "1.1": ". x", "2.1": "b ."}
    found = SESSION.validate(plan, select=["links", "interdependency-unused"])
    assert "rule-crashed" not in {finding.name for finding in found}
    named = [finding.message for finding in found if finding.name == "priority-mentioned-not-linked"]
    assert len(named) == 1
    assert "Lakes" in named[0]


def test_links__to_every_goal_are_one_column() -> None:
    document = built(make_plan(actions=[make_action("1.1", links="SG*"), make_action("1.2", links="SG 1")]))
    assert matrix(document, "goals") == {"From": "SG 1 SG*", "1.1": ". x", "1.2": "x ."}


def test_links__sort_numbers_as_people_do() -> None:
    actions = [make_action("1.10", links="1.2"), make_action("1.2", links="1.9"), make_action("1.9")]
    assert matrix(built(make_plan(actions=actions)), "actions")["From"] == "1.2 1.9 1.10"


def test_links__of_many_actions_are_several_tables_with_the_rows_that_have_a_link() -> None:
    numbers = range(1, 41)
    actions = [make_action(f"1.{number}", links=f"1.{number % 40 + 1}") for number in numbers]
    document = built(make_plan(actions=actions))
    tables = [section for section in document.sections if section.key.startswith("actions-")]
    assert [section.title.partition(": ")[2] for section in tables] == ["1.1 to 1.14", "1.15 to 1.28", "1.29 to 1.40"]
    # Each action has a link to the next, and the next has none back.
    found = {(name, column.key, cell.value) for table in document.tables[1:4] for name, column, cell in _filled(table)}
    assert found == {(f"1.{n}", f"1.{n % 40 + 1}", "x") for n in numbers} | {
        (f"1.{n % 40 + 1}", f"1.{n}", "b") for n in numbers
    }
    assert all(len(table.rows) <= 16 for table in document.tables[1:4])
    text = SESSION.export(make_plan(actions=actions), document="links", to="text")
    assert text is not None
    assert max(map(len, text.decode().splitlines())) <= 80


def _filled(table: Table) -> Iterator[tuple[str, Column, TableCell]]:
    for row in table.rows:
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
            if cell.value is not None:
                yield row.key, column, cell


def test_links__of_the_plan_fit_into_80_columns() -> None:
    text = SESSION.export(PLAN, document="links", to="text")
    assert text is not None
    lines = text.decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert "From  1.1  1.3  2.1  2.2  2.3  5.2" in lines


class TestLinks(DocumentContract):
    plugin = empact.plugins.documents
    document = "links"
