"""Resolve the parties, actions and checkpoints that options name."""

from __future__ import annotations

from collections.abc import Iterable

import click

from empact.analysis.involvement.naming import named_parties as resolve
from empact.errors import UnknownIdError
from empact.model import Parties, Plan, Ref
from empact.session import Session


def named_parties(session: Session, plan: Plan, names: Iterable[str]) -> Parties:
    """Resolve names of parties, each party once.

    Raises:
        UnknownIdError: Neither the register nor the plan knows a name. An entry cannot be changed later, so a
            misspelt name would stay in the ledger and be about nobody.
        click.UsageError: A name is not that of a party.
    """
    try:
        return resolve(names, plan, session.register)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None


def named_actions(plan: Plan, numbers: Iterable[str]) -> tuple[Ref, ...]:
    """Resolve numbers of actions, each action once.

    Raises:
        UnknownIdError: The plan has no such action.
    """
    return tuple(dict.fromkeys(Ref(action=plan.action(number).number) for number in numbers))


def checkpoint_named(plan: Plan, name: str) -> str:
    """Return the checkpoint of a plan whose name is, or starts with, this text; the text, if the plan has none.

    Capital letters and spaces do not count.

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        click.UsageError: Several names start with the text.
    """
    known = list(dict.fromkeys(checkpoint.name for checkpoint in plan.checkpoints))
    if name in known or not known:
        return name
    start = _key(name)
    found = [one for one in known if start and _key(one).startswith(start)]
    found = [one for one in found if _key(one) == start] or found
    if len(found) > 1:
        raise click.UsageError(f"The names of several checkpoints start with {name!r}: {', '.join(found)}.")
    if not found:
        raise UnknownIdError("Checkpoint", name, known, hint=f"{plan.id} has {', '.join(known)}.")
    return found[0]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
