"""A raw document as a plan, and a plan as a tree: the format ``plan/1``."""

from __future__ import annotations

from typing import Any

from empact.diagnostics import Diagnostic
from empact.model import Extension, Plan
from empact.serde.converter import structurer, unstructurer
from empact.serde.documents import Format, source_of, structure_document
from empact.serde.raw import RawDocument

FORMAT = "plan/1"
"""The version of the file format; the first key of every file names it."""

_PLAN = Format(FORMAT, "a plan")


def structure_plan(
    document: RawDocument, file: str, text: str | None = None, extensions: tuple[Extension[Any], ...] = ()
) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a raw document, or every reason why it gives none; the plan keeps the ``text`` of its file.

    The data of ``extensions`` get their types; that of others is kept as it is.
    """

    def structure(tree: dict[str, Any], detailed: bool) -> Plan:  # noqa: FBT001 - positional in a callable
        plan: Plan = structurer(detailed=detailed, extensions=extensions).structure(tree, Plan)
        return plan

    plan, problems = structure_document(document, file, _PLAN, structure)
    if plan is not None:
        object.__setattr__(plan, "source", source_of(document, file, text))
    return plan, problems


def plan_tree(plan: Plan, *, compact: bool = False) -> dict[str, Any]:
    """The plan as a tree of dicts, lists and scalars.

    The canonical tree writes every cell as an object; the compact one as a string or a list where that says the same.
    """
    return {"empact": FORMAT, **unstructurer(compact=compact).unstructure(plan)}
