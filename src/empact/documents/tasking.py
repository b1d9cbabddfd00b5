"""The tasking sheet: what one party has to do in a plan, by date, and everything that it has to know about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Certainty, Gap, PartyRole, PlanContext, Stretch, Task, Tasking, Taskings, TaskLink, words_at
from empact.analysis.columns import format_cell, format_channels, format_items
from empact.documents.headings import about_plan
from empact.documents.names import file_stem
from empact.documents.values import (
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Hyperlink,
    Row,
    Section,
    Table,
    TableCell,
    Value,
    unique_keys,
)
from empact.documents.workload import ROLE_WORDS
from empact.errors import UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Approval, FrozenMap, Funding, Ledger, Plan, Span, is_web_address

_DAY = dt.timedelta(days=1)
_TO_FILL_IN = FillIn()
_TITLES = {
    "leads": "Leads",
    "co_leads": "Co-leads",
    "cooperates": "Cooperates with the leader",
    "joins": "Joins by name",
    "joins_through": "Joins through a group or an office",
    "possible": "May join: the plan leaves open whether the party is meant",
    "mentioned": "Only mentioned: no part in the action",
}


def build_tasking(ctx: PlanContext, *, party: str, with_ledger: bool = False, all_actions: bool = False) -> Document:
    """Return the tasking sheet of a party.

    The first table has a row for each action, by date, with columns to fill in: a state decides whether it is one of
    the "Relevant MS". The other sections have the details of each action, by the part of the party, then the general
    provisions of the plan. The sheet of a party from outside the Union has only its own actions.

    Args:
        ctx: The context of the plan.
        party: The code or the name of the party.
        with_ledger: Whether to add what the ledger has about the party. Without it, the ledger is not used.
        all_actions: Whether to list the possible parts and the mentions of a party from outside the Union too.

    Raises:
        UnknownIdError: The register has no such party.
    """
    used = ctx if with_ledger else attrs.evolve(ctx, ledger=Ledger(plan=ctx.plan.id))
    return format_tasking(used, limited(Taskings(used).of(party), all_actions=all_actions))


def limited(tasking: Tasking, *, all_actions: bool) -> Tasking:
    """Return the tasking of a party from outside the Union with its own actions only, unless all are asked for."""
    return tasking.own_actions() if tasking.outsider and not all_actions else tasking


def format_tasking(ctx: PlanContext, tasking: Tasking) -> Document:
    """Return a tasking as a document."""
    sections = [_overview(tasking)]
    for name, title in _TITLES.items():
        tasks: tuple[Task, ...] = getattr(tasking, name)
        if tasks:
            sections.append(Section(key=name.replace("_", "-"), title=title, body=_details(tasks)))
    sections += [section for section in (_provisions(tasking), _entries(tasking), _absences(tasking)) if section]
    head = about_plan(ctx)
    code, draft = tasking.party.code, "Draft: " if tasking.draft else ""
    named = code if tasking.name == code else f"{code} ({tasking.name})"
    head["title"] = f"{draft}Tasking of {named}: {head['title']}"
    head["properties"] = FrozenMap({**head["properties"], **_facts(tasking)})
    return Document(kind="tasking", name=file_name(tasking), sections=tuple(sections), **head)


def file_name(tasking: Tasking) -> str:
    """Return the name of the files of a sheet, without suffix: ``C-2012-tasking-HU``."""
    return f"{file_stem(tasking.plan.id)}-tasking-{file_stem(tasking.party.code)}"


def _facts(tasking: Tasking) -> dict[str, Value]:
    """Return what is true of the sheet as a whole."""
    checkpoints = (f"{name} ({', '.join(map(str, days)) or 'no date'})" for name, days in tasking.checkpoints.items())
    facts: dict[str, Value] = {
        "party": tasking.party.code,
        "member_state": _format_membership(tasking),
        "in_the_plan_as_a_whole": tuple(role.value for role in tasking.roles),
        "draft": "yes" if tasking.draft else None,
        "state_of_the_plan": tuple(_format_state(tasking.plan, state) for state in tasking.states),
        "checkpoints": tuple(checkpoints),
        "party_cells_that_cannot_be_read": tuple(map(_format_gap, tasking.gaps)),
    }
    return {key: value for key, value in facts.items() if value}


def _format_gap(gap: Gap) -> str:
    """Format a cell that may name the party: ``1.2 participants (withheld)``."""
    cell = gap.at.rpartition("/")[2]
    return f"{gap.action.number} {cell}{' (withheld)' if gap.withheld else ''}"


def _format_membership(tasking: Tasking) -> str | None:
    """Say whether a state is a member state, and when, if it is not one for all of the plan."""
    if tasking.member is None:
        return None
    period = tasking.plan.period
    if tasking.member:
        part = period is not None and tasking.membership != (period,)
        return f"yes, {', '.join(map(str, tasking.membership))}" if part else "yes"
    later = [one.since for one in tasking.party.memberships if period and one.since and one.since > period.end]
    return f"no, only from {later[0]}" if later else "no"


def _format_state(plan: Plan, state: Approval) -> str:
    """Format a state of a plan; one that is expected is the sentence that says so."""
    if state.expected:
        try:
            words = "" if state.stated is None else bare_line(words_at(plan, state.stated)).removeprefix("- ")
        except UnknownIdError:
            words = ""
        return words or f"{state.state.value}: expected"
    by = f" by {state.body}" if state.body else ""
    return f"{state.state.value}{by}{'' if state.on is None else f' on {state.on}'}"


# The first table: one row per action

_OVERVIEW = (
    Column(key="action", title="Action", width=8),
    Column(key="part", title="Our part", width=20),
    Column(key="activity", title="Activity", width=40),
    Column(key="led_by", title="Led by", type=ColumnType.LIST, width=16),
    Column(key="when", title="When", type=ColumnType.LIST, width=26),
    Column(key="kpis", title="KPI", type=ColumnType.LIST, width=24),
    Column(key="to_decide", title="To decide", width=16),
    Column(key="authority", title="Competent authority", width=18),
    Column(key="note", title="Note", width=18),
)


def _overview(tasking: Tasking) -> Section:
    """Return the actions in which the party has or may have a part, by their first possible day."""
    by_action: dict[int, list[Task]] = {}
    for task in (*tasking.tasks, *tasking.possible):
        by_action.setdefault(task.position, []).append(task)
    groups = sorted(by_action.values(), key=lambda tasks: (_first_day(tasks), tasks[0].position))
    keys = unique_keys(tasks[0].action.number for tasks in groups)
    rows = (Row(key, tuple(_overview_cells(tasks))) for key, tasks in zip(keys, groups, strict=True))
    return Section(key="overview", title="Actions by date", body=Table(_OVERVIEW, tuple(rows)))


def _first_day(tasks: Iterable[Task]) -> dt.date:
    return min((task.start for task in tasks if task.start is not None), default=dt.date.max)


def _overview_cells(tasks: Sequence[Task]) -> Iterator[TableCell]:
    first = tasks[0]
    yield TableCell(first.action.number)
    yield TableCell("; ".join(map(_format_part, tasks)))
    marks = first.action.activity.marks
    notes = tuple(CellNote(format_cell(note.text), note.mark) for note in first.notes if note.mark in marks)
    yield TableCell(format_cell(first.action.activity) or None, notes)
    yield TableCell(first.led_by or None)
    yield TableCell(_when(tasks) or None)
    yield TableCell(format_items(first.action.kpis) or None)
    yield TableCell(_to_decide(tasks))
    yield TableCell(fill_in=_TO_FILL_IN)
    yield TableCell(fill_in=_TO_FILL_IN)


def _format_part(task: Task) -> str:
    """Format a part: ``leads``, ``leads (conditional)``, ``joins (All MS)``, ``may join (Relevant MS)``."""
    word = ROLE_WORDS.get(task.role or PartyRole.PARTICIPANT, "joins")
    words = f"may {word.removesuffix('s')}" if task.certainty is None else word
    doubt = task.certainty.value if task.certainty in {Certainty.TENTATIVE, Certainty.CONDITIONAL} else None
    inside = ", ".join(filter(None, (task.through, doubt)))
    return f"{words} ({inside})" if inside else words


def _to_decide(tasks: Sequence[Task]) -> str | None:
    """Return what is still to be decided: whether an open group means the party, and whether its part is confirmed."""
    words = [f"{task.through}: confirm or decline" for task in tasks if task.certainty is None]
    words += ["the part is to be confirmed" for task in tasks if task.certainty is Certainty.TENTATIVE]
    return "; ".join(dict.fromkeys(words)) or None


def _when(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Return the dates of an action, then its dated milestones with their words."""
    found: dict[str, None] = {}
    for task in tasks:
        found |= dict.fromkeys(_format_days(Stretch(span=one.span, certain=one.certain) for one in task.spans))
        for milestone in task.milestones:
            if milestone.spans:
                found[f"{milestone.text}: {', '.join(_format_days(milestone.spans))}"] = None
    return tuple(found)


def _format_days(stretches: Iterable[Stretch]) -> Iterator[str]:
    """Format days, with those that follow each other as one: ``2012-04-01 to 2012-06-30 (possible)``."""
    found: list[Stretch] = []
    for one in stretches:
        last = found[-1] if found else None
        if last is not None and last.certain is one.certain and last.span.end + _DAY == one.span.start:
            found[-1] = Stretch(span=Span(start=last.span.start, end=one.span.end), certain=one.certain)
        else:
            found.append(one)
    for one in found:
        days = str(one.span.start) if one.span.start == one.span.end else str(one.span)
        yield days if one.certain else f"{days} (possible)"


# The details

_DETAILS = (
    Column(key="action", title="Action", width=8),
    Column(key="goal", title="Goal", width=40),
    Column(key="part", title="Our part", width=20),
    Column(key="conditions", title="Conditions", type=ColumnType.LIST, width=30),
    Column(key="activity", title="Activity", width=40),
    Column(key="description", title="Description", width=40),
    Column(key="when", title="When", type=ColumnType.LIST, width=26),
    Column(key="timing", title="Timing as printed", width=26),
    Column(key="milestones", title="Milestones", type=ColumnType.LIST, width=30),
    Column(key="targets", title="Targets", type=ColumnType.LIST, width=40),
    Column(key="kpis", title="KPIs", type=ColumnType.LIST, width=24),
    Column(key="led_by", title="Led by", type=ColumnType.LIST, width=16),
    Column(key="partners", title="Partners", type=ColumnType.LIST, width=24),
    Column(key="links", title="Links", type=ColumnType.LIST, width=24),
    Column(key="notes", title="Notes", type=ColumnType.LIST, width=40),
    Column(key="channels", title="Channels", width=24),
    Column(key="funding", title="Funding", type=ColumnType.LIST, width=24),
    Column(key="documentation", title="Documentation", type=ColumnType.LIST, width=40),
    Column(key="reasons", title="Reasons", type=ColumnType.LIST, width=40),
)


def _details(tasks: Sequence[Task]) -> Table:
    keys = unique_keys(task.action.number for task in tasks)
    return Table(_DETAILS, tuple(Row(key, _detail_cells(task)) for key, task in zip(keys, tasks, strict=True)))


def _detail_cells(task: Task) -> tuple[TableCell, ...]:
    action = task.action
    values: tuple[Value, ...] = (
        action.number,
        _format_goal(task),
        None if task.role is None else _format_part(task),
        task.conditions,
        format_cell(action.activity),
        format_cell(action.description),
        tuple(_format_days(Stretch(span=one.span, certain=one.certain) for one in task.spans)),
        format_cell(action.timing),
        tuple(_milestones(task)),
        format_items(action.target),
        format_items(action.kpis),
        task.led_by,
        task.partners,
        tuple(map(_format_link, task.links)),
        tuple(f"[^{note.mark}] {format_cell(note.text)}" for note in task.notes),
        format_channels(action.channels),
        tuple(map(format_funding, action.funding)),
        tuple(map(_reference, action.documentation)),
        task.explain(),
    )
    return tuple(TableCell(value or None) for value in values)


def _format_goal(task: Task) -> str | None:
    goal, number = task.goal, task.action.goal
    if number is None:
        return None
    return f"SG {number}" if goal is None else f"SG {number}: {format_cell(goal.annex or goal.body)}".rstrip(": ")


def _milestones(task: Task) -> Iterator[str]:
    for one in task.milestones:
        days = ", ".join(_format_days(one.spans))
        yield f"{one.text}: {days or 'no date'}"


def _format_link(link: TaskLink) -> str:
    """Format a link with its other end: ``uses 2.1/1 (led by IT)``, ``from C-2012:1.1: feeds 2.1``."""
    led_by = f" (led by {', '.join(link.led_by)})" if link.led_by else ""
    return f"from {', '.join(link.others)}: {link.text}{led_by}" if link.back else f"{link.text}{led_by}"


def format_funding(one: Funding) -> str:
    """Format a funding: ``ISEC, planned``; ``needed, paid by participating MS: study visits``."""
    payer = f"paid by {one.payer}" if one.payer else None
    words = ", ".join(filter(None, (one.source, one.status and one.status.value, payer)))
    return f"{words}: {one.purpose}" if one.purpose else words


def _reference(entry: str) -> Hyperlink | str:
    text = entry.strip()
    return Hyperlink(text, text) if is_web_address(text) else text


# What follows


def _provisions(tasking: Tasking) -> Section | None:
    """Return the general provisions that reach the party, quoted, each with its strength."""
    if not tasking.provisions:
        return None
    columns = (
        Column(key="stated", title="Where", width=18),
        Column(key="strength", title="Strength", width=12),
        Column(key="addressee", title="Addressee", width=24),
        Column(key="quote", title="Provision", width=80),
    )
    keys = unique_keys(str(one.provision.stated) for one in tasking.provisions)
    rows = (
        Row(key, (str(one.provision.stated), one.strength.value, one.addressee, one.quote))
        for key, one in zip(keys, tasking.provisions, strict=True)
    )
    return Section(key="provisions", title="General provisions of the plan", body=Table(columns, tuple(rows)))


def _entries(tasking: Tasking) -> Section | None:
    """Return the entries of the ledger about the party."""
    if not tasking.entries:
        return None
    columns = (
        Column(key="on", title="Date", type=ColumnType.DATE, width=10),
        Column(key="kind", title="Kind", width=16),
        Column(key="actions", title="Actions", type=ColumnType.LIST, width=16),
        Column(key="text", title="Text", width=60),
        Column(key="entry", title="Entry", width=24),
    )
    rows = (
        Row(
            entry.id,
            (
                entry.content.on,
                entry.content.kind.value,
                tuple(map(str, entry.content.actions)) or None,
                format_cell(entry.content.text) or None,
                entry.id,
            ),
        )
        for entry in tasking.entries
    )
    return Section(key="ledger", title="Entries of the ledger about the party", body=Table(columns, tuple(rows)))


def _absences(tasking: Tasking) -> Section | None:
    """Return the decisions that exclude the party."""
    if not tasking.absences:
        return None
    columns = (
        Column(key="since", title="Takes no part from", type=ColumnType.DATE, width=18),
        Column(key="until", title="Until", type=ColumnType.DATE, width=10),
        Column(key="entry", title="Decision", width=24),
    )
    keys = unique_keys(str(one.since) for one in tasking.absences)
    rows = (Row(key, (one.since, one.until, one.entry)) for key, one in zip(keys, tasking.absences, strict=True))
    return Section(key="absences", title="Absences by decision", body=Table(columns, tuple(rows)))
