"""Who is involved in an action, and how a party is told from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact import Action, Plan
from empact.hooks import Involvement, Meaning, Part, Pointer, RuleContext


def by_action(
    plan: Plan, ctx: RuleContext, *parts: Part, view: Iterable[Involvement] | None = None
) -> Iterator[tuple[Pointer, Action, tuple[Involvement, ...]]]:
    """The actions of a plan, each with its pointer and its party items, in these parts or in any.

    Unlike a look-up by number, it keeps two actions apart that bear the same one. Without a ``view``, those who are
    meant by the decisions on record.
    """
    found: dict[Pointer, list[Involvement]] = {}
    for one in ctx.parties(plan) if view is None else view:
        if one.action is not None and (not parts or one.part in parts):
            found.setdefault(Pointer() / "actions" / one.at.tokens[1], []).append(one)
    for at, action in ctx.actions(plan):
        yield at, action, tuple(found.get(at, ()))


def identity(one: Involvement, ctx: RuleContext) -> str:
    """What a named party or an office is compared by: its code, or the name as written where nobody knows it."""
    if one.meaning is Meaning.NAMED and one.parties:
        return one.parties[0].code
    known = ctx.register.role(one.name) or ctx.register.find(one.name)
    return one.name if known is None else known.code


def codes(one: Involvement, ctx: RuleContext) -> frozenset[str]:
    """The codes of all who are meant; of a named party also where the plan has no period."""
    if one.meaning is Meaning.NAMED:
        return frozenset({identity(one, ctx)})
    return frozenset(party.code for party in one.parties)
