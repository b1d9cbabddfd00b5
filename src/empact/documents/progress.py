"""Progress: the status of each action and what each KPI adds up to, from the reports about plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from empact.analysis import (
    ActionLight,
    ActionProgress,
    Disagreement,
    KpiProgress,
    PlanContext,
    PortfolioContext,
    Progress,
    TargetState,
    Turnout,
    progress_over_time,
)
from empact.analysis import lights as action_lights
from empact.analysis import progress as reported
from empact.analysis.columns import format_cell
from empact.analysis.progressing.ranges import format_percent
from empact.analysis.progressing.rounds import find_checkpoint
from empact.documents.cited_reports import CitedReports
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.progress_figures import amount_of, figures_of
from empact.documents.progress_history import Place, over_time
from empact.documents.progress_tables import ProgressTables, Rows
from empact.documents.values import Column, ColumnType, Document, Section, Text, unique_keys
from empact.model import ActionStatus, FrozenMap, Plan

_STATUS = "status"
_STATUSES = (
    Column(key="action", title="Action", width=14),
    Column(key="activity", title="Activity", width=40),
    Column(key="status", title="Status", width=14),
    Column(key="reported", title="Reported", type=ColumnType.LIST, width=30),
    Column(key="since", title="Since", type=ColumnType.DATE),
    Column(key="missing", title="Not reported by", type=ColumnType.LIST, width=14),
    Column(key="notes", title="Notes", type=ColumnType.LIST, width=30),
)
_LIGHTS = (
    Column(key="light", title="Light", width=14),
    Column(key="share", title="Share of the target", width=12),
    Column(key="why", title="Why", width=40),
    Column(key="driver", title="Assessment of the Driver", type=ColumnType.LIST, width=40),
)
_KPIS = (
    Column(key="kpi", title="KPI", type=ColumnType.NUMBER),
    Column(key="measure", title="Measure", width=30),
    Column(key="adds", title="Adds up as", width=12),
    Column(key="value", title="Reported so far", type=ColumnType.LIST, width=30),
    Column(key="reporters", title="Reported by", width=10),
    Column(key="missing", title="Not reported by", type=ColumnType.LIST, width=14),
    Column(key="contributions", title="Own contributions", width=30),
    Column(key="target", title="Target", width=30),
)
_DISAGREEMENTS = (
    Column(key="about", title="About", width=30),
    Column(key="text", title="What differs", width=60),
    Column(key="settled_by", title="Settled by", width=30),
)


def build_progress(
    ctx: PlanContext | PortfolioContext, *, checkpoint: str | None = None, lights: bool = False, language: str = "en"
) -> Document:
    """Return what the reports say was done up to a checkpoint, as :func:`empact.analysis.progress` adds it up.

    Silence is "not reported", never zero, and nobody is late. The statuses and the values at each checkpoint so far are
    tables with a chart.

    Args:
        ctx: The plans, with their reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in
            :func:`empact.analysis.progress`.
        lights: Whether to add the traffic light of each action, by the thresholds of the project.
        language: The language of titles and statuses; sentences stay English.

    Raises:
        UnknownIdError: No plan has such a checkpoint.
        ConfigError: Lights are asked for, and the project has no thresholds for them.
    """
    words = words_in(language)
    found = reported(ctx, None if checkpoint is None else find_checkpoint(ctx.contexts, checkpoint))
    plans = [one.plan for one in ctx.contexts]
    sources = CitedReports.of(ctx.contexts, found.reports, words)
    tables = ProgressTables.of(found, ctx.contexts, words, sources, str, _STATUS)
    lit = action_lights(ctx, found) if lights else ()
    head = about_plans("progress", "Progress of {plans}", ctx, words)
    points = tuple(f"{id}: {point}" for id, point in found.rounds.items() if point is not None)
    head["properties"] = FrozenMap({**head["properties"], **({"checkpoints": points} if points else {})})
    if lit:
        head["properties"] = FrozenMap({**head["properties"], "lights": str(ctx.lights)})
    history = tuple(over_time(progress_over_time(ctx, found), _places(found, tables.refs), words))
    differing = (tables.action, *_DISAGREEMENTS)
    sections = [
        Section(key="verdict", title=words("In short"), body=Text(tuple(verdict(found, plans)))),
        *tables.section(_STATUS, words("Status of actions"), _STATUSES, _statuses(found, words, sources)),
        *history[:1],
        *tables.section("lights", words("Traffic lights"), (tables.action, *_LIGHTS), _lights(lit, words)),
        *tables.section("kpis", words("KPIs"), (tables.action, *_KPIS), _kpis(found, words)),
        *history[1:],
        *tables.preconditions(found),
        *tables.section("disagreements", words("Disagreements"), differing, _differing(found, sources)),
        *tables.duplicates(found),
        *tables.stated(found),
    ]
    if found.unplaced:
        nowhere = Text(tuple(map(sources.in_text, found.unplaced)))
        sections.append(Section(key="unplaced", title=words("Reports that count nowhere"), body=nowhere))
    if found.reports:
        sections.append(sources.section())
    return Document(sections=tuple(sections), **head)


def verdict(found: Progress, plans: Iterable[Plan], party: str | None = None) -> Iterator[str]:
    """Return what the reports add up to, in a few sentences; ``party`` is the one whose actions are found."""
    for plan in plans:
        point = found.rounds.get(plan.id)
        when = "no checkpoint that early" if point is None else str(point)
        statuses = found.status_counts(plan.id)
        counts = [f"{number} {status_words(status)}" for status, number in statuses.items()]
        listed = f": {', '.join(counts)}" if counts else ""
        whose = "" if party is None else f" of {party}"
        yield f"{plan.id} ({when}): {count(sum(statuses.values()), 'action')}{whose}{listed}."
        if point is not None and point.on is not None and found.as_of is not None and point.on > found.as_of:
            yield f"The cut-off day of {point} is {point.on}, which is after {found.as_of}."
    heard = [one for one in found.kpis if one.figures]
    judged = Counter(one.target.state for one in heard if one.target is not None)
    states = [f"{judged[state]} {words}" for state, words in _TARGETS.items() if judged[state]]
    targets = f"; targets: {', '.join(states)}" if states else ""
    yield f"Figures are reported for {len(heard)} of {count(len(found.kpis), 'KPI')}{targets}."
    every = [text for action in found for _, text in disagreements(action)]
    differing = sum(1 for one in every if one.open) + sum(1 for action in found if action.reported_status.conflict)
    stated = sum(1 for one in found.stated if one.agrees is False)
    doubles = len(found.possible_duplicates)
    facts = [
        count(differing, "disagreement") if differing else "",
        count(doubles, "possible duplicate") if doubles else "",
        f"{count(stated, 'stated total')} that the reports do not add up to" if stated else "",
    ]
    if any(facts):
        yield f"To settle: {', '.join(filter(None, facts))}."


_TARGETS = {
    TargetState.REACHED: "reached",
    TargetState.NOT_REACHED: "not reached yet",
    TargetState.UNJUDGED: "not judged",
}


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``3 actions``."""
    return f"{number} {noun}{'s' * (number != 1)}"


def status_words(status: ActionStatus) -> str:
    """Return a status as words: ``not completed``."""
    return status.value.replace("-", " ")


def disagreements(action: ActionProgress) -> Iterator[tuple[KpiProgress | None, Disagreement]]:
    """Yield what does not agree about an action: its days, and the figures of its KPIs and measures."""
    yield from ((None, one) for one in action.disagreements)
    yield from ((kpi, one) for kpi in (*action.kpis, *action.measures) for one in kpi.disagreements)


def silent_leaders(action: ActionProgress) -> tuple[str, ...]:
    """Return the leaders that have not reported the status; none where an earlier final status holds."""
    return action.leaders.missing if all(claim.round == action.round for claim in action.claims) else ()


def reporters_of(one: KpiProgress) -> Turnout:
    """Return who is expected to report the figures that count, and who has."""
    return one.leaders if one.total is None else one.total.reporters


def turnout(found: Turnout, words: Words, *, named: bool = False) -> str:
    """Return how many of the expected parties have reported, and who has missed an earlier checkpoint of a sum.

    If nobody is expected, it is who has reported; nothing if nobody has. ``named`` also names who of some has not.
    """
    if not found.expected:
        return words("reported by {parties}", parties=", ".join(found.reported)) if found.reported else ""
    every = len(found.expected)
    said = [words("reported by {number} of {all} expected", number=every - len(found.missing), all=every)]
    if named and found.missing and (found.missing != found.expected or found.missed):
        said.append(words("not reported by {parties}", parties=", ".join(found.missing)))
    if found.missed:
        said.append(words("missing before: {parties}", parties=", ".join(found.missed)))
    return ", ".join(said)


def _statuses(found: Progress, words: Words, sources: CitedReports) -> Rows:
    for one in found:
        yield one, str(one), _status(one, words, sources)


def _status(one: ActionProgress, words: Words, sources: CitedReports) -> tuple[object, ...]:
    picture = one.reported_status
    over, before = one.carried_over, "Before, {party} reported {status!r} on {day}."
    notes = [words("It goes on in {action}.", action=over)] if over is not None else []
    notes += [words("The leaders differ, and the Driver has not settled it.")] if picture.conflict else []
    notes += [] if picture.settled_by is None else [words("The leaders differ; the Driver settles it.")]
    notes += [words(before, party=claim.by, status=claim.word, day=claim.on) for claim in picture.earlier]
    return (
        str(one),
        format_cell(one.action.activity, words) or None,
        words(status_words(one.status)),
        tuple(f"{claim.by}: {claim.word}, {claim.on}" for claim in picture.claims) or None,
        picture.since,
        silent_leaders(one) or None,
        (*notes, *map(sources.in_text, (*one.slippage, *one.unknown_kpis))) or None,
    )


def _lights(found: Iterable[ActionLight], words: Words) -> Rows:
    for one in found:
        share = None if one.percent is None else format_percent(one.percent)
        said = tuple(f"{text.by}: {text}" for text in one.of_driver) or None
        yield one.action, str(one.action), (str(one.action), words(one.light.value), share, one.why, said)


def _places(found: Progress, refs: Mapping[int, str]) -> Iterator[Place]:
    """Yield each action with the keys of the rows of its KPIs."""
    keys = iter(unique_keys(str(kpi) for one in found for kpi in (*one.kpis, *one.measures)))
    for one in found:
        mine = tuple(next(keys) for _ in (*one.kpis, *one.measures))
        yield Place(ref=refs[id(one)], progress=one, kpi_keys=mine[: len(one.kpis)])


def _kpis(found: Progress, words: Words) -> Rows:
    for action in found:
        for one in (*action.kpis, *action.measures):
            reporters = reporters_of(one)
            expected, heard = len(reporters.expected), len(reporters.expected) - len(reporters.missing)
            own = one.contributions
            values = (
                str(action),
                None if one.key is None else one.key.ordinal,
                one.measure,
                None if one.adds is None else words(one.adds.value),
                tuple(figures_of(one, words)),
                words("{value} of {whole}", value=heard, whole=expected) if expected else None,
                (*reporters.missing, *reporters.missed) or None,
                None
                if own is None
                else f"{amount_of(own, words, scope=False)}; {turnout(own.reporters, words, named=True)}",
                None if one.target is None or not one.figures else str(one.target),
            )
            yield action, str(one), values


def _differing(found: Progress, sources: CitedReports) -> Rows:
    for action in found:
        for kpi, one in disagreements(action):
            about = "days" if kpi is None else kpi.measure
            settled_by = None if one.settled_by is None else sources.name(one.settled_by)
            values = (str(action), about, sources.in_text(one.text), settled_by)
            yield action, f"{kpi or action} {one.kind.value}", values
