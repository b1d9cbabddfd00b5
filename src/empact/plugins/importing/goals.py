"""The goals of a plan as a document introduces them: above their actions, or in a list."""

from __future__ import annotations

from collections.abc import Iterable

from empact.plugins.importing.layouts import Layout, Pattern
from empact.plugins.importing.source import Passage, Sourced


def goal_in(passage: Passage, patterns: Iterable[Pattern]) -> tuple[str, Passage] | None:
    """Return the number and the words of a goal that a text introduces; None if it is about something else."""
    for pattern in patterns:
        match = pattern.compiled.fullmatch(passage.text)
        if match is not None:
            number = "".join(match["number"].split())
            return number, passage.cut(match.start("text"), match.end("text"))
    return None


def goal_number(goal: Sourced, layout: Layout) -> str:
    """Return the number of the goal of an action by the words of its column."""
    found = goal_in(goal.passage, (*layout.goal_rows, *layout.goal_items))
    return goal.passage.line if found is None else found[0]
