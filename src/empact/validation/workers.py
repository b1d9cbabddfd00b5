"""Workers: several processes or threads run the rules about one plan, each on a share of the plans."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from functools import cached_property
from typing import NamedTuple, ParamSpec, TypeVar

import attrs

from empact.arguments import check_type, wrong_type
from empact.collector import collector_paused
from empact.errors import EmpactError, ExecutorError, cause_of, crash_line
from empact.model import Plan
from empact.validation.contexts import ValidationContext
from empact.validation.engine import NO_FINDINGS, PlanFindings, Steps, check_plan
from empact.validation.rules import Rule
from empact.validation.selectors import Provided
from empact.values import value

P = ParamSpec("P")
T = TypeVar("T")

_SHOWN = 3
_CURE = "Its check must be at the top level of a module that each worker can import. Threads do not need this."
_NO_WORK = "The executor takes no work"
_STOPPED = "A worker stopped before it had checked its plans"
_POOL = "Make a new pool. A program that starts processes does so below if __name__ == '__main__', and not from stdin."


@value
class Workers:
    """An executor with the number of its workers. Each gets one share of the plans."""

    # A rule may look at all plans, so a worker reads all of them before it checks its share: more and smaller shares
    # would cost more than they balance.

    executor: Executor
    """A pool of processes, of threads, or of processes on several machines."""
    count: int
    """The number of its workers."""

    @classmethod
    def of(cls, executor: Executor | None, workers: int | None) -> Workers:
        """Return the workers of an executor, as a call names both.

        Args:
            executor: The executor.
            workers: The number of its workers. By default the size of a pool of Python; for another executor, the
                number of processors of this machine.
        """
        check_type("workers= takes", "a whole number or None", (int, type(None)), workers)
        if not isinstance(executor, Executor):
            if executor is None:
                message = (
                    "workers= needs an executor. Write executor=ProcessPoolExecutor(), too, or leave workers= out."
                )
                raise TypeError(message)
            raise wrong_type("executor=", "an Executor", executor, "executor=ProcessPoolExecutor()")
        if workers is not None and workers < 1:
            message = f"workers= takes at least 1, not {workers}."
            raise ValueError(message)
        size: object = getattr(executor, "_max_workers", None)  # the pools of Python have no public name for it
        return cls(executor, workers or (size if isinstance(size, int) else None) or os.cpu_count() or 1)

    def run(
        self,
        context: ValidationContext,
        rules: Sequence[Provided[Rule]],
        steps: Steps,
        *,
        meanwhile: Callable[[], object],
    ) -> list[PlanFindings]:
        """Run the rules about one plan in the workers, and ``meanwhile`` here; return the findings about each plan.

        Raises:
            ExecutorError: A worker cannot check its plans.
        """
        plans, parcel = context.portfolio.plans, Parcel(context, rules)
        shares = _divided(plans, self.count) if rules else []
        findings = dict.fromkeys(range(len(plans)), NO_FINDINGS)
        futures: list[Future[ShareFindings]] = []
        try:
            for share in shares:  # one by one, so that an error cancels those before it
                future = _asked(parcel, _NO_WORK, self.executor.submit, check_share, parcel, share)
                futures.append(future)
            meanwhile()
            for share, future in zip(shares, futures, strict=True):
                of_share = _asked(parcel, _STOPPED, future.result)
                findings.update(zip(share, of_share.by_plan, strict=True))
                context.overlapping.asked |= of_share.asked
                steps.done(len(share) * len(rules))
        finally:
            for future in futures:  # after an error, those that have not begun
                future.cancel()
        return list(findings.values())


def _divided(plans: Sequence[Plan], count: int) -> list[list[int]]:
    """Divide plans into shares with about the same number of actions; return the positions of each share."""
    shares: list[list[int]] = [[] for _ in range(min(count, len(plans)))]
    loads = [0] * len(shares)
    for position in sorted(range(len(plans)), key=lambda position: -len(plans[position].actions)):
        least = loads.index(min(loads))  # the largest plan first, each to the share with the least load
        loads[least] += len(plans[position].actions) + 1
        shares[least].append(position)
    return shares


def _asked(parcel: Parcel, fault: str, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call an executor, and say what is at ``fault`` if it raises an error.

    Raises:
        ExecutorError: The executor, or a worker of it, fails.
    """
    try:
        return call(*args, **kwargs)
    except EmpactError:
        raise
    except Exception as problem:  # noqa: BLE001 - an executor may raise anything
        if parcel.fault is not None:  # which the executor has replaced by an error of its own
            raise parcel.fault from None
        message = f"{fault}: {crash_line(problem, quoted=parcel.quoted)}. {_POOL}"
        raise ExecutorError(message) from (problem if parcel.quoted else None)


class ShareFindings(NamedTuple):
    """What a worker returns."""

    by_plan: list[PlanFindings]
    """What the rules report about each plan of the share."""
    asked: bool
    """Whether a rule has asked for possible overlaps, and so for the answers to them."""


def check_share(parcel: Parcel | SentParcel, positions: Iterable[int]) -> ShareFindings:
    """Run the rules about one plan on the plans at these positions. A worker calls it."""
    with collector_paused():
        context, rules = parcel.open()
        plans = context.portfolio.plans
        by_plan = [check_plan(context, plans[position], rules) for position in positions]
        return ShareFindings(by_plan, context.overlapping.asked)


class Parcel:
    """What each worker needs: the plans with their records, and the rules. A process gets it as :class:`SentParcel`."""

    def __init__(self, context: ValidationContext, rules: Sequence[Provided[Rule]]) -> None:
        self._context, self._rules = context, rules
        self.quoted = context.marking is None
        """Whether an error may have text of the plans."""
        self.fault: ExecutorError | None = None
        """Why it cannot be sent."""

    def __reduce__(self) -> tuple[object, ...]:
        try:
            return SentParcel, self._sent
        except ExecutorError as fault:
            self.fault = fault
            raise

    def open(self) -> tuple[ValidationContext, Sequence[Provided[Rule]]]:
        """Return the context, with plan contexts of its own, and the rules."""
        return attrs.evolve(self._context), self._rules

    @cached_property
    def _sent(self) -> tuple[object, ...]:
        """The arguments of the parcel that is sent, made once for all workers."""
        rules = [(_name(provided), _pickled(provided)) for provided in self._rules]
        faults = [f"{name} ({content})" for name, content in rules if isinstance(content, str)]
        if faults:
            more = f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
            message = f"Cannot be sent to a worker: {', '.join(faults[:_SHOWN])}{more}. {_CURE}"
            raise ExecutorError(message)
        try:
            context = pickle.dumps(attrs.evolve(self._context), pickle.HIGHEST_PROTOCOL)
        except Exception as problem:  # noqa: BLE001 - a value of a plugin may raise anything
            message = f"The plans and records cannot be sent to a worker: {crash_line(problem, quoted=self.quoted)}"
            raise ExecutorError(message) from (problem if self.quoted else None)
        return context, rules, self.quoted


def _name(provided: Provided[Rule]) -> str:
    return f"the rule {provided.value.name!r} of the plugin {provided.origin!r}"


def _pickled(provided: Provided[Rule]) -> bytes | str:
    """Return a rule as bytes, or why that is not possible."""
    try:
        return pickle.dumps(provided, pickle.HIGHEST_PROTOCOL)
    except Exception as problem:  # noqa: BLE001 - a check can be any object
        return cause_of(problem)


class SentParcel(NamedTuple):
    """A parcel in another process."""

    context: bytes
    """The plans with their records."""
    rules: Sequence[tuple[str, bytes]]
    """The rules with their names."""
    quoted: bool
    """Whether an error may have text of the plans."""

    def open(self) -> tuple[ValidationContext, Sequence[Provided[Rule]]]:
        """Return the plans with their records, and the rules.

        Raises:
            ExecutorError: The worker does not have a module of a plugin.
        """
        rules: list[Provided[Rule]] = []
        for name, content in self.rules:
            try:
                rules.append(pickle.loads(content))  # noqa: S301 - bytes of our own process
            except Exception as problem:
                message = f"A worker cannot load {name}: {cause_of(problem)}. {_CURE}"
                raise ExecutorError(message) from problem
        try:
            return pickle.loads(self.context), rules  # noqa: S301 - bytes of our own process
        except Exception as problem:  # noqa: BLE001 - a value of a plugin may raise anything
            message = f"A worker cannot load the plans and records: {crash_line(problem, quoted=self.quoted)}"
            raise ExecutorError(message) from (problem if self.quoted else None)
