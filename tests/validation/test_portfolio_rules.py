"""Rules about the portfolio: called once, findings at their plans, and what such a rule may not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

from empact import Plan, Portfolio, Session, Severity
from empact.analysis import PortfolioContext
from empact.diagnostics import Pointer
from empact.hooks import Finding, Option, Rule, RuleContext, hookimpl
from empact.model import Action
from empact.validation import Provided, run
from empact.validation.contexts import ValidationContext

ONE, TWO = (Plan(id=id, actions=tuple(Action(number=f"1.{number}") for number in range(1, 4))) for id in ("X-1", "X-2"))
PORTFOLIO = Portfolio((ONE, TWO))
LEAST = Option("least", summary="The fewest actions.", type=int, default=4)


def rule(check: Callable[..., Any], code: str = "OAPT001", scope: Any = "portfolio", **fields: Any) -> Provided[Rule]:
    fields = {"severity": Severity.WARNING, "doc": "For a test.", **fields}
    return Provided("testing", Rule(code=code, name=f"test-{code[-3:]}", check=check, scope=scope, **fields))


def reported(*rules: Provided[Rule], portfolio: Portfolio = PORTFOLIO) -> list[tuple[str, str | None, str]]:
    findings = run(ValidationContext(portfolio=portfolio), rules)
    return [(finding.code, finding.place.subject, finding.place.pointer or "") for finding in findings]


def at(plan: Plan | str | None, *pointers: str) -> Callable[[PortfolioContext], Iterator[Finding]]:
    def check(_ctx: PortfolioContext) -> Iterator[Finding]:
        return (Finding(f"Look at {pointer}.", Pointer(pointer), plan=plan) for pointer in pointers)

    return check


def in_each(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding(f"Look at {plan.id}.", Pointer("/actions/1"))


def test_run__calls_the_check_of_a_rule_about_the_portfolio_once_with_all_plans() -> None:
    contexts: list[PortfolioContext] = []

    def check(ctx: PortfolioContext) -> Iterator[Finding]:
        contexts.append(ctx)
        return iter(())

    assert reported(rule(check)) == []
    (context,) = contexts
    assert list(context.portfolio) == [ONE, TWO]
    assert [type(each) for each in context] == [RuleContext, RuleContext]


def test_run__its_findings_are_in_the_order_of_the_file_among_those_of_all_rules() -> None:
    rules = rule(at(TWO, "/actions/2", "/actions/0"), "OAPT002"), rule(in_each, "OAPT001", "plan")
    assert reported(*rules) == [
        ("OAPT001", "X-1:1.2", "/actions/1"),
        ("OAPT002", "X-2:1.1", "/actions/0"),
        ("OAPT001", "X-2:1.2", "/actions/1"),
        ("OAPT002", "X-2:1.3", "/actions/2"),
    ]


def test_run__a_plan_is_named_by_its_id_or_itself_and_of_two_with_one_id_each_has_its_own() -> None:
    assert reported(rule(at("X-2", "/id"))) == [("OAPT001", "X-2", "/id")]
    again = attrs.evolve(ONE, title="Again")
    found = run(
        ValidationContext(portfolio=Portfolio((ONE, TWO, again))),
        [rule(at(again, "/title")), rule(in_each, "OAPT009", "plan")],
    )
    assert [finding.code for finding in found] == ["OAPT009", "OAPT009", "OAPT001", "OAPT009"]


def test_run__only_plans_that_the_rule_is_for_have_its_findings() -> None:
    def check(ctx: PortfolioContext) -> Iterator[Finding]:
        assert len(ctx.portfolio) == 2
        return (Finding("Look.", Pointer("/id"), plan=plan) for plan in ctx.portfolio)

    assert reported(rule(check, plans=("*-2",))) == [("OAPT001", "X-2", "/id")]
    assert reported(rule(check, plans=("Y-*",)), portfolio=Portfolio((ONE,))) == []  # it is not called at all


def stops(ctx: PortfolioContext) -> Iterator[Finding]:
    yield Finding("One.", Pointer("/id"), plan=next(iter(ctx.portfolio)))
    raise ZeroDivisionError("half-way")


@pytest.mark.parametrize(
    ("check", "crash"),
    [
        (at(None, "/id"), "ValueError: a finding about the portfolio names no plan. Write Finding("),
        (at("X-9", "/id"), "LookupError: a finding is about a plan that is not checked. Plan 'X-9' does not exist."),
        (at(attrs.evolve(ONE, id="X-3"), "/id"), "LookupError: a finding is about a plan that is not checked. Plan"),
        (at(ONE, "/actions/9"), "LookupError: a finding is at '/actions/9', which the plan does not have"),
        (stops, "ZeroDivisionError: half-way"),
    ],
)  # fmt: skip
def test_run__a_rule_about_the_portfolio_that_stops_is_reported_once_after_all_plans(check: Any, crash: str) -> None:
    found = run(ValidationContext(portfolio=PORTFOLIO), [rule(check), rule(in_each, "OAPT002", "plan")])
    assert [finding.code for finding in found if finding.code != "OAPT001"] == ["OAPT002", "OAPT002", "OAP902"]
    assert found[-1].message.startswith(f"The rule 'test-001' (OAPT001) stops with {crash}")
    assert (found[-1].severity, found[-1].place.subject, found[-1].origin) == (Severity.ERROR, None, "testing")
    assert ("OAPT001" in [finding.code for finding in found]) is (check is stops)  # what it found before is kept


def test_run__a_rule_about_one_plan_names_no_plan() -> None:
    def check(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        yield Finding("Look.", Pointer("/id"), plan=plan)

    found = run(ValidationContext(portfolio=Portfolio((ONE,))), [rule(check, scope="plan")])
    (crash,) = found
    assert crash.message == (
        "The rule 'test-001' (OAPT001) stops with ValueError: a finding about one plan names a plan. "
        "Leave plan= out, or write Rule(scope='portfolio')"
    )


@pytest.mark.parametrize("plan", [7, ("X-1",)])
def test_finding__has_a_plan_or_its_id(plan: Any) -> None:
    with pytest.raises(TypeError, match=r"Finding\.plan must be a Plan, its id or None"):
        Finding("Look.", Pointer("/id"), plan=plan)


@pytest.mark.parametrize(
    ("check", "options", "message"),
    [
        (in_each, (), r"'test-001' takes \(plan, _ctx\), but a rule about the portfolio is called as check\(ctx\)\.$"),
        (at(None), (LEAST,), r"takes \(_ctx\), but a rule about the portfolio is called as check\(ctx, least\)\.$"),
    ],
)  # fmt: skip
def test_rule__about_the_portfolio_takes_one_context(check: Any, options: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(check, options=options)


def test_rule__about_one_plan_takes_the_plan_and_its_context() -> None:
    message = r"takes \(_ctx\), but .* check\(plan, ctx\)\. A rule with scope='portfolio' is called as check\(ctx\)\.$"
    with pytest.raises(ValueError, match=message):
        rule(at(None), scope="plan")


@pytest.mark.parametrize(("scope", "error"), [("plans", ValueError), (None, TypeError)])
def test_rule__is_about_a_plan_or_the_portfolio(scope: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"Rule\.scope must be 'plan' or 'portfolio'"):
        rule(in_each, scope=scope)


def test_run__the_contexts_of_plans_are_the_same_for_all_rules() -> None:
    contexts: list[RuleContext] = []

    def together(ctx: PortfolioContext) -> Iterator[Finding]:
        contexts.extend(each for each in ctx if isinstance(each, RuleContext))
        return iter(())

    def alone(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        assert ctx is contexts[0 if plan is ONE else 1]
        return iter(())

    assert reported(rule(together), rule(alone, "OAPT002", "plan")) == []


def test_validate__a_rule_about_the_portfolio_has_its_options_severity_and_group() -> None:
    def check(ctx: PortfolioContext, *, least: int) -> Iterator[Finding]:
        for plan in ctx.portfolio:
            if len(plan.actions) < least:
                yield Finding(f"Less than {least}.", Pointer("/actions"), hint="Add some.", plan=plan)

    class Plugin:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [rule(check, "MINE001", options=(LEAST,), group="sizes").value]

    session = Session([Plugin()])
    found = session.validate(PORTFOLIO, select="sizes", severity={"sizes": "error"})
    assert [(finding.message, finding.severity, finding.place.subject) for finding in found] == [
        ("Less than 4.", Severity.ERROR, "X-1"),
        ("Less than 4.", Severity.ERROR, "X-2"),
    ]
