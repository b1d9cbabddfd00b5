"""stix2: a bundle with a course of action for each action of a plan."""

from __future__ import annotations

import importlib
from typing import Any

from benchmarks.measuring import Works
from empact.model import Plan

stix2: Any = importlib.import_module("stix2")  # not installed where types are checked


def works() -> Works:
    """Write a bundle, and load and dump it again."""
    return {"write": write, "load and dump": lambda text: stix2.parse(text).serialize()}


def write(plan: Plan) -> str:
    """Return the JSON of a bundle."""
    objects = [
        stix2.CourseOfAction(
            name=f"{plan.id}:{action.number} {action.activity}",
            description=f"{action.description}\n\n{action.timing}\n\n{action.target}\n\n{action.kpis}",
            labels=[str(item) for cell in (action.leaders, action.participants) for item in cell],
            external_references=[{"source_name": "plan", "external_id": str(item)} for item in action.links] or None,
        )
        for action in plan.actions
    ]
    text: str = stix2.Bundle(objects).serialize()
    return text
