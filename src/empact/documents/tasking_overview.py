"""The first table of a tasking sheet: a row for each action, by date, short enough for one sheet of paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Certainty, PartyRole, Stretch, Task, Tasking
from empact.analysis.columns import format_cell, format_items
from empact.documents.language import Words
from empact.documents.months import format_span
from empact.documents.values import Column, ColumnType, FillIn, Layout, Row, Section, Table, TableCell, unique_keys
from empact.documents.workload import ROLE_WORDS
from empact.grammar.prose import bare_line, sentences
from empact.model import Span, joined_spans

_TO_FILL_IN = FillIn()
OVERVIEW = "overview"
"""The key of the section."""
LEFT_OUT = "[...]"
"""Where words of the plan are left out."""
_ACTIVITY, _KPI = 100, 50
"""The most characters of an activity and of a KPI: with these, 15 actions fit on a sheet of A4."""

_COLUMNS = (
    Column(key="part", title="Our part", width=20),
    Column(key="activity", title="Activity", width=56),
    Column(key="led_by", title="Led by", type=ColumnType.LIST, width=22),
    Column(key="when", title="When", type=ColumnType.LIST, width=30),
    Column(key="kpis", title="KPI", width=26),
    Column(key="to_decide", title="To decide", width=14),
    Column(key="authority", title="Competent authority", width=18),
    Column(key="note", title="Note", width=18),
)


def overview(
    taskings: Sequence[Tasking], refs: Sequence[Sequence[str]], words: Words, *, refers_to: tuple[str, ...] = ()
) -> Section:
    """Return the actions in which a party has or may have a part, by their first possible day.

    The details have in full what is cut here: the activity and the first KPI, after the words that fit, and the dates,
    joined to months.

    Args:
        taskings: The taskings of the party, one for each plan; of several, each action is named with its plan.
        refs: The references to the actions of each plan, by position.
        words: The language of the fixed words.
        refers_to: The sections with the details.
    """
    by_action: dict[tuple[int, int], list[Task]] = {}
    for number, tasking in enumerate(taskings):
        for task in (*tasking.tasks, *tasking.possible):
            by_action.setdefault((number, task.position), []).append(task)
    order = sorted(by_action, key=lambda at: (_first_day(by_action[at]), at))
    groups = [by_action[at] for at in order]
    names = [str(tasks[0]) if len(taskings) > 1 else tasks[0].action.number for tasks in groups]
    action = Column(key="action", title="Action", width=max((8, *map(len, names))), refers_to=refers_to)
    rows = (
        Row(key, (name, *_cells(tasks, words)), refs[plan][position])
        for key, name, tasks, (plan, position) in zip(unique_keys(names), names, groups, order, strict=True)
    )
    table = Table(words.columns((action, *_COLUMNS)), tuple(rows))
    return Section(key=OVERVIEW, title=words("Actions by date"), body=table, layout=Layout.SHEET)


def _first_day(tasks: Iterable[Task]) -> dt.date:
    return min((task.start for task in tasks if task.start is not None), default=dt.date.max)


def _cells(tasks: Sequence[Task], words: Words) -> Iterator[TableCell]:
    action = tasks[0].action
    yield TableCell("; ".join(format_part(task, words) for task in tasks))
    yield TableCell(_abridged_activity(tasks[0], words))
    yield TableCell(tasks[0].led_by or None)
    yield TableCell(_when(tasks, words) or None)
    yield TableCell(_first_of(format_items(action.kpis, words), words))
    yield TableCell(_to_decide(tasks, words))
    yield TableCell(fill_in=_TO_FILL_IN)
    yield TableCell(fill_in=_TO_FILL_IN)


def _abridged_activity(task: Task, words: Words) -> str | None:
    """Return the beginning of an activity; its notes are named, since they can change what it means."""
    marks = ", ".join(task.action.activity.marks)
    text = abridged(format_cell(task.action.activity, words), _ACTIVITY)
    return " ".join(filter(None, (text, marks and f"({words('note {number}', number=marks)})"))) or None


def _first_of(kpis: Sequence[str], words: Words) -> str | None:
    """Return the beginning of the first KPI, and the number of all: ``Number of arrests (1 of 3)``."""
    if not kpis:
        return None
    others = f" ({words('1 of {number}', number=len(kpis))})" if len(kpis) > 1 else ""
    return f"{abridged(kpis[0], _KPI)}{others}"


def abridged(text: str, most: int) -> str:
    """Return the first sentence of a text, or as many of its words as fit, and ``[...]`` if anything is left out.

    Args:
        text: The text; note marks and emphasis are left out.
        most: The most characters, without those of the sign.
    """
    lines = [" ".join(bare_line(line).split()) for line in text.splitlines()]
    whole = " ".join(filter(None, lines))
    found = next(iter(sentences(next(filter(None, lines), ""))), "")
    if len(found) > most:
        inside = found[: most + 1].rpartition(" ")[0]
        found = inside.rstrip(" ,;:-") or found[:most]
    return found if found == whole else f"{found} {LEFT_OUT}"


def format_part(task: Task, words: Words) -> str:
    """Format a part: ``leads``, ``leads (conditional)``, ``joins (All MS)``, ``may join (Relevant MS)``."""
    word = ROLE_WORDS.get(task.role or PartyRole.PARTICIPANT, "joins")
    part = words(f"may {word.removesuffix('s')}" if task.certainty is None else word)
    doubt = words(task.certainty.value) if task.certainty in {Certainty.TENTATIVE, Certainty.CONDITIONAL} else None
    inside = ", ".join(filter(None, (task.through, doubt)))
    return f"{part} ({inside})" if inside else part


def _to_decide(tasks: Sequence[Task], words: Words) -> str | None:
    """Return what is still to be decided: whether an open group means the party, and whether its part is confirmed."""
    found = [words("confirm or decline") for task in tasks if task.certainty is None]
    found += [words("the part is to be confirmed") for task in tasks if task.certainty is Certainty.TENTATIVE]
    return "; ".join(dict.fromkeys(found)) or None


def _when(tasks: Sequence[Task], words: Words) -> tuple[str, ...]:
    """Return when an action takes place, then the number and the days of its milestones that have a date."""
    own = _joined((Stretch(span=one.span, certain=one.certain) for task in tasks for one in task.spans), words)
    dated = {one.text: one.spans for task in tasks for one in task.milestones if one.spans}
    if not dated:
        return own
    days = ", ".join(_joined((stretch for spans in dated.values() for stretch in spans), words))
    number = words("1 milestone") if len(dated) == 1 else words("{number} milestones", number=len(dated))
    return (*own, f"{number}: {days}")


def _joined(stretches: Iterable[Stretch], words: Words) -> tuple[str, ...]:
    """Format the certain days, then those that are only possible: ``Apr to Jun 2012 (possible)``."""
    spans: dict[bool, list[Span]] = {True: [], False: []}
    for one in stretches:
        spans[one.certain].append(one.span)
    certain = joined_spans(spans[True])
    possible = joined_spans(one for one in spans[False] if not any(one.intersection(other) == one for other in certain))
    first, second = (", ".join(format_span(span, words) for span in spans) for spans in (certain, possible))
    return tuple(filter(None, (first, second and words("{what} (possible)", what=second))))
