"""The engine: run every rule, report rules that crash, and sort findings by plan, in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple, cast

from empact.arguments import wrong_type
from empact.diagnostics import RULE_CRASHED, Diagnostic, Diagnostics, Place, Pointer, RelatedPlace
from empact.errors import PASSING, UnknownIdError, cause_of, place_of
from empact.model import Plan
from empact.validation.contexts import ValidationContext
from empact.validation.findings import Finding
from empact.validation.places import PlanPlaces, Position
from empact.validation.rules import Rule
from empact.validation.selectors import Provided

if TYPE_CHECKING:  # most validations have no workers
    from empact.validation.workers import Workers


class PlanFindings(NamedTuple):
    """What rules report about a plan."""

    findings: Sequence[Diagnostic]
    """The findings, in the order in which they were reported."""
    faults: Mapping[str, Diagnostic]
    """A finding for each file in which places cannot be found, by the name of the file."""


NO_FINDINGS = PlanFindings((), {})


def run(
    context: ValidationContext,
    rules: Sequence[Provided[Rule]],
    progress: Callable[[int, int], object] | None = None,
    workers: Workers | None = None,
) -> Diagnostics:
    """Run rules on plans; return the findings plan by plan, in the order of the file and then by code.

    Findings without a line have the order of the model. Those about ledger entries come last. If a rule about the
    portfolio stops, that comes after the findings about all plans.

    Args:
        context: The plans, with everything that rules ask for.
        rules: The rules to run.
        progress: What is called with the number of steps that are done and of all steps. Each rule about the portfolio
            is one step, and each other rule is one on each plan.
        workers: What runs the rules about one plan; the rules about the portfolio run here meanwhile. By default all
            rules run here.

    Raises:
        ExecutorError: A worker cannot check its plans.
    """
    of_portfolio = [provided for provided in rules if provided.value.scope == "portfolio"]
    of_plans = [provided for provided in rules if provided.value.scope == "plan"]
    steps = Steps(progress, len(of_portfolio) + len(of_plans) * len(context.portfolio))
    together = _Together(context)

    def compare() -> None:
        for provided in of_portfolio:
            together.run(provided)
            steps.done()

    by_plan: Iterable[PlanFindings]
    if workers is None:
        compare()
        by_plan = (check_plan(context, plan, of_plans, steps) for plan in context.portfolio)
    else:
        by_plan = workers.run(context, of_plans, steps, meanwhile=compare)
    diagnostics: list[Diagnostic] = []
    for plan, alone in zip(context.portfolio, by_plan, strict=True):
        compared = together.about(plan)
        faults = {**compared.faults, **alone.faults}.values()
        position = Position(None if plan.source is None else plan.source.file)
        diagnostics += sorted([*compared.findings, *alone.findings, *faults], key=position)
    return Diagnostics([*diagnostics, *together.crashes])


class Steps:
    """Counts the steps of a validation, and reports them."""

    def __init__(self, progress: Callable[[int, int], object] | None, count: int) -> None:
        self._progress, self._count, self._done = progress, count, 0

    def done(self, steps: int = 1) -> None:
        """Count steps that are done."""
        self._done += steps
        if self._progress is not None and steps:
            self._progress(self._done, self._count)


def check_plan(
    context: ValidationContext, plan: Plan, rules: Iterable[Provided[Rule]], steps: Steps | None = None
) -> PlanFindings:
    """Run rules about one plan on a plan, and forget its context."""
    ctx, places = context.of(plan), PlanPlaces(plan)
    findings: list[Diagnostic] = []

    def add(finding: Finding, provided: Provided[Rule]) -> None:
        if finding.plan is not None:
            message = "a finding about one plan names a plan. Leave plan= out, or write Rule(scope='portfolio')"
            raise ValueError(message)
        findings.append(_diagnostic(finding, provided, places))

    for provided in rules:
        if _is_for(provided.value, plan):
            findings += _report(provided, add, places, plan, ctx)
        if steps is not None:
            steps.done()  # outside the rule: what it raises is no crash of the rule
    context.release(plan)
    return PlanFindings(findings, places.faults)


class _Together:
    """Runs the rules about the portfolio, and sorts their findings by plan."""

    def __init__(self, context: ValidationContext) -> None:
        self.context = context
        self.crashes: list[Diagnostic] = []
        self._by_plan: dict[int, tuple[PlanPlaces, list[Diagnostic]]] = {}  # by the id() of the plan

    def run(self, provided: Provided[Rule]) -> None:
        """Run a rule, if it is for one of the plans."""
        if any(_is_for(provided.value, plan) for plan in self.context.portfolio):
            self.crashes += _report(provided, self._add, None, self.context)

    def about(self, plan: Plan) -> PlanFindings:
        """Return what the rules report about a plan."""
        if id(plan) not in self._by_plan:
            return NO_FINDINGS
        places, findings = self._by_plan[id(plan)]
        return PlanFindings(findings, places.faults)

    def _add(self, finding: Finding, provided: Provided[Rule]) -> None:
        if finding.plan is None:
            message = "a finding about the portfolio names no plan. Write Finding(message, at, plan=plan)"
            raise ValueError(message)
        try:
            plan = self.context.portfolio.plan(finding.plan)
        except UnknownIdError as problem:
            message = f"a finding is about a plan that is not checked. {problem}"
            raise LookupError(message) from None
        if _is_for(provided.value, plan):
            if id(plan) not in self._by_plan:
                self._by_plan[id(plan)] = PlanPlaces(plan), []
            places, findings = self._by_plan[id(plan)]
            findings.append(_diagnostic(finding, provided, places))


def _is_for(rule: Rule, plan: Plan) -> bool:
    return not rule.plans or any(fnmatchcase(plan.id, pattern) for pattern in rule.plans)


def _report(
    provided: Provided[Rule],
    add: Callable[[Finding, Provided[Rule]], object],
    places: PlanPlaces | None,
    *arguments: object,
) -> Iterable[Diagnostic]:
    """Add what the check of a rule yields; if it stops, return a finding that names it, at the plan of the places."""
    rule = provided.value
    try:
        for finding in _yielded(cast("Callable[..., object]", rule.check)(*arguments, **rule.settings)):
            add(finding, provided)
    except PASSING:
        raise
    except BaseException as crash:  # noqa: BLE001 - a rule may raise anything; the others run
        where = place_of(crash)
        comes_from = "" if where is None else f"It comes from {where}. "
        return [
            Diagnostic(
                kind=RULE_CRASHED,
                message=f"The rule {rule.name!r} ({rule.code}) stops with {cause_of(crash)}",
                place=Place() if places is None else places.of(Pointer()),
                hint=f"{comes_from}Report this to the authors of the plugin {provided.origin!r}.",
                origin=provided.origin,
            )
        ]
    return ()


def _yielded(returned: object) -> Iterator[Finding]:
    """Yield what a rule yields; the usual slips are a text, one finding, or nothing in place of an iterable."""
    if returned is None or isinstance(returned, (str, Finding)):
        raise wrong_type("What a rule returns", "an iterable of Finding values", returned, "yield Finding(message, at)")
    for finding in cast("Iterable[object]", returned):
        if not isinstance(finding, Finding):
            raise wrong_type("What a rule yields", "a Finding", finding, "yield Finding(message, at)")
        yield finding


def _diagnostic(finding: Finding, provided: Provided[Rule], places: PlanPlaces) -> Diagnostic:
    return Diagnostic(
        kind=provided.value,
        message=finding.message,
        place=places.of_finding(finding),
        severity=provided.value.severity,
        hint=finding.hint,
        related=tuple(RelatedPlace(places.of_related(also), also.reason) for also in finding.related),
        fix=finding.fix,
        origin=provided.origin,
    )
