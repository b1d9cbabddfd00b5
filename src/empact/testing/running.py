"""Checks the requirements for rules while they run; each check returns its problems as sentences."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from empact.analysis import Portfolio
from empact.diagnostics import RULE_CRASHED, Diagnostic
from empact.hooks import Rule
from empact.model import Cell, Plan
from empact.reference import Register
from empact.testing.guard import guarded
from empact.testing.laws import law
from empact.testing.samples import Sample
from empact.testing.surroundings import ContextState, kept
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
    _noted: dict[tuple[str, str], object] = attrs.field(factory=dict[tuple[str, str], object], init=False, repr=False)
    """The findings that ``runs_alone`` has seen, by the code of the rule and the name of the plan."""

    def problems(self, rule: Rule, samples: Sequence[Sample]) -> list[str]:
        """Return the problems of a rule on these plans, as sentences."""
        return runs_alone(self, rule, samples) or ignores_order(self, rule, samples)

    def answers(self, rule: Rule, samples: Iterable[Sample]) -> dict[str, object]:
        """Return the findings in each plan that is not generated, for the comparison with another process."""
        own = [sample for sample in samples if not sample.drawn]
        for sample in own:
            if (rule.code, sample.what) not in self._noted:
                self.note(rule, sample, self.found(rule, [sample.plan], None))
        return {sample.what: self._noted[rule.code, sample.what] for sample in own}

    def note(self, rule: Rule, sample: Sample, findings: Iterable[Diagnostic]) -> None:
        """Note the findings of a rule in a plan without a date, for :meth:`answers`."""
        self._noted[rule.code, sample.what] = [_key(finding) for finding in findings]

    def found(self, rule: Rule, plans: Sequence[Plan], as_of: dt.date | None) -> list[Diagnostic]:
        """Return a rule's findings in plans that are checked together."""
        rules = [Provided(self.origin, rule)]
        context = ValidationContext(portfolio=Portfolio(tuple(plans)), as_of=as_of, register=self.register)
        return list(run(context, rules))


@law
def runs_alone(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that a rule does not crash, reports the same findings twice, and uses and changes nothing else."""
    name = f"The rule {rule.name!r} ({rule.code})"
    states: list[ContextState] = []
    watched = attrs.evolve(rule, check=_watched(rule.check, states))
    for sample, as_of in itertools.product(samples, _DATES):
        states.clear()
        with kept() as changes, guarded(_TRUSTED) as uses:
            findings = runner.found(watched, [sample.plan], as_of)
        if as_of is None and not sample.drawn:
            runner.note(rule, sample, findings)
        yield from ((finding.message, sample.what) for finding in findings if finding.kind is RULE_CRASHED)
        yield from ((f"{name} uses {use}; a rule may only use its arguments", sample.what) for use in uses)
        of_context = [f"changes its context ({part})" for state in states for part in state.changes()]
        for change in (*changes, *of_context):
            yield f"{name} {change}; a rule may only yield findings", sample.what
        if sample.is_changed():
            yield f"{name} changes the plan; a rule may only yield findings", sample.what
        if findings != runner.found(watched, [sample.plan], as_of):
            yield f"{name} reports different findings the second time", sample.what
        yield from ((f"{name} {fault}", sample.what) for fault in _faults(findings, sample.plan))


def _watched(check: Callable[..., Any], states: list[ContextState]) -> Callable[..., Any]:
    """Return the check of a rule that adds the state of its context, before it is used, to ``states``."""

    @functools.wraps(check)
    def checked(*arguments: Any, **settings: Any) -> Any:
        states.append(ContextState.of(arguments[-1]))  # (plan, ctx), or (ctx,) for a rule about the portfolio
        return check(*arguments, **settings)

    return checked


def _faults(findings: Iterable[Diagnostic], plan: Plan) -> Iterator[str]:
    """Yield what is wrong with findings themselves, as the end of a sentence that begins with the rule."""
    own = [finding for finding in findings if finding.kind is not RULE_CRASHED]
    for finding in own:
        message = finding.message
        if not message.endswith(".") or "\n" in message or not message.strip(" ."):
            yield f"reports {message!r}: a message is one sentence that ends with a full stop"
        if finding.hint is None or not finding.hint.endswith("."):
            yield f"reports {message!r} with the hint {finding.hint!r}: it needs a hint that ends with a full stop"
        for place in (finding.place, *(related.place for related in finding.related)):
            if place.pointer is not None and not _is_in(place.pointer, plan):
                yield f"reports a finding at {place.pointer!r}, which the plan does not have"
    for finding in (finding for at, finding in enumerate(own) if finding in own[:at]):
        yield f"reports {finding.message!r} twice at the same place"


def _is_in(pointer: str, plan: Plan) -> bool:
    """Return whether a plan has what a pointer leads to, or a field in which it could be."""
    value: Any = plan
    for escaped in pointer.split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        whole: Any = value
        if isinstance(value, Mapping):
            if token not in value:
                return False
            value = cast("Mapping[str, Any]", value)[token]
        elif isinstance(value, tuple | Cell):
            items: tuple[Any, ...] = tuple(cast("Iterable[Any]", value))
            if token.isdecimal():
                if int(token) >= len(items):
                    return False
                value = items[int(token)]
            else:
                value = getattr(whole, token, _MISSING)
        else:
            value = getattr(whole, token, _MISSING)
        if value is _MISSING:
            return False
        if value is None:
            return True  # what is not there, such as the period, is reported where it would be
    return True


_MISSING = object()


@law
def ignores_order(runner: Runner, rule: Rule, samples: Iterable[Sample]) -> Iterator[tuple[str, str]]:
    """Check that a rule reports the same findings in any order of the plans, which get different ids for this."""
    plans = [attrs.evolve(sample.plan, id=f"T{index}-{sample.plan.id}") for index, sample in enumerate(samples)]
    first, second = (runner.found(rule, together, None) for together in (plans, plans[::-1]))
    if rule.scope == "portfolio":  # any other rule has stopped alone
        yield from ((finding.message, "several plans") for finding in first if finding.kind is RULE_CRASHED)
    if sorted(map(_key, first)) != sorted(map(_key, second)):
        yield f"The rule {rule.name!r} ({rule.code}) reports different findings", "with the plans in another order"


def _key(finding: Diagnostic) -> tuple[str, str, str, str]:
    return finding.place.subject or "", finding.place.pointer or "", finding.message, finding.hint or ""
