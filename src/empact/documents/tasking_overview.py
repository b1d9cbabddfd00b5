"""The first page of a tasking sheet: the actions by date, with what the party is asked, and what clashes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Certainty, PartQuestion, PartyRole, Stretch, Task, Tasking
from empact.analysis.columns import format_cell, format_items
from empact.analysis.question_keys import made_for_key, plan_key
from empact.analysis.taskings.asked import DAY, SENDER
from empact.analysis.taskings.clashes import BusyTime, Clash, clashes
from empact.documents.form_words import ANSWER, DAY_OF_ANSWERS, REMARK
from empact.documents.language import Words, words_in
from empact.documents.months import format_span
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, FillIn, Layout, Section, Table, TableCell
from empact.documents.workload import ROLE_WORDS
from empact.grammar.prose import bare_line, sentences
from empact.model import Action, Span, joined_spans
from empact.values import value

_TO_FILL_IN = TableCell(fill_in=FillIn())
OVERVIEW = "overview"
"""The key of the section."""
LEFT_OUT = "[...]"
"""Where words of the plan are left out."""
_ACTIVITY, _KPI = 100, 50
"""The most characters of an activity and of a KPI: with these, 15 actions fit on a sheet of A4."""


@value(kw_only=True)
class _Line:
    """An action with all parts that the party has or may have in it, its name in the document, and its reference."""

    name: str
    ref: str
    tasks: Sequence[Task]
    question: PartQuestion | None
    """What the party is asked now; None if it is asked nothing."""

    @property
    def action(self) -> Action:
        return self.tasks[0].action

    @property
    def first_day(self) -> dt.date:
        return min((task.start for task in self.tasks if task.start is not None), default=dt.date.max)


def overview(
    taskings: Sequence[Tasking], refs: Sequence[Sequence[str]], words: Words, *, refers_to: tuple[str, ...] = ()
) -> Section:
    """Return the actions in which a party has or may have a part, by their first possible day.

    A row has a cell for the answer, one for a remark, and the key of the question if it asks anything. The details
    have in full what is cut here: the activity and the first KPI, after the words that fit, and the dates, joined to
    months.

    Args:
        taskings: The taskings of the party, one for each plan; of several, each action is named with its plan.
        refs: The references to the actions of each plan, by position.
        words: The language of the fixed words.
        refers_to: The sections with the details.
    """
    lines = sorted(_lines(taskings, refs), key=lambda line: line.first_day)

    def part(line: _Line) -> str:
        parts = "; ".join(format_part(task, words) for task in line.tasks)
        asked = line.question
        if asked is None or asked.part is None or asked.on is None:
            return parts
        answer = words(asked.part.called)
        return words("{part}; participation {answer} on {day}", part=parts, answer=answer, day=asked.on)

    def kpis(line: _Line) -> str | None:
        return _first_of(format_items(line.action.kpis, words), words)

    def key(line: _Line) -> str | None:
        return None if line.question is None else line.question.key

    longest = max((8, *(len(line.name) for line in lines)))
    columns: tuple[ColumnOf[_Line], ...] = (
        column("action", "Action", lambda line: line.name, width=longest, refers_to=refers_to),
        column("part", "Our part", part, width=20),
        column("activity", "Activity", lambda line: _abridged_activity(line.action, words), width=56),
        column("led_by", "Led by", lambda line: line.tasks[0].led_by or None, type=ColumnType.LIST, width=22),
        column("when", "When", lambda line: _when(line.tasks, words) or None, type=ColumnType.LIST, width=30),
        column("kpis", "KPI", kpis, width=26),
        column("answer", ANSWER, lambda line: _answer(line.question, words), width=14),
        column("remark", REMARK, lambda line: None if line.question is None else _TO_FILL_IN, width=18),
        column("authority", "Competent authority", lambda _: _TO_FILL_IN, width=18),
        column("key", "Key of the question", key, width=28),
    )
    body = table(columns, lines, key=lambda line: line.name, ref=lambda line: line.ref, words=words)
    return Section(key=OVERVIEW, title=words("Actions by date"), body=body, layout=Layout.SHEET)


def _lines(taskings: Sequence[Tasking], refs: Sequence[Sequence[str]]) -> Iterator[_Line]:
    """Yield the actions in the order of the plans and of their positions."""
    for tasking, plan_refs in zip(taskings, refs, strict=True):
        by_position: dict[int, list[Task]] = {}
        for task in (*tasking.tasks, *tasking.possible):
            by_position.setdefault(task.position, []).append(task)
        for (position, tasks), question in zip(sorted(by_position.items()), tasking.questions, strict=True):
            name = str(tasks[0]) if len(taskings) > 1 else tasks[0].action.number
            asked = question if question.asked else None
            yield _Line(name=name, ref=plan_refs[position], tasks=tasks, question=asked)


def _abridged_activity(action: Action, words: Words) -> str | None:
    """Return the beginning of an activity; its notes are named, since they can change what it means."""
    marks = ", ".join(action.activity.marks)
    text = abridged(format_cell(action.activity, words), _ACTIVITY)
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
        text: The text; note marks are left out.
        most: The most characters, without those of the sign.
    """
    lines = [" ".join(bare_line(line).split()) for line in text.splitlines()]
    whole = " ".join(filter(None, lines))
    sentence = next(iter(sentences(next(filter(None, lines), ""))), "")
    if len(sentence) > most:
        inside = sentence[: most + 1].rpartition(" ")[0]
        sentence = inside.rstrip(" ,;:-") or sentence[:most]
    return sentence if sentence == whole else f"{sentence} {LEFT_OUT}"


def format_part(task: Task, words: Words) -> str:
    """Format a part: ``leads``, ``leads (conditional)``, ``joins (All MS)``, ``may join (Relevant MS)``."""
    word = ROLE_WORDS.get(task.role or PartyRole.PARTICIPANT, "joins")
    part = words(f"may {word.removesuffix('s')}" if task.certainty is None else word)
    doubt = words(task.certainty.value) if task.certainty in {Certainty.TENTATIVE, Certainty.CONDITIONAL} else None
    inside = ", ".join(filter(None, (task.through, doubt)))
    return f"{part} ({inside})" if inside else part


def _answer(question: PartQuestion | None, words: Words) -> TableCell | None:
    """Return the cell for an answer, with the list of those that there are."""
    return None if question is None else TableCell(fill_in=FillIn(tuple(map(words, question.options))))


def _when(tasks: Sequence[Task], words: Words) -> tuple[str, ...]:
    """Return when an action takes place, then the number and the days of its milestones that have a date."""
    own = _joined((Stretch(span=time.span, certain=time.certain) for task in tasks for time in task.spans), words)
    dated = {milestone.text: milestone.spans for task in tasks for milestone in task.milestones if milestone.spans}
    if not dated:
        return own
    days = ", ".join(_joined((stretch for spans in dated.values() for stretch in spans), words))
    number = words("1 milestone") if len(dated) == 1 else words("{number} milestones", number=len(dated))
    return (*own, f"{number}: {days}")


def _joined(stretches: Iterable[Stretch], words: Words) -> tuple[str, ...]:
    """Format the certain days, then those that are only possible: ``Apr to Jun 2012 (possible)``."""
    spans: dict[bool, list[Span]] = {True: [], False: []}
    for stretch in stretches:
        spans[stretch.certain].append(stretch.span)
    certain = joined_spans(spans[True])
    possible = joined_spans(
        span for span in spans[False] if not any(span.intersection(other) == span for other in certain)
    )
    first, second = (", ".join(format_span(span, words) for span in spans) for spans in (certain, possible))
    return tuple(filter(None, (first, second and words("{what} (possible)", what=second))))


def sheet_section(taskings: Sequence[Tasking], words: Words) -> Section | None:
    """Return whose sheet it is, plan by plan, with their keys, and the place for the day; None if it asks nothing."""
    if not any(question.asked for tasking in taskings for question in tasking.questions):
        return None
    rows: list[tuple[str, str, TableCell]] = []
    for tasking in taskings:
        plan = tasking.plan
        title = words("Party") if len(taskings) == 1 else words("Party, {plan}", plan=plan.id)
        rows.append((made_for_key(plan, SENDER, tasking.party.code), title, TableCell(tasking.party.code)))
    day = TableCell(fill_in=FillIn(type=ColumnType.DATE))
    rows.append((plan_key(taskings[0].plan, DAY), words(DAY_OF_ANSWERS), day))
    columns: tuple[ColumnOf[tuple[str, str, TableCell]], ...] = (
        column("asked", "What", lambda row: row[1], width=34),
        column("answer", ANSWER, lambda row: row[2], width=40),
        column("key", "Key of the question", lambda row: row[0], width=28),
    )
    body = table(columns, rows, key=lambda row: row[0], words=words)
    return Section(key="sheet", title=words("This sheet"), body=body)


_ENGLISH = words_in("en")
"""The language of the keys of rows, which are the same in each language."""


def clash_sections(taskings: Sequence[Tasking], words: Words) -> Iterator[Section]:
    """Yield the certain clashes, also if there are none, and those that are only possible."""
    all_clashes = clashes(taskings)
    certain, possible = (tuple(clash for clash in all_clashes if clash.certain is sure) for sure in (True, False))
    yield Section(key="clashes", title=words("Clashes"), body=_table(certain, words))
    if possible:
        yield Section(key="possible-clashes", title=words("Possible clashes"), body=_table(possible, words))


def _table(listed: Sequence[Clash], words: Words) -> Table:
    def key(clash: Clash) -> str:
        return f"{format_span(clash.span, _ENGLISH)}: {clash.kind.value}"

    def actions(clash: Clash) -> tuple[str, ...]:
        return tuple(_format_time(time, words) for time in clash.times)

    columns: tuple[ColumnOf[Clash], ...] = (
        column("when", "When", lambda clash: format_span(clash.span, words), width=26),
        column("what", "What", lambda clash: words(clash.kind.value), width=24),
        column("actions", "Actions", actions, type=ColumnType.LIST, width=80),
    )
    return table(columns, listed, key=key, words=words)


def _format_time(time: BusyTime, words: Words) -> str:
    return str(time) if time.certain else words("{what} (possible)", what=attrs.evolve(time, certain=True))
