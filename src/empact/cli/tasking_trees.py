"""A tasking as JSON: the format ``tasking/1``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from empact.analysis import GeneralProvision, Stretch, Task, Tasking, TaskLink, TaskMilestone, TaskSpan
from empact.analysis.columns import format_cell, format_items
from empact.cli.portfolios import marking_key
from empact.cli.statements import known_values
from empact.model import Cell, LedgerEntry, Prose

LISTS = ("leads", "co_leads", "cooperates", "joins", "joins_through", "possible", "mentioned")


def tasking_tree(
    tasking: Tasking, plan_tree: Mapping[str, Any], on: dt.date | None, *, with_ledger: bool
) -> dict[str, Any]:
    """Return a tasking without the name of the format, since it can be one of several.

    Args:
        tasking: The tasking.
        plan_tree: Its plan as in a file.
        on: The date of knowledge, on which its marking counts.
        with_ledger: Whether to add what the ledger has about the party.
    """
    plan, actions = tasking.plan, plan_tree.get("actions", ())
    tree: dict[str, Any] = {"plan": plan.id} | marking_key(plan, on=on)
    tree |= {
        "party": tasking.party.code,
        "name": tasking.name,
        "member": tasking.member,
    }
    if tasking.draft:
        tree["draft"] = True
    tree |= {name: [_task(task, actions[task.position]) for task in getattr(tasking, name)] for name in LISTS}
    tree["provisions"] = [_provision(one) for one in tasking.provisions]
    tree["checkpoints"] = [
        {"name": name, "dates": [day.isoformat() for day in days]} for name, days in tasking.checkpoints.items()
    ]
    if tasking.gaps:
        tree["gaps"] = [{"action": str(gap), "pointer": gap.at, "withheld": gap.withheld} for gap in tasking.gaps]
    if with_ledger:
        tree["entries"] = [_entry(one) for one in tasking.entries]
        tree["excluded"] = [
            {
                "plan": plan.id,
                "party": one.party,
                "since": one.since.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "entry": one.entry,
            }
            for one in tasking.absences
        ]
    return tree


def _task(task: Task, action: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part in an action; channels and funding are as in the file of the plan."""
    return {
        "action": task.action.number,
        "goal": task.action.goal,
        "activity": _text(task.action.activity),
        "description": _text(task.action.description),
        "targets": list(format_items(task.action.target)),
        "channels": action.get("channels", []),
        "funding": action.get("funding", []),
        "certainty": None if task.certainty is None else task.certainty.value,
        "condition": "; ".join(task.conditions) or None,
        "through": task.through,
        "spans": [{**_days(one), "text": one.text} for one in task.spans],
        "milestones": [_milestone(one) for one in task.milestones],
        "kpis": list(format_items(task.action.kpis)),
        "partners": list(task.partners),
        "led_by": list(task.led_by),
        "links": [_link(one) for one in task.links],
        "notes": [{"mark": note.mark, "text": _text(note.text)} for note in task.notes],
        "documentation": list(task.action.documentation),
        "reasons": list(task.explain()),
    }


def _text(cell: Prose | Cell[Any]) -> str | None:
    """Return the text of a cell, or that it is withheld; None if it is empty."""
    return format_cell(cell) or None


def _days(one: TaskSpan | Stretch) -> dict[str, Any]:
    return {"start": one.span.start.isoformat(), "end": one.span.end.isoformat(), "certain": one.certain}


def _milestone(one: TaskMilestone) -> dict[str, Any]:
    return {"text": one.text, "spans": list(map(_days, one.spans)), "conditions": list(one.conditions)}


def _link(link: TaskLink) -> dict[str, Any]:
    return {
        "direction": "from" if link.back else "to",
        "link": link.text,
        "others": list(link.others),
        "led_by": list(link.led_by),
        "state": link.state.value,
    }


def _provision(one: GeneralProvision) -> dict[str, Any]:
    return {
        "kind": one.provision.kind.value,
        "stated": str(one.provision.stated),
        "quote": one.quote,
        "strength": one.strength.value,
        "addressee": one.addressee,
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    """Return an entry of the ledger without the names of other parties that it is about."""
    content = entry.content
    parts = {
        "id": entry.id,
        "kind": content.kind.value,
        "on": content.on.isoformat(),
        "actions": list(map(str, content.actions)),
        "text": _text(content.text),
        "due": None if content.due is None else content.due.isoformat(),
        "source": content.source,
    }
    return known_values(parts)
