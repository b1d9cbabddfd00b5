"""What every rule keeps to while it runs, each law as the sentences that tell where it is broken."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Portfolio
from empact.diagnostics import RULE_CRASHED, Diagnostic
from empact.hooks import Rule
from empact.model import Plan
from empact.reference import Register
from empact.testing.guard import guarded
from empact.testing.laws import law
from empact.testing.samples import Sample
from empact.validation import Provided, run

_TRUSTED = tuple(
    f"empact.{room}" for room in ("analysis", "diagnostics", "grammar", "model", "reference", "serde", "validation")
)
"""The rooms of empact that a rule's context asks: they read the facts about the EU once."""
_DATES = (None, dt.date(2012, 7, 1))


@attrs.frozen
class Runner:
    """Runs the rules of a plugin with the parties that its session knows."""

    origin: str
    register: Register

    def problems(self, rule: Rule, samples: Sequence[Sample]) -> list[str]:
        """A rule takes any plan, finds the same each time, and uses nothing but what it is told."""
        return runs_alone(self, rule, samples) or heeds_no_order(self, rule, samples)

    def found(self, rule: Rule, plans: Sequence[Plan], as_of: dt.date | None) -> list[Diagnostic]:
        """What a rule finds in plans that are checked together."""
        rules = [Provided(self.origin, rule)]
        return list(run(Portfolio(tuple(plans)), rules, as_of=as_of, register=self.register))


@law
def runs_alone(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """A rule crashes on no plan, finds the same the second time, and uses nothing from outside."""
    name = f"The rule {rule.name!r} ({rule.code})"
    for sample, as_of in itertools.product(samples, _DATES):
        with guarded(_TRUSTED) as uses:
            found = runner.found(rule, [sample.plan], as_of)
        yield from ((one.message, sample.what) for one in found if one.kind is RULE_CRASHED)
        yield from ((f"{name} uses {use}; what it may know stands in its arguments", sample.what) for use in uses)
        if found != runner.found(rule, [sample.plan], as_of):
            yield f"{name} finds something else the second time", sample.what


@law
def heeds_no_order(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """A rule finds the same in whatever order the plans stand; for that, each has an id of its own."""
    plans = [attrs.evolve(one.plan, id=f"T{index}-{one.plan.id}") for index, one in enumerate(samples)]
    first, second = (runner.found(rule, together, None) for together in (plans, plans[::-1]))
    if sorted(map(_key, first)) != sorted(map(_key, second)):
        yield f"The rule {rule.name!r} ({rule.code}) finds something else", "when the plans stand in another order"


def _key(one: Diagnostic) -> tuple[str, str, str, str]:
    return one.place.subject or "", one.place.pointer or "", one.message, one.hint or ""
