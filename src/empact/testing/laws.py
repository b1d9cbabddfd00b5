"""Formats the result of a check: each problem once, with the first case and the number of other cases."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import ParamSpec

P = ParamSpec("P")


def law(check: Callable[P, Iterator[tuple[str, str]]]) -> Callable[P, list[str]]:
    """Decorate a check that yields pairs of a problem and its case, so that it returns one sentence per problem."""

    @functools.wraps(check)
    def sentences(*args: P.args, **kwargs: P.kwargs) -> list[str]:
        cases: dict[str, list[str]] = {}
        for problem, case in check(*args, **kwargs):
            cases.setdefault(problem.rstrip("."), []).append(case)
        return [f"{problem} ({_named(list(dict.fromkeys(found)))})." for problem, found in cases.items()]

    return sentences


def _named(cases: list[str]) -> str:
    return cases[0] if len(cases) == 1 else f"{cases[0]}, and {len(cases) - 1} more"
