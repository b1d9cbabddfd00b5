"""Between file and model: what a tree may say, what it may not, and that nothing is lost on the way back."""

from __future__ import annotations

import copy
import datetime as dt
import gc
import json
from decimal import Decimal
from typing import Any

import attrs
import pytest

import empact.model
import oap_c_2012
from empact import Plan, Session
from empact.diagnostics import Diagnostic, Place, Pointer
from empact.model import (
    Action,
    Anchor,
    Cell,
    CitedAs,
    Condition,
    DocumentNumber,
    FlowDirection,
    FrozenMap,
    Link,
    Links,
    Milestone,
    Parties,
    PartyItem,
    Period,
    Prose,
    Ref,
    Target,
    Targets,
    Unparsed,
    Window,
)
from empact.serde import FORMAT, Plain, RawDocument, plan_tree, structure_plan
from empact.serde.cells import NOTATIONS
from empact.serde.structure_errors import StructureErrors, problems
from empact.serde.structuring import structurer

SESSION = Session()


def structured(tree: dict[str, Any]) -> tuple[Plan | None, list[Diagnostic]]:
    return structure_plan(RawDocument({"empact": FORMAT, **tree}), "plan.json")


def plan_of(**fields: Any) -> Plan:
    plan, problems = structured({"id": "X", **fields})
    assert plan is not None, problems
    return plan


def action_of(**fields: Any) -> Action:
    return plan_of(actions=[{"number": "1", **fields}]).actions[0]


def problems_of(**fields: Any) -> list[tuple[str, str | None, str, str | None]]:
    plan, problems = structured({"id": "X", **fields})
    assert plan is None
    return [(told.code, told.place.pointer, told.message, told.hint) for told in problems]


def problem_of(**fields: Any) -> tuple[str, str | None]:
    """The code and the pointer of the one problem of an action."""
    ((code, pointer, _, _),) = problems_of(actions=[{"number": "1", **fields}])
    return code, pointer


# How a cell may be written


def test_a_string_is_the_text_of_a_cell_and_is_read() -> None:
    assert action_of(leaders="HU").leaders == Parties(text="HU", items=(PartyItem(party="HU"),))


def test_a_list_has_one_item_each_and_is_never_split() -> None:
    cell = action_of(participants=["HU", "HU, AT"]).participants
    assert cell == Parties(items=(PartyItem(party="HU"), Unparsed(text="HU, AT")))


def test_a_list_may_mix_notation_and_mappings_of_fields() -> None:
    cell = action_of(links=["SG 1", {"to": {"action": "2.1"}, "flow": "uses"}]).links
    assert cell == Links(items=(Link(to=Ref(goal="1")), Link(to=Ref(action="2.1"), flow=FlowDirection.USES)))


def test_text_and_items_may_differ() -> None:
    cell = action_of(leaders={"text": "IT[^7]", "items": ["IT", "Frontex"]}).leaders
    assert (str(cell), [str(item) for item in cell]) == ("IT[^7]", ["IT", "Frontex"])


def test_a_text_in_a_mapping_is_read_as_the_string_alone_is() -> None:
    assert action_of(leaders={"text": "HU"}) == action_of(leaders="HU")


def test_an_empty_list_of_items_says_that_the_text_names_nobody() -> None:
    assert action_of(leaders={"text": "HU", "items": []}).leaders == Parties(text="HU")


def test_a_cell_can_be_withheld() -> None:
    assert action_of(leaders={"withheld": True}).leaders == Parties(withheld=True)
    assert action_of(activity={"withheld": True}).activity == Prose(withheld=True)


def test_a_cell_can_name_the_sentence_it_was_read_from() -> None:
    cell = plan_of(driver={"items": ["Italy"], "stated": "section 4.1/1/1"}).driver
    assert cell.stated == Anchor(part="section 4.1", paragraph=1, sentence=1)


def test_an_item_can_be_kept_unparsed() -> None:
    assert action_of(leaders=[{"unparsed": "HU"}]).leaders == Parties(items=(Unparsed(text="HU"),))


@pytest.mark.parametrize(
    ("item", "pointer"),
    [({"unparsed": "a", "party": "HU"}, "/party"), ({"unparsed": 5}, "/unparsed"), ({"unparsed": None}, "/unparsed")],
)
def test_an_unparsed_item_holds_its_text_and_nothing_else(item: dict[str, Any], pointer: str) -> None:
    _, found = problem_of(leaders=["AT", item])
    assert found == f"/actions/0/leaders/items/1{pointer}"


def test_an_item_with_a_label_is_a_milestone_and_another_a_period() -> None:
    cell = action_of(timing=[{"windows": [{"first": 4}]}, {"label": "Workshop"}]).timing
    assert cell.items == (Period(windows=(Window(first=4, last=4),)), Milestone(label="Workshop"))


def test_null_is_the_same_as_an_absent_key() -> None:
    nothing = dict.fromkeys(("goal", "activity", "leaders", "links", "timing", "target", "kpis", "results", "funding"))
    assert action_of(**nothing) == Action(number="1")
    assert plan_of(title=None, cover=None, goals=None) == Plan(id="X")
    assert action_of(leaders={"text": "HU", "items": None, "withheld": None}) == action_of(leaders="HU")


def test_null_does_not_stand_for_what_is_required() -> None:
    assert problem_of(number=None) == ("OAP013", "/actions/0")


def test_no_yaml_scalar_stays_in_the_model() -> None:
    plan = plan_of(title=Plain("t"), actions=[{"number": Plain("1"), "leaders": Plain("HU ("), "goal": Plain("1")}])
    action = plan.actions[0]
    assert [type(word) for word in (plan.title, action.number, action.goal, action.leaders.text)] == [str] * 4
    assert [type(item.text) for item in action.leaders.unparsed] == [str]


# What may be written in notation only, or as a mapping too


def test_an_action_names_the_earlier_actions_that_it_continues_each_in_the_notation_of_a_link() -> None:
    written = ["C-2012:2.1", "C-2012:2.1/2", "B:SG 3"]
    plan = plan_of(actions=[{"number": "2.1", "continues": [*written, {"plan": "A-2026", "action": "A12"}]}])
    assert plan.action("2.1").continues == (
        Ref(plan="C-2012", action="2.1"),
        Ref(plan="C-2012", action="2.1", phase="2"),
        Ref(plan="B", goal="3"),
        Ref(plan="A-2026", action="A12"),
    )
    assert plan_tree(plan)["actions"][0]["continues"] == [*written, "A-2026:A12"]


def test_what_an_action_continues_is_an_action_by_its_number_and_no_sentence() -> None:
    plan, problems = structured({"id": "X", "actions": [{"number": "2.1", "continues": ["an action of last year"]}]})
    assert plan is None
    assert [(one.code, str(one.place.pointer)) for one in problems] == [("OAP015", "/actions/0/continues/0")]


def test_a_document_number_is_written_in_its_notation_or_as_a_mapping() -> None:
    wanted = DocumentNumber(serial=15358, year=10)
    assert (
        plan_of(cycle={"id": "1", "basis": "15358/10"}).cycle
        == plan_of(cycle={"id": "1", "basis": {"serial": 15358, "year": 10}}).cycle
    )
    cycle = plan_of(cycle={"id": "1", "basis": "15358/10"}).cycle
    assert cycle is not None
    assert cycle.basis == wanted


@pytest.mark.parametrize("anchor", ["", "a b", "section ", "a,b", "/1"])
def test_what_is_no_anchor_is_refused(anchor: str) -> None:
    assert problem_of(conditions=[{"stated": anchor}]) == ("OAP015", "/actions/0/conditions/0/stated")


# Strictness


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"goal": False}, "OAP014", "/goal"),
        ({"goal": 1}, "OAP014", "/goal"),
        ({"activity": False}, "OAP014", "/activity"),
        ({"activity": ["a"]}, "OAP014", "/activity"),
        ({"leaders": False}, "OAP014", "/leaders"),
        ({"leaders": 1.5}, "OAP014", "/leaders"),
        ({"leaders": [False]}, "OAP014", "/leaders/items/0"),
        ({"leaders": {"items": "HU"}}, "OAP014", "/leaders/items"),
        ({"leaders": {"text": 5}}, "OAP014", "/leaders/text"),
        ({"leaders": {"withheld": "true"}}, "OAP014", "/leaders/withheld"),
        ({"leaders": {"withheld": 1}}, "OAP014", "/leaders/withheld"),
        ({"conditions": [{"number": 2.9}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"number": 2.0}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"number": True}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"number": "2"}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"number": Plain("02")}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"number": Plain("0x2")}]}, "OAP014", "/conditions/0/number"),
        ({"conditions": [{"subjects": "DZ"}]}, "OAP014", "/conditions/0/subjects"),
        ({"conditions": [{"kind": 1}]}, "OAP014", "/conditions/0/kind"),
        ({"conditions": [{"kind": "legl"}]}, "OAP015", "/conditions/0/kind"),
        ({"conditions": {"kind": "legal"}}, "OAP014", "/conditions"),
        ({"conditions": ["legal"]}, "OAP014", "/conditions/0"),
        ({"phases": [{"number": "1 2"}]}, "OAP015", "/phases/0/number"),
        ({"phases": [{"number": ""}]}, "OAP015", "/phases/0/number"),
        ({"results": "June"}, "OAP014", "/results"),
        ({"results": {"June": 1}}, "OAP014", "/results/June"),
        ({"extensions": []}, "OAP014", "/extensions"),
        ({"target": [{"text": "a", "value": "many"}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": "1_000"}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": "NaN"}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": True}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": "1e999999999"}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": "9" * 100}]}, "OAP014", "/target/items/0/value"),
        ({"target": [{"text": "a", "value": "."}]}, "OAP014", "/target/items/0/value"),
        ({"funding": [{"stated": 5}]}, "OAP014", "/funding/0/stated"),
        ({"funding": [{"stated": "section 5.2 / 1"}]}, "OAP015", "/funding/0/stated"),
        ({"links": [{"to": "SG"}]}, "OAP015", "/links/items/0/to"),
        ({"links": [{}]}, "OAP013", "/links/items/0"),
    ],
)
def test_a_value_of_another_type_is_refused_where_it_stands(fields: dict[str, Any], code: str, pointer: str) -> None:
    assert problem_of(**fields) == (code, f"/actions/0{pointer}")


@pytest.mark.parametrize("number", [1.1, 1, False, ["1"], {"a": 1}])
def test_a_json_number_is_no_number_of_an_action(number: object) -> None:
    assert problem_of(number=number) == ("OAP014", "/actions/0/number")


def test_the_number_of_an_action_stays_as_it_is_written() -> None:
    assert [plan_of(actions=[{"number": Plain(text)}]).actions[0].number for text in ("1.10", "NO", "007")] == [
        "1.10",
        "NO",
        "007",
    ]


@pytest.mark.parametrize(
    "day", ["2012-W01-1", "20120101", "2012-1-1", "1 January 2012", "2012-02-30", "", "2012-13-01"]
)
def test_a_date_is_a_day_of_the_calendar_written_with_hyphens(day: str) -> None:
    ((code, pointer, _, hint),) = problems_of(period={"start": day, "end": "2012-12-31"})
    assert (code, pointer) == ("OAP015", "/period/start")
    assert hint == "Write it as YYYY-MM-DD, such as 2012-12-31."


def test_a_number_is_no_date() -> None:
    assert problems_of(period={"start": 2012, "end": "2012-12-31"})[0][:2] == ("OAP014", "/period/start")


def test_what_stands_unquoted_in_yaml_is_typed_where_the_field_asks_for_it() -> None:
    condition = action_of(conditions=[{"number": Plain("2")}]).conditions[0]
    assert condition == Condition(number=2)
    assert action_of(leaders={"withheld": Plain("true")}).leaders.withheld is True
    assert action_of(leaders={"withheld": Plain("false")}).leaders == Parties()
    target = action_of(target=[{"text": Plain("12"), "value": Plain("12.50")}]).target.understood[0]
    assert (target.text, str(target.value)) == ("12", "12.50")


def test_a_figure_keeps_its_digits() -> None:
    values = [12, "12.50", 0.1, "-0", "1E+3", "123456789012345678901", -5]
    cell = action_of(target=[{"text": "a", "value": value} for value in values]).target
    assert [str(item.value) for item in cell.understood] == [
        "12",
        "12.50",
        "0.1",
        "-0",
        "1E+3",
        "123456789012345678901",
        "-5",
    ]


def test_a_figure_is_written_as_a_number_where_every_program_reads_that_back() -> None:
    values = ["12", "12.50", "0.1", "-0", "1E+3", "123456789012345678901", "1e-9"]
    targets = tuple(Target(text="a", value=Decimal(value)) for value in values)
    plan = Plan(id="X", actions=(Action(number="1", target=Targets(items=targets)),))
    items = plan_tree(plan)["actions"][0]["target"]["items"]
    assert [item["value"] for item in items] == [12, "12.50", 0.1, "-0", "1E+3", "123456789012345678901", "1E-9"]


# Extensions that no plugin knows


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("1", 1),
        ("-1", -1),
        ("12345678901234567890", 12345678901234567890),
        ("0.5", 0.5),
        ("1e+16", 1e16),
        ("true", True),
        ("false", False),
        ("-0", "-0"),
        ("01", "01"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        ("+1", "+1"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("True", "True"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("2012-01-01", "2012-01-01"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_an_unquoted_value_is_typed_only_where_it_prints_back_the_same(written: str, typed: object) -> None:
    value = plan_of(extensions={"x": Plain(written)}).extensions["x"]
    assert (value, type(value)) == (typed, type(typed))


def test_a_quoted_value_of_an_extension_stays_text() -> None:
    assert plan_of(extensions={"x": "1"}).extensions["x"] == "1"


def test_an_extension_keeps_its_nulls_lists_and_mappings() -> None:
    data: dict[str, Any] = {"a": None, "b": [1, [True, "x"]], "c": {"d": {}}}
    plan = plan_of(extensions=data, goals=[{"number": "1", "extensions": data}])
    assert plan.extensions == FrozenMap(
        {"a": None, "b": (1, (True, "x")), "c": FrozenMap({"d": FrozenMap[str, Any]({})})}
    )
    assert plan_tree(plan)["extensions"] == data
    assert plan_tree(plan)["goals"][0]["extensions"] == data


# What a file must begin with


@pytest.mark.parametrize(
    ("tree", "code", "message"),
    [
        (None, "OAP010", "Expected a plan, not an empty value."),
        ([], "OAP010", "Expected a plan, not a list."),
        ("plan", "OAP010", "Expected a plan, not the text 'plan'."),
        ("x" * 99, "OAP010", f"Expected a plan, not the text {'x' * 57 + '...'!r}."),
        (True, "OAP010", "Expected a plan, not the value true."),
        (1.5, "OAP010", "Expected a plan, not the number 1.5."),
        ({}, "OAP010", "The key 'empact', which names the format, is missing."),
        ({"id": "X"}, "OAP010", "The key 'empact', which names the format, is missing."),
        ({"empact": None}, "OAP010", "The key 'empact', which names the format, is missing."),
        ({"empact": "plan/2", "id": "X"}, "OAP011", "Unknown format: the text 'plan/2'."),
        ({"empact": 1, "id": "X"}, "OAP011", "Unknown format: the number 1."),
        ({"empact": {}, "id": "X"}, "OAP011", "Unknown format: a mapping."),
    ],
)
def test_a_file_says_first_that_it_is_a_plan(tree: object, code: str, message: str) -> None:
    plan, (told,) = structure_plan(RawDocument(tree), "f.json")
    assert plan is None
    assert (told.code, told.message, told.place.file) == (code, message, "f.json")


# All problems at once


def test_every_problem_is_told_at_once_with_its_canonical_pointer() -> None:
    told = problems_of(
        titel="x",
        cycle={"name": "no id"},
        actions=[
            {"nummer": "1", "leaders": ["HU", 5, {"party": "AT", "tentativ": True}]},
            {"number": "1", "goal": 3, "results": {"June": []}, "conditions": [{"kind": "consnt", "number": 1.5}]},
        ],
    )
    assert sorted((code, pointer) for code, pointer, _, _ in told) == [
        ("OAP012", "/actions/0/leaders/items/2/tentativ"),
        ("OAP012", "/actions/0/nummer"),
        ("OAP012", "/titel"),
        ("OAP013", "/actions/0"),
        ("OAP013", "/cycle"),
        ("OAP014", "/actions/0/leaders/items/1"),
        ("OAP014", "/actions/1/conditions/0/number"),
        ("OAP014", "/actions/1/goal"),
        ("OAP014", "/actions/1/results/June"),
        ("OAP015", "/actions/1/conditions/0/kind"),
    ]


def test_a_mistyped_key_or_word_is_told_with_the_closest() -> None:
    hints = {pointer: hint for _, pointer, _, hint in problems_of(titel="x", conditoins=[], zzz=1)}
    assert hints["/titel"] == "Did you mean 'title'?"
    assert hints["/zzz"] is not None
    assert hints["/zzz"].startswith("Known keys: id, title, cycle,")
    ((*_, hint),) = problems_of(actions=[{"number": "1", "conditions": [{"kind": "consnt"}]}])
    assert hint == "Did you mean 'consent'?"
    ((*_, hint),) = problems_of(actions=[{"number": "1", "conditions": [{"kind": "xxxxx"}]}])
    assert hint is None


def test_a_key_that_looks_like_a_piece_of_text_is_told_as_such() -> None:
    for key in ("AT and others", "AT"):
        ((_, pointer, _, hint),) = problems_of(actions=[{"number": "1", "leaders": {"text": "HU", key: None}}])
        assert pointer == f"/actions/0/leaders/{key}"
        assert hint == "If this is part of a text, put the complete text in quotes."


def test_a_missing_key_is_told_at_the_mapping_with_an_example() -> None:
    plan, (told,) = structure_plan(RawDocument({"empact": FORMAT}), "f.json")
    assert plan is None
    assert (told.code, told.place.pointer, told.message) == ("OAP013", "", "The required key 'id' is missing.")
    assert told.hint == "Give the plan an id, such as 'id: C-2012'."
    assert problems_of(goals=[{}])[0][3] == "Give it a number, such as 'number: \"2.1\"'."


def test_the_pointer_of_a_problem_escapes_the_key() -> None:
    assert problem_of(**{"a/b~c": 1}) == ("OAP012", "/actions/0/a~1b~0c")


@attrs.frozen
class File:
    """A file in which a few pointers have a place, as a reader knows them."""

    lines: dict[str, int]

    def __call__(self, pointer: str) -> Place | None:
        line = self.lines.get(pointer)
        return None if line is None else Place(file="f", line=line, column=1)


def test_a_problem_stands_at_its_value_its_key_or_at_what_is_around_it() -> None:
    values = File({"": 1, "/actions": 2, "/actions/0": 3, "/actions/0/leaders/1": 4})
    keys = File({"/actions/0/nummer": 5})
    tree = {
        "empact": FORMAT,
        "id": "X",
        "actions": [{"number": "1", "nummer": 2, "leaders": ["HU", 1], "goal": 1, "documentation": [3]}],
    }
    _, told = structure_plan(RawDocument(tree, values, keys), "f")
    assert [(one.place.line, one.place.pointer) for one in told] == [
        (3, "/actions/0/goal"),
        (3, "/actions/0/documentation/0"),
        (4, "/actions/0/leaders/items/1"),
        (5, "/actions/0/nummer"),
    ]


def test_a_plan_finds_the_places_of_its_file_by_canonical_pointers() -> None:
    values = File({"": 1, "/actions/0/leaders": 7, "/actions/0/links/1": 8})
    plan, _ = structure_plan(RawDocument({"empact": FORMAT, "id": "X"}, values), "f")
    assert plan is not None
    assert plan.source is not None
    lines = {
        pointer: plan.source.place(pointer).line
        for pointer in ("/actions/0/links/items/1", "/actions/0/leaders/items/2/party", "/goals/0", "")
    }
    assert lines == {
        "/actions/0/links/items/1": 8,
        "/actions/0/leaders/items/2/party": 7,
        "/goals/0": 1,
        "": 1,
    }


def test_what_nobody_foresaw_is_told_as_a_bad_value() -> None:
    (problem,) = problems(ValueError("a thing is wrong"), Pointer("/goals"))
    assert (problem.kind.code, problem.pointer, problem.message) == ("OAP015", "/goals", "A thing is wrong.")


# The collector


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize("tree", [{"id": "X"}, {"id": 5}])
def test_the_garbage_collector_is_left_as_it_was(*, running: bool, tree: dict[str, Any]) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        structured(tree)
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


# The way back


def test_the_canonical_tree_writes_every_cell_as_an_object() -> None:
    plan = plan_of(actions=[{"number": "1", "activity": "a", "leaders": "HU", "links": ["SG 1"]}])
    assert plan_tree(plan)["actions"] == [
        {
            "number": "1",
            "activity": {"text": "a"},
            "leaders": {"text": "HU", "items": ["HU"]},
            "links": {"items": ["SG 1"]},
        }
    ]


def test_the_compact_tree_writes_what_a_person_would() -> None:
    action = {
        "number": "1",
        "activity": "a",
        "leaders": "HU",
        "participants": {"text": "IT[^7]", "items": ["IT", "Frontex"]},
        "links": ["SG 1"],
        "results": {"June": "."},
    }
    assert plan_tree(plan_of(actions=[action]), compact=True)["actions"] == [action]


def test_an_item_that_does_not_come_back_is_written_as_its_fields() -> None:
    odd = PartyItem(party="Frontex (if: a)")
    plan = Plan(id="X", driver=Parties(items=(odd, Unparsed(text="HU"))))
    assert plan_tree(plan)["driver"] == {"items": [{"party": "Frontex (if: a)"}, {"unparsed": "HU"}]}


def test_what_is_not_said_is_not_written() -> None:
    assert plan_tree(Plan(id="X")) == {"empact": "plan/1", "id": "X"}


def test_the_version_and_the_id_come_first() -> None:
    assert list(plan_tree(plan_of(title="t", actions=[]))) == ["empact", "id", "title"]


def test_every_kind_of_cell_of_the_model_has_a_notation() -> None:
    kinds = {cls for cls in vars(empact.model).values() if isinstance(cls, type) and issubclass(cls, Cell)}
    assert set(NOTATIONS) == kinds - {Cell}


def test_the_reference_plan_comes_back_from_both_formats() -> None:
    plan = Session([oap_c_2012]).load("oap-c-2012")
    for format_ in ("json", "yaml"):
        data = SESSION.export(plan, to=format_)
        assert data is not None
        again = SESSION.loads(data.decode(), format=format_)
        assert again == plan
        assert SESSION.export(again, to=format_) == data
    document = json.loads(SESSION.export(plan, to="json") or b"")
    assert document["documents"][0]["role"] == CitedAs.POLICY_CYCLE.value
    assert plan.period is not None
    assert dt.date(2012, 6, 30) in plan.period


@pytest.mark.parametrize("written", ["AT, HU", ["AT", "HU"], {"text": "AT, HU", "items": ["HU", "AT"]}], ids=str)
def test_structurer__makes_one_object_of_equal_cells(written: Any) -> None:
    first, second = (structurer().structure(copy.deepcopy(written), Parties) for _ in range(2))
    assert first is second


@pytest.mark.parametrize("items", ["HU", ["HU", True], ["HU", None], ["HU", ["AT"]], {"HU": 1}, [1]], ids=str)
def test_structurer__shares_no_cell_that_is_wrong(items: Any) -> None:
    good = structurer().structure({"text": "HU", "items": ["HU"]}, Parties)
    for _ in range(2):
        with pytest.raises(StructureErrors):
            structurer().structure({"text": "HU", "items": items}, Parties)
    assert structurer().structure({"text": "HU", "items": ["HU"]}, Parties) is good
