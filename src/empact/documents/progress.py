"""Progress: the status of each action and what is reported for each KPI, from the reports about plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import attrs

from empact.analysis import (
    ActionLight,
    ActionProgress,
    Difference,
    Explanation,
    KpiProgress,
    PlanContext,
    PlannedState,
    PortfolioContext,
    Progress,
    Step,
    TargetJudgement,
    TargetState,
    Thing,
    Turnout,
    progress_over_time,
)
from empact.analysis import progress as reported
from empact.analysis.columns import format_cell
from empact.analysis.progressing.amounts import format_percent
from empact.documents.cited_reports import CitedReports
from empact.documents.headings import about_plans, selected
from empact.documents.keys import unique_keys
from empact.documents.language import Words, words_in
from empact.documents.plan_notes import with_plan_notes
from empact.documents.progress_figures import amount_of, figures_of, parties_of
from empact.documents.progress_history import Place, over_time
from empact.documents.progress_tables import ProgressTables
from empact.documents.redactions import missing_parties, redacted_section
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Text
from empact.model import ActionStatus, FrozenMap

_STATUS = "status"


def build_progress(  # noqa: PLR0913 - each is an option of the document
    ctx: PlanContext | PortfolioContext,
    *,
    checkpoint: str | None = None,
    party: str | None = None,
    lights: bool = False,
    why: str | None = None,
    language: str = "en",
) -> Document:
    """Return what the reports say was done up to a checkpoint: see :func:`empact.analysis.progress`.

    Silence is "not reported", never zero, and nobody is late. The statuses and the values at each checkpoint so far are
    tables with a chart.

    Args:
        ctx: The plans, with their reports.
        checkpoint: The name of the checkpoint; the start of it is enough. By default as in
            :func:`empact.analysis.progress`.
        party: The code or the name of a party: only the actions that it leads or takes part in.
        lights: Whether to add the traffic light of each action, by the thresholds of the project.
        why: A KPI, such as ``2.1/1``: only how its value comes about.
        language: The language of titles and statuses; sentences stay English.

    Raises:
        UnknownIdError: No plan has such a checkpoint or such a KPI, or the register has no such party.
        ConfigError: Lights are asked for, and the project has no thresholds for them.
    """
    words = words_in(language)
    progress = reported(ctx, checkpoint, party=party, lights=lights)
    head = about_plans("progress", "Progress of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, progress.party_code)
    points = tuple(f"{id}: {point}" for id, point in progress.rounds.items() if point is not None)
    more: dict[str, str | tuple[str, ...]] = {"checkpoints": points} if points else {}
    more |= {} if progress.party_code is None else {"party": progress.party_code}
    more |= {"lights": str(ctx.lights)} if lights else {}
    head["properties"] = FrozenMap({**head["properties"], **more})
    if why is not None:
        head["name"] = f"{head['name']}-why"
        head["title"] = words("{title}: how {kpi} comes about", title=head["title"], kpi=why)
        every = CitedReports.of(ctx.contexts, (report for each in ctx.contexts for report in each.reports), words)
        return Document(sections=_without_marks(_explained(progress.explanation(why), every, words), words), **head)
    sources = CitedReports.of(ctx.contexts, progress.reports, words)
    tables = ProgressTables.of(progress, ctx.contexts, words, sources, _name_of(ctx), _STATUS)
    history = tuple(over_time(progress_over_time(ctx, progress), _places(progress, tables), words))
    sections = [
        Section(key="verdict", title=words("Summary"), body=Text(tuple(verdict(progress, words)))),
        *_statuses(progress, tables),
        *history[:1],
        *_lights(progress, tables),
        *_kpis(progress, tables),
        *history[1:],
        *tables.preconditions(progress),
        *_differences(progress, tables),
        *tables.duplicates(progress),
        *tables.sums(progress),
        *tables.stated(progress),
    ]
    if progress.unplaced:
        nowhere = Text(tuple(sources.in_text(statement.text) for statement in progress.unplaced))
        sections.append(Section(key="unplaced", title=words("Reports that are not counted"), body=nowhere))
    sections += redacted_section(ctx.contexts, words)
    if progress.reports:
        sections.append(attrs.evolve(sources.section(), secondary=True))
    return Document(sections=_without_marks(sections, words), **head)


def _without_marks(sections: Iterable[Section], words: Words) -> tuple[Section, ...]:
    """Return sections without the note marks of plans: a text only says which action or KPI a row is about."""
    return tuple(with_plan_notes(section, (), words) for section in sections)


def _name_of(ctx: PlanContext | PortfolioContext) -> Callable[[ActionProgress], str]:
    """Return the function that names an action: by its number, or with its plan if there are several."""
    return str if len(ctx.contexts) > 1 else lambda action: action.action.number


class _NumberedStep(NamedTuple):
    """A step with its number in the tree, such as ``2.1``."""

    number: str
    step: Step


def _explained(explanation: Explanation, sources: CitedReports, words: Words) -> Iterator[Section]:
    """Yield the value of a KPI, and how it comes about: its parts with party, day and report, and what is left out.

    The reports are behind it, with their ids.
    """
    kpi = explanation.kpi
    said = list(figures_of(kpi, words))
    if kpi.value is not None:
        said.append(words("reported by {parties}", parties=", ".join(parties_of(kpi.value.leaves))))
    about = f"{explanation.about}: {kpi.measure}" if kpi.key is not None else explanation.about
    columns: tuple[ColumnOf[_NumberedStep], ...] = (
        column("step", "Step", lambda line: line.number, width=8),
        column("sentence", "Sentence", lambda line: sources.in_text(line.step.text), width=80),
    )
    body = table(columns, _numbered(explanation.steps), key=lambda line: line.number, words=words)
    yield Section(key="value", title=words("Summary"), body=Text((about, "; ".join(said))))
    yield Section(key="why", title=words("How it comes about"), body=body, layout=Layout.LIST)
    said_of = "\n".join(step.text for step in explanation.steps)
    cited = [report for report in sources.reports if report.id in said_of]
    if cited:
        yield sources.section(cited)


def _numbered(steps: Iterable[Step]) -> Iterator[_NumberedStep]:
    """Number the steps of a tree: ``1``, ``2``, ``2.1``."""
    counts: list[int] = []
    for step in steps:
        counts = [*counts[: step.depth + 1], *([0] * (step.depth + 1 - len(counts)))]
        counts[step.depth] += 1
        yield _NumberedStep(".".join(map(str, counts)), step)


_UNREAD = {
    "reports": "No reports were read.",
    "operations": "No operations were read, so nothing is known about those that reports name.",
    "kpis": "No KPI register was read, so it is not known how the figures of a KPI add up.",
}
"""What is said of kinds of records that were not read."""


def verdict(progress: Progress, words: Words) -> Iterator[str]:
    """Return what the reports say in a few sentences: statuses, figures and targets, and what is to settle."""
    for id, point in progress.rounds.items():
        statuses = progress.status_counts(id)
        counts = [f"{number} {words(status_words(status))}" for status, number in statuses.items()]
        actions = _count(sum(statuses.values()), "1 action", "{number} actions", words)
        if progress.party_code is not None:
            actions = words("{actions} of {party}", actions=actions, party=progress.party_code)
        when = words("no checkpoint that early") if point is None else str(point)
        yield f"{id} ({when}): {actions}{': ' if counts else ''}{', '.join(counts)}."
        as_of = progress.context.as_of
        if point is not None and as_of is not None and point.on > as_of:
            after = "The cut-off day of {checkpoint} is {day}, which is after {today}."
            yield words(after, checkpoint=point, day=point.on, today=as_of)
    yield from (words(_UNREAD[kind]) for kind in progress.unread)
    heard = [kpi for kpi in progress.kpis if kpi.claims]
    judged = Counter(_state(kpi.target) for kpi in heard if kpi.target is not None)
    states = [f"{judged[state]} {words(state)}" for state in _STATES if judged[state]]
    kpis = _count(len(progress.kpis), "1 KPI", "{number} KPIs", words)
    said = "Figures are reported for {number} of {kpis}; targets: {states}."
    said = said if states else "Figures are reported for {number} of {kpis}."
    yield words(said, number=len(heard), kpis=kpis, states=", ".join(states))
    open_ = sum(1 for action in progress for differing in disagreements(action) if differing.values.open)
    untrue = sum(1 for total in progress.stated if total.agrees is False)
    facts = [
        _count(open_, "1 difference", "{number} differences", words),
        _count(len(progress.possible_duplicates), "1 possible duplicate", "{number} possible duplicates", words),
        _count(untrue, *_STATED, words),
    ]
    if open_ or progress.possible_duplicates or untrue:
        yield words("To settle: {facts}.", facts=", ".join(fact for fact in facts if not fact.startswith("0 ")))


_STATED = (
    "1 stated total that differs from the reports",
    "{number} stated totals that differ from the reports",
)
_AFTER = "reached after its day"
_STATES = (
    TargetState.REACHED.value,
    _AFTER,
    TargetState.NOT_REACHED.value,
    TargetState.OPEN.value,
    TargetState.UNJUDGED.value,
)
"""Whether targets are reached, in the order in which they are counted."""


def _state(target: TargetJudgement) -> str:
    """Return in English whether a target is reached, and whether after its day."""
    return _AFTER if target.in_time is False else target.state.value


def _count(number: int, one: str, several: str, words: Words) -> str:
    """Return a number with its noun: ``3 actions``."""
    return words(one) if number == 1 else words(several, number=number)


def status_words(status: ActionStatus) -> str:
    """Return a status as words: ``not completed``."""
    return status.value.replace("-", " ")


def status_of(action: ActionProgress, words: Words) -> str:
    """Return the status of an action with the words of its leaders, if they are others: ``live (on track)``.

    If the leaders differ, it is unclear, and their words are shown where differences are.
    """
    known, own = words(status_words(action.status)), action.reported_status.own_words
    return f"{known} ({', '.join(own)})" if own else known


class Differing(NamedTuple):
    """Values that do not agree, with the KPI that they are about; without a KPI they are statuses or days."""

    kpi: KpiProgress | None
    values: Difference


def disagreements(action: ActionProgress) -> Iterator[Differing]:
    """Yield what does not agree about an action: its status and days, and the figures of its KPIs and measures."""
    yield from (Differing(None, difference) for difference in action.differences)
    for kpi in (*action.kpis, *action.measures):
        yield from (Differing(kpi, difference) for difference in kpi.differences)


def silent_leaders(action: ActionProgress) -> tuple[str, ...]:
    """Return the leaders that are expected to report the status, and have not."""
    return action.leaders.missing


def reporters_of(kpi: KpiProgress) -> Turnout:
    """Return who is expected to report the value, and who has: the participants, if it is made of their shares."""
    of_shares = kpi.value is not None and kpi.value.basis is Thing.SHARE
    return kpi.participants if of_shares else kpi.leaders


def turnout(reporters: Turnout, words: Words, *, named: bool = False) -> str:
    """Return how many of the expected parties have reported.

    If nobody is expected, it is who has reported; nothing if nobody has. ``named`` also names who of some has not.
    """
    if not reporters.expected:
        return words("reported by {parties}", parties=", ".join(reporters.reported)) if reporters.reported else ""
    every = len(reporters.expected)
    said = [words("reported by {number} of {all} expected", number=every - len(reporters.missing), all=every)]
    if named and reporters.missing and reporters.missing != reporters.expected:
        said.append(words("not reported by {parties}", parties=", ".join(reporters.missing)))
    return ", ".join(said)


def _statuses(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield the status of each action."""
    words = tables.words

    def reported_status(action: ActionProgress) -> tuple[str, ...]:
        return tuple(f"{claim.by}: {claim.words}, {claim.on}" for claim in action.reported_status.claims)

    columns: tuple[ColumnOf[ActionProgress], ...] = (
        column("action", "Action", tables.name, width=14),
        column("activity", "Activity", lambda action: format_cell(action.action.activity, words) or None, width=40),
        column("status", "Status", lambda action: words(status_words(action.status)), width=14),
        column("reported", "Reported", lambda action: reported_status(action) or None, type=ColumnType.LIST, width=30),
        column("since", "Since", lambda action: action.reported_status.since, type=ColumnType.DATE),
        column(
            "missing", "Not reported by", lambda action: silent_leaders(action) or None, type=ColumnType.LIST, width=14
        ),
        column("notes", "Notes", lambda action: _status_notes(action, tables) or None, type=ColumnType.LIST, width=30),
    )
    return tables.section(_STATUS, words("Status of actions"), columns, progress, row_key=tables.name, ref=tables.ref)


def _status_notes(action: ActionProgress, tables: ProgressTables) -> tuple[str, ...]:
    """Return what a reader has to know about a status: how it goes on, who differs, and what was said before."""
    words, picture = tables.words, action.reported_status
    over, before = action.carried_over, "Previously, {party} reported {status!r} on {day}."
    notes = [words("It continues in {action}.", action=over)] if over is not None else []
    notes += [words("The leaders differ, and the Driver has not settled it.")] if picture.conflict else []
    notes += [] if picture.settled_by is None else [words("The leaders differ; the Driver settles it.")]
    notes += [words(before, party=claim.by, status=claim.words, day=claim.on) for claim in picture.earlier]
    statements = (*action.slippage, *action.unknown_kpis)
    return (*notes, *_behind(action, words), *(tables.sources.in_text(statement.text) for statement in statements))


def _behind(action: ActionProgress, words: Words) -> Iterator[str]:
    """Yield how far an action took place after its planned time, if it did."""
    planned = action.planned
    if planned.planned is None or planned.state is not PlannedState.AFTER:
        return
    last, end, days = planned.last, planned.planned.end, planned.days_after
    if days is None:
        yield words("It lasted until {last}; it was planned until {end}.", last=last, end=end)
    elif days == 1:
        yield words("It lasted until {last}, 1 day after its planned end.", last=last)
    else:
        yield words("It lasted until {last}, {number} days after its planned end.", last=last, number=days)


def _lights(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield the traffic light of each action, if lights are asked for."""
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
    lit = ((action, action.light) for action in progress if action.light is not None)
    return tables.about_actions("lights", words("Traffic lights"), columns, lit)


def _places(progress: Progress, tables: ProgressTables) -> Iterator[Place]:
    """Yield each action with the keys of the rows of its KPIs."""
    keys = iter(unique_keys(str(kpi) for action in progress for kpi in (*action.kpis, *action.measures)))
    shown: Counter[int] = Counter()
    for action in progress:
        mine = tuple(next(keys) for _ in (*action.kpis, *action.measures))
        number = shown[id(action.plan)]
        shown[id(action.plan)] += 1
        yield Place(
            name=tables.name(action),
            ref=tables.ref(action),
            progress=action,
            number=number,
            kpi_keys=mine[: len(action.kpis)],
        )


def _kpis(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield what is reported for each KPI, and for each other measure."""
    words, many = tables.words, ColumnType.LIST

    def adds(kpi: KpiProgress) -> str | None:
        return None if kpi.adds is None else words(kpi.adds.value)

    def heard(kpi: KpiProgress) -> str | None:
        reporters = reporters_of(kpi)
        expected = len(reporters.expected)
        reported = expected - len(reporters.missing)
        return words("{value} of {whole}", value=reported, whole=expected) if expected else None

    def missing(kpi: KpiProgress) -> tuple[str, ...] | None:
        return missing_parties(of_kpi[id(kpi)], kpi.round, reporters_of(kpi).missing, words) or None

    def shares(kpi: KpiProgress) -> str | None:
        of = kpi.shares
        if of is None and (not kpi.claims or reporters_of(kpi) is kpi.participants):
            return None
        said = [] if of is None else [amount_of(of, words, scope=False, current=kpi.round)]
        return "; ".join(filter(None, (*said, turnout(kpi.participants, words, named=True)))) or None

    def target(kpi: KpiProgress) -> str | None:
        if not kpi.claims or kpi.key is None:
            return None
        judged = kpi.target
        if judged is None:
            return words("the plan sets no target")
        return f"{words(_state(judged))}: {judged.text}"

    def apart(kpi: KpiProgress) -> tuple[str, ...] | None:
        return tuple(tables.sources.in_text(f"{claim}: {claim.why}.") for claim in kpi.apart) or None

    columns: tuple[ColumnOf[KpiProgress], ...] = (
        column("kpi", "KPI", lambda kpi: kpi.kpi, width=6),
        column("measure", "Measure", lambda kpi: kpi.measure, width=30),
        column("adds", "Adds up as", adds, width=12),
        column("value", "Reported so far", lambda kpi: tuple(figures_of(kpi, words)), type=many, width=30),
        column("reporters", "Reported by", heard, width=10),
        column("missing", "Not reported by", missing, type=many, width=14),
        column("shares", "Shares", shares, width=30),
        column("target", "Target", target, width=30),
        column("apart", "Not counted", apart, type=many, width=30),
    )
    pairs = [(action, kpi) for action in progress for kpi in (*action.kpis, *action.measures)]
    contexts = {id(ctx.plan): ctx for ctx in progress.context.contexts}
    of_kpi = {id(kpi): contexts[id(action.plan)] for action, kpi in pairs}
    return tables.about_actions("kpis", words("KPIs"), columns, pairs, lambda _, kpi: str(kpi))


def _differences(progress: Progress, tables: ProgressTables) -> Iterator[Section]:
    """Yield what does not agree, and who has settled it."""

    def about(differing: Differing) -> str:
        return tables.words("status and days") if differing.kpi is None else differing.kpi.measure

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
        "differences",
        tables.words("Differences"),
        columns,
        pairs,
        lambda action, differing: f"{differing.kpi or action} {differing.values.kind.value}",
    )
