"""The profiles: what they ignore in a draft, and what is an error in a final plan."""

from __future__ import annotations

import oap_cyber_2026
from empact import Session
from empact.testing import make_action, make_plan

SESSION = Session([oap_cyber_2026])
PLAN = make_plan(
    actions=[make_action(kpis="", links="9.9", funding=[{"source": "ISF", "status": "planned"}], documentation=[])]
)


def reported(profile: str | None) -> dict[str, str]:
    return {one.name: one.severity.value for one in SESSION.validate(PLAN, profile=profile)}


def test_without_a_profile_every_rule_speaks_in_its_own_voice() -> None:
    assert reported(None) == {
        "dangling-link": "error",
        "kpi-missing": "warning",
        "documentation-missing": "info",
        "funding-unsecured": "warning",
    }


def test_a_draft_may_lack_figures_and_documents() -> None:
    assert reported("cyber-draft") == {"dangling-link": "warning", "funding-unsecured": "warning"}


def test_money_in_doubt_stops_a_final_plan() -> None:
    assert reported("cyber-final") == {
        "dangling-link": "error",
        "kpi-missing": "warning",
        "documentation-missing": "info",
        "funding-unsecured": "error",
    }
