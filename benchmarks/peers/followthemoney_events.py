"""followthemoney: an event for each action of a plan."""

from __future__ import annotations

import importlib
import json
from typing import Any

from benchmarks.measuring import Works
from empact.model import Plan

followthemoney: Any = importlib.import_module("followthemoney")  # not installed where types are checked


def works() -> Works:
    """Write events, and load and dump them again."""
    return {"write": write, "load and dump": load_and_dump}


def write(plan: Plan) -> str:
    """Return the JSON of events: one in each line."""
    return "\n".join(
        json.dumps(
            {
                "id": f"{plan.id}-{action.number}",
                "schema": "Event",
                "properties": {
                    "name": [str(action.activity)],
                    "description": [str(action.description)],
                    "summary": [str(action.target)],
                    "startDate": [str(plan.period.start)] if plan.period else [],
                    "endDate": [str(plan.period.end)] if plan.period else [],
                    "country": [str(item) for cell in (action.leaders, action.participants) for item in cell],
                    "notes": [f"{action.timing}", f"{action.kpis}"],
                    "recordId": [str(item) for item in action.links],
                },
            }
        )
        for action in plan.actions
    )


def load_and_dump(text: str) -> str:
    """Load events, with the values cleaned as those of other people, and return their JSON."""
    model = followthemoney.model
    entities = [model.get_proxy(json.loads(line), cleaned=False) for line in text.splitlines()]
    return "\n".join(json.dumps(entity.to_dict()) for entity in entities)
