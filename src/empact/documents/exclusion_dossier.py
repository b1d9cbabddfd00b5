"""The exclusion dossier: what is recorded about a party under the exclusion clause. It never decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact.analysis import (
    Criterion,
    Dossier,
    EvidenceState,
    PlanContext,
    Statement,
    WithdrawalImpact,
    exclusion,
    impact_of_leaving,
)
from empact.diagnostics import Diagnostics, Pointer
from empact.documents.headings import about_plans
from empact.documents.names import file_stem
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, unique_keys
from empact.errors import ExportError
from empact.model import FrozenMap, Plan, Ref

_DECIDES_NOTHING = (
    "This dossier never decides. It lists what is recorded for and against each condition of the exclusion clause, and "
    "what is missing. What it weighs, and whether the party stays a participant, is for people to decide."
)
_CHANGED = "ledger-tampered"
"""The rule that reports entries of the ledger that were changed or removed."""
_IMPACT = {
    "plan": "the plan as a whole",
    "without_leader": "action without a leader",
    "fewer_leaders": "action with one leader less",
    "thinner": "action with one participant less",
    "open": "group that may include the party",
    "uncovered": "goal not served",
    "links": "link to an action without parties",
}
_SENTENCE = Column(key="sentence", title="Sentence", width=60)
_SOURCES = Column(key="sources", title="Sources", type=ColumnType.LIST, width=30)


def build_exclusion(ctx: PlanContext, *, findings: Diagnostics, party: str, impact: bool = False) -> Document:
    """Return the dossier of a party: the evidence for and against each condition of the exclusion clause.

    It lists evidence and never decides. See :func:`empact.analysis.exclusion`.

    Args:
        ctx: The plan, with a date of knowledge.
        findings: The findings of a validation, which say whether entries of the ledger were changed or removed.
        party: The code or the name of the party.
        impact: Whether to show what the plan would be without the party, too.

    Raises:
        ExportError: The context has no date of knowledge.
        UnknownIdError: The register has no such party.
    """
    if ctx.as_of is None:
        raise ExportError("The document 'exclusion' needs a date of knowledge: add as_of=datetime.date(...).")
    found = exclusion(ctx, party)
    head = about_plans("exclusion", "Exclusion dossier of", ctx)
    head["title"] = f"{head['title']}: {found.party}"
    head["name"] = file_stem(f"{ctx.plan.id}-exclusion-{found.party}")
    head["properties"] = FrozenMap({**head["properties"], "party": found.party, "entries": found.known})
    sections = [Section(key="status", title="What this is", body=Text((_DECIDES_NOTHING, *_status(found, findings))))]
    if found.clause:
        sections.append(Section(key="clause", title="The clause", body=Text((found.clause,))))
    sections += [
        *_sentences(ctx.plan, "about", "Who this is", found.about),
        *(_condition(ctx.plan, letter, one) for letter, one in zip("abc", found.criteria, strict=False)),
        *_sentences(ctx.plan, "beside", "Other entries", found.beside),
        *_sentences(ctx.plan, "decisions", "Decisions", found.decisions, empty=True),
        *_sentences(ctx.plan, "left-open", "What the text leaves open", found.left_open),
    ]
    if impact:
        sections.append(_impact(ctx, impact_of_leaving(ctx, found.party, leaving=found.excluded_since or found.as_of)))
    return Document(sections=tuple(sections), **head)


def _status(found: Dossier, findings: Diagnostics) -> Iterator[str]:
    """Yield what the dossier rests on: the number of entries, whom the clause covers, and a recorded decision."""
    number = "no entry" if not found.known else f"{found.known} {'entry' if found.known == 1 else 'entries'}"
    yield f"The ledger has {number} about {found.plan}, as known on {found.as_of}."
    if found.later:
        yield f"{found.later} {'entry is' if found.later == 1 else 'entries are'} later than that and not used."
    if any(finding.name == _CHANGED for finding in findings):
        yield "Existing entries of the ledger were changed or removed: see 'empact ledger check'."
    if found.can_be_subject is None:
        yield "The plan has no exclusion clause."
    elif not found.can_be_subject:
        yield f"The clause does not cover {found.party}: it covers member states only."
    if found.criteria:
        states = [one.state for one in found.criteria]
        contested = states.count(EvidenceState.CONTESTED)
        also = f", with contested evidence: {contested}" if contested else ""
        yield f"Conditions with complete evidence: {states.count(EvidenceState.COMPLETE)} of {len(states)}{also}."
    if found.excluded_since is not None:
        yield f"{found.party} is excluded from {found.excluded_since} on, by a decision in the ledger."


def _condition(plan: Plan, letter: str, criterion: Criterion) -> Section:
    """Return the evidence for and against a condition, and what is missing."""
    sides = (("for", criterion.evidence), ("against", criterion.against), ("missing", criterion.missing))
    lines = [(side, one) for side, statements in sides for one in statements]
    title = f"({letter}) {criterion.kind.value}: {criterion.state.value}"
    columns = (Column(key="side", title="For, against or missing", width=12), _SENTENCE, _SOURCES)
    return Section(key=f"condition-{letter}", title=title, body=_table(plan, columns, lines))


def _impact(ctx: PlanContext, impact: WithdrawalImpact) -> Section:
    """Return the plan without the party; actions that are over are left out."""
    lines = [(what, one) for field, what in _IMPACT.items() for one in getattr(impact, field)]
    period = ctx.plan.period
    title = f"The plan without {impact.party} from {impact.leaving}"
    if period is None:
        title += " (not known: the plan has no period)"
    elif period.end < impact.leaving:
        title += f" (no change: the plan ended on {period.end})"
    columns = (Column(key="what", title="What changes", width=24), _SENTENCE, _SOURCES)
    return Section(key="impact", title=title, body=_table(ctx.plan, columns, lines))


def _sentences(
    plan: Plan, key: str, title: str, statements: Iterable[Statement], *, empty: bool = False
) -> Iterator[Section]:
    """Yield sentences as a table; without any, a table that is empty, or none."""
    lines = [(None, one) for one in statements]
    if lines or empty:
        yield Section(key=key, title=title, body=_table(plan, (_SENTENCE, _SOURCES), lines))


def _table(plan: Plan, columns: tuple[Column, ...], lines: Iterable[tuple[str | None, Statement]]) -> Table:
    """Return a table of sentences; a key is what the sentence is for, with its entries or its first other source."""
    found = [(what, one, tuple(_sources(plan, one))) for what, one in lines]
    names = (" ".join(filter(None, [what, *(one.entries or [min(sources)])])) for what, one, sources in found)
    rows = (
        Row(key, (*(() if what is None else (what,)), one.text, sources))
        for key, (what, one, sources) in zip(unique_keys(names), found, strict=True)
    )
    return Table(columns, tuple(rows))


def _sources(plan: Plan, statement: Statement) -> Iterator[str]:
    """Yield the sources of a sentence: entries, places of the text, and values of the plan as ``1.1 participants``."""
    yield from statement.entries
    yield from map(str, statement.stated)
    yield from dict.fromkeys(_place(plan, pointer) for pointer in statement.at)
    if statement.source is not None:
        yield statement.source


def _place(plan: Plan, pointer: Pointer) -> str:
    """Return a value of an action or a goal by its number: positions move when rows are added."""
    match str(pointer).split("/"):
        case [_, "actions", position, *fields]:
            return " ".join([plan.actions[int(position)].number, *fields[:1]])
        case [_, "goals", position, *_]:
            return str(Ref(goal=plan.goals[int(position)].number))
        case _:
            return str(pointer)
