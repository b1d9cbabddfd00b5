"""The columns of the priority: parsed with their types, reported if wrong, and kept without the plugin."""

from __future__ import annotations

import csv
import io
from importlib import resources

import pytest

import oap_cyber_2026
from empact import PlanReadError, Session
from oap_cyber_2026.columns import ON_ACTION, ON_GOAL, ActionType, Area, CyberGoal

SESSION = Session([oap_cyber_2026])
ATTACKS = "oap-cyber-2026-attacks"
TEXT = resources.files(oap_cyber_2026).joinpath("attacks.yaml").read_text(encoding="utf-8")


def test_an_action_has_a_type_areas_a_flag_and_a_grant() -> None:
    data = ON_ACTION.of(SESSION.load(ATTACKS).action("A3"))
    assert data is not None
    assert data.kind is ActionType.JOINT_ACTION_DAY
    assert data.areas == (Area.RANSOMWARE, Area.DENIAL_OF_SERVICE)
    assert data.operational
    assert data.grant is not None
    assert [str(party) for party in data.grant.beneficiary] == ["NL", "RO"]


def test_a_goal_is_about_areas_or_serves_all_of_them() -> None:
    plan = SESSION.load(ATTACKS)
    assert ON_GOAL.of(plan.goal("I")) == CyberGoal(areas=(Area.RANSOMWARE,))
    assert ON_GOAL.of(plan.goal("III")) == CyberGoal(horizontal=True)


def test_an_area_that_nobody_knows_is_told_with_its_place() -> None:
    line = next(number for number, words in enumerate(TEXT.splitlines(), start=1) if "areas: [ransomware]" in words)
    with pytest.raises(PlanReadError) as caught:
        SESSION.loads(TEXT.replace("areas: [ransomware]", "areas: [ransomwear]", 1), format="yaml")
    (one,) = caught.value.diagnostics
    assert (one.place.line, one.hint) == (line, "Did you mean 'ransomware'?")


def test_the_sheet_has_a_column_for_each() -> None:
    data = SESSION.export(SESSION.load(ATTACKS), to="csv")
    assert data is not None
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head[-6:] == [
        "Areas of the goal",
        "Horizontal goal",
        "Action type",
        "Crime areas",
        "Operational",
        "Grant",
    ]
    assert rows[5][-6:] == [
        "",
        "yes",
        "training",
        "ransomware, denial-of-service, payment-fraud",
        "no",
        "Beneficiary: CEPOL; EUR: 95000",
    ]


def test_without_the_plugin_nothing_is_lost() -> None:
    without = Session()
    bare = without.loads(TEXT, format="yaml")
    assert ON_ACTION.of(bare.action("A3")) is None
    assert without.export(bare, to="yaml") == SESSION.export(SESSION.load(ATTACKS), to="yaml")
