"""compliance-trestle: an OSCAL catalog with a control for each action of a plan."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from benchmarks.measuring import Works
from empact.model import Action, Plan

catalog: Any = importlib.import_module("trestle.oscal.catalog")  # not installed where types are checked
common: Any = importlib.import_module("trestle.oscal.common")


def works() -> Works:
    """Write a catalog, and load and dump it again."""
    return {"write": write, "load and dump": load_and_dump}


def write(plan: Plan) -> str:
    """Return the JSON of a catalog."""
    metadata = common.Metadata(
        title=plan.title or plan.id,
        last_modified=dt.datetime(plan.period.start.year, 1, 1, tzinfo=dt.UTC) if plan.period else None,
        version="1",
        oscal_version="1.1.3",
    )
    made = catalog.Catalog(
        uuid=str(uuid5(NAMESPACE_URL, plan.id)), metadata=metadata, controls=list(map(_control, plan.actions))
    )
    text: str = made.oscal_serialize_json(pretty=True)
    return text


def _control(action: Action) -> Any:
    parts = {
        "activity": action.activity,
        "description": action.description,
        "timing": action.timing,
        "target": action.target,
        "kpis": action.kpis,
    }
    roles = (("leader", action.leaders), ("participant", action.participants))
    return catalog.Control(
        id=f"action-{action.number}",
        title=str(action.activity),
        props=[common.Property(name=role, value=str(item)) for role, cell in roles for item in cell],
        links=[common.Link(href=f"#action-{item}", rel="related") for item in action.links] or None,
        parts=[common.Part(name=name, prose=str(cell)) for name, cell in parts.items()],
    )


def load_and_dump(text: str) -> str:
    """Load a catalog as ``oscal_read`` does with a file, and return its JSON."""
    again: str = catalog.Catalog.model_validate(json.loads(text)["catalog"]).oscal_serialize_json(pretty=True)
    return again
