"""Resolve the parties, actions and checkpoints that options name."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import click

from empact.analysis import assignments
from empact.errors import UnknownIdError
from empact.grammar import parse_parties
from empact.model import Parties, PartyItem, Plan, Ref, Unparsed
from empact.reference import Register
from empact.session import Session


def named_parties(session: Session, plan: Plan, names: Iterable[str]) -> Parties:
    """Resolve names of parties, each party once.

    Raises:
        UnknownIdError: Neither the register nor the plan knows a name. An entry cannot be changed later, so a
            misspelt name would stay in the ledger and be about nobody.
    """
    items: dict[PartyItem, PartyItem] = {}
    register = session.register
    written = {assignment.name for assignment in assignments(plan, register)}
    for name in names:
        parsed = parse_parties(name).items
        if not parsed or any(isinstance(item, Unparsed) for item in parsed):
            raise click.UsageError(f"{name!r} is not a party.")
        for item in parsed:
            if isinstance(item, PartyItem):
                party = register.find(item.party)
                items.setdefault(item if party is None else attrs.evolve(item, party=party.code), item)
    named = [
        name
        for item in items.values()
        for name in (item.party, *item.members, *item.including, *item.excluded, *item.cooperating)
    ]
    groups = {item.party for item in items.values() if item.collective is not None}
    for name in named:
        if name not in written | groups and not _is_known(name, register):
            known = [party.code for party in register.parties]
            raise UnknownIdError("Party", name, known, hint=register.hint(name) or "")
    return Parties(items=tuple(items.values()))


def _is_known(name: str, register: Register) -> bool:
    found = (register.role(name), register.find(name), register.group(name))
    return any(one is not None for one in found)


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
