"""Sessions are safe from their first use on by many threads: everything is computed once, every fault reported once."""

from __future__ import annotations

import gc
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from tests.support.hostile import plugin, rule

import empact
import oap_c_2012
from empact import Diagnostics, Plan, Session, collector
from empact.diagnostics import Pointer
from empact.hooks import Finding, RuleContext
from empact.session import sessions as defaults

T = TypeVar("T")
THREADS = 12


def together(call: Callable[[], T]) -> list[T]:
    """Call a function in several threads that begin at the same time; return the results.

    Each thread is started when the one before it waits: a tool that measures coverage sets a trace function in a new
    thread, and Python 3.11 refuses a second one meanwhile.
    """
    waiting = threading.Semaphore(0)
    barrier = threading.Barrier(THREADS)

    def run() -> T:
        waiting.release()
        barrier.wait(60)
        return call()

    with ThreadPoolExecutor(THREADS) as pool:
        started: list[Future[T]] = []
        for _ in range(THREADS):
            started.append(pool.submit(run))
            assert waiting.acquire(timeout=60), "a thread has not started"
        return [future.result() for future in started]


@pytest.fixture(autouse=True)
def switching() -> Iterator[None]:
    """Let threads change places as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def slow(calls: list[str], hook: str, answer: Callable[[], object]) -> Callable[[], object]:
    """Return a hook that notes its call and takes long enough for every thread to ask for it."""

    def ask() -> object:
        calls.append(hook)
        time.sleep(0.05)
        return answer()

    return ask


ASKED: dict[str, Callable[[Session], object]] = {
    "empact_rules": lambda session: session.rules,
    "empact_readers": lambda session: session.plugins.readers,
    "empact_documents": lambda session: session.documents,
    "empact_exporters": lambda session: session.exporters,
    "empact_formatters": lambda session: session.formatters,
    "empact_plans": lambda session: session.bundled,
    "empact_extensions": lambda session: session.plugins.extensions,
    "empact_parties": lambda session: session.register,
    "empact_profiles": lambda session: session.plugins.profiles,
    "empact_commands": lambda session: session.plugins.commands,
}


@pytest.mark.parametrize("hook", ASKED)
def test_a_hook__of_a_session_that_threads_share__is_called_once(hook: str) -> None:
    calls: list[str] = []
    session = Session([plugin("slow", **{hook: slow(calls, hook, list)})])
    answers = together(lambda: ASKED[hook](session))
    assert all(answer == answers[0] for answer in answers)
    assert calls == [hook]


def test_a_fault__of_a_session_that_threads_share__is_reported_once() -> None:
    calls: list[str] = []
    hooks = {hook: slow(calls, hook, lambda: [7]) for hook in ASKED}
    session = Session([plugin("slow", **hooks)])
    found = together(lambda: session.plugins.diagnostics)
    assert all(diagnostics == found[0] for diagnostics in found)
    assert len(found[0]) == len(ASKED)
    assert sorted(calls) == sorted(ASKED)


def test_a_plugin__of_a_session_that_threads_share__is_loaded_once() -> None:
    loads: list[str] = []

    class Slow:
        @property
        def EMPACT_API(self) -> int:  # noqa: N802 - the name that plugins use
            loads.append("load")
            time.sleep(0.05)
            return 1

    session = Session([Slow()])
    together(lambda: tuple(session.plugins))
    once = len(loads)
    loads.clear()
    tuple(Session([Slow()]).plugins)
    assert once == len(loads)


def test_parts_of_a_session_that_threads_share__are_one() -> None:
    session = Session()
    for part in ("register", "workspace", "plugins", "_plugins"):
        assert len(set(map(id, together(lambda part=part: getattr(session, part))))) == 1  # type: ignore[misc]


def test_default_session__asked_by_threads__is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed() -> Session:
        time.sleep(0.05)
        return Session()

    monkeypatch.setattr(Session, "installed", installed)
    defaults.installed_session.cache_clear()
    try:
        assert len(set(map(id, together(empact.default_session)))) == 1
    finally:
        defaults.installed_session.cache_clear()


def test_a_session_that_threads_share__loads_and_validates_as_one_thread_does() -> None:
    expected = Session([oap_c_2012]).validate(Session([oap_c_2012]).load("oap-c-2012"))
    session = Session([oap_c_2012])
    found = together(lambda: session.validate(session.load("oap-c-2012")))
    assert all(diagnostics == expected for diagnostics in found)
    assert gc.isenabled()


def test_a_context_that_threads_share__gives_equal_answers() -> None:
    session = Session([oap_c_2012])
    context = session.context(session.load("oap-c-2012"))
    answers = together(lambda: (context.schedule, context.assignments, list(context.goals())))
    assert all(answer == answers[0] for answer in answers)


def test_the_collector__stopped_by_one_thread_while_another_starts_it__runs_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = collector.collector_paused()
    first.__enter__()
    started = threading.Event()

    def end_first() -> None:
        started.set()
        first.__exit__(None, None, None)

    class Collector:
        """The collector, with another thread between the question and what is done about the answer."""

        enable, disable = staticmethod(gc.enable), staticmethod(gc.disable)

        @staticmethod
        def isenabled() -> bool:
            running = gc.isenabled()
            thread.start()
            started.wait(5)
            time.sleep(0.05)
            return running

    thread = threading.Thread(target=end_first)
    monkeypatch.setattr(collector, "gc", Collector)
    with collector.collector_paused():
        pass
    thread.join()
    assert gc.isenabled()


# Processes


def check(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    yield Finding(f"Seen {plan.id}.", Pointer())


def validated(plan: Plan) -> Diagnostics:
    return Session([plugin("own", empact_rules=lambda: [rule(check, "OWN001")])]).validate(plan, select="OWN")


def test_a_plan__sent_to_another_process__is_validated_there() -> None:
    plans = [Plan(id="A"), Plan(id="B")]
    with ProcessPoolExecutor(1) as pool:
        found: list[Any] = list(pool.map(validated, plans))
    assert [[one.message for one in diagnostics] for diagnostics in found] == [["Seen A."], ["Seen B."]]


def test_a_session__is_not_sent_to_another_process() -> None:
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(Session())
