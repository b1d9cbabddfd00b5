"""How a broken law is told: once, with the first case in which it is broken and the number of the others."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import ParamSpec

P = ParamSpec("P")


def law(check: Callable[P, Iterator[tuple[str, str]]]) -> Callable[P, list[str]]:
    """Makes sentences of what a check yields: the complaint, without its full stop, and the case that it is about."""

    @functools.wraps(check)
    def told(*args: P.args, **kwargs: P.kwargs) -> list[str]:
        cases: dict[str, list[str]] = {}
        for complaint, case in check(*args, **kwargs):
            cases.setdefault(complaint.rstrip("."), []).append(case)
        return [f"{complaint} ({_named(list(dict.fromkeys(found)))})." for complaint, found in cases.items()]

    return told


def _named(cases: list[str]) -> str:
    return cases[0] if len(cases) == 1 else f"{cases[0]}, and {len(cases) - 1} more"
