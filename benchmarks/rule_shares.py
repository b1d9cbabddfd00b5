"""The share of each rule in a validation, with the views of a plan that it is the first to ask for.

``python -m benchmarks.rule_shares`` prints a table for one plan of 250 actions, and ``--plans 16`` for 16 of them:
milliseconds and share of each rule when it runs in its turn, and when it runs again, with all views derived.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from empact import Plan, Portfolio, Session
from empact.collector import collector_paused
from empact.hooks import Rule
from empact.testing.generated import generate
from empact.validation.contexts import ValidationContext

_ROUNDS = 5
_SHOWN = 25


def shares(session: Session, plans: Sequence[Plan]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the seconds that each rule takes in its turn, and those when it runs again, by its name."""
    context = ValidationContext(portfolio=Portfolio(tuple(plans)), register=session.register)
    rules = [provided.value for provided in session.setup.plugins.rules]
    in_turn, again = defaultdict[str, float](float), defaultdict[str, float](float)
    with collector_paused():
        for plan in plans:
            ctx = context.of(plan)
            for times in (in_turn, again):
                for rule in rules:
                    if rule.scope == "plan":
                        times[rule.name] += _seconds(rule, plan, ctx)
            context.release(plan)
        for times in (in_turn, again):
            for rule in rules:
                if rule.scope == "portfolio":
                    times[rule.name] += _seconds(rule, context)
    return in_turn, again


def _seconds(rule: Rule, *arguments: object) -> float:
    check = cast("Callable[..., Iterable[object]]", rule.check)
    begin = time.process_time()
    for _ in check(*arguments, **rule.settings):
        pass
    return time.process_time() - begin


def _lines(in_turn: Mapping[str, float], again: Mapping[str, float], plans: int) -> Iterator[str]:
    whole = sum(in_turn.values())
    yield f"{'all rules':32}{whole / plans * 1000:9.2f} ms a plan"
    for name, seconds in sorted(in_turn.items(), key=lambda pair: -pair[1])[:_SHOWN]:
        once_more = again[name]
        yield (
            f"{name:32}{seconds / plans * 1000:9.2f} ms {seconds / whole:6.1%}"
            f"   again {once_more / plans * 1000:8.2f} ms {once_more / whole:6.1%}"
        )


def slowest(session: Session, plan: Plan) -> float:
    """Return the share of the slowest rule in its turn."""
    in_turn, _ = shares(session, [plan])
    return max(in_turn.values()) / sum(in_turn.values())


def main() -> None:
    """Print the table: for each rule the least of some rounds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rule_shares", description=__doc__)
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--actions", type=int, default=250)
    options = parser.parse_args()
    session, plans = Session(), list(generate(options.plans, options.actions))
    shares(session, plans)  # fills the caches
    rounds = [shares(session, plans) for _ in range(_ROUNDS)]
    in_turn, again = ({name: min(each[turn][name] for each in rounds) for name in rounds[0][0]} for turn in (0, 1))
    print("\n".join(_lines(in_turn, again, options.plans)))


if __name__ == "__main__":
    main()
