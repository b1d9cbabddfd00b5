"""What tests of the JSON Schemas share: the schemas, and whether a tree is valid and can be loaded."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

import empact
import oap_c_2012
from empact import Session
from empact.serde.kinds import ANSWERS, ENTRY, PRACTICE
from empact.serde.schema import json_schema

SESSION = Session([oap_c_2012])
SCHEMA: dict[str, Any] = json.loads(SESSION.schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
OTHERS = {kind: jsonschema.Draft202012Validator(json_schema(of=kind)) for kind in (ANSWERS, ENTRY, PRACTICE)}


def problems(tree: Any) -> list[str]:
    """What the schema of plans reports about a tree."""
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(tree)]


def structures(tree: Any) -> bool:
    """Whether a tree can be loaded as a plan."""
    try:
        SESSION.loads(json.dumps(tree), format="json")
    except empact.PlanReadError:
        return False
    return True
