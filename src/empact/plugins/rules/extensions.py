"""A rule about the data of plugins: an installed plugin has to read it."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Action, Plan, StrategicGoal
from empact.diagnostics import Pointer, Severity, did_you_mean
from empact.hooks import Finding, Related, Rule, RuleContext

_OWNERS = {Plan: "the plan", StrategicGoal: "a goal", Action: "an action"}


def _data(plan: Plan, ctx: RuleContext) -> Iterator[tuple[str, str, Pointer]]:
    """Every name under ``extensions``, with the kind of its owner and its pointer."""
    root: tuple[tuple[Pointer, Plan | StrategicGoal | Action], ...] = ((Pointer(""), plan),)
    for at, owner in (*root, *ctx.goals(), *ctx.actions()):
        for name in owner.extensions:
            yield name, _OWNERS[type(owner)], at / "extensions" / name


def data_unread(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan contains data of a plugin, but no installed plugin reads it.

    If the plugin is not installed on this computer, the data is kept and nothing is lost. If the name is misspelt, a
    column that somebody filled in is not shown. If a plugin reads data of this name on actions only, the same data on a
    goal is not read either.
    """
    known: dict[str, list[str]] = {}
    for extension in ctx.extensions:
        known.setdefault(extension.name, []).append(_OWNERS[extension.on])
    places: dict[tuple[str, str], list[Pointer]] = {}
    for name, owner, at in _data(plan, ctx):
        if owner not in known.get(name, ()):
            places.setdefault((name, owner), []).append(at)
    for (name, owner), (first, *others) in places.items():
        owners = f"{len(others) + 1} {owner.partition(' ')[2]}s" if others else owner
        yield Finding(
            f"No installed plugin reads the data {name!r} of {owners}.",
            first,
            hint=_format_hint(name, known),
            related=tuple(Related(other, "the same data") for other in others),
        )


def _format_hint(name: str, known: dict[str, list[str]]) -> str:
    if name in known:
        return f"The plugin reads it on {' and '.join(known[name])}: move it there."
    close = did_you_mean(name, known)
    return f"Did you mean {close!r}?" if close else "Install the plugin that reads it."


RULES = (Rule(code="OAP108", name="data-unread", severity=Severity.INFO, check=data_unread),)
