"""Trees of results, and their schemas: both follow from the classes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

import oap_c_2012
from empact import Session, parse_parties
from empact.analysis import Portfolio, coverage, links
from empact.analysis.facts import Result
from empact.analysis.surveys import lineage_of
from empact.diagnostics import Pointer
from empact.errors import MarkingError, UnknownIdError
from empact.hooks import (
    Artifact,
    Command,
    ExportContext,
    Exporter,
    FormatContext,
    Formatter,
    ResultKind,
    hookimpl,
)
from empact.model import (
    Action,
    Anchor,
    Condition,
    FrozenMap,
    Funding,
    FundingStatus,
    Parties,
    Party,
    Plan,
    Prose,
    StrategicGoal,
    Unparsed,
)
from empact.outputs.converting import result_tree
from empact.outputs.keys import keys_of
from empact.outputs.schemas import result_schema
from empact.values import as_fields, listed, owned, part_of, stand_in, unlisted, value

SESSION = Session([oap_c_2012])
KINDS = SESSION.result_kinds
SCHEMAS = Path(__file__).parent / "schemas"
PLAN = SESSION.load("oap-c-2012")
FIRST = PLAN.actions[0]
HU = SESSION.register.get("HU")


@value(kw_only=True)
class Part:
    """A part of a sample."""

    plan: Plan
    """The plan."""
    action: Action
    """The action."""
    goals: tuple[StrategicGoal, ...] = ()
    """The goals."""
    position: int = attrs.field(default=0, metadata=unlisted())
    """The position."""

    @listed
    def twice(self) -> str | None:
        """The number of the action, twice."""
        return self.action.number * 2

    @listed
    def next(self) -> Action | None:
        """The next action."""
        return self.plan.actions[self.position + 1] if self.position else None

    @property
    def hidden(self) -> str:
        """Not listed."""
        return "hidden"


@value(kw_only=True)
class Marked:
    """A score with a remark."""

    score: Decimal
    """The score."""
    remark: str
    """The remark."""


@value(kw_only=True)
class Score:
    """A score, which is a number if there is no remark."""

    score: Decimal
    """The score."""
    remark: str | None = None
    """The remark. None if there is none."""

    @stand_in
    def short(self) -> Decimal | Marked:
        """The score as an output has it."""
        return self.score if self.remark is None else Marked(score=self.score, remark=self.remark)


@value(kw_only=True)
class Sample(Result):
    """A sample."""

    party: Party
    """The party, with ``code``."""
    part: Part
    """The part."""
    action: Action = attrs.field(metadata=owned())
    """The action in full."""
    at: Pointer | None
    """The place; None if it has none."""
    days: FrozenMap[str, dt.date] = FrozenMap()
    """The days."""
    words: str | None = None
    """The words. None if there are none."""
    text: Prose = Prose()
    """The text."""
    scores: tuple[Score, ...] = ()
    """The scores."""
    _private: int = 0


@value(kw_only=True)
class Pair:
    """Actions of two plans."""

    earlier: Plan
    """The earlier plan."""
    later: Plan
    """The later plan."""
    new: tuple[Action, ...] = attrs.field(metadata=part_of("later"))
    """The later actions."""


@value(kw_only=True)
class Stated:
    """What a plan states, field by field."""

    funding: tuple[Funding, ...] = attrs.field(metadata=as_fields())
    """Who pays."""
    condition: Condition | None = attrs.field(default=None, metadata=as_fields())
    """The condition. None if there is none."""


@value(kw_only=True)
class Lost:
    """An action without its plan."""

    action: Action
    """The action."""


def _other_overlap() -> type[Any]:
    @value(kw_only=True)
    class Overlap:
        """Another class of this name."""

        id: str
        """The id."""

    return Overlap


Twice = attrs.make_class(
    "Twice", {"theirs": attrs.field(type=_other_overlap()), "mine": attrs.field(type=_other_overlap())}
)


KIND = ResultKind(f"{__name__}:Sample", "sample", "A sample")
RESULTS = (KIND,)


def sample(**given: Any) -> Sample:
    context = SESSION.context(PLAN, as_of=dt.date(2012, 6, 1))
    part = Part(plan=PLAN, action=FIRST, goals=PLAN.goals[:1])
    values: dict[str, Any] = {"context": context, "party": HU, "part": part, "action": FIRST, "at": None}
    return Sample(**values | given)


def problems(kind: ResultKind, tree: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(result_schema(kind))
    return [
        f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(json.loads(json.dumps(tree)))
    ]


def test_result_tree__begins_with_the_envelope() -> None:
    tree = result_tree(sample(), KIND)
    assert list(tree)[:4] == ["empact", "marking", "plans", "as_of"]
    assert (tree["empact"], tree["as_of"]) == ("sample/1", "2012-06-01")
    (plan,) = tree["plans"]
    assert (plan["id"], plan["marking"]) == ("C-2012", tree["marking"])
    assert "context" not in tree


def test_result_tree__has_fields_and_listed_properties() -> None:
    part = result_tree(sample(), KIND)["part"]
    assert part == {"action": "C-2012:1.1", "goals": ["C-2012:SG 1"], "twice": "1.11.1"}


def test_result_tree__writes_references_unless_a_field_is_owned() -> None:
    tree = result_tree(sample(), KIND)
    assert tree["party"] == "HU"
    assert tree["action"] == SESSION.tree(PLAN)["actions"][0]


def test_result_tree__leaves_out_a_default_that_is_empty() -> None:
    tree = result_tree(sample(), KIND)
    assert tree["at"] is None
    assert {"days", "words", "_private"} & set(tree) == set()
    days = FrozenMap({"1.1": dt.date(2012, 2, 1)})
    assert result_tree(sample(days=days, words="so"), KIND)["days"] == {"1.1": "2012-02-01"}


def test_result_tree__names_parts_by_the_plan_that_the_field_names() -> None:
    later = attrs.evolve(PLAN, id="C-2013")
    tree = result_tree(Pair(earlier=PLAN, later=later, new=later.actions[:1]), KIND)
    assert tree == {"empact": "sample/1", "earlier": "C-2012", "later": "C-2013", "new": ["C-2013:1.1"]}


def test_result_tree__names_the_part_that_a_property_returns() -> None:
    part = Part(plan=PLAN, action=FIRST, position=1)
    assert result_tree(sample(part=part), KIND)["part"]["next"] == "C-2012:1.3"


def test_result_tree__has_what_stands_in_for_a_value() -> None:
    scores = (Score(score=Decimal("2.50")), Score(score=Decimal(3), remark="late"))
    tree = result_tree(sample(scores=scores), KIND)
    assert tree["scores"] == [2.5, {"score": 3, "remark": "late"}]
    assert problems(KIND, tree) == []
    assert problems(KIND, tree | {"scores": [{"score": 3}]}) != []
    assert f"{__name__}.Score" not in result_schema(KIND)["$defs"]


def test_result_tree__writes_values_of_the_model_field_by_field() -> None:
    kind = ResultKind(f"{__name__}:Stated", "stated", "What a plan states")
    payer = Parties(text="HU, perhaps", items=(*parse_parties("HU").items, Unparsed(text="perhaps")))
    anchor = Anchor(part="2.1", cell="timing", paragraph=1)
    condition = Condition(subjects=("HU",), number=2, stated=anchor)
    funding = Funding(status=FundingStatus.PLANNED, payer=payer)
    tree = result_tree(Stated(funding=(funding,), condition=condition), kind)
    assert tree == {
        "empact": "stated/1",
        "funding": [
            {"status": "planned", "payer": {"text": "HU, perhaps", "withheld": False, "items": ["HU", "perhaps"]}}
        ],
        "condition": {"subjects": ["HU"], "number": 2, "stated": "2.1/timing/1"},
    }
    assert problems(kind, tree) == []
    assert problems(kind, tree | {"funding": [{"status": "planned"}]}) == [
        "$.funding[0]: 'payer' is a required property"
    ]
    assert "condition" not in result_tree(Stated(funding=()), kind)


def test_result_tree__refuses_a_part_without_its_plan() -> None:
    with pytest.raises(TypeError, match="Lost has parts of a plan"):
        keys_of(Lost)


@pytest.mark.parametrize("given", [{}, {"words": "so", "text": Prose(text="A text."), "at": Pointer("/a")}])
def test_result_schema__accepts_the_tree_and_no_other_key(given: dict[str, Any]) -> None:
    tree = result_tree(sample(**given), KIND)
    assert problems(KIND, tree) == []
    assert problems(KIND, tree | {"more": 1}) != []
    assert problems(KIND, {key: inner for key, inner in tree.items() if key != "part"}) != []


def test_result_schema__takes_descriptions_from_docstrings() -> None:
    schema = result_schema(KIND)
    assert schema["properties"]["party"] == {"description": "The party, with `code`.", "type": "string"}
    assert (
        schema["$defs"][f"{__name__}.Part"]["properties"]["twice"]["description"] == "The number of the action, twice."
    )


def test_result_schema__is_named_after_the_class_and_wraps_a_reference_with_a_description() -> None:
    schema = result_schema(KIND)
    assert (schema["title"], schema["description"]) == ("Sample", "A sample.")
    part = schema["properties"]["part"]
    assert part == {"description": "The part.", "allOf": [{"$ref": f"#/$defs/{__name__}.Part"}]}


def test_result_schema__refuses_two_classes_of_one_name() -> None:
    kind = ResultKind(f"{__name__}:Twice", "twice", "Two classes of one name")
    with pytest.raises(TypeError, match="Overlap is the name of two classes"):
        result_schema(kind)


# A session


def test_tree__of_a_plugin_class() -> None:
    class Plugin:
        @hookimpl
        def empact_commands(self) -> Iterator[Command]:
            yield Command(name="sample", summary="A sample.", command="x:y", results=f"{__name__}:RESULTS")

    session = Session([Plugin()])
    assert session.tree(sample())["empact"] == "sample/1"
    assert json.loads(session.schema(of="sample")) == json.loads(session.schema(of=Sample))
    with pytest.raises(TypeError, match="Sample is neither a result nor"):
        Session().tree(sample())


def write_links(plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    yield Artifact(f"{plan.id}.txt", json.dumps(ctx.tree(links(ctx.context))).encode())


def format_links(_findings: object, ctx: FormatContext) -> str:
    return json.dumps(ctx.tree(links(ctx.context)))


def test_tree__of_an_exporter_and_of_a_formatter() -> None:
    class Plugin:
        @hookimpl
        def empact_exporters(self) -> Iterator[Exporter]:
            yield Exporter(name="links", suffix=".txt", write=f"{__name__}:write_links")

        @hookimpl
        def empact_formatters(self) -> Iterator[Formatter]:
            yield Formatter(name="links", write=f"{__name__}:format_links")

    session, level = Session([Plugin()]), "SECRET UE/EU SECRET"
    expected = session.tree(links(session.context(Portfolio((PLAN,)))), marking=level)
    exported = session.export(PLAN, to="links", marking=level)
    assert json.loads(exported) == expected
    assert json.loads(session.format([], "links", PLAN, marking=level)) == expected


def test_tree__of_a_context_without_a_session() -> None:
    context = SESSION.context(Portfolio((PLAN,)))
    with pytest.raises(TypeError, match="without a session"):
        FormatContext(context=context).tree(links(context))


def test_tree__raises_the_marking_and_lowers_none() -> None:
    found = links(SESSION.context(Portfolio((PLAN,))))
    tree = SESSION.tree(found, marking="SECRET UE/EU SECRET")
    assert {tree["marking"], tree["plans"][0]["marking"]} == {"SECRET UE/EU SECRET"}
    with pytest.raises(MarkingError):
        SESSION.tree(found, marking="LIMITE")


def test_tree__of_one_plan_of_several__has_the_highest_marking_of_all() -> None:
    other = attrs.evolve(PLAN, id="B-2012", marking="SECRET UE/EU SECRET")
    context = SESSION.context(Portfolio((PLAN, other)))
    tree = SESSION.tree(coverage(context.of(PLAN)))
    assert [plan["id"] for plan in tree["plans"]] == ["C-2012"]
    assert tree["marking"] == "SECRET UE/EU SECRET"


def test_lineage_of__needs_two_plans() -> None:
    with pytest.raises(ValueError, match="two plans, not of 1"):
        lineage_of(SESSION.context(Portfolio((PLAN,))))


def test_schema__of_an_unknown_name() -> None:
    with pytest.raises(UnknownIdError, match="links"):
        SESSION.schema(of="link")
    with pytest.raises(TypeError, match="Action is the class of neither"):
        SESSION.schema(of=Action)


# Every kind of result


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema__is_the_committed_one(kind: ResultKind) -> None:
    """After a change of a class: ``python docs/_scripts/result_schemas.py``."""
    committed = (SCHEMAS / f"{kind.name}-{kind.version}.schema.json").read_bytes()
    assert committed == SESSION.schema(of=kind.name)


def test_every_committed_schema__belongs_to_a_kind() -> None:
    assert {file.name for file in SCHEMAS.iterdir()} == {f"{kind.name}-{kind.version}.schema.json" for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_schema__is_self_contained_and_describes_every_key(kind: ResultKind) -> None:
    schema = result_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema))) == set(schema["$defs"])
    assert not any(name.endswith("Context") for name in schema["$defs"])
    for part in (schema, *schema["$defs"].values()):
        assert all(each["description"].endswith((".", ":")) for each in part.get("properties", {}).values())
