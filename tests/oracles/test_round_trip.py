"""Plans that are written as Word files, and that LibreOffice, a second author, has saved again, are the same plans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.plugins.importing.test_reference_document import differences
from tests.plugins.importing.test_round_trip import read, written
from tests.support import libre_office
from tests.support.word_plans import held, word_plans

from empact import Plan

pytestmark = pytest.mark.oracle

PLANS = 30


def generated() -> list[Plan]:
    """Return generated plans, the same ones each time."""
    plans: list[Plan] = []

    @given(word_plans())
    @settings(
        max_examples=max(PLANS, settings().max_examples // 20),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    def collect(plan: Plan) -> None:
        plans.append(plan)

    collect()
    return plans


def test_plans__that_libreoffice_has_saved_are_the_same(tmp_path: Path) -> None:
    plans = {f"plan-{number}": plan for number, plan in enumerate(generated())}
    assert len(plans) >= PLANS
    made = {f"{name}.docx": written(plan) for name, plan in plans.items()}
    saved = libre_office.saved_again(tmp_path / "again", made, "docx")
    found = {name: list(differences(held(plan), held(read(saved[name])))) for name, plan in plans.items()}
    assert {name: parts for name, parts in found.items() if parts} == {}
