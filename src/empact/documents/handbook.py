"""The handbook: everything about one plan in one document, made of the other documents about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from empact.analysis import PlanContext
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.documents.cited_reports import REPORTS
from empact.documents.governance import build_governance
from empact.documents.headings import about_plan, plan_facts
from empact.documents.keys import CITED_ENTRIES
from empact.documents.language import Words, words_in
from empact.documents.links import build_links
from empact.documents.names import file_stem
from empact.documents.plan_sheet import build_plan_sheet
from empact.documents.responsibilities import build_responsibilities
from empact.documents.tasking import build_tasking, format_state
from empact.documents.timeline import build_timeline
from empact.documents.values import Document, Section, Text, Value
from empact.documents.workload import build_workload
from empact.model import FrozenMap

_AT_THE_END = (f"governance-{CITED_ENTRIES}", f"plan-{REPORTS}")
"""The keys of the lists of records, in their order: annexes of the handbook as a whole."""
_SUMMARY = "summary"
_GATHERED = frozenset({"timeline", "responsibilities"})
"""The kinds of the parts whose summaries open the handbook."""


def build_handbook(
    ctx: PlanContext, *, party: str | None = None, with_reports: bool = False, language: str = "en"
) -> Document:
    """Return everything about a plan: its actions by goal, timeline, links, responsibilities, workload and governance.

    It opens with what the parts say in short, and the chart of the timeline. The other sections are those of the other
    documents. The key of each begins with the kind of its document
    (``links-actions``), so that no two are the same.

    Args:
        ctx: The plan.
        party: The code or the name of a party whose tasking sheet is at the end; by default there is none. As in the
            sheet, the ledger is not used for it.
        with_reports: Whether the results columns have what the reports say, also in the tasking sheet.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: The register has no such party.
    """
    check_plan_context("build_handbook()", ctx)
    words = words_in(language)
    links = build_links(ctx, language=language)
    parts = list(_parts(ctx, links, party, words, with_reports=with_reports))
    head = about_plan(ctx, words)
    head["title"] = f"{words('Handbook')}: {head['title']}"
    head["marking"] = links.marking  # of this plan and of all that it is linked with
    head["properties"] = FrozenMap({"plan": ctx.plan.id, **_facts(ctx, words), **head["properties"]})
    name = f"{file_stem(ctx.plan.id)}-handbook"
    sections = [_opening((document for _, document in parts), words)]
    sections += [section for title, document in parts for section in _sections(title, document)]
    sections.sort(key=lambda section: _AT_THE_END.index(section.key) + 1 if section.key in _AT_THE_END else 0)  # stable
    return Document(
        kind="handbook",
        name=name if party is None else f"{name}-{file_stem(str(parts[-1][1].properties['party']))}",
        sections=tuple(sections),
        **head,
    )


def _parts(
    ctx: PlanContext, links: Document, party: str | None, words: Words, *, with_reports: bool
) -> Iterator[tuple[str | None, Document]]:
    """Yield the documents about a plan, each with the word that its titles begin with."""
    language = words.language
    yield None, build_plan_sheet(ctx, per_goal=True, with_reports=with_reports, language=language)
    yield words("Timeline"), build_timeline(ctx, language=language)
    yield words("Links"), links
    yield words("Responsibilities"), build_responsibilities(ctx, language=language)
    yield words("Workload"), build_workload(ctx, language=language)
    yield words("Governance"), build_governance(ctx, language=language)
    if party is not None:
        sheet = build_tasking(ctx, party=party, with_reports=with_reports, language=language)
        yield words("Tasking of {party}", party=sheet.properties["party"]), sheet


def _opening(documents: Iterable[Document], words: Words) -> Section:
    """Return what the parts say in short, with the chart of the timeline: what its reader has to know first."""
    gathered = [document.section(_SUMMARY) for document in documents if document.kind in _GATHERED and _opens(document)]
    paragraphs = tuple(
        text for section in gathered if isinstance(section.body, Text) for text in section.body.paragraphs
    )
    chart = next((section.chart for section in gathered if section.chart is not None), None)
    return Section(key=f"handbook-{_SUMMARY}", title=words("Summary"), body=Text(paragraphs), chart=chart)


def _opens(document: Document) -> bool:
    return document.sections[0].key == _SUMMARY


def _sections(word: str | None, document: Document) -> Iterator[Section]:
    for section in document.sections:
        if section.key == _SUMMARY and document.kind in _GATHERED:
            continue  # the opening of the handbook has it
        if word is not None and section.key == REPORTS:
            continue  # the list of the plan has all reports
        is_annex = f"{document.kind}-{section.key}" in _AT_THE_END
        title = section.title if word is None or is_annex else f"{word}: {section.title}"
        yield attrs.evolve(section, key=f"{document.kind}-{section.key}", title=title)


def _facts(ctx: PlanContext, words: Words) -> dict[str, Value]:
    """Return what the cover of a plan says, and how many goals and actions it has."""
    plan = ctx.plan
    priority = plan.priority
    facts: dict[str, Value] = {
        **plan_facts(plan, words),
        "cycle": None if plan.cycle is None else plan.cycle.id,
        "priority": None if priority is None else ": ".join(filter(None, (priority.code, priority.name))),
        "oversight": format_cell(plan.oversight, words),
        "co_drivers": format_cell(plan.co_drivers, words),
        "support": format_cell(plan.support, words),
        "states": tuple(format_state(plan, state, words) for state in ctx.states),
    }
    return {key: value for key, value in facts.items() if value is not None and value not in {"", ()}}
