"""Families of texts that name parties: each is read as a careful reader does, or reported, and nothing is dropped."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.support.family_cells import families, parties_plan

from empact import Session
from empact.analysis import Determinacy, PartyAssignments, assignments
from empact.grammar import parse_parties, parse_party
from empact.model import PartyItem
from empact.reference import register

SESSION = Session()
CELLS = [cell for family in families("parties") for cell in family["cells"]]
READ = [cell for cell in CELLS if cell["verdict"] == "read"]
REPORTED = [cell for cell in CELLS if cell["verdict"] == "report"]
REPORTS = ("OAP107", "OAP401", "OAP411", "OAP416", "OAP417", "OAP419", "OAP421")
"""Words that are not understood, unknown parties, open groups, exceptions without effect, wrong counts, roles that are
not said and roles that nobody has.
"""


def _name(cell: dict[str, Any]) -> str:
    return f"{cell['text']!r} {cell.get('plan', '')}"


def _assigned(cell: dict[str, Any]) -> tuple[PartyAssignments, Any]:
    found = assignments(parties_plan(cell), register())
    field = {"leader": "leaders", "driver": "driver"}.get(cell.get("cell", ""), "participants")
    return found, [one for one in found if one.cell == field]


def _codes(found: Any, *determinacies: Determinacy) -> set[str]:
    return {party.code for one in found if one.determinacy in determinacies for party in one.parties}


@pytest.mark.parametrize("cell", READ, ids=_name)
def test_family__is_read_as_meant(cell: dict[str, Any]) -> None:
    found = parse_parties(cell["text"])
    role = cell.get("cell", "participant").removesuffix("s")
    plain = [_written(item, role) for item in found]
    meant = [word.replace(f" (role: {role})", "") for word in cell["means"]]
    assert plain == meant


def _written(item: object, role: str) -> str:
    """Return an item in its notation, without a role that is that of its column."""
    assert isinstance(item, PartyItem), item
    own = item.role is not None and item.role.value == role
    return str(attrs.evolve(item, role=None) if own else item)


@pytest.mark.parametrize("cell", READ, ids=_name)
def test_family__means_these_parties(cell: dict[str, Any]) -> None:
    _, found = _assigned(cell)
    known = {party.code for party in register().parties} & set(cell.get("named", ()))
    assert _codes(found, Determinacy.NAMED) == known
    start = parties_plan(cell).period
    assert start is not None
    groups = [one for one in found if one.determinacy is Determinacy.EVERY]
    assert [len(one.on(start.start)) for one in groups] == cell.get("counts", [])
    for code in cell.get("holder", ()):
        (office,) = (one for one in found if one.determinacy is Determinacy.ROLE)
        assert code in {party.code for party in office.parties}


@pytest.mark.parametrize("cell", REPORTED, ids=_name)
def test_family__is_reported_and_nobody_is_guessed(cell: dict[str, Any]) -> None:
    _, found = _assigned(cell)
    assert _codes(found, Determinacy.NAMED) <= set(cell.get("named", ()))
    reported = {one.code for one in SESSION.validate(parties_plan(cell))}
    assert reported & set(REPORTS)


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_family__items_are_read_again(cell: dict[str, Any]) -> None:
    for item in parse_parties(cell["text"]).understood:
        assert parse_party(str(item)) == item


@pytest.mark.parametrize("cell", CELLS, ids=_name)
def test_family__keeps_every_word(cell: dict[str, Any]) -> None:
    kept = str([str(item) if isinstance(item, PartyItem) else item.text for item in parse_parties(cell["text"])])
    unmarked = cell["text"].replace("(L)", "").replace("(CL)", "")
    for word in unmarked.replace("(", " ").replace(")", " ").split():
        party = register().find(word.strip(",;.:[]/&+"))
        is_nobody = party is not None and party.code == "NA" and "NA" not in cell.get("named", ()) and "NA" not in kept
        assert party is None or word.strip(",;.:[]/&+") in kept or (is_nobody and cell["verdict"] == "read")


@pytest.mark.parametrize(
    "text", ["FR; Co-leaders: –", "FR; Co-leaders: tbc", "FR; Co-leaders:", "FR; Co-leaders: tbd."]
)
def test_parse_parties__a_leader_stays_where_nobody_is_named_as_co_leader(text: str) -> None:
    plan = parties_plan({"text": text, "cell": "leader", "plan": 2022})
    leaders = [item for item in assignments(plan, register()) if item.cell == "leaders"]
    assert [(item.name, item.role.value, item.determinacy) for item in leaders if item.parties] == [
        ("FR", "leader", Determinacy.NAMED)
    ]


@pytest.mark.parametrize("text", ["ZA, NA", "SG", "CO, EC, PE"])
def test_parse_party__an_item_of_a_list_is_the_party_with_this_code(text: str) -> None:
    for code in text.split(", "):
        assert parse_party(code) == PartyItem(party=code)
