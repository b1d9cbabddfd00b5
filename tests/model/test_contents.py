"""The content digest of an action: what it depends on, and what not."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import attrs
import pytest

from empact import Session, parse_parties
from empact.grammar import parse_kpis, parse_links, parse_timing
from empact.model import Action, Anchor, FrozenMap, Kpi, KpiKind, Kpis, Location, Parties, PartyItem, Prose, Ref
from empact.model.contents import is_content_digest, same_core
from empact.testing import make_action, make_plan

ACTION = Action(
    number="2.1",
    goal="2",
    activity=Prose(text="Seize clocks in the ports.[^3]"),
    leaders=parse_parties("QM, QN"),
    participants=parse_parties("QO"),
    kpis=parse_kpis("KPI: at least 300 clocks seized"),
    timing=parse_timing("March"),
    locations=(Location(name="the ports", stated=Anchor(part="2.1", cell="activity", paragraph=1)),),
)


def evolved(**changes: Any) -> str:
    return attrs.evolve(ACTION, **changes).content_digest


def test_the_digest__has_eight_digits() -> None:
    assert is_content_digest(ACTION.content_digest)
    assert [is_content_digest(text) for text in ("3f9a1c2b", "3f9a1c2", "3F9A1C2B", "3f9a1c2g", "")] == [
        True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "3.4"},
        {"goal": "3"},
        {"links": parse_links("SG 1; 1.1")},
        {"results": FrozenMap({"June": Prose(text="Done.")})},
        {"activity": Prose(text="Seize clocks in\nthe  ports.[^11]")},
        {"locations": (Location(name="the ports", stated=Anchor(part="3.4", cell="activity", paragraph=1)),)},
    ],
    ids=["number", "goal", "links", "results", "footnote and line break", "anchor"],
)
def test_the_digest__does_not_depend_on_the_place_and_what_came_of_it(changes: dict[str, Any]) -> None:
    assert evolved(**changes) == ACTION.content_digest


@pytest.mark.parametrize(
    "changes",
    [
        {"activity": Prose(text="Seize clocks in the airports.")},
        {"description": Prose(text="Together.")},
        {"description": Prose(withheld=True)},
        {"participants": parse_parties("QO, QP")},
        {"timing": parse_timing("April")},
        {"kpis": parse_kpis("KPI: at least 350 clocks seized")},
        {"kpis": Kpis(text=ACTION.kpis.text, items=(attrs.evolve(ACTION.kpis.understood[0], value=Decimal(9)),))},
        {"leaders": parse_parties("QN, QM")},
        {"extensions": FrozenMap({"budget": 5})},
    ],
)
def test_the_digest__changes_in_its_second_half_with_what_is_not_counted(changes: dict[str, Any]) -> None:
    changed = evolved(**changes)
    assert changed != ACTION.content_digest
    assert changed[:4] == ACTION.content_digest[:4]
    assert same_core(changed, ACTION.content_digest)


@pytest.mark.parametrize(
    "changes",
    [
        {"leaders": parse_parties("QM")},
        {"leaders": parse_parties("QM, QP")},
        {"kpis": parse_kpis("KPI: at least 300 watches seized")},
        {"kpis": parse_kpis("KPI: at least 300 clocks seized; at least 5 arrests")},
        {"kpis": Kpis()},
        {"continues": (Ref(plan="Q-2030", action="1.1"),)},
    ],
)
def test_the_digest__changes_in_its_first_half_with_who_leads_and_what_is_counted(changes: dict[str, Any]) -> None:
    assert not same_core(evolved(**changes), ACTION.content_digest)


def test_the_digest__has_the_parts_of_a_kpi_in_its_first_half() -> None:
    whole = evolved(kpis=Kpis(items=(Kpi(text="seizures and arrests", unit="seizures and arrests"),)))
    (parts,) = parse_kpis("KPI: 5 seizures / 12 arrests").understood
    assert parts.parts
    assert not same_core(whole, evolved(kpis=Kpis(items=(parts,))))


def test_the_digest__takes_leaders_as_meant() -> None:
    spelt = Parties(text="QM (lead) and QN", items=(PartyItem(party="QN"), PartyItem(party="QM")))
    assert same_core(evolved(leaders=spelt), ACTION.content_digest)


def test_the_digest__is_the_same_in_each_format() -> None:
    session = Session()
    plan = make_plan(actions=[attrs.evolve(ACTION, number="1.1"), make_action("1.2")])
    for format_ in ("yaml", "json"):
        data = session.export(plan, to=format_)
        assert data is not None
        again = session.loads(data.decode(), format=format_)
        assert [action.content_digest for action in again.actions] == [action.content_digest for action in plan.actions]


def test_the_digest__is_that_of_these_texts() -> None:
    """Records and sheets in the world have it: it must not change by accident."""
    core = '[["qm","qn"],[["clocks seized"]],["Q-2030:1.1"]]'
    content = (
        '{"activity":{"text":"Seize clocks."},"continues":[{"action":"1.1","plan":"Q-2030"}],'
        '"kpis":{"items":[{"kind":"count","text":"clocks seized","unit":"clocks seized"}]},'
        '"leaders":{"items":[{"party":"QN"},{"party":"QM"}]}}'
    )
    action = Action(
        number="1.1",
        activity=Prose(text="Seize clocks."),
        leaders=Parties(items=(PartyItem(party="QN"), PartyItem(party="QM"))),
        kpis=Kpis(items=(Kpi(text="clocks seized", kind=KpiKind.COUNT, unit="clocks seized"),)),
        continues=(Ref(plan="Q-2030", action="1.1"),),
    )
    halves = [hashlib.sha256(text.encode()).hexdigest()[:4] for text in (core, content)]
    assert action.content_digest == "".join(halves)
