"""The laws of the YAML and JSON writers: what they write reads as what was written, and again as the same bytes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, cast

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from empact import Plan, Session
from empact.hooks import ExportContext, Plain, ReadContext
from empact.model import FrozenMap
from empact.plugins.json import empact_exporters as json_exporters
from empact.plugins.json import empact_readers as json_readers
from empact.plugins.json.write import write as write_json
from empact.plugins.yaml import empact_exporters as yaml_exporters
from empact.plugins.yaml import empact_readers as yaml_readers
from empact.plugins.yaml.write import write as write_yaml
from empact.syntax.json.emit import emit as emit_json
from empact.syntax.json.read import read as read_json
from empact.syntax.yaml import events
from empact.syntax.yaml.emit import emit as emit_yaml
from empact.syntax.yaml.read import read as read_yaml

WORDS = st.lists(
    st.sampled_from(
        ["Frontex", "SG 1", "B:SG*", "if:", "#", "-", "NO", "1.10", "*x", "", "„so“", "[^7]", "&", "x" * 130]
    ),
    max_size=60,
).map(" ".join)
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("ab1-:#,[]{}&*!|>'\"%@`?=~.\\ \t\n\r\x07\x7f\x85\xa0\u2028\u2029\ufeff\ufffe€😀")),
    WORDS,
    st.lists(WORDS, max_size=4).map("\n".join),
    st.sampled_from(["NO", "1.10", "2012-01-01", "on", "y", "1:30", "0x1F", "1e3", ".5", "+1", "<<", "=", "null", "~"]),
)


def trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5), max_leaves=20
    )


def yaml_tree(text: str) -> Any:
    ctx = ReadContext(file="plan.yaml", max_depth=1_000)
    tree = read_yaml(text.encode(), ctx).tree
    assert ctx.diagnostics == []
    return tree


@given(trees(TEXT))
def test_texts_written_as_yaml_read_as_they_were(tree: Any) -> None:
    assert yaml_tree(emit_yaml(tree)) == tree


@given(trees(TEXT))
def test_any_loader_of_yaml_reads_the_same_texts(tree: Any) -> None:
    text = emit_yaml(tree)
    assert yaml.safe_load(text) == tree
    assert yaml.load(text, Loader=yaml.CSafeLoader) == tree


@given(trees(TEXT))
def test_the_parser_without_libyaml_reads_the_same(tree: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "make_parser", events.PureParser)
        assert yaml_tree(emit_yaml(tree)) == tree


@given(
    trees(
        TEXT | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates()
    )
)
def test_yaml_read_and_written_again_is_the_same_bytes(tree: Any) -> None:
    text = emit_yaml(tree)
    assert emit_yaml(yaml_tree(text)) == text


@given(trees(TEXT))
def test_yaml_holds_no_line_that_ends_in_a_blank_and_no_tab(tree: Any) -> None:
    text = emit_yaml(tree)
    assert text.endswith("\n")
    assert "\t" not in text
    assert not any(line.endswith(" ") for line in text.split("\n"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (-7, "-7"),
        (1.5, "1.5"),
        (1e-7, "1e-07"),
        (1e300, "1e+300"),
        (date(2011, 12, 15), "2011-12-15"),
    ],
)
def test_a_typed_value_is_written_without_quotes_and_reads_as_its_characters(value: object, text: str) -> None:
    written = emit_yaml({"a": value, "b": [value], "c": {"d": value}})
    assert written == f"a: {text}\nb: [{text}]\nc: {{d: {text}}}\n"
    read = yaml_tree(written)
    assert read["a"] == (None if value is None else text)
    assert value is None or isinstance(read["a"], Plain)


@pytest.mark.parametrize(
    "text", ["NO", "1.10", "2012-01-01", "true", "null", "", "~", "a: b", "a #b", "*a", "[a", '"a"', "- a"]
)
def test_a_text_that_a_loader_would_mistake_stands_in_quotes(text: str) -> None:
    assert emit_yaml({"a": text}) == f"a: {json.dumps(text)}\n"


@pytest.mark.parametrize(
    "text", ["UK, SI, Relevant MS", "2.1/1", "B:SG*", "April/May/June", "phase 1 feeds 1.1", "(tbc)", "5 %"]
)
def test_a_short_text_without_a_second_reading_stands_as_it_is(text: str) -> None:
    assert emit_yaml({"a": text}) == f"a: {text}\n"


def test_the_layout_is_that_of_a_person() -> None:
    prose = "Every state reports the routes it has seen, " * 4
    tree = {
        "empact": "plan/1",
        "actions": [
            {
                "number": "2.1",
                "description": prose.strip(),
                "background": "First: one.\n\n- two",
                "leaders": {"text": "IT[^7]", "items": ["IT", "Frontex (if: any)"]},
                "links": ["SG 1", "B:SG*"],
                "participants": ["One authority with a long name"] * 4,
                "states": [{"state": "drafted", "date": date(2011, 10, 3)}, {"state": "agreed"}],
                "steps": [{"label": "a"}, {"label": "word " * 21 + "end"}],
                "notes": [],
            }
        ],
    }
    assert (
        emit_yaml(tree)
        == """\
empact: plan/1
actions:
  - number: "2.1"
    description: >-
      Every state reports the routes it has seen, Every state reports the routes it has seen, Every state
      reports the routes it has seen, Every state reports the routes it has seen,
    background: |-
      First: one.

      - two
    leaders: {text: "IT[^7]", items: [IT, "Frontex (if: any)"]}
    links: [SG 1, "B:SG*"]
    participants:
      - One authority with a long name
      - One authority with a long name
      - One authority with a long name
      - One authority with a long name
    states:
      - {state: drafted, date: 2011-10-03}
      - {state: agreed}
    steps:
      - label: a
      - label: >-
          word word word word word word word word word word word word word word word word word word word word
          word end
    notes: []
"""
    )


@pytest.mark.parametrize("emit", [emit_yaml, emit_json], ids=["yaml", "json"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_not_written(emit: Any, value: float) -> None:
    with pytest.raises(ValueError, match=r"nan|inf|JSON compliant"):
        emit({"a": value})


@pytest.mark.parametrize("emit", [emit_yaml, emit_json], ids=["yaml", "json"])
def test_what_is_no_plain_data_is_not_written(emit: Any) -> None:
    with pytest.raises(TypeError, match="a set cannot be written as"):
        emit({"a": {1}})


def test_half_a_character_is_not_written() -> None:
    with pytest.raises(ValueError, match="U\\+D800"):
        emit_yaml(["\ud800"])


@given(trees(TEXT | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)))
@example({"é": ["\u2028", 1e-7]})
def test_what_is_written_as_json_reads_as_it_was_and_is_the_same_bytes_again(tree: Any) -> None:
    text = emit_json(tree)
    ctx = ReadContext(file="plan.json")
    read = read_json(text.encode(), ctx).tree
    assert ctx.diagnostics == []
    assert read == tree
    assert emit_json(read) == text


def test_json_keeps_the_order_of_the_keys_and_every_character_itself() -> None:
    assert emit_json({"b": "é", "a": date(2011, 12, 15)}) == '{\n  "b": "é",\n  "a": "2011-12-15"\n}\n'


class _Plan:
    id = "C-2012"


def test_an_exporter_hands_over_one_file_named_after_the_plan() -> None:
    def tree(_plan: object, *, compact: bool = False) -> dict[str, Any]:
        return {"cell": "IT" if compact else {"text": "IT"}}

    plan = cast("Any", _Plan())
    options = FrozenMap({"items": "text"})
    ctx = ExportContext(make_context=lambda: Session().context(Plan(id="X")), options=options, tree=tree)
    assert [(a.name, a.data) for a in write_yaml(plan, ctx)] == [("C-2012.yaml", b"cell: IT\n")]
    assert [a.name for a in write_json(plan, ctx)] == ["C-2012.json"]
    assert [json.loads(a.data) for a in write_json(plan, ctx)] == [{"cell": {"text": "IT"}}]


def test_the_plugins_hand_over_a_reader_and_an_exporter_each() -> None:
    assert [(r.name, r.suffixes) for r in (*yaml_readers(), *json_readers())] == [
        ("yaml", (".yaml", ".yml")),
        ("json", (".json",)),
    ]
    assert [(e.name, e.takes, e.suffix) for e in (*yaml_exporters(), *json_exporters())] == [
        ("yaml", "plan", ".yaml"),
        ("json", "plan", ".json"),
        ("json", "document", ".json"),
    ]
