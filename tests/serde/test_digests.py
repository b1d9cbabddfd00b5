"""What a document was made from: digests of plans and actions, and the rows about actions."""

from __future__ import annotations

import copy
import gc
import hashlib
import json
import pickle
import weakref

import attrs
import pytest
from hypothesis import given
from tests.support.written import NAMES, SESSION, export

from empact import Plan, Session
from empact.analysis import PlanContext
from empact.documents import PlanFingerprint, Row, action_refs, build_plan_sheet, fingerprints
from empact.model import Action, Prose
from empact.serde import plan_tree
from empact.serde.digests import plan_digest, record_digest
from empact.testing import make_action, make_plan, plans


def refs(plan: Plan) -> tuple[str, ...]:
    return action_refs(PlanContext(plan=plan))


def test_the_digest__of_a_plan_is_that_of_its_canonical_json() -> None:
    plan = make_plan(id="X-2026", title="Zürich")
    tree = plan_tree(plan)
    assert tree["title"] == "Zürich"
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"))
    assert '"title":"Z\\u00fcrich"' in text
    assert plan_digest(plan) == hashlib.sha256(text.encode()).hexdigest()


@given(plans())
def test_the_digest__does_not_depend_on_the_file_and_its_format(plan: Plan) -> None:
    session = Session()
    found = {plan_digest(plan)}
    for format_ in ("json", "yaml"):
        data = session.export(plan, to=format_)
        assert data is not None
        found.add(plan_digest(session.loads(data.decode(), format=format_)))
    assert len(found) == 1


def test_the_digest__of_an_action_changes_with_the_action_alone() -> None:
    plan = make_plan(actions=[make_action("1.1"), make_action("1.2"), make_action("1.2")])
    first, second, third = refs(plan)
    assert [ref.partition(" ")[0] for ref in refs(plan)] == ["X-2026:1.1", "X-2026:1.2", "X-2026:1.2"]
    assert second == third
    changed = attrs.evolve(plan.actions[1], activity=Prose(text="Another."))
    other = refs(attrs.evolve(plan, title="Another", actions=(plan.actions[0], changed, plan.actions[2])))
    assert (other[0], other[2]) == (first, third)
    assert other[1] != second
    assert other[1].startswith("X-2026:1.2 ")


def test_the_digest__of_a_plan_is_that_of_this_text() -> None:
    plan = Plan(id="X-2026", title="Zürich", actions=(Action(number="1.1", activity=Prose(text="Train.")),))
    action = '{"activity":{"text":"Train."},"number":"1.1"}'
    whole = f'{{"actions":[{action}],"empact":"plan/1","id":"X-2026","title":"Z\\u00fcrich"}}'
    assert plan_digest(plan) == hashlib.sha256(whole.encode()).hexdigest()
    assert refs(plan) == (f"X-2026:1.1 {plan.actions[0].content_digest}",)


def test_the_fingerprint__has_the_number_of_the_document() -> None:
    (found,) = fingerprints(PlanContext(plan=SESSION.load("oap-c-2012")))
    assert (found.plan_id, found.number, len(found.sha256)) == ("C-2012", "17793/2/11 REV 2", 64)
    (found,) = fingerprints(PlanContext(plan=Plan(id="X-2026")))
    assert found.number is None


def test_the_digest__of_a_plan_is_computed_once_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(plan: Plan) -> object:
        calls.append(plan.id)
        return plan_tree(plan)

    monkeypatch.setattr("empact.serde.digests.plan_tree", counted)
    plan = make_plan()
    sheets = [
        build_plan_sheet(ctx, per_goal=per_goal)
        for ctx in (PlanContext(plan=plan), PlanContext(plan=plan))
        for per_goal in (False, True)
    ]
    assert calls == []
    assert {sheet.plans[0].sha256 for sheet in sheets} == {plan_digest(plan)}
    assert record_digest(plan) == plan_digest(plan)
    assert len(calls) == 1
    same = make_plan()  # an equal plan is another object
    assert plan_digest(same) == plan_digest(plan)
    assert len(calls) == 2


def test_a_document__keeps_no_context_and_a_digest_no_plan() -> None:
    ctx = PlanContext(plan=make_plan())
    sheet = build_plan_sheet(ctx)
    context, plan = weakref.ref(ctx), weakref.ref(ctx.plan)
    assert len(sheet.plans[0].sha256) == 64
    del ctx
    gc.collect()
    assert (context(), plan()) == (None, None)


def test_a_fingerprint__without_its_digest_is_as_one_with_it() -> None:
    plan = make_plan()
    made = PlanFingerprint(plan_id=plan.id, number=plan.cover.number.plain or None, sha256=plan_digest(plan))

    def late() -> PlanFingerprint:
        (fingerprint,) = fingerprints(PlanContext(plan=plan))
        return fingerprint

    assert late() == made
    assert made == late()
    assert hash(late()) == hash(made)
    assert repr(late()) == repr(made)
    assert attrs.evolve(late(), plan_id="X") == attrs.evolve(made, plan_id="X")
    assert attrs.asdict(late()) == attrs.asdict(made)
    assert pickle.dumps(late()) == pickle.dumps(made)
    assert pickle.loads(pickle.dumps(late())) == made
    assert copy.deepcopy(late()) == made
    assert not hasattr(late(), "sha512")


def test_a_row__has_a_reference_that_is_a_text() -> None:
    assert Row("1.1", ("a",)).ref is None
    with pytest.raises(TypeError, match="The reference of a row"):
        Row("1.1", ("a",), 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plan"])
def test_each_document__says_what_it_was_made_from(name: str) -> None:
    (plan,) = json.loads(export(name, "json"))["plans"]
    assert plan["plan"] in {"C-2012", "Q-2031"}
    assert len(plan["sha256"]) == 64


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        ("tasking", {"overview", "leads", "co-leads", "joins-through"}),
        ("timeline", {"months-2012", "periods", "milestones", "undated"}),
        ("responsibilities", {"times", "doubts"}),
        ("findings", {"actions"}),
    ],
)
def test_each_row_about_an_action__has_its_reference(name: str, sections: set[str]) -> None:
    tree = json.loads(export(name, "json"))
    known = set(refs(SESSION.load("oap-c-2012")))
    checked = [section for section in tree["sections"] if section["key"] in sections and "rows" in section["body"]]
    assert len(checked) >= min(2, len(sections))
    for section in checked:
        for row in section["body"]["rows"]:
            number = row["cells"]["action"].removeprefix("C-2012:")
            assert row["ref"] in known
            assert row["ref"].startswith(f"C-2012:{number} ")


def test_a_finding__has_the_reference_of_its_action_unless_several_have_the_number() -> None:
    tree = json.loads(export("findings", "json"))
    (findings,) = (section for section in tree["sections"] if section["key"] == "findings")
    about = {row["cells"]["subject"]: row.get("ref", "") for row in findings["body"]["rows"]}
    assert about["C-2012:2.2"].startswith("C-2012:2.2 ")
    assert about["C-2012"] == about["C-2012:SG 5"] == ""
    twice = make_plan(actions=[make_action("1.1", leaders=""), make_action("1.1", activity="Another.", leaders="")])
    data = SESSION.export(twice, document="findings", to="json")
    assert data is not None
    tree = json.loads(data)
    (findings, actions) = (one for one in tree["sections"] if one["key"] in {"findings", "actions"})
    assert not any("ref" in row for row in findings["body"]["rows"])
    assert [row["key"] for row in actions["body"]["rows"]] == ["X-2026:1.1", "X-2026:1.1 (2)"]
