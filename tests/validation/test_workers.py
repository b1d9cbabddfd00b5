"""Workers: the same findings in the same order as without them; what cannot be sent or loaded is one clear error."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import sys
import types
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import attrs
import pytest
from tests.support import worker_rules
from tests.support.random_portfolios import random_portfolio

import empact
from empact import Config, ExecutorError, Plan, Portfolio, Session, Severity
from empact.diagnostics import Waiver
from empact.hooks import Finding, Rule, RuleContext, hookimpl
from empact.testing.generated import generate

T = TypeVar("T")
PLANS = tuple(generate(9, 4, 1, carried=0.9))
PORTFOLIO = Portfolio(tuple(attrs.evolve(plan, title=plan.id) for plan in PLANS))


class Waiting(Executor):
    """An executor that notes its tasks and runs none; ``fail`` is what it raises at the second one."""

    def __init__(self, fail: Exception | None = None) -> None:
        self.futures: list[Future[Any]] = []
        self.fail = fail

    def submit(self, _fn: Callable[..., T], /, *_args: Any, **_kwargs: Any) -> Future[T]:
        if self.fail is not None and self.futures:
            raise self.fail
        future: Future[T] = Future()
        self.futures.append(future)
        return future


class AtOnce(Executor):
    """An executor that runs each task at once."""

    def __init__(self) -> None:
        self.tasks = 0

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        self.tasks += 1
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as problem:  # noqa: BLE001 - as an executor does
            future.set_exception(problem)
        return future


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Two processes that know nothing of this one; they are started once for all tests."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.one_python
@pytest.mark.parametrize("seed", range(50))
def test_validate__two_processes_report_the_same_in_the_same_order(processes: Executor, seed: int) -> None:
    portfolio, records = random_portfolio(seed)
    session, day = Session(), dt.date(2012 + seed % 3, 7, 1)
    alone = session.validate(portfolio, records=records, as_of=day)
    assert len(alone) > len(portfolio)
    assert session.validate(portfolio, records=records, as_of=day, executor=processes) == alone


def test_random_portfolios__have_findings_of_each_rule_about_the_portfolio() -> None:
    found: set[str] = set()
    for seed in range(12):
        portfolio, records = random_portfolio(seed)
        found |= {finding.code for finding in Session().validate(portfolio, records=records)}
    rules = {each.value.code for each in Session().rules if each.value.scope == "portfolio"}
    assert rules - found == set()


@pytest.mark.parametrize("make", [AtOnce, lambda: ThreadPoolExecutor(3)])
def test_validate__any_executor_does(make: Callable[[], Executor]) -> None:
    session = Session([worker_rules])
    alone = session.validate(PORTFOLIO)
    with make() as executor:
        assert session.validate(PORTFOLIO, executor=executor, workers=3) == alone


def test_validate__what_the_session_is_set_up_with_reaches_the_workers(processes: Executor) -> None:
    waiver = Waiver(rule="short-title", at="C-2012", until=dt.date(2013, 1, 1), reason="It is enough.")
    config = Config(
        rules={"short-title": {"least": 60}},
        waive=(waiver,),
        severity={"WORK001": Severity.ERROR},
    )
    session = Session([worker_rules], config=config)
    given: dict[str, Any] = {"select": "WORK", "as_of": dt.date(2012, 7, 1)}
    alone = session.validate(PORTFOLIO, **given)
    assert session.validate(PORTFOLIO, executor=processes, **given) == alone
    found = session.validate(PORTFOLIO, executor=processes, **given)
    short = [finding for finding in found if finding.code == "WORK001"]
    assert [(finding.place.subject, finding.severity) for finding in short] == [
        (plan.id, Severity.ERROR) for plan in PORTFOLIO if plan.id != "C-2012"
    ]
    assert {finding.message for finding in short} == {"The title has less than 60 characters."}
    assert [each.diagnostic.place.subject for each in found.waived] == ["C-2012"]


def test_validate__a_rule_that_stops_in_a_worker_is_reported_at_its_plan(processes: Executor) -> None:
    found = Session([worker_rules]).validate(PORTFOLIO, executor=processes, select="stops")
    assert [(finding.code, finding.place.subject) for finding in found] == [("OAP902", "B-2012")]
    assert "line " in str(found[0].hint)


def test_validate__a_worker_that_asks_for_overlaps_has_unused_answers_reported(
    processes: Executor, tmp_path: Path
) -> None:
    answer = '{actions: ["A-2012:1.1", "B-2012:9.9"], answer: separate, by: HU, on: 2012-05-01}'
    (tmp_path / "answers.yaml").write_text(f"empact: answers/1\nanswers:\n  - {answer}\n", encoding="utf-8")
    config = Config(answers="answers.yaml", source=str(tmp_path / "empact.toml"))
    session = Session([worker_rules], config=config)
    alone = session.validate(PORTFOLIO, select="asks-for-overlaps")
    assert len(alone) == 1
    assert session.validate(PORTFOLIO, select="asks-for-overlaps", executor=processes) == alone
    assert session.validate(PORTFOLIO, select="short-title", executor=processes) == session.validate(
        PORTFOLIO, select="short-title"
    )


def test_validate__progress_counts_each_rule_about_the_portfolio_once_and_each_other_rule_on_each_plan(
    processes: Executor,
) -> None:
    steps: list[tuple[int, int]] = []
    session = Session([worker_rules])
    session.validate(
        PORTFOLIO, executor=processes, select=["short-title", "same-year"], progress=lambda *step: steps.append(step)
    )
    assert steps[0] == (1, 10)
    assert steps[-1] == (10, 10)
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})


def test_validate__stops_with_what_progress_raises_and_cancels_the_workers() -> None:
    def stop(_done: int, _steps: int) -> None:
        raise InterruptedError("enough")

    waiting = Waiting()
    with pytest.raises(InterruptedError, match="enough"):
        Session().validate(PORTFOLIO, executor=waiting, workers=2, progress=stop)
    assert [future.cancelled() for future in waiting.futures] == [True, True]


@pytest.mark.parametrize(("workers", "shares"), [(1, 1), (4, 4), (20, 9)])
def test_validate__each_worker_gets_one_share(workers: int, shares: int) -> None:
    executor = AtOnce()
    Session().validate(PORTFOLIO, executor=executor, workers=workers, select="links")
    assert executor.tasks == shares


def test_validate__an_executor_gets_nothing_if_only_rules_about_the_portfolio_run() -> None:
    executor = AtOnce()
    assert Session().validate(PORTFOLIO, executor=executor, select="OAP709") == Session().validate(
        PORTFOLIO, select="OAP709"
    )
    assert executor.tasks == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"executor": 2}, "executor= must be an Executor, not the int 2. Write executor=ProcessPoolExecutor()."),
        (
            {"workers": 2},
            "workers= needs an executor. Write executor=ProcessPoolExecutor(), too, or leave workers= out.",
        ),
    ],
)
def test_validate__takes_an_executor(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        empact.validate(PORTFOLIO, **arguments)
    assert str(caught.value) == message


def test_validate__needs_a_worker() -> None:
    with pytest.raises(ValueError, match=r"^workers= takes at least 1, not 0\.$"):
        empact.validate(PORTFOLIO, executor=AtOnce(), workers=0)


# What cannot be sent, loaded or run


def local_rule() -> Rule:
    def check(_plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
        return iter(())

    return Rule(code="WORK005", name="local", severity=Severity.INFO, check=check, doc="A function in a function.")


class Local:
    """A plugin with a rule that no other process can load."""

    @hookimpl
    def empact_rules(self) -> list[Rule]:
        return [local_rule()]


def test_validate__a_rule_that_cannot_be_sent_is_named(processes: Executor) -> None:
    session = Session([Local()])
    with pytest.raises(ExecutorError) as caught:
        session.validate(PORTFOLIO, executor=processes)
    assert "the rule 'local' of the plugin" in str(caught.value)
    assert str(caught.value).endswith(
        "Its check must be at the top level of a module that each worker can import. Threads do not need this."
    )
    with ThreadPoolExecutor(2) as threads:
        assert session.validate(PORTFOLIO, executor=threads) == session.validate(PORTFOLIO)


def test_validate__a_rule_that_a_worker_cannot_load_is_named(
    processes: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = types.ModuleType("only_here")
    exec("def check(plan, ctx):\n    'Only here.'\n    return ()", vars(module))
    rule = Rule(code="WORK006", name="only-here", severity=Severity.INFO, check=module.check)
    module.empact_rules = hookimpl(lambda: [rule])  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "only_here", module)
    with pytest.raises(ExecutorError, match=r"A worker cannot load the rule 'only-here' of the plugin 'only_here'"):
        Session([module]).validate(PORTFOLIO, executor=processes)


def test_validate__a_process_that_ends_is_an_error() -> None:
    class Killing:
        @hookimpl
        def empact_rules(self) -> list[Rule]:
            return [worker_rules.KILLS]

    with (
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool,
        pytest.raises(ExecutorError, match="A worker stopped before it had checked its plans: BrokenProcessPool"),
    ):
        Session([Killing()]).validate(PLANS[0], executor=pool, select="WORK")


def test_validate__an_executor_that_fails_is_an_error_and_its_tasks_are_cancelled() -> None:
    waiting = Waiting(RuntimeError("cannot schedule new futures after shutdown"))
    with pytest.raises(ExecutorError, match="RuntimeError: cannot schedule new futures after shutdown"):
        Session().validate(PORTFOLIO, executor=waiting, workers=3)
    assert [future.cancelled() for future in waiting.futures] == [True]


def test_validate__an_error_about_a_marked_plan_quotes_nothing() -> None:
    plans = empact.load("oap-c-2012"), PLANS[0]
    with pytest.raises(ExecutorError) as caught:
        Session().validate(*plans, executor=Waiting(RuntimeError("a text of the plan")), workers=2)
    assert "RuntimeError" in str(caught.value)
    assert "a text" not in str(caught.value)
    assert caught.value.__cause__ is None
