"""The invented parties: found by each of their names while they exist."""

from __future__ import annotations

import datetime as dt

import pytest

import oap_cyber_2026
from empact import Session
from empact.testing import make_action, make_plan

REGISTER = Session([oap_cyber_2026]).register
BEFORE, AFTER = dt.date(2026, 6, 30), dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    "name", ["NIGHTDESK", "Night Desks", "network of night desks", "Night Desk Network (invented)"]
)
def test_a_party_is_found_by_each_of_its_names(name: str) -> None:
    found = REGISTER.find(name)
    assert found is not None
    assert found.code == "NIGHTDESK"


def test_one_body_follows_the_other_on_the_next_day() -> None:
    first, second = REGISTER.get("DEWP"), REGISTER.get("EUDEL")
    assert first.successor == second.code
    assert (REGISTER.exists(first, BEFORE), REGISTER.exists(first, AFTER)) == (True, False)
    assert (REGISTER.exists(second, BEFORE), REGISTER.exists(second, AFTER)) == (False, True)


def test_a_party_has_its_former_name_at_its_time() -> None:
    second = REGISTER.get("EUDEL")
    assert REGISTER.name(second, AFTER) == "EU Evidence Unit"
    assert REGISTER.name(second, dt.date(2027, 1, 1)) == "European Union Digital Evidence Laboratory (invented)"


def test_without_the_plugin_nobody_knows_them() -> None:
    plan = make_plan(actions=[make_action(participants="Night Desks, EUDEL")])
    with_it = Session([oap_cyber_2026]).validate(plan, select=["unknown-party"])
    without = Session().validate(plan, select=["unknown-party"])
    assert (len(with_it), len(without)) == (0, 2)


def test_every_party_says_that_it_is_invented() -> None:
    parties = [party for party in REGISTER.parties if party.source == "invented for this example"]
    assert [party.code for party in parties if "(invented)" in party.name] == ["NIGHTDESK", "DEWP", "EUDEL"]
    assert len(parties) == 3
