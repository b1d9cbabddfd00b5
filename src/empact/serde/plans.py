"""Structure a raw document as a plan, and turn a plan into a tree: the format ``plan/1``."""

from __future__ import annotations

from typing import Any

from empact.diagnostics import Diagnostic
from empact.model import Extension, Plan
from empact.serde import files
from empact.serde.kinds import PLAN
from empact.syntax.raw import RawDocument

FORMAT = PLAN.format
"""The version of the file format, which is the value of the first key of every file."""


def structure_plan(
    document: RawDocument, file: str, text: str | None = None, extensions: tuple[Extension[Any], ...] = ()
) -> tuple[Plan | None, list[Diagnostic]]:
    """Return the plan of a raw document, or None and every problem in it. The plan keeps the ``text`` of its file."""
    return files.structure(document, file, PLAN, extensions, text)


def plan_tree(plan: Plan, *, compact: bool = False) -> dict[str, Any]:
    """Return the plan as a tree of dicts, lists and scalars: canonical, or compact as a person would write it."""
    return files.tree(plan, PLAN, compact=compact)
