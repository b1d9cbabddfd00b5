"""The opening of a tasking sheet: what the party leads and joins, what it has to decide, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from empact.analysis import Certainty, Task, Tasking
from empact.documents.language import Words
from empact.documents.months import format_day
from empact.documents.values import Section, Text

_PARTS = {
    "leads": "Leads {actions}.",
    "co_leads": "Co-leads {actions}.",
    "cooperates": "Cooperates with the leader in {actions}.",
    "joins": "Joins {actions} by name.",
    "joins_through": "Joins {actions} through a group or an office.",
}


_HOW = (
    "Answer in the table of the actions by date, and send the sheet back.",
    "Leave the keys as they are: they say what each answer is about.",
    "Personal and operational data do not belong in a remark.",
)
_FOR_NATIONAL_USE = (
    "For national use: the competent authority for each action. It is not read when the sheet comes back."
)


def how_to_answer(words: Words) -> str:
    """Return how a sheet is filled in and sent back."""
    return " ".join(map(words, _HOW))


def summary(taskings: Sequence[Tasking], words: Words) -> Section:
    """Return the opening of the sheet of a party, or of the book of its sheets.

    Args:
        taskings: What the party has to do in each plan.
        words: The language of the fixed words.
    """
    paragraphs = (" ".join(_parts(taskings, words)), *_to_do(taskings, words), *_dates(taskings, words))
    return Section(key="summary", title=words("Summary"), body=Text(paragraphs))


def _parts(taskings: Sequence[Tasking], words: Words) -> Iterator[str]:
    """Yield what the party leads and joins for certain."""
    parts = {name: [task for tasking in taskings for task in getattr(tasking, name)] for name in _PARTS}
    for name, tasks in parts.items():
        if tasks:
            yield words(_PARTS[name], actions=_named(tasks, taskings))
    if not any(parts.values()):
        yield words("No action names the party.")


def _to_do(taskings: Sequence[Tasking], words: Words) -> Iterator[str]:
    """Yield what the party has to answer: which open parts it accepts, which it confirms, and who is competent."""
    possible = [task for tasking in taskings for task in tasking.possible]
    tasks = [task for tasking in taskings for task in tasking.tasks]
    tentative = [task for task in tasks if task.certainty is Certainty.TENTATIVE]
    open_parts = {str(task) for task in (*possible, *tentative)}
    drafts = {tasking.plan.id for tasking in taskings if tasking.draft}
    named = [task for task in tasks if task.plan.id in drafts and str(task) not in open_parts]
    if possible:
        text = "To decide: confirm or decline a part in {actions}; the plan leaves open whether the party is meant."
        yield words(text, actions=_named(possible, taskings))
    if tentative:
        yield words("To confirm: the part in {actions}.", actions=_named(tentative, taskings))
    if named:
        text = "To confirm or decline while the plan is a draft: the part in {actions}."
        yield words(text, actions=_named(named, taskings))
    if open_parts or named:
        yield how_to_answer(words)
    if possible or tasks:
        yield words(_FOR_NATIONAL_USE)


def _dates(taskings: Sequence[Tasking], words: Words) -> Iterator[str]:
    """Yield from when until when the actions last, and the checkpoints that are not over."""
    spans = [time.span for tasking in taskings for task in tasking.tasks for time in task.spans]
    if spans:
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        yield words("Time: {first} to {last}.", first=format_day(first, words), last=format_day(last, words))
    for tasking in taskings:
        ahead = sorted(
            (day, name)
            for name, days in tasking.checkpoints.items()
            for day in days
            if day >= (tasking.context.as_of or dt.date.min)
        )
        if ahead:
            day, name = ahead[0]
            text = "Next checkpoint: {checkpoint}, on {day}."
            if len(taskings) > 1:
                text = "Next checkpoint of {plan}: {checkpoint}, on {day}."
            yield words(text, plan=tasking.plan.id, checkpoint=name, day=format_day(day, words))


def _named(tasks: Sequence[Task], taskings: Sequence[Tasking]) -> str:
    """Return the numbers of actions; of several plans, each with its plan."""
    return ", ".join(dict.fromkeys(str(task) if len(taskings) > 1 else task.action.number for task in tasks))
