"""The value of a KPI at a checkpoint, with one status."""

from __future__ import annotations

from tests.oracles.figures.by_leaders import OfLeaders
from tests.oracles.figures.by_parties import OfParties
from tests.oracles.figures.force import Force
from tests.oracles.figures.inputs import Action, Kpi
from tests.oracles.figures.stated import Value


def value_at(force: Force, action: Action, kpi: Kpi, place: int) -> Value:
    """Return the value of a KPI at the checkpoint of a round."""
    return (OfParties if kpi.method.by_parties else OfLeaders)(force, action, kpi, place).value()
