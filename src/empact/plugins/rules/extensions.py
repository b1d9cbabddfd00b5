"""Data of plugins: whether anybody here reads it."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan, StrategicGoal
from empact.hooks import Finding, Pointer, Rule, RuleContext, Severity, did_you_mean

_ON = {Plan: "the plan", StrategicGoal: "a goal", Action: "an action"}


def _data(plan: Plan, ctx: RuleContext) -> Iterator[tuple[str, str, Pointer]]:
    """Every name under ``extensions``, with what it stands on and where."""
    whole: tuple[tuple[Pointer, Plan | StrategicGoal | Action], ...] = ((Pointer(""), plan),)
    for at, owner in (*whole, *ctx.goals(plan), *ctx.actions(plan)):
        for name in owner.extensions:
            yield name, _ON[type(owner)], at / "extensions" / name


def data_unread(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan contains data of a plugin, but no installed plugin reads it.

    Either the plugin is not installed on this computer: then the data is kept, and nothing is lost. Or the name is
    misspelt: then nobody sees a column that somebody filled in. If a plugin reads data of this name on actions only,
    the same data on a goal is not read either.
    """
    known: dict[str, list[str]] = {}
    for one in ctx.extensions:
        known.setdefault(one.name, []).append(_ON[one.on])
    places: dict[tuple[str, str], list[Pointer]] = {}
    for name, on, at in _data(plan, ctx):
        if on not in known.get(name, ()):
            places.setdefault((name, on), []).append(at)
    for (name, on), (first, *others) in places.items():
        more = f" and {len(others)} more time{'s' * (len(others) > 1)}" if others else ""
        yield Finding(
            f"The data {name!r} stands on {on}{more}, and no plugin here reads it.",
            first,
            hint=_cure(name, known),
            related=tuple(others),
        )


def _cure(name: str, known: dict[str, list[str]]) -> str:
    if name in known:
        return f"Its plugin reads it on {' and '.join(known[name])}: move it there."
    close = did_you_mean(name, known)
    return f"Did you mean {close!r}?" if close else "Install the plugin that it belongs to."


RULES = (Rule(code="OAP108", name="data-unread", severity=Severity.INFO, check=data_unread),)
