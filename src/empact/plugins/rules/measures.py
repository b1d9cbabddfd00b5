"""Rules about targets and key performance indicators: they exist, can be measured and have numbers."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from empact import Action, Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext, language
from empact.model import Comparison, Direction, Kpi, KpiKind, Target
from empact.plugins.rules.columns import Column, OfAction, report_missing, report_together
from empact.plugins.rules.phrasing import quoted
from empact.plugins.rules.texts import listed_once

_COUNTABLE = frozenset({KpiKind.COUNT, KpiKind.AMOUNT, KpiKind.RATIO})
_MEASURABLE = frozenset({*_COUNTABLE, KpiKind.MILESTONE})
_STEPS = frozenset({Comparison.INCREASE_BY, Comparison.DECREASE_BY, Comparison.OF_BASELINE})
_CHANGES = {Direction.INCREASE: "an increase", Direction.DECREASE: "a decrease"}

_NUMBER = re.compile(r"(?<![\w./-])(?!(?:19|20)\d\d\b)\d[\d.,]*+(?![\w/-])")  # not a year, a part of 1/2 or of 1.5-day
_STROKE = re.compile(r"\s/|/\s")  # beside a space; "and/or", "ILOs/LOs" and "EU/MS" are one word


class _Patterns:
    """The patterns for the words of the language file."""

    def __init__(self) -> None:
        words = language("en.rules")
        self.both = re.compile(rf"\s{words.pattern('measures', 'and', exact=True)}\s")
        self.counted = re.compile(rf"{words.pattern('measures', 'count_of')}\s", re.IGNORECASE)
        doing = "|".join(words.spellings("measures", "doing_endings"))
        self.doing = re.compile(rf"[a-z]+(?:{doing}) {words.pattern('measures', 'of')}\s", re.IGNORECASE)
        done = "|".join(words.spellings("measures", "done_endings"))
        self.done = re.compile(rf"\s(?:\w{{2,}}(?:{done})|{words.pattern('measures', 'done')})\Z", re.IGNORECASE)
        number = r"[0-9][\w./]*"
        self.governing = re.compile(rf"\s{words.pattern('measures', 'governing')}\s", re.IGNORECASE)
        self.named = re.compile(
            rf"{words.pattern('measures', 'named')}\.?\s+{number}"
            rf"(?:(?:,\s?|\s?[-–]\s?|\s+{words.pattern('measures', 'and')}\s+){number}(?!\s+[^\W\d]))*",
            re.IGNORECASE,
        )
        compared = words.pattern("measures", "baseline")
        self.baseline = re.compile(compared, re.IGNORECASE)
        earlier = words.pattern("measures", "earlier")
        self.earlier = re.compile(rf"{earlier}|{compared}\s(?:\D*\s)?(?:19|20)\d\d\b", re.IGNORECASE)
        self.change = re.compile(words.pattern("measures", "changes"), re.IGNORECASE)

    @functools.cached_property
    def in_year(self) -> re.Pattern[str]:
        """Matches the year of a figure: "in 2012"."""
        words = language("en.rules").pattern("measures", "in_year")
        return re.compile(rf"{words}\s((?:19|20)\d\d)\b", re.IGNORECASE)

    @functools.cached_property
    def narrowed(self) -> re.Pattern[str]:
        """Matches the words that narrow a thing: "seizures of cocaine" are seizures."""
        return re.compile(rf"\s{language('en.rules').pattern('measures', 'narrowed')}\s", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def _has_number(statement: Kpi | Target) -> bool:
    """Return whether a statement has a number to be reached; a KPI with parts has one if each part has.

    A target is prose, so a number in it counts although it is not parsed as the value ("10 arrests in 5 MS" has two),
    unless it is a name: "see action 2.1", "indicators 7, 15". A KPI with a number that is not understood is unparsed.
    """
    if isinstance(statement, Kpi):
        return all(measure.value is not None for measure in _measures(statement))
    if statement.value is not None:
        return True
    return _NUMBER.search(_patterns().named.sub("", statement.text)) is not None


def _measures(kpi: Kpi) -> tuple[Kpi, ...]:
    """Return what a KPI measures: its parts, or itself where it has none."""
    return tuple(map(kpi.part, kpi.letters)) or (kpi,)


@listed_once
def _kpis(ctx: RuleContext) -> Iterator[tuple[Pointer, Action, Kpi]]:
    """Yield the parsed KPIs of a plan, each with its pointer and its action."""
    for at, action in ctx.actions():
        for index, kpi in enumerate(action.kpis):
            if isinstance(kpi, Kpi):
                yield at / "kpis" / "items" / index, action, kpi


def kpi_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no key performance indicator.

    Each action is reported on twice a year (plan section 5.4). Without a KPI, there is no agreement on what the report
    should contain. A target says what the action wants to achieve; a KPI says how to see whether it was achieved.
    Several actions without a KPI are one finding about the plan.
    """
    column = Column("kpis", "a KPI", "Name something that can be counted, or an event that happens or does not happen.")
    without = [(at, action) for at, action in ctx.actions() if not action.kpis.items and not action.kpis.withheld]
    yield from report_missing(plan, column, without)


def kpi_not_measurable(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A KPI names nothing that can be counted, and no event that happens or does not happen.

    "Outcome of action days" or "Status of the project" can be described, but no description means failure: every
    outcome meets the indicator. Results that cannot be measured are the most frequent complaint in evaluations of
    plans. A status is reported too, because it does not say which status should be reached. A KPI with a number is
    never reported.
    """
    for at, _, kpi in _kpis(ctx):
        if kpi.kind not in _MEASURABLE:
            yield Finding(
                f"KPI {quoted(kpi.text)} is not measurable.",
                at,
                hint="Write what is counted, or which event or state has to be reached.",
            )


def _is_compound(kpi: Kpi) -> bool:
    """Return whether the words of a KPI are two measures; "3 action days / semester" counts action days."""
    if kpi.parts or _STROKE.search(kpi.counted or kpi.text):
        return True
    pieces = [piece.strip(". \n") for piece in _patterns().both.split(kpi.text)]
    return any(_both_measure(*pair) for pair in itertools.pairwise(pieces))


def _both_measure(left: str, right: str) -> bool:
    """Return whether the words on both sides of an "and" could each be a KPI: two counts, or two events."""
    counted = _patterns().counted.match(left)
    if counted is not None:
        # "Number of cases of detection and disruption of OCGs" counts cases of both; "arrests and disruption" are two.
        inner = _patterns().governing.search(left, counted.end()) is not None
        another = _patterns().doing.match(right) is not None and not inner
        return another or _patterns().counted.match(right) is not None
    return _is_event(left) and (_patterns().counted.match(right) is not None or _is_event(right))


def _is_event(words: str) -> bool:
    """Return whether words name an event, such as "dissemination of the map" or "report finalised"."""
    return _patterns().doing.match(words) is not None or _patterns().done.search(words) is not None


def kpi_compound(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """One KPI contains two measures, joined by a slash or by "and".

    "Number of arrests / detected illegal immigrants" asks for one number of two things: five can be five arrests, five
    detected people, or a sum. It is read as two parts, each with its own figures ("KPI 1a", "KPI 1b"). Use one line for
    each measure. A slash is reported only if there is a space before or after it, or if each side is counted on its own
    ("30 searches/12 arrests"). "And" is reported only if both sides could be a KPI. So "number of police and customs
    officers" is not reported, nor is "number of operations for the identification and disruption of OCGs": the same
    thing is counted for both.
    """
    for at, _, kpi in _kpis(ctx):
        if _is_compound(kpi):
            yield Finding(
                f"KPI {quoted(kpi.text)} combines two measures.",
                at,
                hint="Write a separate KPI for each measure.",
            )


def _target_may_have_number(action: Action) -> bool:
    """Return whether the target of an action has a number, or is withheld and so may have one."""
    return action.target.withheld or any(_has_number(target) for target in action.target.understood)


def kpi_without_target_value(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A KPI counts something, but neither the KPI nor the target says how many are expected.

    A reported number is useful only together with the expected number: is one action day a success? If the target of
    the action contains a number, its KPIs are measured by that number. Such KPIs of several actions are one finding
    about the plan, with each KPI as a related place.
    """
    hint = "Add the expected number, for example 'at least 3'."
    without = [
        OfAction(
            action,
            Finding(f"KPI {quoted(kpi.text)} has no target number.", at, hint=hint),
            f"{quoted(kpi.text)} has no target number",
        )
        for at, action, kpi in _kpis(ctx)
        if kpi.kind in _COUNTABLE and not _has_number(kpi) and not _target_may_have_number(action)
    ]
    yield from report_together(plan, without, "a KPI without a target number")


def _open_change(statement: Kpi | Target) -> str | None:
    """Return the change that a statement, or the first such part of a KPI, wants without a number."""
    if isinstance(statement, Kpi) and statement.baseline is not None:
        return None
    measures = _measures(statement) if isinstance(statement, Kpi) else (statement,)
    ways = (measure.direction for measure in measures if measure.direction in _CHANGES and not _has_number(measure))
    return next((_CHANGES[way] for way in ways if way in _CHANGES), None)


def increase_without_baseline(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A target or a KPI wants an increase or a decrease, but gives no start value and no end value.

    A single additional day is enough for "Increase number of (common) action days", if the earlier number is known at
    all. A number is enough ("by 10 %", "to 5"), and so is a comparison ("compared to 2011"), or another KPI of the
    action with the baseline of the same thing ("Number of action days (baseline 2011: 3)").
    """
    for at, action in ctx.actions():
        for column, cell in (("target", action.target), ("kpis", action.kpis)):
            for index, statement in enumerate(cell):
                change = _open_change(statement) if isinstance(statement, (Kpi, Target)) else None
                if (
                    change is not None
                    and _patterns().baseline.search(statement.text) is None
                    and not _has_baseline_beside(action, statement.text)
                ):
                    yield Finding(
                        f"{'Target' if column == 'target' else 'KPI'} {quoted(statement.text)} wants "
                        f"{change} but has no start value and no end value.",
                        at / column / "items" / index,
                        hint="Add the number of last year, or the expected number.",
                    )


def _has_baseline_beside(action: Action, words: str | None) -> bool:
    """Return whether a KPI of an action has a baseline of what these words name; of anything if they name nothing."""
    starts = (kpi for kpi in action.kpis.understood if kpi.baseline is not None)
    return any(words is None or _named(kpi.counted or kpi.text) <= _named(words) for kpi in starts)


def _named(words: str) -> frozenset[str]:
    """Return the words for the thing itself: of "seizures of cocaine", that it is seizures; of a sentence, all."""
    thing, *_ = _patterns().narrowed.split(words)
    return frozenset(re.findall(r"[^\W\d]+", thing.casefold()))


def baseline_not_before_plan(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The baseline of a KPI is from a year that is not before the plan.

    A baseline is where an action starts. "Number of seizures (2012: 45)" in a plan for 2012 can be a number to be
    reached, a number already reached, or a mistake. It is parsed as a baseline, because a year with a number is a
    baseline in every other plan.
    """
    if plan.period is None:
        return
    for at, _, kpi in _kpis(ctx):
        if kpi.baseline is not None and kpi.baseline.year is not None and kpi.baseline.year >= plan.period.start.year:
            yield Finding(
                f"KPI {quoted(kpi.text)} has a baseline of {kpi.baseline.year}, which is not before the plan.",
                at,
                hint="Write 'target' before a number to be reached, or a baseline of an earlier year.",
            )


def kpi_period_before_plan(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure in a KPI or a target is about a time before the plan.

    "12 seizures in 2012" in a plan for 2014 describes the past, or has the year of an earlier plan. It is not a number
    to be reached, so reports are not compared with it. A baseline is never reported here ("Number of seizures (2012:
    12)"), nor is the year with which something is compared ("more seizures than in 2012").
    """
    if plan.period is None:
        return
    start = plan.period.start.year
    for at, action in ctx.actions():
        for column, cell in (("target", action.target), ("kpis", action.kpis)):
            for index, statement in enumerate(cell):
                if isinstance(statement, (Kpi, Target)) and _is_before(statement, start):
                    yield Finding(
                        f"{'Target' if column == 'target' else 'KPI'} {quoted(statement.text)} is about a time before "
                        "the plan.",
                        at / column / "items" / index,
                        hint="Write 'baseline' before a past value, or correct the year.",
                    )


def _is_before(statement: Kpi | Target, year: int) -> bool:
    """Return whether a figure is of a time before a year."""
    if isinstance(statement, Kpi):
        return statement.is_before(year)
    if statement.value is None or statement.direction is not Direction.REACH:
        return False
    return any(int(found) < year for found in _patterns().in_year.findall(statement.text))


def _is_change(kpi: Kpi) -> bool:
    """Return whether the value of a KPI depends on an earlier value: a step, a percentage of it, or a comparison."""
    if any(measure.comparison in _STEPS for measure in _measures(kpi)):
        return True
    if _patterns().baseline.search(kpi.text) is not None:
        return True
    in_percent = kpi.kind is KpiKind.RATIO and kpi.comparison is None and kpi.value is None
    return in_percent and _patterns().change.search(kpi.text) is not None


def _states_baseline(action: Action, kpi: Kpi) -> bool:
    """Return whether the earlier value is stated, or named by its year: in the KPI, beside it, or in the target."""
    if kpi.baseline is not None or _patterns().earlier.search(kpi.text) is not None:
        return True
    if _has_baseline_beside(action, kpi.counted):
        return True
    return action.target.withheld or _patterns().baseline.search(str(action.target)) is not None


def change_without_baseline(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A KPI is a change of an earlier value, but no baseline says what that value is.

    "Seizures: +10 %" can mean 11 seizures or 1,100. "Double the number" and "compared with before" are just as vague. A
    year is enough ("compared with 2011", "than last year"), because its number can be looked up. So is a baseline in
    the target of the action. A share needs no baseline: "80 % of MS reply" says what it is a share of. A change without
    any number is reported by increase-without-baseline.
    """
    for at, action, kpi in _kpis(ctx):
        if _is_change(kpi) and not _states_baseline(action, kpi):
            yield Finding(
                f"KPI {quoted(kpi.text)} is a change, but has no baseline.",
                at,
                hint="Add the earlier value, for example '(baseline 2011: 45)', or its year.",
            )


def target_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has a KPI but no target.

    The column Target contains both: the purpose of the action, and the KPI that measures it. "KPI: Evaluation report"
    alone says that there will be a report, but not why. Several such actions are one finding about the plan.
    """
    column = Column("target", "a target", "Write what the action should achieve; a KPI only measures it.")
    without = [(at, action) for at, action in ctx.actions() if not action.target]
    yield from report_missing(plan, column, without, lambda action: "a KPI but " if action.kpis else "")


RULES = (
    Rule(code="OAP501", name="kpi-missing", severity=Severity.WARNING, check=kpi_missing),
    Rule(code="OAP502", name="kpi-not-measurable", severity=Severity.WARNING, check=kpi_not_measurable),
    Rule(code="OAP503", name="kpi-compound", severity=Severity.INFO, check=kpi_compound),
    Rule(code="OAP504", name="kpi-without-target-value", severity=Severity.INFO, check=kpi_without_target_value),
    Rule(code="OAP505", name="increase-without-baseline", severity=Severity.INFO, check=increase_without_baseline),
    Rule(code="OAP506", name="target-missing", severity=Severity.WARNING, check=target_missing),
    Rule(code="OAP507", name="baseline-not-before-plan", severity=Severity.WARNING, check=baseline_not_before_plan),
    Rule(code="OAP508", name="change-without-baseline", severity=Severity.INFO, check=change_without_baseline),
    Rule(code="OAP509", name="kpi-period-before-plan", severity=Severity.WARNING, check=kpi_period_before_plan),
)
