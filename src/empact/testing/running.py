"""Checks the requirements for rules while they run; each check returns its problems as sentences."""

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
from empact.validation.contexts import ValidationContext

_TRUSTED = tuple(
    f"empact.{package}"
    for package in ("analysis", "diagnostics", "grammar", "model", "reference", "serde", "validation")
)
"""The packages behind a rule's context: they may read files, because they load the facts about the EU once."""
_DATES = (None, dt.date(2012, 7, 1))


@attrs.frozen
class Runner:
    """Runs the rules of a plugin with the parties of its session."""

    origin: str
    """The name of the plugin."""
    register: Register
    """The known parties of the session, also those of plugins."""

    def problems(self, rule: Rule, samples: Sequence[Sample]) -> list[str]:
        """Return the problems of a rule on these plans, as sentences."""
        return runs_alone(self, rule, samples) or ignores_order(self, rule, samples)

    def found(self, rule: Rule, plans: Sequence[Plan], as_of: dt.date | None) -> list[Diagnostic]:
        """Return a rule's findings in plans that are checked together."""
        rules = [Provided(self.origin, rule)]
        context = ValidationContext(portfolio=Portfolio(tuple(plans)), as_of=as_of, register=self.register)
        return list(run(context, rules))


@law
def runs_alone(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that a rule does not crash, reports the same findings twice, and uses nothing but its arguments."""
    name = f"The rule {rule.name!r} ({rule.code})"
    for sample, as_of in itertools.product(samples, _DATES):
        with guarded(_TRUSTED) as uses:
            findings = runner.found(rule, [sample.plan], as_of)
        yield from ((finding.message, sample.what) for finding in findings if finding.kind is RULE_CRASHED)
        yield from ((f"{name} uses {use}; a rule may only use its arguments", sample.what) for use in uses)
        if findings != runner.found(rule, [sample.plan], as_of):
            yield f"{name} reports different findings the second time", sample.what


@law
def ignores_order(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that a rule reports the same findings in any order of the plans, which get different ids for this."""
    plans = [attrs.evolve(sample.plan, id=f"T{index}-{sample.plan.id}") for index, sample in enumerate(samples)]
    first, second = (runner.found(rule, together, None) for together in (plans, plans[::-1]))
    if sorted(map(_key, first)) != sorted(map(_key, second)):
        yield f"The rule {rule.name!r} ({rule.code}) reports different findings", "with the plans in another order"


def _key(finding: Diagnostic) -> tuple[str, str, str, str]:
    return finding.place.subject or "", finding.place.pointer or "", finding.message, finding.hint or ""
