"""What the sheets of a workbook, or a CSV file, hold of a plan."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from tests.support.word_plans import SESSION, Tree

from empact import Plan

CELLS = ("number", "goal", "activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")
_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


def held(plan: Plan, *, in_workbook: bool) -> Tree:
    """Return what a workbook, or else a CSV file, holds of a plan: texts without emphasis, notes by their marks."""
    tree: Tree = json.loads(json.dumps(SESSION.tree(plan), default=str))
    kept: Tree = {"marking": tree.get("marking"), "checkpoints": tree.get("checkpoints")}
    kept["actions"] = [_action(action) for action in tree["actions"]]
    kept["goals"] = list(dict.fromkeys(action["goal"] for action in tree["actions"] if "goal" in action))
    marks = dict.fromkeys(mark for action in kept["actions"] for mark in _marks(action.values()))
    notes = {note["mark"]: _text(note.get("text", "")) for note in tree.get("notes", ())}
    kept["notes"] = {mark: notes[mark] for mark in marks if notes.get(mark)}
    if in_workbook:
        number = tree.get("cover", {}).get("number")
        kept |= {"id": tree["id"], "title": tree.get("title"), "number": _text(number or "")}
    return kept


def _action(action: Tree) -> Tree:
    texts = {name: _text(action[name]) for name in CELLS if name in action}
    return texts | {f"results/{name}": _text(text) for name, text in action.get("results", {}).items()}


def _text(value: Any) -> Any:
    """Return a text without its emphasis."""
    return value.get("text", value) if isinstance(value, dict) else value


def _marks(texts: Iterable[Any]) -> list[str]:
    return [mark for text in texts for mark in _MARK.findall(str(text))]
