"""The findings of a validation, one row each, sorted by who has to act: the paper for the meeting."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from empact.analysis import Determinacy, PartyAssignment, PartyRole, PlanContext, PortfolioContext
from empact.analysis.columns import format_cell
from empact.diagnostics import Diagnostic, Diagnostics, Place, RelatedPlace, Severity
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.provenance import action_refs
from empact.documents.values import Column, ColumnType, Document, Row, Section, Table, Text, Value, unique_keys
from empact.model import FrozenMap

_ACTIONS = "actions"
_COLUMNS = (
    Column(key="who", title="Who has to act", type=ColumnType.LIST, width=16),
    Column(key="subject", title="Subject", width=14, refers_to=(_ACTIONS,)),
    Column(key="severity", title="Severity", width=10),
    Column(key="message", title="Message", width=60),
    Column(key="hint", title="Cure", width=60),
    Column(key="related", title="See also", type=ColumnType.LIST, width=30),
    Column(key="code", title="Code", width=10),
    Column(key="name", title="Rule", width=24),
    Column(key="file", title="File", width=24),
    Column(key="line", title="Line", type=ColumnType.NUMBER, width=6),
    Column(key="column", title="Column", type=ColumnType.NUMBER, width=6),
    Column(key="cell", title="Cell", width=8),
    Column(key="origin", title="Plugin", width=16),
)
_FROM_PLAN = {"activity": 60, "leaders": 20, "participants": 30, "timing": 30}
"""The cells of an action in the table of actions, with the width of each."""
_ACTION = (
    Column(key="action", title="Action", width=14),
    *(Column(key=name, title=name.capitalize(), width=width) for name, width in _FROM_PLAN.items()),
)

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
_LEADERS = (PartyRole.LEADER, PartyRole.CO_LEADER)
_DRIVER = "Driver"
"""Who has to act on a plan that names no Driver."""
_NOTES = (
    "The leaders of an action have to act on what is reported about it, the Driver on all else in the plan.",
    "A leader under a condition, or one to be confirmed, has to act if there is no other.",
    "A finding of an action with several leaders counts for each of them.",
)


def build_findings(
    ctx: PortfolioContext,
    *,
    findings: Diagnostics,
    show: str = Severity.INFO.value,
    summary: bool = True,
    language: str = "en",
) -> Document:
    """Return the findings as a table, sorted by who has to act, then by severity, and a summary of who has to act.

    The leaders of an action have to act on its findings, the Driver on those about the plan. A row has the code and the
    subject of its finding as key, so that a finding keeps its key when others are fixed. The subject refers to the row
    of the action in a table of the actions with findings.

    Args:
        ctx: The plans that were checked.
        findings: The findings.
        show: The lowest severity to list. The properties count all findings.
        summary: Whether to begin with a table of those who have to act, and to add the actions.
        language: The language of the fixed words; messages and hints are English.
    """
    words = words_in(language)
    actors = _Actors(ctx)
    listed = [finding for finding in findings if finding.severity >= Severity(show)]
    keys = unique_keys(f"{finding.code} {finding.place.subject or finding.place}".rstrip() for finding in listed)
    found = [(key, finding, actors.of(finding.place)) for key, finding in zip(keys, listed, strict=True)]
    order = actors.order(who for _, _, who in found)
    worst_first = {severity: -rank for rank, severity in enumerate(sorted(Severity))}
    by_who = sorted(
        found, key=lambda one: ([order[who] for who in one[2]] or [len(order)], worst_first[one[1].severity])
    )
    about = _refs(ctx)
    rows = (
        Row(key, (_names(who, words) or None, *_values(finding, words)), about.get(finding.place.subject or ""))
        for key, finding, who in by_who
    )
    sections = [Section(key="findings", title=words("Findings"), body=Table(words.columns(_COLUMNS), tuple(rows)))]
    if summary:
        sections += _actions(ctx, {finding.place.subject for finding in listed}, words)
    if summary and order:
        first = _summary([(finding, who) for _, finding, who in found], order, words, several=len(ctx) > 1)
        notes = Section(key="notes", title=words("Notes"), body=Text(tuple(map(words, _NOTES))))
        sections = [first, *sections, notes]
    head = about_plans("findings", "Findings in {plans}", ctx, words)
    head["properties"] = FrozenMap({**head["properties"], **_counts(findings, len(listed))})
    return Document(sections=tuple(sections), **head)


def _refs(ctx: PortfolioContext) -> dict[str, str]:
    """Return the reference to each action by its subject, unless several have the same."""
    found: dict[str, set[str]] = {}
    for one in ctx:
        for action, ref in zip(one.plan.actions, action_refs(one), strict=True):
            found.setdefault(f"{one.plan.id}:{action.number}", set()).add(ref)
    return {subject: min(refs) for subject, refs in found.items() if len(refs) == 1}


def _actions(ctx: PortfolioContext, subjects: Container[str | None], words: Words) -> Iterator[Section]:
    """Yield the table of the actions that findings are about, if there are any."""
    found = [
        (f"{one.plan.id}:{action.number}", action, ref)
        for one in ctx
        for action, ref in zip(one.plan.actions, action_refs(one), strict=True)
    ]
    listed = [each for each in found if each[0] in subjects]
    keys = unique_keys(subject for subject, _, _ in listed)
    rows = (
        Row(key, (subject, *(format_cell(getattr(action, name), words) or None for name in _FROM_PLAN)), ref)
        for key, (subject, action, ref) in zip(keys, listed, strict=True)
    )
    if listed:
        yield Section(
            key=_ACTIONS, title=words("Actions with findings"), body=Table(words.columns(_ACTION), tuple(rows))
        )


class _Actors:
    """Who has to act on a finding: the leaders of its action; without any, the Driver."""

    def __init__(self, ctx: PortfolioContext) -> None:
        self._register = ctx.register
        self._plans = {one.plan.id: one for one in ctx}
        self._known: dict[str | None, tuple[str, ...]] = {}

    def of(self, place: Place) -> tuple[str, ...]:
        """Return who has to act; empty if a finding is about no plan, such as one about a plugin."""
        subject = place.subject
        if subject not in self._known:
            plan, _, part = (subject or "").partition(":")
            self._known[subject] = self._find(self._plans[plan], part) if plan in self._plans else ()
        return self._known[subject]

    def _find(self, ctx: PlanContext, part: str) -> tuple[str, ...]:
        leaders = ctx.planned_assignments.of(part, *_LEADERS) if part else ()
        certain = [one for one in leaders if not (one.item.condition or one.item.tentative)]
        drivers = ctx.planned_assignments.of(None, PartyRole.DRIVER)
        return tuple(dict.fromkeys(_name(one) for one in certain or leaders or drivers)) or (_DRIVER,)

    def order(self, found: Iterable[Sequence[str]]) -> dict[str, int]:
        """Return the place of each: the Drivers, then parties in the order of the register, then words of the plan."""
        drivers = {who: -1 for ctx in self._plans.values() for who in self._find(ctx, "")}
        known = {party.code: index for index, party in enumerate(self._register.parties)} | drivers
        names = sorted({who for each in found for who in each}, key=lambda who: (known.get(who, len(known)), who))
        return {who: index for index, who in enumerate(names)}


def _name(one: PartyAssignment) -> str:
    """Return the code of a party, or the words of the plan for a group or an office."""
    return one.parties[0].code if one.determinacy is Determinacy.NAMED and one.parties else one.name


def _names(who: Iterable[str], words: Words) -> tuple[str, ...]:
    """Return who has to act as it is printed; only the office is in fixed words."""
    return tuple(words(name) if name == _DRIVER else name for name in who)


def _summary(
    found: Iterable[tuple[Diagnostic, tuple[str, ...]]], order: Iterable[str], words: Words, *, several: bool
) -> Section:
    """Return for each who has to act: the number of findings of each severity, and what they are about."""
    of: dict[str, list[Diagnostic]] = {who: [] for who in order}
    for finding, names in found:
        for who in names:
            of[who].append(finding)
    columns = (
        Column(key="who", title="Who has to act", width=16),
        *(Column(key=word, title=word.capitalize(), type=ColumnType.NUMBER) for word in _PLURALS.values()),
        Column(key="subjects", title="About", type=ColumnType.LIST, width=40),
    )
    rows = (
        Row(
            who,
            (
                *_names((who,), words),
                *(sum(one.severity is severity for one in findings) or None for severity in _PLURALS),
                tuple(dict.fromkeys(_subject(one.place, several=several) for one in findings)),
            ),
        )
        for who, findings in of.items()
    )
    return Section(key="who", title=words("Who has to act"), body=Table(words.columns(columns), tuple(rows)))


def _subject(place: Place, *, several: bool) -> str:
    """Return what a finding is about: the number of an action, or the plan."""
    subject = place.subject or str(place)
    return subject if several else subject.partition(":")[2] or subject


def _values(finding: Diagnostic, words: Words) -> tuple[Value, ...]:
    place = finding.place
    return (
        place.subject,
        words(finding.severity.value),
        finding.message,
        finding.hint,
        tuple(map(_format_related, finding.related)) or None,
        finding.code,
        finding.name,
        place.file,
        place.line,
        place.column,
        place.cell,
        finding.origin,
    )


def _format_related(also: RelatedPlace) -> str:
    where = str(also.place)
    subject = "" if also.place.subject in {None, where} else f" ({also.place.subject})"
    return f"{where}{subject}: {also.reason}"


def _counts(findings: Diagnostics, listed: int) -> dict[str, int]:
    """Return the number of findings of each severity, and how many are not listed or waived, if any."""
    counts = {_PLURALS[severity]: number for severity, number in findings.counts().items()}
    others = {"not_listed": len(findings) - listed, "waived": len(findings.waived)}
    return counts | {key: number for key, number in others.items() if number}
