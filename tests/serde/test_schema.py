"""The JSON Schema of the format: shipped, described, and neither more nor less strict than structuring."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import attrs
import click.testing
import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.support.file_classes import file_classes
from tests.support.schemas import OTHERS, SCHEMA, SESSION, problems, structures

import empact
from empact.cli import main
from empact.docstrings import field_docstrings
from empact.grammar import parse_anchor, parse_document_number, parse_ref
from empact.hooks import Plain
from empact.model import Action, Anchor, DocumentNumber, Ref
from empact.reference import register
from empact.serde import plan_tree
from empact.serde.cells import NOTATIONS
from empact.serde.kinds import ANSWERS, ENTRY, FILE_KINDS, PRACTICE, FileKind
from empact.serde.schema import WRITTEN, json_schema, known_parties, schema_text
from empact.syntax.yaml.read import read as read_yaml


def plan_of(**fields: Any) -> dict[str, Any]:
    return {"empact": "plan/1", "id": "X", **fields}


def action_of(**fields: Any) -> dict[str, Any]:
    return plan_of(actions=[{"number": "1", **fields}])


# What is shipped


def test_the_metaschema_accepts_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.word)
def test_the_shipped_schemas_are_those_that_the_model_gives(kind: FileKind[Any]) -> None:
    """After a change of the model: ``empact schema --of KIND -o src/empact/serde/KIND-1.schema.json``, for each."""
    shipped = (resources.files("empact.serde") / kind.schema).read_text(encoding="utf-8")
    assert shipped == schema_text(json_schema(known_parties(register()), of=kind))
    assert json.loads(shipped) == json.loads(SESSION.schema(of=kind.cls))


def test_a_schema_belongs_to_whoever_asked_for_it() -> None:
    spoilt = json_schema(known_parties(register()))
    spoilt["$defs"].clear()
    spoilt["properties"]["id"].clear()
    assert json_schema(known_parties(register())) == SCHEMA


def test_the_schema_names_no_address_of_ours() -> None:
    text = schema_text(SCHEMA)
    assert re.findall(r"\w+://[^\"]*", text) == ["https://json-schema.org/draft/2020-12/schema"]


def test_every_reference_leads_to_a_definition_and_every_definition_is_used() -> None:
    for kind in FILE_KINDS:
        schema = json_schema(known_parties(register()), of=kind)
        used = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', schema_text(schema)))
        assert used == set(schema["$defs"])


def test_the_command_prints_the_schema_or_writes_it(tmp_path: Path) -> None:
    runner = click.testing.CliRunner()
    printed = runner.invoke(main, ["schema"])
    assert (printed.exit_code, json.loads(printed.output)) == (0, SCHEMA)
    target = tmp_path / "plan-1.schema.json"
    written = runner.invoke(main, ["schema", "-o", str(target)])
    assert (written.exit_code, written.output) == (0, "")
    assert target.read_bytes() == printed.stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    told = runner.invoke(main, ["schema", "-o", str(tmp_path)])
    assert told.exit_code == 2
    entries = runner.invoke(main, ["schema", "--of", "ledger"])
    assert json.loads(entries.output)["$id"] == "urn:empact:ledger:1"


def test_the_help_tells_how_an_editor_finds_the_schema() -> None:
    told = click.testing.CliRunner().invoke(main, ["schema", "--help"])
    assert "# yaml-language-server: $schema=plan-1.schema.json" in told.output


# What it says to a person


def test_a_schema__describes_each_field_by_its_docstring() -> None:
    fields = {(cls, field.name) for cls in file_classes().values() for field in attrs.fields(cls) if field.init}
    silent = {f"{cls.__name__}.{name}" for cls, name in fields if name not in field_docstrings(cls)}
    assert silent == set(), "write a docstring under these fields"
    action = SCHEMA["$defs"]["Action"]["properties"]
    assert action["continues"]["description"] == field_docstrings(Action)["continues"].replace("``", "`")
    assert "`[C-2012:2.1]`" in action["continues"]["description"]


def test_every_definition_but_the_items_of_a_cell_says_what_it_is() -> None:
    definitions = [json_schema(known_parties(register()), of=kind)["$defs"] for kind in FILE_KINDS]
    silent = {name for one in definitions for name, schema in one.items() if "description" not in schema}
    assert silent == {f"{cell.__name__}Item" for cell in NOTATIONS}


@pytest.mark.parametrize(
    "name", ["All MS", "Relevant MS", "Acting EU Presidency", "EL", "UK", "Frontex", "CEPOL", "DZ"]
)
def test_a_known_party_is_offered_with_who_it_is(name: str) -> None:
    offered = {one["const"]: one["description"] for one in SCHEMA["$defs"]["PartyText"]["anyOf"] if "const" in one}
    assert offered[name]


def test_without_parties_none_is_offered() -> None:
    assert json_schema()["$defs"]["PartyText"]["anyOf"] == [{"type": "string"}]


# What it accepts


def test_the_reference_plan_is_valid_as_json_and_as_yaml() -> None:
    plan = SESSION.load("oap-c-2012")
    assert problems(plan_tree(plan)) == []
    assert problems(plan_tree(plan, compact=True)) == []


def core(tree: Any) -> Any:
    """A raw tree of YAML with the types that an editor, which follows the core schema of YAML 1.2, gives its values."""
    if isinstance(tree, dict):
        return {key: core(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [core(value) for value in tree]
    if isinstance(tree, Plain) and re.fullmatch(r"true|false|-?([0-9]+|[0-9]+\.[0-9]+)", tree):
        return json.loads(tree)
    return tree


def test_the_yaml_of_the_reference_plan_is_valid_as_an_editor_reads_it() -> None:
    file = resources.files("oap_c_2012") / "plan.yaml"
    ctx = empact.hooks.ReadContext(file="plan.yaml")
    assert problems(core(read_yaml(file.read_bytes(), ctx).tree)) == []


@pytest.mark.parametrize(
    "tree",
    [
        plan_of(),
        plan_of(title=None, cover=None, goals=None, driver=None, period=None, extensions=None, priority=None),
        action_of(**dict.fromkeys(["goal", "activity", "leaders", "links", "timing", "target", "results", "funding"])),
        action_of(leaders={"text": "HU", "items": None, "stated": None, "withheld": None}, activity={"text": None}),
        action_of(leaders={}, activity={}, timing=[{}]),
        action_of(results={"June": None, "Dec": {"withheld": True}}),
        action_of(
            leaders=["HU", {"unparsed": "x"}, {"party": "AT", "condition": {"text": "a"}, "tentative": None}, ""]
        ),
        action_of(timing=[{"label": "a", "bound": None}, {"windows": [{"first": 4}]}, "May"]),
        action_of(target=[{"text": "a", "value": value} for value in (1, 0.5, "12.50", "1E+3", ".5", "5.")]),
        action_of(extensions={"x": [None, 1.5, {"y": [True]}]}),
        plan_of(cover={"date": ["2011-12-15", "15 December 2011"], "number": [{"serial": 1, "year": 11}]}),
        plan_of(notes=[{"mark": "7", "statements": [{"party": {"party": "A (b)"}, "kind": "position"}]}]),
    ],
)
def test_what_structuring_accepts_is_valid(tree: dict[str, Any]) -> None:
    assert structures(tree)
    assert problems(tree) == []


# What it refuses

BAD = {
    "no mapping": [],
    "no version": {"id": "X"},
    "another version": {"empact": "plan/2", "id": "X"},
    "no id": {"empact": "plan/1"},
    "null for the id": plan_of(id=None),
    "id with a colon": plan_of(id="C:2012"),
    "goal without number": plan_of(goals=[{}]),
    "number with a space": plan_of(actions=[{"number": "2 1"}]),
    "number with a slash": plan_of(goals=[{"number": "2/1"}]),
    "empty number": plan_of(sections=[{"number": ""}]),
    "number that is a number": plan_of(actions=[{"number": 2.1}]),
    "optional number with a comma": action_of(links=[{"to": {"action": "1", "phase": "1,2"}}]),
    "unknown key of the plan": plan_of(titel="x"),
    "unknown key of an action": action_of(leader="HU"),
    "unknown key of a cell": action_of(leaders={"txt": "HU"}),
    "unknown key of a text": action_of(activity={"txt": "HU"}),
    "unknown key of an item": action_of(leaders=[{"party": "HU", "tentativ": True}]),
    "bad role": plan_of(documents=[{"role": "threat"}]),
    "bad kind": action_of(kpis={"text": "a", "items": [{"text": "a", "kind": "number"}]}),
    "bad word in a milestone": action_of(timing=[{"label": "a", "bound": "around"}]),
    "mapping for a list": action_of(conditions={"kind": "legal"}),
    "list for a mapping": plan_of(cover=[]),
    "list for a text": action_of(activity=["a"]),
    "number for a cell": action_of(leaders=5),
    "number for an item": action_of(leaders=["HU", 5]),
    "null for an item": action_of(leaders=[None]),
    "text for items": action_of(leaders={"items": "HU"}),
    "text for a switch": action_of(leaders={"withheld": "true"}),
    "text for a count": action_of(conditions=[{"number": "2"}]),
    "part of a count": action_of(conditions=[{"number": 2.5}]),
    "words for a figure": action_of(target=[{"text": "a", "value": "many"}]),
    "switch for a figure": action_of(target=[{"text": "a", "value": True}]),
    "long figure": action_of(target=[{"text": "a", "value": "9" * 61}]),
    "item without its text": action_of(target=[{"unit": "x"}]),
    "unparsed item with more": action_of(leaders=[{"unparsed": "a", "party": "HU"}]),
    "period of texts": plan_of(period={"start": "1 January 2012", "end": "2012-12-31"}),
    "day that is none": plan_of(period={"start": "2012-02-30", "end": "2012-12-31"}),
    "period without end": plan_of(period={"start": "2012-01-01"}),
    "bad place": action_of(conditions=[{"stated": "section 5.2 / 1"}]),
    "bad link": action_of(links=[{"to": "SG"}]),
    "bad document": plan_of(cycle={"id": "1", "basis": "15358"}),
    "flat route": action_of(routes=[{"stops": ["TR", "EL"]}]),
    "text of results": action_of(results="June"),
    "list of extensions": plan_of(extensions=[]),
}


@pytest.mark.parametrize("tree", BAD.values(), ids=BAD)
def test_what_is_wrong_is_refused_by_both(tree: Any) -> None:
    assert not structures(tree)
    assert problems(tree)


@pytest.mark.parametrize(
    ("tree", "structured"),
    [
        (action_of(conditions=[{"number": 2.0}]), False),
        (plan_of(notes=[{"mark": "1", "statements": [{"party": "HU, AT", "kind": "position"}]}]), False),
    ],
    ids=["whole number with a point", "two parties for one"],
)
def test_where_the_two_are_known_to_differ(tree: dict[str, Any], *, structured: bool) -> None:
    assert structures(tree) is structured
    assert (not problems(tree)) is not structured


# The patterns are those of the grammar

PARSERS = {Anchor: parse_anchor, Ref: parse_ref, DocumentNumber: parse_document_number}
PIECES = ["SG", "SG ", "*", "section ", "note ", "covering", "title", "2.1", "1", "0", "/", ":", " ", ",", "B", "ST "]
PIECES += ["leaders", "DZ", "17793", "11", "REV", " REV 2", "ADD", "INIT", "x y", "subject"]


@given(st.sampled_from(sorted(PARSERS, key=str)), st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example(Anchor, "6.2/participants/DZ")
@example(Anchor, "note 8/1/3")
@example(Ref, "B-2012:2.1/1")
@example(Ref, "SG/1")
@example(DocumentNumber, "17793/2/11 REV 2")
def test_a_pattern_matches_what_the_grammar_reads(cls: type[Any], text: str) -> None:
    pattern = WRITTEN[cls]
    assert pattern is not None
    assert bool(re.search(pattern, text)) == (PARSERS[cls](text) is not None)


# The other kinds of file

ENTRY_TREE = {"empact": "ledger/1", "plan": "X", "kind": "meeting", "on": "2026-05-01", "source": "minutes"}
PRACTICE_TREE = {
    "empact": "practice/1",
    "plan": "X",
    "title": "Joint team",
    "kind": "good",
    "on": "2026-05-01",
    "source": "a report",
}


def agreed(kind: FileKind[Any], content: Any) -> bool:
    """Whether a document is accepted, by the schema and by structuring alike."""
    try:
        SESSION.loads(json.dumps(content), format="json", kind=kind.cls)
    except empact.PlanReadError:
        structured = False
    else:
        structured = True
    assert OTHERS[kind].is_valid(content) is structured, content
    return structured


@pytest.mark.parametrize(
    ("kind", "content"), [(ENTRY, ENTRY_TREE), (PRACTICE, PRACTICE_TREE)], ids=["entry", "practice"]
)
def test_what_an_entry_and_a_practice_cannot_do_without_is_asked_for_by_both(
    kind: FileKind[Any], content: dict[str, str]
) -> None:
    assert agreed(kind, content)
    for key in content:
        assert not agreed(kind, {name: value for name, value in content.items() if name != key})
        assert not agreed(kind, {**content, key: " "})
    assert not agreed(kind, {**content, "who": "HU"})


def test_answers_schema__asks_for_what_reading_asks_for() -> None:
    answer = {"actions": ["A:1", "B:1"], "answer": "same", "by": "drivers", "on": "2026-05-01"}
    assert agreed(ANSWERS, {"empact": "answers/1"})
    assert agreed(ANSWERS, {"empact": "answers/1", "answers": [{**answer, "remark": "B reports."}]})
    assert not agreed(ANSWERS, {"answers": [answer]})
    for key in answer:
        without = {name: value for name, value in answer.items() if name != key}
        assert not agreed(ANSWERS, {"empact": "answers/1", "answers": [without]})
    for actions in (["A:1"], ["A:1", "B:1", "C:1"], "A:1"):
        assert not agreed(ANSWERS, {"empact": "answers/1", "answers": [{**answer, "actions": actions}]})
