"""The beginning of each output: the plans, with title and marking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from empact.cli.console import wrapped
from empact.model import Plan


def plan_title(plan: Plan) -> str:
    """The id and the title of a plan."""
    return wrapped(_title(plan))


def _title(plan: Plan) -> str:
    return f"{plan.id}  {' '.join((plan.title or '').split())}".rstrip()


def head(plans: Iterable[Plan]) -> Iterator[str]:
    """The plans as text: each with its title, and its marking below."""
    lines: list[str] = []
    for plan in plans:
        lines.append(wrapped(_title(plan), indent="    "))
        if plan.marking:
            lines.append(wrapped(" ".join(plan.marking.split()), "    "))
    if lines:
        yield "\n".join(lines)


def document(format_: str, plans: Iterable[Plan]) -> dict[str, Any]:
    """The beginning of a JSON document: its format and its plans."""
    return {"empact": format_, "plans": [plan_reference(plan) for plan in plans]}


def plan_reference(plan: Plan) -> dict[str, Any]:
    """A plan in a JSON document: its id, title, file and marking, if it has them."""
    facts = {"id": plan.id, "title": plan.title, "file": plan.source and plan.source.file, "marking": plan.marking}
    return {key: value for key, value in facts.items() if value is not None}


def plan_document(format_: str, plan: Plan) -> dict[str, Any]:
    """The beginning of a JSON document about one plan: its format, the id of the plan and its marking, if any."""
    return {"empact": format_, "plan": plan.id} | ({"marking": plan.marking} if plan.marking else {})


def part_of_document(tree: dict[str, Any]) -> dict[str, Any]:
    """The content of a file as a part of a document: without the key that names the format of the file."""
    return {key: value for key, value in tree.items() if key != "empact"}
