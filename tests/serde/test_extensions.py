"""Extension data: a plugin's own typed fields on plans, goals and actions, from the file to every export."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest
from tests.support.sheets import sheet_lines

import oap_c_2012
from empact import Action, Plan, Session, StrategicGoal
from empact.analysis.columns import printed
from empact.documents import Table, build_plan_sheet
from empact.hooks import Extension, hookimpl
from empact.model import Checkpoint, FrozenMap, Parties, Prose
from empact.model.extensions import Owner


class Level(enum.Enum):
    """How much is known."""

    LOW = "low"
    HIGH = "high"


@attrs.frozen(kw_only=True)
class Piece:
    """A part of the money."""

    euros: int
    year: int | None = None


@attrs.frozen(kw_only=True)
class Grant:
    """Money of the Union."""

    beneficiary: Parties = attrs.field(metadata={"title": "Beneficiary", "width": 14})
    """Who is paid, as ``Parties``."""
    share: Decimal | None = attrs.field(default=None, metadata={"title": "Share (%)"})
    rate: float = 0.5
    parts: tuple[Piece, ...] = ()
    level: Level = Level.LOW
    agreed: bool = False
    since: dt.date | None = None
    remark: Prose = Prose()
    codes: FrozenMap[str, Piece] = FrozenMap()


@attrs.frozen(kw_only=True)
class Weight:
    """How much a goal counts."""

    points: int = attrs.field(metadata={"title": "Points"}, validator=attrs.validators.ge(0))


@attrs.frozen(kw_only=True)
class Budget:
    """The money of a plan."""

    total: int


GRANT = Extension(name="grant", on=Action, cls=Grant, summary="Money of the Union for an action")
WEIGHT = Extension(name="weight", on=StrategicGoal, cls=Weight)
BUDGET = Extension(name="budget", on=Plan, cls=Budget)


class Money:
    """A plugin that brings all three."""

    @hookimpl
    def empact_extensions(self) -> Iterator[Extension[Any]]:
        yield from (GRANT, WEIGHT, BUDGET)


WITH, WITHOUT = Session([Money()]), Session()
HEAD = "empact: plan/1\nid: X-2026\n"
FILE = (
    HEAD
    + """\
marking: LIMITE
goals:
  - number: "1"
    extensions:
      weight: {points: 3}
actions:
  - number: "1.1"
    goal: "1"
    extensions:
      grant:
        beneficiary: HU, AT
        share: 12.50
        parts:
          - {euros: 1000, year: 2026}
          - {euros: 20}
        level: high
        since: 2026-05-01
        codes:
          a: {euros: 7}
      unknown: {no: NO, size: 1.10}
  - number: "1.2"
    goal: "1"
extensions:
  budget: {total: 5000}
"""
)


def grant() -> Grant:
    found = GRANT.of(WITH.loads(FILE, format="yaml").action("1.1"))
    assert found is not None
    return found


def test_data_of_a_plugin_is_read_into_its_own_class() -> None:
    plan = WITH.loads(FILE, format="yaml")
    assert [str(party) for party in grant().beneficiary] == ["HU", "AT"]
    assert (grant().share, grant().rate, grant().level) == (Decimal("12.50"), 0.5, Level.HIGH)
    assert grant().parts == (Piece(euros=1000, year=2026), Piece(euros=20))
    assert (grant().since, grant().codes) == (dt.date(2026, 5, 1), FrozenMap({"a": Piece(euros=7)}))
    assert WEIGHT.of(plan.goal("1")) == Weight(points=3)
    assert BUDGET.of(plan) == Budget(total=5000)
    assert GRANT.of(plan.action("1.2")) is None


def test_an_extension_speaks_of_what_it_is_on_alone() -> None:
    action = Action(number="1", extensions=FrozenMap({"budget": Budget(total=1)}))
    assert BUDGET.of(action) is None


def test_without_the_plugin_the_data_stays_as_it_is_and_comes_back_untouched() -> None:
    plan = WITHOUT.loads(FILE, format="yaml")
    assert plan.extensions["budget"] == FrozenMap({"total": 5000})
    assert GRANT.of(plan.action("1.1")) is None
    back = WITHOUT.export(plan, to="yaml")
    assert back is not None
    tree = json.loads(WITHOUT.export(plan, to="json") or b"")
    assert tree["actions"][0]["extensions"]["grant"]["share"] == "12.50"
    assert tree["actions"][0]["extensions"]["unknown"] == {"no": "NO", "size": "1.10"}
    assert WITH.loads(back.decode(), format="yaml") == WITH.loads(FILE, format="yaml")


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_what_was_written_with_the_plugin_comes_back_equal_and_to_the_byte(format: str) -> None:
    plan = WITH.loads(FILE, format="yaml")
    data = WITH.export(plan, to=format)
    assert data is not None
    again = WITH.loads(data.decode(), format=format)
    assert again == plan
    assert WITH.export(again, to=format) == data
    bare = WITHOUT.loads(data.decode(), format=format)
    assert WITHOUT.export(bare, to=format) == data


def test_data_without_a_value_is_as_good_as_absent() -> None:
    plan = WITH.loads(HEAD + "extensions: {budget: ~, other: ~}\n", format="yaml")
    assert plan.extensions == FrozenMap({"other": None})


def test_every_mistake_in_the_data_is_told_with_its_place() -> None:
    text = FILE.replace("points: 3", "points: -3").replace("level: high", "level: hihg").replace("total", "totl")
    found = WITH.read(io.StringIO(text), format="yaml").diagnostics
    told = [(one.code, one.place.pointer, one.place.line) for one in found]
    assert told == [
        ("OAP015", "/goals/0/extensions/weight", 7),  # a validator of the class itself: its message names the field
        ("OAP015", "/actions/0/extensions/grant/level", 18),
        ("OAP013", "/extensions/budget", 26),
        ("OAP012", "/extensions/budget/totl", 26),
    ]
    assert found[0].message == "'points' must be >= 0: -3."
    assert [one.hint for one in found][1] == "Did you mean 'high'?"
    assert [one.hint for one in found][3] == "Did you mean 'total'?"


@pytest.mark.parametrize("value", ["yes", "'true'", "12", "2.5e999", "[1]"])
def test_data_is_read_as_strictly_as_the_plan(value: str) -> None:
    text = HEAD + f'actions: [{{number: "1", extensions: {{grant: {{beneficiary: HU, agreed: {value}}}}}}}]\n'
    assert [one.code for one in WITH.read(io.StringIO(text), format="yaml").diagnostics] == ["OAP014"]


def test_data_that_nobody_reads_is_told_with_what_was_meant() -> None:
    text = FILE.replace("grant:", "grnat:").replace("{points: 3}", "{points: 3}\n      budget: {total: 1}")
    found = WITH.validate(WITH.loads(text, format="yaml"), select="data-unread")
    assert [(one.place.pointer, one.hint) for one in found] == [
        ("/goals/0/extensions/budget", "The plugin reads it on the plan: move it there."),
        ("/actions/0/extensions/grnat", "Did you mean 'grant'?"),
        ("/actions/0/extensions/unknown", "Install the plugin that reads it."),
    ]
    alone = WITHOUT.validate(WITHOUT.loads(FILE, format="yaml"), select="data-unread")
    assert [one.message for one in alone] == [
        "No installed plugin reads the data 'weight' of a goal.",
        "No installed plugin reads the data 'grant' of an action.",
        "No installed plugin reads the data 'unknown' of an action.",
        "No installed plugin reads the data 'budget' of the plan.",
    ]


# In sight


def test_the_sheet_has_the_data_of_plugins_where_it_belongs() -> None:
    lines = sheet_lines(WITH.loads(FILE, format="yaml"), session=WITH)
    assert lines[:3] == ["Data of plugins", "Total  5000", ""]
    assert lines[3:7] == ["SG 1", "Points  3", "", "Actions"]
    assert "  Beneficiary   HU, AT" in lines
    assert "  Share (%)     12.50" in lines
    assert "  Parts         Euros: 1000; Year: 2026, Euros: 20" in lines
    assert lines.count("  Beneficiary   -") == 1
    assert not any("Total" in line for line in sheet_lines(WITHOUT.loads(FILE, format="yaml")))


def plan_sheet(session: Session, plan: Plan) -> Table:
    """The table of the plan sheet, with the data of the plugins of a session."""
    (found,) = build_plan_sheet(session.context(plan)).tables
    return found


def test_the_table_has_a_column_for_each_field_of_goals_and_actions() -> None:
    plan = WITH.loads(FILE, format="yaml")
    one = plan_sheet(WITH, plan)
    added = [(column.key, column.title, column.width) for column in one.columns if "extensions" in column.key]
    assert added[:3] == [
        ("goal/extensions/weight/points", "Points", None),
        ("extensions/grant/beneficiary", "Beneficiary", 14),
        ("extensions/grant/share", "Share (%)", None),
    ]
    assert {len(row.cells) for row in one.rows} == {len(one.columns)}
    assert build_plan_sheet(WITH.context(plan)).marking == "LIMITE"


def test_an_action_without_its_goal_has_empty_cells_for_it() -> None:
    plan = WITH.loads(FILE.replace('goal: "1"', 'goal: "9"'), format="yaml")
    one = plan_sheet(WITH, plan)
    at = [column.key for column in one.columns].index("goal/extensions/weight/points")
    assert [row.values[at] for row in one.rows] == [None, None]


def test_a_plan_without_such_data_has_no_columns_for_it() -> None:
    plan = Plan(id="X", actions=(Action(number="1"),))
    assert [column.key for column in plan_sheet(WITH, plan).columns if "extensions" in column.key] == []
    assert plan_sheet(WITH, plan) == plan_sheet(WITHOUT, plan)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, "no"),
        (True, "yes"),
        (Level.HIGH, "high"),
        (dt.date(2026, 5, 1), "2026-05-01"),
        (("a", 1), "a, 1"),
        (FrozenMap({"a": (True,)}), "a: yes"),
        (Prose(withheld=True), "withheld"),
        (Parties(text="HU and AT"), "HU and AT"),
        (Piece(euros=1), "Euros: 1"),
    ],
)
def test_a_value_is_printed_as_people_read_it(value: object, text: str) -> None:
    assert printed(value) == text


def test_csv_is_the_sheet_with_the_data_of_plugins() -> None:
    data = WITH.export(WITH.loads(FILE, format="yaml"), to="csv")
    assert data is not None
    assert data.startswith(b"\xef\xbb\xbfGoal,#,Activity,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["#"], row["Points"], row["Beneficiary"], row["Marking"]) for row in rows] == [
        ("1.1", "3", "HU, AT", "LIMITE"),
        ("1.2", "3", "", "LIMITE"),
    ]


def test_the_reference_plan_as_csv_holds_every_cell_and_the_notes_that_bear_on_it() -> None:
    data = WITHOUT.export(Session([oap_c_2012]).load("oap-c-2012"), to="csv")
    assert data is not None
    rows = {row["#"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}
    assert len(rows) == 16
    assert rows["2.1"]["Leader"] == "IT[^7]"
    (titles, *_) = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    printed = ["Goal", "#", "Activity", "Leader", "Participants", "Description", "I/D SG", "I/D OA", "Timing", "Target"]
    added = ["Channels", "Plan channels", "Notes", "Marking"]
    assert titles == [*printed, "Results>June", "Results>Dec", *added]
    assert rows["2.1"]["Notes"] == "Leader: [^7] Frontex is leader for any possible operations at the external borders."
    assert (rows["2.2"]["I/D SG"], rows["2.2"]["I/D OA"]) == ("SG 1, SGs in priority B", "1.1, 2.1, 2.3")
    assert rows["2.3"]["Results>June"] == "."
    assert rows["3.1"]["Timing"] == "September"
    assert {row["Marking"] for row in rows.values()} == {"RESTREINT UE/EU RESTRICTED"}


@pytest.mark.parametrize("text", ["=1+1", "+41", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_no_cell_of_a_csv_file_is_a_formula(text: str) -> None:
    plan = Plan(
        id="X",
        checkpoints=(Checkpoint(name=text),),
        actions=(Action(number="=2", results=FrozenMap({text: Prose(text=text)})),),
    )
    data = WITHOUT.export(plan, to="csv")
    assert data is not None
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert "'=2" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


# The schema


SCHEMA = json.loads(WITH.schema())
ACTION = SCHEMA["$defs"]["Action"]["properties"]["extensions"]


def problems(tree: dict[str, Any]) -> list[str]:
    return [error.json_path for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(tree)]


def test_the_schema_knows_the_data_and_what_it_is() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert ACTION["properties"]["grant"]["description"] == "Money of the Union for an action"
    fields = SCHEMA["$defs"][f"{Grant.__module__}.Grant"]["properties"]
    assert fields["beneficiary"]["description"] == "Who is paid, as `Parties`."
    assert fields["share"]["description"] == "Share (%)"
    assert fields["rate"]["description"] == "Rate"


def test_the_schema_accepts_what_is_read_and_refuses_what_is_not() -> None:
    tree = json.loads(WITH.export(WITH.loads(FILE, format="yaml"), to="json") or b"")
    assert problems(tree) == []
    grants = tree["actions"][0]["extensions"]["grant"]
    grants["level"] = "hihg"
    tree["extensions"]["budget"] = {}
    assert len(problems(tree)) == 2
    tree = {"empact": "plan/1", "id": "X", "extensions": {"budget": None, "other": [1]}}
    assert problems(tree) == []


def test_the_schema_without_plugins_stays_the_shipped_one() -> None:
    assert b"Grant" not in WITHOUT.schema()


# Wrong descriptors


@attrs.frozen
class Listed:
    all: list[int]


@attrs.frozen
class Keyed:
    all: dict[str, int]


@attrs.frozen
class Either:
    one: int | str


@attrs.frozen
class Numbered:
    one: FrozenMap[int, str]


@attrs.frozen
class Pair:
    one: tuple[int, str]


@attrs.frozen
class Hidden:
    _one: int


@attrs.frozen
class Own:
    one: tuple[Own, ...] = ()


@pytest.mark.parametrize(
    ("cls", "why"),
    [
        (Listed, "the field Listed.all has the type list[int], which a file cannot hold; write tuple[X, ...]"),
        (Keyed, "the field Keyed.all has the type dict[str, int], which a file cannot hold; write FrozenMap[str, X]"),
        (Either, "the field Either.one has the type int | str, which a file cannot hold; write one type"),
        (Numbered, "the field Numbered.one has the type"),
        (Pair, "the field Pair.one has the type tuple[int, str]"),
        (Hidden, "the field Hidden._one is private"),
        (Own, "the class Own contains itself"),
    ],
)
def test_a_class_that_no_file_can_hold_is_refused_and_the_plugin_named(cls: type[Any], why: str) -> None:
    class Wrong:
        @hookimpl
        def empact_extensions(self) -> list[Extension[Any]]:
            return [Extension(name="wrong", on=Action, cls=cls), BUDGET]

    session = Session([Wrong()])
    assert session.plugins.extensions == (BUDGET,)
    (told,) = session.plugins.diagnostics
    assert (told.code, told.origin) == ("OAP901", "Wrong")
    assert why in told.message


@attrs.define
class Loose:
    one: int = 0


@attrs.frozen
class Titled:
    one: int = attrs.field(default=0, metadata={"title": 3})


@attrs.frozen
class Narrow:
    one: int = attrs.field(default=0, metadata={"width": 0})


@pytest.mark.parametrize(
    ("name", "on", "cls"),
    [
        ("Crime areas", Action, Budget),
        ("", Action, Budget),
        ("a:b", Action, Budget),
        ("a", Session, Budget),
        ("a", Action, int),
        ("a", Action, Loose),
        ("a", Action, Titled),
        ("a", Action, Narrow),
    ],
)
def test_a_wrong_descriptor_is_refused_where_it_is_made(name: str, on: type[Owner], cls: type[Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        Extension(name=name, on=on, cls=cls)


def test_two_plugins_with_one_name_on_the_same_part_clash_and_the_first_is_kept() -> None:
    class Other:
        @hookimpl
        def empact_extensions(self) -> list[Extension[Any]]:
            return [
                Extension(name="budget", on=Plan, cls=Weight),
                Extension(name="budget", on=Action, cls=Budget),
            ]

    session = Session([Money(), Other()])
    assert [(one.name, one.on, one.cls) for one in session.plugins.extensions[2:]] == [
        ("budget", Plan, Budget),
        ("budget", Action, Budget),
    ]
    assert [one.code for one in session.plugins.diagnostics] == ["OAP903"]
