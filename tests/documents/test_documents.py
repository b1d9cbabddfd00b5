"""Documents: their parts check types and keys, and the builders put the content of plans into them."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.document_rows import paragraphs
from tests.support.paths import DOCS

import empact
import empact.plugins.documents
import oap_c_2012
import oap_invented_2031
from empact import Plan, Portfolio, Session, Severity, UnknownIdError
from empact.diagnostics import Place
from empact.documents import (
    CellNote,
    Column,
    ColumnType,
    Document,
    Hyperlink,
    Row,
    Section,
    Table,
    TableCell,
    Text,
    build_findings,
    build_plan_sheet,
    build_workload,
    unique_keys,
)
from empact.hooks import DocumentSpec, hookimpl
from empact.model import FrozenMap
from empact.testing import DocumentContract, documents, make_action, make_goal, make_plan

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
COLUMN = Column(key="a", title="A")
DAY = dt.date(2012, 3, 1)
untyped: Any = empact.documents
"""The parts, for calls that a type checker would refuse."""
WANTED = "The value of a cell must be None, a text, a number, a date, a Hyperlink or a tuple of these, not"


def cells(document: Document, key: str) -> dict[str, list[Any]]:
    """The values of a table by the key of the row."""
    body = document.section(key).body
    assert isinstance(body, Table)
    return {row.key: list(row.values) for row in body.rows}


def portfolio_context(*plans: Plan) -> empact.analysis.PortfolioContext:
    return SESSION.context(Portfolio(plans))


# Parts


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: untyped.TableCell({1}),
            f"{WANTED} a set.",
        ),
        (
            lambda: untyped.TableCell(bool(1)),
            f"{WANTED} the bool True. Write a text, such as 'yes' or 'no'.",
        ),
        (
            lambda: untyped.TableCell(dt.datetime(2012, 3, 1, 12)),  # noqa: DTZ001
            f"{WANTED} a datetime. Write its date: datetime.date(2012, 3, 1).",
        ),
        (
            lambda: untyped.TableCell(("a", None)),
            f"{WANTED} None.",
        ),
        (
            lambda: untyped.TableCell("a", ("note",)),
            "TableCell.notes[0] must be a CellNote, not the text 'note'.",
        ),
        (lambda: untyped.TableCell("a", (), "yes"), "TableCell.fill_in must be a FillIn or None, not the text 'yes'."),
        (
            lambda: untyped.FillIn(["yes"]),
            "FillIn.options must be a tuple of texts, not a list. Write a tuple: (..., ...).",
        ),
        (lambda: untyped.CellNote(7), "CellNote.text must be a text, not the int 7. Write '7'."),
        (lambda: untyped.Hyperlink("a", None), "Hyperlink.url must be a text, not None."),
        (lambda: untyped.Column(key=1, title="A"), "Column.key must be a text, not the int 1. Write '1'."),
        (
            lambda: untyped.Column(key="a", title="A", type="text"),
            "Column.type must be a ColumnType, not the text 'text'. Write ColumnType.TEXT.",
        ),
        (lambda: untyped.Row(1, ("a",)), "The key of a row must be a text, not the int 1. Write '1'."),
        (lambda: untyped.Row("1", "a"), "The cells of a row must be a tuple, not the text 'a'."),
        (
            lambda: untyped.Table((COLUMN,), (untyped.Row("1", ()),)),
            "The row '1' has 0 of 1 cells: one for each column.",
        ),
        (
            lambda: untyped.Table((attrs.evolve(COLUMN, type=ColumnType.NUMBER),), (untyped.Row("1", ("x",)),)),
            "The column 'a' of the row '1' must be a number, not the text 'x'.",
        ),
        (
            lambda: untyped.Table((COLUMN,), [untyped.Row("1", ("x",))]),
            "Table.rows must be a tuple, each item a Row, not a list. Write a tuple: (..., ...).",
        ),
        (
            lambda: untyped.Text("words"),
            "Text.paragraphs must be a tuple of texts, not the text 'words'. Write a tuple",
        ),
        (
            lambda: untyped.Section(key="a", title="A", body="words"),
            "Section.body must be a Text or a Table, not the text 'words'.",
        ),
        (
            lambda: untyped.Document(kind="a", title="A", name="a", properties=FrozenMap({"a": True})),
            "The property 'a' must be None, a text, a number, a date,",
        ),
        (lambda: untyped.Document(kind="a", title="A", name=None), "Document.name must be a text, not None."),
    ],
)
def test_a_part__checks_types(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        make()
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Table((COLUMN, COLUMN)), "Two columns have the key 'a'."),
        (lambda: Table((COLUMN,), (Row("1", ("x",)), Row("1", ("y",)))), "Two rows have the key '1'."),
        (
            lambda: Document(kind="a", title="A", name="a", sections=(Section(key="a", title="A", body=Text(())),) * 2),
            "Two sections have the key 'a'.",
        ),
        (lambda: TableCell(float("nan")), "The value of a cell is the float nan, which is not a finite number."),
        (
            lambda: TableCell(Decimal("Infinity")),
            "The value of a cell is the Decimal Decimal('Infinity')",
        ),
    ],
)
def test_a_part__has_unique_keys_and_finite_numbers(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        make()


def test_a_row__wraps_values_into_cells() -> None:
    noted = TableCell("b", (CellNote("Only if asked.", "7"),))
    row = Row("1", ("a", noted, None))
    assert row.cells == (TableCell("a"), noted, TableCell(None))
    assert row.values == ("a", "b", None)
    assert [str(note) for note in noted.notes] == ["[^7] Only if asked."]


def test_a_document__finds_its_sections() -> None:
    document = Document(kind="a", title="A", name="a", sections=(Section(key="x", title="X", body=Text(("y",))),))
    assert document.section("x").title == "X"
    assert document.tables == ()
    with pytest.raises(UnknownIdError, match="Section 'z' does not exist"):
        document.section("z")


@pytest.mark.parametrize(
    ("keys", "unique"),
    [
        ((), ()),
        (("1.1", "1.2", "1.1", "1.1"), ("1.1", "1.2", "1.1 (2)", "1.1 (3)")),
        (("a (2)", "a", "a"), ("a (2)", "a", "a (3)")),
        (("", ""), ("", " (2)")),
    ],
)
def test_unique_keys__numbers_repeated_keys(keys: Sequence[str], unique: Sequence[str]) -> None:
    assert unique_keys(keys) == unique


@given(st.lists(st.sampled_from(["a", "a (2)", "b", "a (2) (2)"])))
def test_unique_keys__are_unique_and_keep_the_first(keys: list[str]) -> None:
    unique = unique_keys(keys)
    assert len(set(unique)) == len(keys)
    assert all(new.startswith(old) for new, old in zip(unique, keys, strict=True))


@given(documents())
def test_a_document__can_be_pickled_and_has_a_short_repr(document: Document) -> None:
    assert pickle.loads(pickle.dumps(document)) == document
    assert hash(document) == hash(pickle.loads(pickle.dumps(document)))
    assert len(repr(document)) < 200


# The plan sheet


MARKING_FACTS = {
    "status_of_the_marking": "as printed; no declassification document known",
    "published": "the text is public; where it was published is not known here",
}
"""What each document about the plan of 2012 says about its marking: nobody has declassified it, and it is public."""


def test_plan_sheet__has_a_row_for_each_action_with_its_number_as_key() -> None:
    document = build_plan_sheet(SESSION.context(PLAN, as_of=DAY))
    (table,) = document.tables
    assert [row.key for row in table.rows] == [action.number for action in PLAN.actions]
    assert (document.kind, document.name, document.marking) == ("plan", "C-2012", "RESTREINT UE/EU RESTRICTED")
    assert dict(document.properties) == {
        "plan": "C-2012",
        "document": "17793/2/11 REV 2",
        "period": "2012-01-01 to 2012-12-31",
        "driver": "Italy",
        "goals": 7,
        "actions": 16,
        "checkpoints": ("June (2012-06-30)", "Dec (2012-12-31)"),
        "as_of": DAY,
        **MARKING_FACTS,
    }
    assert [column.key for column in table.columns][:3] == ["goal", "number", "activity"]


def test_plan_sheet__per_goal_has_a_table_for_each_goal() -> None:
    document = build_plan_sheet(SESSION.context(PLAN), per_goal=True)
    # "Strategic Goal 1" to "Strategic Goal 7" of the annex, with the actions below each.
    assert [[row.key for row in table.rows] for table in document.tables] == [
        ["1.1", "1.2", "1.3"],
        ["2.1", "2.2", "2.3"],
        ["3.1"],
        ["4.1", "4.2"],
        ["5.1", "5.2"],
        ["6.1", "6.2", "6.3"],
        ["7.1", "7.2"],
    ]
    assert [section.key for section in document.sections] == [f"goal-{number}" for number in range(1, 8)]
    assert document.sections[2].title.startswith(
        "SG 3: To enhance the measures to tackle smuggling of minors including"
    )
    whole = build_plan_sheet(SESSION.context(PLAN)).tables[0]
    assert [row for table in document.tables for row in table.rows] == list(whole.rows)
    assert (document.name, document.marking) == ("C-2012", PLAN.marking_in_force(None))


def test_plan_sheet__per_goal_loses_no_action() -> None:
    actions = [make_action("1.1", goal="1"), make_action("9.1", goal="9"), make_action("0.1", goal=None)]
    plan = make_plan(goals=[make_goal("1"), make_goal("2"), make_goal("1")], actions=actions)
    document = build_plan_sheet(SESSION.context(plan), per_goal=True)
    assert {section.key: section.title.partition(":")[0] for section in document.sections} == {
        "goal-1": "SG 1",
        "goal-2": "SG 2",
        "other": "Actions without a goal in the plan",
    }
    assert [[row.key for row in table.rows] for table in document.tables] == [["1.1"], [], ["9.1", "0.1"]]


def test_plan_sheet__has_the_notes_at_their_cells() -> None:
    (table,) = build_plan_sheet(SESSION.context(PLAN)).tables
    keys = [column.key for column in table.columns]
    row = next(row for row in table.rows if row.key == "2.1")
    noted = {key: [str(note)[:20] for note in cell.notes] for key, cell in zip(keys, row.cells, strict=True)}
    assert {key: notes for key, notes in noted.items() if notes} == {"leaders": ["[^7] Frontex is lead"]}


def test_plan_sheet__numbers_actions_with_the_same_number() -> None:
    plan = make_plan(actions=[make_action("1.1"), make_action("1.1", activity="Again.")])
    (table,) = build_plan_sheet(SESSION.context(plan)).tables
    assert [row.key for row in table.rows] == ["1.1", "1.1 (2)"]


def test_plan_sheet__has_the_channels_of_the_plan_and_of_each_action() -> None:
    # The channels as they are named in the descriptions of 2.2, 2.3 and 5.1, the activity of 4.2 and section 4.3.
    (table,) = build_plan_sheet(SESSION.context(PLAN)).tables
    assert [column.key for column in table.columns][-2:] == ["channels", "plan/channels"]
    found = {row.key: row.values[-2] for row in table.rows if row.values[-2] is not None}
    assert found == {
        "2.2": "AWF Checkpoint (Thunder focal point)",
        "2.3": "AWF Checkpoint (Poseidon focal point)",
        "4.2": "AWF",
        "5.1": "AWF Checkpoint; AWF Sustrans",
        "5.2": "AWF Checkpoint (Twister focal point)",
        "7.1": "EUROSUR",
    }
    assert {row.values[-1] for row in table.rows} == {"AWF Checkpoint (primary); EIS (optional); SIENA (recommended)"}


def test_plan_sheet__has_documentation_with_links_and_the_origins_of_links() -> None:
    address = "https://www.example.eu/oap/1.1"
    links = [{"to": "1.2", "origin": "support-unit"}, {"to": "SG 1", "origin": "author"}]
    sheet = {"documentation": [address, "14055/18", "www.example.eu"], "links": links}
    plan = make_plan(actions=[make_action("1.1", **sheet), make_action("1.2", documentation=[])])
    (table,) = build_plan_sheet(SESSION.context(plan)).tables
    columns = {column.key: column.type for column in table.columns[-2:]}
    assert columns == {"links/origins": ColumnType.TEXT, "documentation": ColumnType.LIST}
    assert [row.values[-2:] for row in table.rows] == [
        ("author: SG 1; support-unit: 1.2", (Hyperlink(address, address), "14055/18", "www.example.eu")),
        (None, None),
    ]
    for format_ in ("text", "csv"):
        written = SESSION.export(plan, to=format_, document="plan")
        assert written is not None
        assert f"{address}; 14055/18; www.example.eu" in written.decode()


# The workload


def test_workload__counts_as_the_analysis_does() -> None:
    ctx = portfolio_context(PLAN)
    document = build_workload(ctx)
    assert [section.key for section in document.sections] == [
        *("summary", "months-2012", "leads-2012", "joins-2012", "cooperates-2012", "totals", "not-counted", "notes"),
    ]
    assert paragraphs(document, "summary") == (
        "Leads most: Frontex (6+1), Europol (4), IT (1+1).",
        "Joins most: PL (9), SK (9), DE (7).",
        "Most actions at the same time: Apr 2012.",
    )
    found = empact.analysis.workload(ctx)
    assert cells(document, "totals")["Frontex"] == ["Frontex", "6+1", "2+1", None]
    assert list(cells(document, "totals")) == [party.name for party in found.parties]
    assert cells(document, "months-2012")["all"][9] == "6+3"
    uk = cells(document, "leads-2012")["UK"]
    assert (uk[:6], uk[-1]) == (["UK", "1", "1+1", "1+1", "1+1", "1+1"], "2")
    assert cells(document, "not-counted")["Relevant MS"] == [
        "Relevant MS",
        "Left open by the plan",
        ("C-2012:2.1", "C-2012:4.1", "C-2012:4.2", "C-2012:5.1", "C-2012:7.2"),
    ]


def test_workload__of_a_party_lists_its_actions() -> None:
    document = build_workload(portfolio_context(PLAN), party=["HU"])
    actions = cells(document, "actions")
    assert actions["HU leads C-2012:2.2"] == ["HU", "leads", "C-2012:2.2", None, ("Jan to Sep 2012",)]
    assert list(cells(document, "totals")) == ["HU"]
    months = cells(document, "party-1-2012")
    assert months["leads C-2012:2.2"] == ["leads", "C-2012:2.2", *["o"] * 9, None, None, None]
    assert months["all"][1:4] == ["all", "2+1", "2+1"]
    assert cells(document, "open")["HU Relevant MS"] == [
        "HU",
        "Relevant MS",
        ("C-2012:2.1", "C-2012:4.1", "C-2012:4.2", "C-2012:5.1", "C-2012:7.2"),
    ]
    assert "open" not in [section.key for section in build_workload(portfolio_context(PLAN)).sections]
    with pytest.raises(UnknownIdError, match="Party 'Nobody' does not exist"):
        build_workload(portfolio_context(PLAN), party=["Nobody"])


def test_workload__of_two_years_has_a_section_for_each() -> None:
    assert PLAN.period is not None
    end = dt.date(2013, 3, 31)
    plan = attrs.evolve(PLAN, id="C-2013", period=attrs.evolve(PLAN.period, end=end), marking="LIMITE")
    document = build_workload(portfolio_context(PLAN, plan))
    keys = [section.key for section in document.sections]
    assert {"leads-2012", "leads-2013", "joins-2013"} <= set(keys)
    assert (document.name, document.title) == ("portfolio-workload", "Workload of 2 plans")
    assert document.marking == "RESTREINT UE/EU RESTRICTED; LIMITE"
    assert document.properties["plans"] == ("C-2012", "C-2013")


def test_workload__lists_what_it_does_not_count() -> None:
    actions = [
        make_action("1.1", leaders={"withheld": True}, timing=""),
        make_action("1.2", leaders="Nobody Known", timing="December 2025 to January 2026"),
    ]
    plan = make_plan(id="X-2026", actions=actions)
    rows = cells(build_workload(portfolio_context(plan)), "not-counted")
    assert rows["Party cells that are withheld or cannot be read"][2] == ("X-2026:1.1",)
    assert rows["Without dates, so only in the totals"][2] == ("X-2026:1.1",)
    assert rows["Months outside the period of the plan or of the action"][2] == ("X-2026:1.2 (Dec 2025)",)
    assert rows["Nobody Known"][1] == "Not a known party"


def test_workload__lists_the_decisions_that_it_takes_into_account() -> None:
    session = Session([oap_invented_2031])
    plan = session.load("oap-invented-2031")
    recorded = session.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)
    document = build_workload(
        session.context(Portfolio((plan,)), as_of=dt.date(2031, 11, 30), records=session.records(ledger=recorded))
    )
    assert cells(document, "excluded") == {
        "Q-2031 QN": ["Q-2031", "QN", dt.date(2031, 10, 1), None, "decision by COSI, 1 October 2031"]
    }


# Findings


def test_findings__are_rows_with_what_the_validation_reports() -> None:
    found = SESSION.validate(PLAN)
    document = build_findings(portfolio_context(PLAN), findings=found)
    rows = cells(document, "findings")
    assert len(rows) == len(found)
    goal = next(finding for finding in found if finding.place.subject == "C-2012:SG 5")
    assert rows[f"{goal.code} C-2012:SG 5"][:5] == [("IT",), "C-2012:SG 5", "warning", goal.message, goal.hint]
    assert dict(document.properties) == {
        "plans": ("C-2012",),
        **MARKING_FACTS,
        "errors": 0,
        **found_counts(found),
    }
    assert "OAP205 C-2012:1.1" in rows


def test_findings__in_files_of_office_have_their_cells() -> None:
    kind = SESSION.validate(PLAN)[0].kind
    places = (
        Place(subject="C-2012:1.1", file="a.yaml", line=3, column=7),
        Place(subject="C-2012:1.2", file="a.xlsx", sheet="Report", cell="D7"),
        Place(subject="C-2012:1.3", file="a.docx", table=2, row=3, column=4),
    )
    found = empact.Diagnostics(empact.Diagnostic(kind=kind, message="It is odd.", place=place) for place in places)
    rows = cells(build_findings(portfolio_context(PLAN), findings=found), "findings")
    assert {row[8]: row[9:12] for row in rows.values()} == {
        "a.yaml": [3, 7, None],
        "a.xlsx": [None, None, "sheet 'Report', cell D7"],
        "a.docx": [None, None, "table 2, row 3, column 4"],
    }


def found_counts(found: empact.Diagnostics) -> dict[str, int]:
    counts = found.counts()
    return {"warnings": counts[Severity.WARNING], "info": counts[Severity.INFO]}


ACTORS = {
    # The column Leader of 17793/2/11 REV 2. Italy is the Driver (4.1) and leads 2.1 and 6.1; Frontex leads 2.1 under a
    # condition only (note 7). Nobody but ES leads 6.2, which is to be confirmed.
    "C-2012": ("IT",),
    "C-2012:SG 5": ("IT",),
    "C-2012:2.1": ("IT",),
    "C-2012:2.2": ("HU", "AT", "Frontex"),
    "C-2012:3.1": ("COM", "Europol", "CEPOL"),
    "C-2012:4.1": ("Acting EU Presidency", "Europol", "Frontex"),
    "C-2012:5.2": ("UK", "HU"),
    "C-2012:6.2": ("ES",),
}


def test_findings__are_sorted_by_who_has_to_act() -> None:
    document = build_findings(portfolio_context(PLAN), findings=SESSION.validate(PLAN))
    rows = cells(document, "findings").values()
    who = {row[1]: row[0] for row in rows}
    assert {subject: who[subject] for subject in ACTORS} == ACTORS
    first = [row[0][0] for row in rows]
    order = list(dict.fromkeys(first))
    assert order[0] == "IT"
    assert [name for name in order for _ in range(first.count(name))] == first
    for name in order:
        severities = [row[2] for row in rows if row[0] == (name,)]
        assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_findings__count_for_each_who_has_to_act() -> None:
    found = SESSION.validate(PLAN)
    document = build_findings(portfolio_context(PLAN), findings=found, show="warning")
    warnings = [finding.place.subject for finding in found if finding.severity is Severity.WARNING]
    summary = cells(document, "who")
    # Hungary leads 2.2 and 5.2, Eurojust 4.2.
    hungary = warnings.count("C-2012:2.2") + warnings.count("C-2012:5.2")
    assert summary["HU"] == ["HU", None, hungary, None, ("2.2", "5.2")]
    assert summary["Eurojust"] == ["Eurojust", None, warnings.count("C-2012:4.2"), None, ("4.2",)]
    assert (next(iter(summary)), next(reversed(summary))) == ("IT", "Acting EU Presidency")


def test_findings__about_no_plan_come_last_and_without_any_there_is_no_summary() -> None:
    plan = make_plan(id="X-2026", driver="", actions=[make_action("1.1", leaders="", links="9.9")])
    found = SESSION.validate(plan)
    stray = attrs.evolve(found[0], place=Place(file="pyproject.toml"))
    document = build_findings(portfolio_context(plan), findings=empact.Diagnostics([stray, *found]))
    rows = list(cells(document, "findings").values())
    assert (rows[-1][0], rows[-1][8]) == (None, "pyproject.toml")
    assert {row[0] for row in rows[:-1]} == {("Driver",)}
    nothing = build_findings(portfolio_context(plan), findings=empact.Diagnostics(()))
    assert [section.key for section in nothing.sections] == ["findings"]


def test_findings__without_a_summary_are_one_table_and_so_one_csv_file() -> None:
    found = SESSION.validate(PLAN)
    with_summary = build_findings(portfolio_context(PLAN), findings=found)
    without = build_findings(portfolio_context(PLAN), findings=found, summary=False)
    assert [section.key for section in with_summary.sections] == ["who", "findings", "actions", "notes"]
    assert without.sections == (with_summary.section("findings"),)
    assert SESSION.export(PLAN, document="findings", summary=False, to="csv") is not None


def test_findings__of_a_severity_are_listed_and_all_are_counted() -> None:
    found = SESSION.validate(PLAN)
    document = build_findings(portfolio_context(PLAN), findings=found, show="warning")
    assert len(cells(document, "findings")) == found.counts()[Severity.WARNING]
    assert document.properties["not_listed"] == found.counts()[Severity.INFO]


# The laws


class PerGoal:
    """A plugin with the plan sheet whose default is a table for each goal."""

    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        (spec,) = (spec for spec in empact.plugins.documents.empact_documents() if spec.name == "plan")
        options = tuple(attrs.evolve(option, default=True) for option in spec.options)
        return [attrs.evolve(spec, options=options)]


PER_GOAL = PerGoal()


class TestPlanSheet(DocumentContract):
    plugin = empact.plugins.documents
    document = "plan"


class TestPlanSheetPerGoal(DocumentContract):
    plugin = PER_GOAL
    document = "plan"


class TestWorkload(DocumentContract):
    plugin = empact.plugins.documents
    document = "workload"


class TestFindings(DocumentContract):
    plugin = empact.plugins.documents
    document = "findings"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.org/a?b=1#c", True),
        ("mailto:a.b@example.org", True),
        ("MAILTO:a@example.org", False),
        ("mailto:a@example.org?cc=b@example.org", False),
        ("mailto:a{b}@example.org", False),
        ("mailto:a@example.org:25", False),
        ("mailto:a@example,org", False),
        ("mailto:a@example.org\n", False),
        ("mailto:a\x1b@example.org", False),
        ("file:///etc/passwd", False),
        ("see mailto:a@example.org", False),
    ],
)
def test_a_hyperlink__is_web_or_mail_if_its_address_is_nothing_else(
    url: str,
    expected: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert Hyperlink("Here", url).is_web_or_mail is expected


@pytest.mark.parametrize("spec", Session().documents, ids=lambda spec: spec.name)
def test_the_guide_to_exports__lists_every_document(spec: DocumentSpec) -> None:
    about = {"plan": "each plan", "portfolio": "all plans"}[spec.of]
    page = (DOCS / "howto" / "export.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{spec.name}` \| .+ \| {about} \|$", page, re.MULTILINE)
