"""The tasking sheet: what one party has to do in one or more plans, by date, and all that it has to know about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs

from empact.analysis import (
    Absence,
    Gap,
    GeneralProvision,
    OwnEntry,
    PlanContext,
    PortfolioContext,
    Task,
    Tasking,
    Taskings,
    records_of,
    words_at,
)
from empact.analysis.columns import WITHHELD, format_cell
from empact.analysis.facts import check_context
from empact.analysis.markings import joint_marking
from empact.audiences import Audience
from empact.documents.headings import MARKING_FACTS, about_plan, code_and_name
from empact.documents.language import Words, words_in
from empact.documents.months import format_dates
from empact.documents.names import file_stem
from empact.documents.provenance import action_refs, fingerprints
from empact.documents.tables import ColumnOf, column, table
from empact.documents.tasking_details import details
from empact.documents.tasking_overview import clash_sections, overview, sheet_section
from empact.documents.tasking_summary import how_to_answer, summary
from empact.documents.values import ColumnType, Document, Layout, Section, Value
from empact.errors import ExportError, UnknownIdError
from empact.grammar.prose import bare_line
from empact.model import Approval, FrozenMap, Ledger, Plan

if TYPE_CHECKING:
    from empact.documents.reported_results import ReportedResults

Results: TypeAlias = Mapping[str, "ReportedResults"]
"""What the reports say about plans, by the id of the plan."""
_NO_RESULTS: Results = FrozenMap()

_TITLES = {
    "leads": "Leads",
    "co_leads": "Co-leads",
    "cooperates": "Cooperates with the leader",
    "joins": "Joins by name",
    "joins_through": "Joins through a group or an office",
    "possible": "May join: the plan leaves open whether the party is meant",
    "mentioned": "Only mentioned: no part in the action",
}
_LEADING, _MENTIONED = ("leads", "co_leads"), "mentioned"


def _section_key(name: str) -> str:
    """Return the key of the section with the details of a part."""
    return name.replace("_", "-")


def build_tasking(  # noqa: PLR0913 - each is a separate option
    ctx: PlanContext | PortfolioContext,
    *,
    party: str,
    with_ledger: bool = False,
    all_actions: bool = False,
    with_reports: bool = False,
    language: str = "en",
) -> Document:
    """Return the tasking sheet of a party; of several plans, one book of their sheets.

    The table of actions has a row for each, by date, with what the party is asked: of a draft, to confirm or decline
    each part; later, only what the plan leaves open, such as whether a state is one of the "Relevant MS". The sheet
    comes back with the answers. In a book the table has the actions of all plans, and the clashes between them follow.
    The other sections have the details of each action, by the part of the party, then the general provisions of the
    plan. The sheet of a party from outside the Union has only its own actions.

    Args:
        ctx: The context of the plans.
        party: The code or the name of the party.
        with_ledger: Whether to add what the ledger has about the party, and whether COSI has validated the plan.
            Without it, the ledger is not used.
        all_actions: Whether to list the possible parts and the mentions of a party from outside the Union too.
        with_reports: Whether to add what the reports say about each action, up to each checkpoint of its plan: of an
            action that the party leads all, of another its own and what the leaders state for the checkpoint.
        language: The language of the fixed words and of the name of a state.

    Raises:
        UnknownIdError: The register has no such party.
        ExportError: Two plans have the same id.
    """
    check_context("build_tasking()", ctx)
    contexts = [context if with_ledger else _without_ledger(context) for context in ctx.contexts]
    sheets = [(context, limited(Taskings(context).of_party(party), all_actions=all_actions)) for context in contexts]
    words = words_in(language)
    return format_taskings(sheets, words, sheet_results(ctx, words) if with_reports else _NO_RESULTS)


def sheet_results(ctx: PlanContext | PortfolioContext, words: Words) -> Results:
    """Return what the reports say about plans, without anything that the ledger has about other parties."""
    from empact.documents.reported_results import reported_results  # most sheets need no reports

    return {context.plan.id: reported_results(_without_ledger(context), words) for context in ctx.contexts}


_WITHHELD = {
    "possible": ("possible part", "possible parts"),
    "mentioned": ("mention", "mentions"),
    "links": ("link of another action", "links of other actions"),
    "leaders": ("linked action's leaders", "linked actions' leaders"),
    "gaps": ("cell that cannot be read", "cells that cannot be read"),
}
"""What the sheet of a party from outside the Union lacks, by its kind: one, and several."""


def withheld_remarks(taskings: Sequence[Tasking]) -> tuple[str, ...]:
    """Return what is left out of the sheet of a party from outside the Union, in one sentence; none if nothing is.

    The sheet itself says nothing of it, so that its readers do not learn of what they may not see. The sentence is for
    the person who makes the sheet, in English as all messages. It has no text of the plan.

    Args:
        taskings: What one party has to do, plan by plan.
    """
    left: list[str] = []
    for tasking in taskings:
        parts = [f"{number} {_WITHHELD[part][number > 1]}" for part, number in tasking.withheld.items()]
        if parts:
            left.append(f"{' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))} of {tasking.plan.id}")
    if not left:
        return ()
    return (f"The sheet of {taskings[0].party.code} leaves out {'; '.join(left)}. Add --all-actions to have all.",)


def _without_ledger(ctx: PlanContext) -> PlanContext:
    return attrs.evolve(ctx, ledger=Ledger(plan=ctx.plan.id))


def limited(tasking: Tasking, *, all_actions: bool) -> Tasking:
    """Return the tasking of a party from outside the Union with its own actions only, unless all are asked for."""
    return tasking.own_actions() if tasking.outsider and not all_actions else tasking


def format_taskings(
    sheets: Sequence[tuple[PlanContext, Tasking]], words: Words, results: Results = _NO_RESULTS
) -> Document:
    """Return the taskings of one party as a document: of one plan a sheet, of several a book.

    Args:
        sheets: The taskings, each with the context of its plan.
        words: The language of the fixed words.
        results: What the reports say, by the id of the plan; a plan without has no column for results.

    Raises:
        ExportError: Two plans have the same id.
    """
    return _sheet(*sheets[0], words, results) if len(sheets) == 1 else _book(sheets, words, results)


def file_name(tasking: Tasking) -> str:
    """Return the name of the files of a sheet, without suffix: ``C-2012-tasking-HU``."""
    return f"{file_stem(tasking.plan.id)}-tasking-{file_stem(tasking.party.code)}"


def _sheet(ctx: PlanContext, tasking: Tasking, words: Words, results: Results) -> Document:
    head, facts = about_plan(ctx, words), _facts(tasking, words)
    state = {key: facts.pop(key) for key in _BEHIND if key in facts}
    text = "Draft tasking of {party}" if tasking.draft else "Tasking of {party}"
    head["title"] = f"{words(text, party=_named(tasking, words))}: {head['title']}"
    head["properties"] = FrozenMap({**head["properties"], **facts})
    refs = action_refs(ctx)
    about_sheet = sheet_section([tasking], words)
    sections = (
        summary([tasking], words),
        *filter(None, (about_sheet,)),
        overview([tasking], [refs], words, refers_to=tuple(map(_section_key, _TITLES))),
        *_about("plan", words("The plan"), tasking, state, words),
        *_part(ctx, tasking, refs, words, results),
    )
    return Document(
        kind="tasking",
        name=file_name(tasking),
        sections=sections,
        is_form=about_sheet is not None,
        how_to_fill_in=(how_to_answer(words),),
        remarks=withheld_remarks([tasking]),
        **head,
    )


def _book(sheets: Sequence[tuple[PlanContext, Tasking]], words: Words, results: Results) -> Document:
    taskings = [tasking for _, tasking in sheets]
    ids = tuple(tasking.plan.id for tasking in taskings)
    twice = [name for name, number in Counter(ids).items() if number > 1]
    if twice:
        message = f"Two plans have the id {twice[0]!r}, so a sheet cannot name their actions apart: export one of them."
        raise ExportError(message)
    last, as_of = taskings[-1], sheets[0][0].as_of
    of_party = words("Tasking of {party}", party=_named(last, words))
    facts: dict[str, Value] = {
        "plans": ids,
        "as_of": as_of,
        "party": last.party.code,
        "drafts": tuple(tasking.plan.id for tasking in taskings if tasking.draft),
        _GAPS: tuple(f"{tasking.plan.id}:{_format_gap(gap, words)}" for tasking in taskings for gap in tasking.gaps),
    }
    refs = [action_refs(ctx) for ctx, _ in sheets]
    about_sheet = sheet_section(taskings, words)
    sections = [summary(taskings, words), *filter(None, (about_sheet,)), overview(taskings, refs, words)]
    sections += clash_sections(taskings, words)
    for number, (ctx, tasking) in enumerate(sheets, 1):
        sections += _part_of_book(number, ctx, tasking, words, results)
    return Document(
        kind="tasking",
        title=f"{of_party}: {words('{number} plans', number=len(ids))}",
        name=f"portfolio-tasking-{file_stem(last.party.code)}",
        marking=joint_marking(
            (ctx.plan for ctx, _ in sheets),
            on=as_of,
            records=(record for ctx, _ in sheets for record in records_of(ctx)),
        ),
        properties=FrozenMap({key: value for key, value in facts.items() if value}),
        plans=tuple(plan for ctx, _ in sheets for plan in fingerprints(ctx)),
        sections=tuple(sections),
        is_form=about_sheet is not None,
        how_to_fill_in=(how_to_answer(words),),
        remarks=withheld_remarks(taskings),
    )


def _part_of_book(number: int, ctx: PlanContext, tasking: Tasking, words: Words, results: Results) -> Iterator[Section]:
    """Yield the part of a plan in a book. It starts with what is true of this plan alone, such as its marking."""
    head, plan = about_plan(ctx, words), tasking.plan.id
    # The number keeps the keys of two plans apart, whatever their ids are.
    key = "-".join((str(number), *re.findall("[a-z0-9]+", plan.lower())))
    history = {name: head["properties"].get(name) for name in MARKING_FACTS}
    facts = {"marking_of_the_plan": head["marking"], **history, **_facts(tasking, words)}
    yield from _about(
        key, f"{words('{plan} (draft)', plan=plan) if tasking.draft else plan}: {head['title']}", tasking, facts, words
    )
    for section in _part(ctx, tasking, action_refs(ctx), words, results):
        yield attrs.evolve(section, key=f"{key}-{section.key}", title=f"{plan}: {section.title}")


def _part(ctx: PlanContext, tasking: Tasking, refs: Sequence[str], words: Words, results: Results) -> Iterator[Section]:
    """Yield what a plan says to the party, in full."""
    in_text: Callable[[str], str] = str
    if tasking.absences:
        from empact.documents.cited_entries import CitedEntries  # few sheets use a ledger

        in_text = CitedEntries.of((ctx,), words).in_text
    reported = results.get(tasking.plan.id)
    if reported is not None:
        reported = reported.read_by(tasking.party.code, _audiences(tasking))
    for name, title in _TITLES.items():
        tasks: tuple[Task, ...] = getattr(tasking, name)
        if tasks:
            body = details(tasks, refs, words, in_text, reported)
            yield Section(key=_section_key(name), title=words(title), body=body, layout=Layout.RECORDS)
    yield from filter(None, (_provisions(tasking, words), _entries(tasking, words), _absences(tasking, in_text, words)))
    if reported is not None:
        yield from reported.report_list({task.position for name in _TITLES for task in getattr(tasking, name)})


def _audiences(tasking: Tasking) -> dict[int, Audience]:
    """Return what the party is for each of its actions: what the sheet shows of the reports follows from it."""
    audiences: dict[int, Audience] = {}
    for name in _TITLES:
        audience = Audience.OUTSIDE if tasking.outsider or name == _MENTIONED else Audience.PARTICIPANT
        for task in getattr(tasking, name):
            audiences.setdefault(task.position, Audience.LEADER if name in _LEADING else audience)
    return audiences


def _about(key: str, title: str, tasking: Tasking, facts: Mapping[str, Value], words: Words) -> Iterator[Section]:
    """Yield facts about a plan as one row, each in a column of its own."""
    plan = column("plan", words("Plan"), _plan_id)
    columns = [_fact(name, value, words) for name, value in facts.items() if value]
    if columns:
        body = table([plan, *columns], [tasking], key=_plan_id)
        yield Section(key=key, title=title, body=body, layout=Layout.RECORDS)


def _plan_id(tasking: Tasking) -> str:
    return tasking.plan.id


def _fact(name: str, value: Value, words: Words) -> ColumnOf[Tasking]:
    """Return the column of a fact about a plan: a list, or a text."""
    title = words.property_title(name)
    if isinstance(value, tuple):
        return column(name, title, lambda _: value, type=ColumnType.LIST)
    return column(name, title, lambda _: str(value))


def _named(tasking: Tasking, words: Words) -> str:
    return code_and_name(tasking.party.code, words.state(tasking.party, tasking.name))


_GAPS = "party_cells_that_cannot_be_read"
_BEHIND = ("state_of_the_plan",)
"""The facts about a plan that are too long for the first page."""


def _facts(tasking: Tasking, words: Words) -> dict[str, Value]:
    """Return what is true of the sheet as a whole."""
    none = words("no date")
    checkpoints = (f"{name} ({', '.join(map(str, days)) or none})" for name, days in tasking.checkpoints.items())
    facts: dict[str, Value] = {
        "party": tasking.party.code,
        "member_state": _format_membership(tasking, words),
        "in_the_plan_as_a_whole": tuple(words(role.value) for role in tasking.roles),
        "draft": words("yes") if tasking.draft else None,
        "state_of_the_plan": tuple(format_state(tasking.plan, state, words) for state in tasking.states),
        "checkpoints": tuple(checkpoints),
        _GAPS: tuple(_format_gap(gap, words) for gap in tasking.gaps),
    }
    return {key: value for key, value in facts.items() if value}


def _format_gap(gap: Gap, words: Words) -> str:
    """Format a cell that may name the party: ``1.2 participants (withheld)``."""
    cell = gap.at.rpartition("/")[2]
    return f"{gap.action.number} {cell}{f' ({words(WITHHELD)})' if gap.withheld else ''}"


def _format_membership(tasking: Tasking, words: Words) -> str | None:
    """Say whether a state is a member state, and when, if it is not one for all of the plan."""
    if tasking.member is None:
        return None
    period = tasking.plan.period
    if tasking.member:
        part = period is not None and tasking.membership != (period,)
        spans = (format_dates(span, words) for span in tasking.membership) if part else ()
        return ", ".join((words("yes"), *spans))
    later = [
        membership.since
        for membership in tasking.party.memberships
        if period and membership.since and membership.since > period.end
    ]
    return words("no, only from {day}", day=later[0]) if later else words("no")


def format_state(plan: Plan, state: Approval, words: Words) -> str:
    """Format a state of a plan; one that is expected is the sentence that says so."""
    name = words(state.state.value)
    if state.expected:
        try:
            quoted = "" if state.stated is None else bare_line(words_at(plan, state.stated)).removeprefix("- ")
        except UnknownIdError:
            quoted = ""
        return quoted or f"{name}: {words('expected')}"
    known = {"state": name, "body": state.body, "day": state.on}
    if state.on is None:
        return words("{state} by {body}", **known) if state.body else name
    return words("{state} by {body} on {day}" if state.body else "{state} on {day}", **known)


# What follows


def _provisions(tasking: Tasking, words: Words) -> Section | None:
    """Return the general provisions that reach the party, quoted, each with its strength."""
    if not tasking.provisions:
        return None

    def stated(general: GeneralProvision) -> str:
        return str(general.provision.stated)

    def addressee(general: GeneralProvision) -> str:
        in_words_of_plan = general.provision.body.understood
        return general.addressee if in_words_of_plan else words(general.addressee)

    columns: tuple[ColumnOf[GeneralProvision], ...] = (
        column("stated", "Where", stated, width=18),
        column("strength", "Strength", lambda general: words(general.strength.value), width=12),
        column("addressee", "Addressee", addressee, width=24),
        column("quote", "Provision", lambda general: general.quote, width=80),
    )
    body = table(columns, tasking.provisions, key=stated, words=words)
    return Section(key="provisions", title=words("General provisions of the plan"), body=body)


def _entries(tasking: Tasking, words: Words) -> Section | None:
    """Return the entries of the ledger about the party."""
    if not tasking.entries:
        return None

    def actions(entry: OwnEntry) -> Value:
        return tuple(map(str, entry.actions)) or None

    def part(entry: OwnEntry) -> Value:
        return None if entry.part is None else words(entry.part.called)

    columns: tuple[ColumnOf[OwnEntry], ...] = (
        column("on", "Date", lambda entry: entry.on, type=ColumnType.DATE, width=10),
        column("kind", "Kind", lambda entry: words(entry.kind.value), width=16),
        column("actions", "Actions", actions, type=ColumnType.LIST, width=16),
        column("part", "Participation", part, width=12),
        column("text", "Text", lambda entry: format_cell(entry.text) or None, width=60),
        column("entry", "Entry", lambda entry: entry.id, width=24),
    )
    body = table(columns, tasking.entries, key=lambda entry: entry.id, words=words)
    return Section(key="ledger", title=words("Entries of the ledger about the party"), body=body)


def _absences(tasking: Tasking, in_text: Callable[[str], str], words: Words) -> Section | None:
    """Return the decisions that exclude the party."""
    if not tasking.absences:
        return None
    columns: tuple[ColumnOf[Absence], ...] = (
        column("since", "Takes no part from", lambda absence: absence.since, type=ColumnType.DATE, width=18),
        column("until", "Until", lambda absence: absence.until, type=ColumnType.DATE, width=10),
        column("entry", "Decision", lambda absence: absence.entry_id and in_text(absence.entry_id), width=24),
    )
    body = table(columns, tasking.absences, key=lambda absence: str(absence.since), words=words)
    return Section(key="absences", title=words("Absences by decision"), body=body)
