"""Write parties whose part is not sure in the notation: beside a group or in its list, with a role or a condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from empact.grammar.parties import parse_parties
from empact.grammar.party_items import is_known_code, list_names, parse_single
from empact.grammar.party_remarks import is_doubtful
from empact.grammar.party_words import can_belong, party_words
from empact.grammar.wordings.joints import Jointed, chosen_from, jointed
from empact.model import Collective, Condition, ItemRole, PartyItem, Unparsed
from empact.reference import Group, register

_Item = PartyItem | Unparsed
_EXCLUDED = "excluded"
_OPEN_LISTS = ("including", "members", "examples")
_ROLES = (ItemRole.CO_LEADER, ItemRole.PARTICIPANT, ItemRole.SUPPORT, ItemRole.OBSERVER)


def party_wordings(text: str) -> Iterator[str]:
    """Yield the parties of a cell in the notation, with the meanings that words which are not understood may have.

    They can be parties beside the others, names for the list of the group before them, or a remark about it.
    """
    items = parse_parties(text).items
    for place, item in enumerate(items):
        if not isinstance(item, Unparsed):
            continue
        before, behind = items[:place], items[place + 1 :]
        for apart in (_apart(item.text), _open(item.text), *((whole,) for whole in _whole(item.text))):
            if apart:
                yield _text((*before, *apart, *behind))
        last = before[-1] if before else None
        if isinstance(last, PartyItem):
            for extended in _extended(last, item.text):
                yield _text((*before[:-1], extended, *behind))
    yield from _with_roles(items)


def roles_written(text: Jointed) -> str:
    """Return a text with the roles behind its parts in the notation: "(role: co-leader)" for "(co-leaders)"."""
    return str(attrs.evolve(text, parts=tuple(map(_role_written, text.parts))))


def _role_written(part: str) -> str:
    mark = party_words().mark.search(part)
    return part if mark is None else f"{part[: mark.start()]} (role: {party_words().role(mark).value})"


def _text(items: Sequence[_Item]) -> str:
    return ", ".join(map(str, items))


def _bare(words: str) -> str:
    """Return words without the brackets around them and the "and" before them."""
    leading = party_words().leading_and.match(words)
    bare = words[leading.end() :] if leading else words
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def is_known(item: PartyItem) -> bool:
    """Check whether an item is a party, an office or a group that is known, or words for a group."""
    known = register()
    return item.collective is not None or any(find(item.party) for find in (known.find, known.group, known.role))


def _apart(words: str) -> tuple[PartyItem, ...]:
    """Return the parties that words are by themselves; none if a part of them is something else."""
    items = parse_parties(_bare(words)).items
    parties = tuple(item for item in items if isinstance(item, PartyItem) and is_known(item))
    return parties if len(parties) == len(items) else ()


def _open(words: str) -> tuple[PartyItem, ...]:
    """Return the states and bodies of which one is to be chosen, each as not confirmed; none of other words."""
    parties = [_apart(part) for part in chosen_from(words)]
    known = [party for part in parties for party in part if register().find(party.party) is not None]
    return tuple(attrs.evolve(party, tentative=True) for party in known) if len(known) == len(parties) else ()


def _whole(words: str) -> Iterator[PartyItem]:
    """Yield the party or group at the start of words, with what the rest may say about it: "SE (Phase 1)"."""
    bracket = words.rfind("(")
    places = [(bracket, bracket)] if bracket > 0 and words.endswith(")") else []
    parts = jointed(words)
    if parts is not None:
        start = len(parts.parts[0])
        places.append((start, start + len(parts.joints[0])))
    for end, start in places:
        item = parse_single(words[:end].rstrip())
        if item is not None and is_known(item):
            yield from _extended(item, words[start:])


def _extended(item: PartyItem, words: str) -> Iterator[PartyItem]:
    """Yield a party or a group with words in one of its lists, or as the condition or the reason for a reservation."""
    names = list_names(_bare(words))
    group = item.collective or register().group(item.party)
    if names and group is not None and all(map(register().find, names)):
        for field in _lists(item, group, names, words):
            listed: dict[str, Any] = {field: (*getattr(item, field), *names)}
            yield attrs.evolve(item, **listed)
    elif _is_remark(words, names) and item.condition is None and not item.tentative:
        yield attrs.evolve(item, condition=Condition(text=_bare(words)))
        yield attrs.evolve(item, tentative=True, reason=_bare(words))


def _is_remark(words: str, names: Sequence[str]) -> bool:
    """Check whether words in brackets can be a condition or a reason: no denial, and nobody is named in them."""
    known = any(is_known_code(part) for name in names for part in name.split())
    return words.startswith("(") and not is_doubtful(words) and not known


def _lists(item: PartyItem, group: Collective | Group, names: Sequence[str], words: str) -> list[str]:
    """Return the fields of the lists of a group that names can stand in: those that it has, or all that they fit."""
    fields = [field for field in (*_OPEN_LISTS, _EXCLUDED) if getattr(item, field)]
    if fields or not all(can_belong(name, group) for name in names):
        return fields
    if not words.startswith("("):
        return [_EXCLUDED] if item.collective is not None and item.collective.determinate else []
    return list(_OPEN_LISTS) if item.collective is not None and not item.collective.determinate else []


def _with_roles(items: Sequence[_Item]) -> Iterator[str]:
    """Yield parties with a role for those that have none beside others: "NL (leader) + DE"."""
    parties = [part for item in items for part in ((item,) if isinstance(item, PartyItem) else _apart(item.text))]
    if len(parties) >= len(items) and len({party.role for party in parties}) > 1:
        for role in _ROLES:
            yield _text([attrs.evolve(party, role=party.role or role) for party in parties])
