"""Resolve the parties, actions and checkpoints that options name."""

from __future__ import annotations

from collections.abc import Iterable

import click

from empact.analysis.involvement.naming import named_parties as resolve
from empact.analysis.schedules import named_checkpoint as resolve_checkpoint
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

    Raises:
        UnknownIdError: The plan has no such checkpoint.
        click.UsageError: Several names start with the text.
    """
    try:
        return resolve_checkpoint(plan, name)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
