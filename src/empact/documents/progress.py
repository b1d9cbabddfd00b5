"""Progress: the status of each action and what each KPI adds up to, from the reports about plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

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
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.progress_figures import amount_of, figures_of
from empact.documents.progress_history import Place, over_time
from empact.documents.progress_tables import ProgressTables
from empact.documents.tables import ColumnOf, column
from empact.documents.values import ColumnType, Document, Section, Text
from empact.model import ActionStatus, FrozenMap, Plan

_STATUS = "status"


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
    progress = reported(ctx, None if checkpoint is None else find_checkpoint(ctx.contexts, checkpoint))
    plans = [context.plan for context in ctx.contexts]
    sources = CitedReports.of(ctx.contexts, progress.reports, words)
    tables = ProgressTables.of(progress, ctx.contexts, words, sources, str, _STATUS)
    lit = action_lights(ctx, progress) if lights else ()
    head = about_plans("progress", "Progress of {plans}", ctx, words)
    points = tuple(f"{id}: {point}" for id, point in progress.rounds.items() if point is not None)
    head["properties"] = FrozenMap({**head["properties"], **({"checkpoints": points} if points else {})})
    if lit:
        head["properties"] = FrozenMap({**head["properties"], "lights": str(ctx.lights)})
    history = tuple(over_time(progress_over_time(ctx, progress), _places(progress, tables.refs), words))
    sections = [
        Section(key="verdict", title=words("In short"), body=Text(tuple(verdict(progress, plans)))),
        *_statuses(progress, tables),
        *history[:1],
        *_lights(lit, tables),
        *_kpis(progress, tables),
        *history[1:],
        *tables.preconditions(progress),
        *_disagreements(progress, tables),
        *tables.duplicates(progress),
        *tables.stated(progress),
    ]
    if progress.unplaced:
        nowhere = Text(tuple(map(sources.in_text, progress.unplaced)))
        sections.append(Section(key="unplaced", title=words("Reports that count nowhere"), body=nowhere))
    if progress.reports:
        sections.append(sources.section())
    return Document(sections=tuple(sections), **head)


_UNREAD = {
    "reports": "No reports were read.",
    "operations": "No operations were read, so nothing is known about those that reports name.",
    "kpis": "No KPI register was read, so it is not known how the figures of a KPI add up.",
}
"""What is said of kinds of records that were not read."""


def verdict(progress: Progress, plans: Iterable[Plan], party: str | None = None) -> Iterator[str]:
    """Return what the reports add up to, in a few sentences; ``party`` is the one whose actions are found."""
    for plan in plans:
        point = progress.rounds.get(plan.id)
        when = "no checkpoint that early" if point is None else str(point)
        statuses = progress.status_counts(plan.id)
        counts = [f"{number} {status_words(status)}" for status, number in statuses.items()]
        listed = f": {', '.join(counts)}" if counts else ""
        whose = "" if party is None else f" of {party}"
        yield f"{plan.id} ({when}): {count(sum(statuses.values()), 'action')}{whose}{listed}."
        if point is not None and point.on is not None and progress.as_of is not None and point.on > progress.as_of:
            yield f"The cut-off day of {point} is {point.on}, which is after {progress.as_of}."
    yield from (_UNREAD[kind] for kind in progress.unread)
    heard = [kpi for kpi in progress.kpis if kpi.figures]
    judged = Counter(kpi.target.state for kpi in heard if kpi.target is not None)
    states = [f"{judged[state]} {words}" for state, words in _TARGETS.items() if judged[state]]
    targets = f"; targets: {', '.join(states)}" if states else ""
    yield f"Figures are reported for {len(heard)} of {count(len(progress.kpis), 'KPI')}{targets}."
    every = [differing.values for action in progress for differing in disagreements(action)]
    differing = sum(1 for disagreement in every if disagreement.open) + sum(
        1 for action in progress if action.reported_status.conflict
    )
    stated = sum(1 for total in progress.stated if total.agrees is False)
    doubles = len(progress.possible_duplicates)
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


class Differing(NamedTuple):
    """Values that do not agree, with the KPI that they are about; without a KPI they are days."""

    kpi: KpiProgress | None
    values: Disagreement


def disagreements(action: ActionProgress) -> Iterator[Differing]:
    """Yield what does not agree about an action: its days, and the figures of its KPIs and measures."""
    yield from (Differing(None, days) for days in action.disagreements)
    for kpi in (*action.kpis, *action.measures):
        yield from (Differing(kpi, figures) for figures in kpi.disagreements)


def silent_leaders(action: ActionProgress) -> tuple[str, ...]:
    """Return the leaders that have not reported the status; none where an earlier final status holds."""
    return action.leaders.missing if all(claim.round == action.round for claim in action.claims) else ()


def reporters_of(kpi: KpiProgress) -> Turnout:
    """Return who is expected to report the figures that count, and who has."""
    return kpi.leaders if kpi.total is None else kpi.total.reporters


def turnout(reporters: Turnout, words: Words, *, named: bool = False) -> str:
    """Return how many of the expected parties have reported, and who has missed an earlier checkpoint of a sum.

    If nobody is expected, it is who has reported; nothing if nobody has. ``named`` also names who of some has not.
    """
    if not reporters.expected:
        return words("reported by {parties}", parties=", ".join(reporters.reported)) if reporters.reported else ""
    every = len(reporters.expected)
    said = [words("reported by {number} of {all} expected", number=every - len(reporters.missing), all=every)]
    if named and reporters.missing and (reporters.missing != reporters.expected or reporters.missed):
        said.append(words("not reported by {parties}", parties=", ".join(reporters.missing)))
    if reporters.missed:
        said.append(words("missing before: {parties}", parties=", ".join(reporters.missed)))
    return ", ".join(said)


def _statuses(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield the status of each action."""
    words = tables.words

    def reported_status(action: ActionProgress) -> tuple[str, ...]:
        return tuple(f"{claim.by}: {claim.word}, {claim.on}" for claim in action.reported_status.claims)

    columns: tuple[ColumnOf[ActionProgress], ...] = (
        column("action", "Action", str, width=14),
        column("activity", "Activity", lambda action: format_cell(action.action.activity, words) or None, width=40),
        column("status", "Status", lambda action: words(status_words(action.status)), width=14),
        column("reported", "Reported", lambda action: reported_status(action) or None, type=ColumnType.LIST, width=30),
        column("since", "Since", lambda action: action.reported_status.since, type=ColumnType.DATE),
        column(
            "missing", "Not reported by", lambda action: silent_leaders(action) or None, type=ColumnType.LIST, width=14
        ),
        column("notes", "Notes", lambda action: _status_notes(action, tables) or None, type=ColumnType.LIST, width=30),
    )
    return tables.section(_STATUS, words("Status of actions"), columns, progress, row_key=str, ref=tables.ref)


def _status_notes(action: ActionProgress, tables: ProgressTables) -> tuple[str, ...]:
    """Return what a reader has to know about a status: how it goes on, who differs, and what was said before."""
    words, picture = tables.words, action.reported_status
    over, before = action.carried_over, "Before, {party} reported {status!r} on {day}."
    notes = [words("It goes on in {action}.", action=over)] if over is not None else []
    notes += [words("The leaders differ, and the Driver has not settled it.")] if picture.conflict else []
    notes += [] if picture.settled_by is None else [words("The leaders differ; the Driver settles it.")]
    notes += [words(before, party=claim.by, status=claim.word, day=claim.on) for claim in picture.earlier]
    return (*notes, *map(tables.sources.in_text, (*action.slippage, *action.unknown_kpis)))


def _lights(lit: Iterable[ActionLight], tables: ProgressTables) -> Iterator[Section]:
    """Yield the traffic light of each action."""
    words = tables.words

    def share(light: ActionLight) -> str | None:
        return None if light.percent is None else format_percent(light.percent)

    def of_driver(light: ActionLight) -> tuple[str, ...] | None:
        return tuple(f"{text.by}: {text}" for text in light.of_driver) or None

    columns: tuple[ColumnOf[ActionLight], ...] = (
        column("light", "Light", lambda light: words(light.light.value), width=14),
        column("share", "Share of the target", share, width=12),
        column("why", "Why", lambda light: light.why, width=40),
        column("driver", "Assessment of the Driver", of_driver, type=ColumnType.LIST, width=40),
    )
    return tables.about_actions("lights", words("Traffic lights"), columns, ((light.action, light) for light in lit))


def _places(progress: Progress, refs: Mapping[int, str]) -> Iterator[Place]:
    """Yield each action with the keys of the rows of its KPIs."""
    keys = iter(unique_keys(str(kpi) for action in progress for kpi in (*action.kpis, *action.measures)))
    for action in progress:
        mine = tuple(next(keys) for _ in (*action.kpis, *action.measures))
        yield Place(ref=refs[id(action)], progress=action, kpi_keys=mine[: len(action.kpis)])


def _kpis(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield what each KPI, and each other measure, adds up to."""
    words = tables.words

    def number(kpi: KpiProgress) -> int | None:
        return None if kpi.key is None else kpi.key.ordinal

    def adds(kpi: KpiProgress) -> str | None:
        return None if kpi.adds is None else words(kpi.adds.value)

    def value(kpi: KpiProgress) -> tuple[str, ...]:
        return tuple(figures_of(kpi, words))

    def heard(kpi: KpiProgress) -> str | None:
        reporters = reporters_of(kpi)
        expected = len(reporters.expected)
        reported = expected - len(reporters.missing)
        return words("{value} of {whole}", value=reported, whole=expected) if expected else None

    def missing(kpi: KpiProgress) -> tuple[str, ...] | None:
        reporters = reporters_of(kpi)
        return (*reporters.missing, *reporters.missed) or None

    def contributions(kpi: KpiProgress) -> str | None:
        own = kpi.contributions
        if own is None:
            return None
        return f"{amount_of(own, words, scope=False)}; {turnout(own.reporters, words, named=True)}"

    def target(kpi: KpiProgress) -> str | None:
        return None if kpi.target is None or not kpi.figures else str(kpi.target)

    columns: tuple[ColumnOf[KpiProgress], ...] = (
        column("kpi", "KPI", number, type=ColumnType.NUMBER),
        column("measure", "Measure", lambda kpi: kpi.measure, width=30),
        column("adds", "Adds up as", adds, width=12),
        column("value", "Reported so far", value, type=ColumnType.LIST, width=30),
        column("reporters", "Reported by", heard, width=10),
        column("missing", "Not reported by", missing, type=ColumnType.LIST, width=14),
        column("contributions", "Own contributions", contributions, width=30),
        column("target", "Target", target, width=30),
    )
    pairs = ((action, kpi) for action in progress for kpi in (*action.kpis, *action.measures))
    return tables.about_actions("kpis", words("KPIs"), columns, pairs, lambda _, kpi: str(kpi))


def _disagreements(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield what does not agree, and who has settled it."""

    def about(differing: Differing) -> str:
        return "days" if differing.kpi is None else differing.kpi.measure

    def settled_by(differing: Differing) -> str | None:
        report = differing.values.settled_by
        return None if report is None else tables.sources.name(report)

    columns: tuple[ColumnOf[Differing], ...] = (
        column("about", "About", about, width=30),
        column("text", "What differs", lambda differing: tables.sources.in_text(differing.values.text), width=60),
        column("settled_by", "Settled by", settled_by, width=30),
    )
    pairs = ((action, differing) for action in progress for differing in disagreements(action))
    return tables.about_actions(
        "disagreements",
        tables.words("Disagreements"),
        columns,
        pairs,
        lambda action, differing: f"{differing.kpi or action} {differing.values.kind.value}",
    )
