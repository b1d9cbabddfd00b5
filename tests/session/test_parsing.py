"""A text that is read as a cell: in its plan, by the rules of the session, and in other wordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from tests.support.family_cells import families

import empact
import oap_c_2012
from empact import Plan, Session, Severity, UnknownIdError
from empact.analysis import ParsedCell
from empact.analysis.resolved_plans.parsed_cells import CELL_COLUMNS
from empact.config import Config
from empact.hooks import Finding, Rule, RuleContext, hookimpl
from empact.model import Action, Span
from empact.serde.cells import reads

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
NOT_ABOUT_READING = ("document", "portfolio", "progress")


def parsed(text: str, column: str, **given: Any) -> ParsedCell:
    return SESSION.parse(text, column, **{"plan": PLAN, **given})


def written(cell: ParsedCell) -> list[str]:
    return [wording.meaning.text for wording in cell.wordings]


def codes(cell: ParsedCell) -> list[str | None]:
    return [None if doubt.finding is None else doubt.finding.code for doubt in cell.doubts]


def test_parse__has_the_meaning_the_doubts_and_the_wordings() -> None:
    cell = parsed("All MS except DK and Europol", "participants")
    assert cell.meaning.items == ("All MS (except: DK)", "and Europol")
    assert cell.meaning.parties is not None
    (group,) = cell.meaning.parties.items
    assert (len(group.parties), group.role.value, group.determinacy.value) == (26, "participant", "every")
    assert [(doubt.words, doubt.understood, doubt.severity.value) for doubt in cell.doubts] == [
        ("and Europol", False, "warning")
    ]
    assert codes(cell) == ["OAP107"]
    assert written(cell) == ["All MS except DK, Europol", "All MS (except: DK, Europol)"]
    assert [[finding.code for finding in wording.findings] for wording in cell.wordings] == [[], ["OAP416"]]
    assert not cell.understood


def test_parse__of_a_clear_text_has_no_doubts_and_no_wordings() -> None:
    cell = parsed("HU, AT and Frontex", "leaders", action="2.2")
    assert (cell.doubts, cell.wordings, cell.understood) == ((), (), True)


def test_parse__resolves_parties_at_the_time_of_the_action() -> None:
    assert str(parsed("Presidency", "participants").time) == "2012-01-01 to 2012-12-31"
    of_action = parsed("Presidency", "participants", action=PLAN.action("6.1"))
    assert of_action.action == "C-2012:6.1"
    assert of_action.time == SESSION.context(PLAN).schedule.span("6.1")
    cell = parsed("Presidency", "participants", action="1.3")  # in March or April
    assert cell.meaning.parties is not None
    (office,) = cell.meaning.parties.items
    assert [party.code for party in office.parties] == ["DK"]


def test_parse__takes_a_timing_as_that_of_the_action() -> None:
    cell = parsed("April to June", "timing")
    assert str(cell.time) == "2012-04-01 to 2012-06-30"
    assert cell.meaning.timing is not None
    assert [str(window) for period in cell.meaning.timing.periods for window in period.windows] == [
        "2012-04-01 to 2012-06-30"
    ]


def test_parse__without_a_plan_reads_the_text_alone() -> None:
    cell = SESSION.parse("All MS, Europol", "participants")
    assert (cell.time, cell.action, cell.understood) == (None, None, True)
    assert cell.meaning.parties is not None
    assert [len(item.parties) for item in cell.meaning.parties.items] == [0, 1]
    tree = SESSION.tree(cell)
    assert (tree["empact"], tree["plans"], "marking" in tree) == ("parsed-cell/1", [], False)


def test_parse__has_the_marking_of_its_plan() -> None:
    assert SESSION.tree(parsed("May", "timing"))["marking"] == "RESTREINT UE/EU RESTRICTED"


def test_parse__resolves_links_in_the_plan() -> None:
    cell = parsed("SG 1; 2.1, 9.9, B:SG*", "links")
    assert cell.meaning.links is not None
    assert [[*map(str, link.destinations)] for link in cell.meaning.links.items] == [
        ["C-2012:SG 1"],
        ["C-2012:2.1"],
        [],
        [],
    ]
    assert cell.doubts[0].finding is not None
    assert (cell.doubts[0].words, cell.doubts[0].finding.code) == ("9.9", "OAP202")  # the worst first


@pytest.mark.parametrize(
    ("column", "text", "items", "wordings"),
    [
        ("links/goals", "SG 1, 4", ("SG 1", "SG 4"), []),
        ("links/actions", "2.1 & 3", ("2.1", "3"), ["2.1; 3"]),
        ("links", "SG 1; 2.1 & 3", ("SG 1", "2.1", "3"), ["SG 1; 2.1; 3"]),
    ],
)
def test_parse__knows_the_columns_of_links(column: str, text: str, items: tuple[str, ...], wordings: list[str]) -> None:
    cell = parsed(text, column)
    assert (cell.text, cell.meaning.items, written(cell)) == (text, items, wordings)


def test_parse__of_a_time_without_a_year_has_those_of_the_plan() -> None:
    plan = Plan(id="Q-2031", period=Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31)))
    cell = SESSION.parse("April", "timing", plan=plan)
    assert codes(cell) == ["OAP306"]
    assert written(cell) == ["April 2031", "April 2032"]
    assert SESSION.parse("April 2031", "timing", plan=plan).doubts == ()


def test_parse__shows_all_wordings_that_are_equally_near() -> None:
    assert written(parsed("February/June", "timing")) == ["February or June", "February, June", "February to June"]


def test_parse__puts_wordings_without_other_findings_first() -> None:
    cell = parsed("NL (leader) + DE", "leaders")
    assert "OAP419" in codes(cell)  # the role of DE is not said
    assert written(cell)[0] == "NL (role: leader), DE (role: participant)"
    assert all(finding.code != "OAP419" for wording in cell.wordings for finding in wording.findings)


def test_parse__uses_the_rules_of_the_session() -> None:
    quiet = Session(config=Config(ignore=("words-not-understood",)))
    cell = quiet.parse("HU, AT (zorgle)", "participants")
    assert [(doubt.words, doubt.understood, doubt.finding) for doubt in cell.doubts] == [("(zorgle)", False, None)]
    assert not cell.understood


def test_parse__without_the_rules_of_empact_knows_what_is_not_understood() -> None:
    cell = Session(disable=["empact.rules"]).parse("All MS except DK and Europol", "participants")
    assert [(doubt.words, doubt.finding) for doubt in cell.doubts] == [("and Europol", None)]
    assert len(cell.wordings) == 2


def no_zebra(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    for at, action in ctx.actions():
        if "zebra" in str(action.target):
            yield Finding(f"Action {action.number} has a zebra.", at / "target")


class Zebras:
    """A plugin with a rule about targets."""

    @hookimpl
    def empact_rules(self) -> Iterator[Rule]:
        yield Rule(code="ZEB001", name="no-zebra", severity=Severity.INFO, check=no_zebra)


def test_parse__has_what_rules_of_plugins_report() -> None:
    cell = Session([Zebras()]).parse("a zebra", "target")
    assert ("ZEB001", "a zebra") in [(doubt.finding.code, doubt.words) for doubt in cell.doubts if doubt.finding]


def test_parse__leaves_the_plan_as_it_is() -> None:
    before = attrs.astuple(PLAN, recurse=False)
    parsed("All MS except DK and Europol", "participants", action="2.2")
    assert attrs.astuple(PLAN, recurse=False) == before


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"column": "leader"}, UnknownIdError, "Column 'leader' does not exist."),
        ({"column": "activity"}, UnknownIdError, "Column 'activity' does not exist."),
        ({"action": "9.9"}, UnknownIdError, "Action '9.9' does not exist."),
        ({"action": "2.2", "plan": None}, ValueError, "An action is named, but no plan that has it."),
        ({"text": " \n"}, ValueError, "The text is empty"),
        ({"text": "May, " * 2_001}, ValueError, "The text has 10,005 characters; the maximum is 10,000."),
        ({"text": 5}, TypeError, "The text of a cell must be a text"),
        ({"plan": "plan.yaml"}, TypeError, "The plan must be a Plan"),
    ],
)
def test_parse__refuses_what_it_cannot_read(given: dict[str, Any], error: type[Exception], says: str) -> None:
    call: dict[str, Any] = {"text": "May", "column": "timing", "plan": PLAN, **given}
    with pytest.raises(error) as raised:
        SESSION.parse(call.pop("text"), call.pop("column"), **call)
    assert str(raised.value).startswith(says)


def test_empact_parse__is_that_of_the_default_session() -> None:
    assert empact.parse("May", "timing").meaning.items == ("May",)


# The cells of the reference plan, and families of others


@pytest.mark.one_python
def test_parse__of_each_cell_of_the_reference_plan_has_its_meaning_and_its_findings() -> None:
    fields = SESSION.context(PLAN).resolved().actions
    found = SESSION.validate(PLAN, ignore=list(NOT_ABOUT_READING))
    count = 0
    for position, action in enumerate(PLAN.actions):
        for field in ("leaders", "participants", "links", "timing", "target", "kpis"):
            cell = getattr(action, field)
            if not cell.text or reads(cell) != cell.items:  # the items of others were entered by hand
                continue
            count += 1
            read = SESSION.parse(cell.text, field, plan=PLAN, action=action)
            name = "parties" if field in {"leaders", "participants"} else field
            assert getattr(read.meaning, name) == getattr(fields[position], field)
            at = f"/actions/{position}/{field}"
            messages = [one.message for one in found if f"{one.place.pointer}/".startswith(f"{at}/")]
            assert sorted(doubt.finding.message for doubt in read.doubts if doubt.finding) == sorted(messages)
    assert count > 70


REPORTED = [
    (column, cell)
    for name, column in (("parties", "participants"), ("timing", "timing"), ("kpis", "kpis"))
    for family in families(name)
    for cell in family["cells"]
    if cell["verdict"] == "report" and cell.get("cell") != "document"
]


@pytest.mark.one_python
@pytest.mark.parametrize("column", ["participants", "timing", "kpis"])
def test_parse__offers_only_wordings_without_the_doubt(column: str) -> None:
    offered = 0
    for cell in (cell for name, cell in REPORTED if name == column):
        for wording in SESSION.parse(cell["text"], column).wordings:
            offered += 1
            again = SESSION.parse(wording.meaning.text, column)
            assert again.understood
            assert again.meaning == wording.meaning
            assert {doubt.finding for doubt in again.doubts} == {*wording.findings}
    assert offered > 20


def test_columns__are_those_of_an_action() -> None:
    assert {column.field for column in CELL_COLUMNS.values()} <= {field.name for field in attrs.fields(Action)}
