"""Parse one party or group with what stands in its brackets: ``HU (authority: BKA)``, ``Third countries (RS, MK)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import attrs

from empact.grammar.language import key
from empact.grammar.party_words import can_be_excluded, can_belong, members_of, parse_group, party_words
from empact.grammar.tokens import TIMELY, tokens
from empact.model import Collective, Condition, ItemRole, PartyItem, PartyKind
from empact.reference import Group, register

_BRACKET = re.compile(r"\s*\((?P<words>[^()]+)\)")
_LABELLED = re.compile(
    r"(?P<label>authority|members|including|for example|except|role|tbc|if): (?P<words>\S.*)|(?P<tbc>tbc)"
)
_LISTS = {"members": "members", "including": "including", "for example": "examples", "except": "excluded"}
_SERVICE_BEHIND_A_DASH = re.compile(r"(?P<party>[^():;,/]+?)\s+[-–—]\s+(?P<authority>[A-Z][^():;,/]*)")
_NO_SERVICE = re.compile(r"[0-9?!:=%<>]")
_SERVICE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME = re.compile(r"\w[\w .'’–-]*")
_CODE = re.compile(r"[A-Za-z][A-Za-z-]*")
_NAMES = re.compile(r"\s*[,;/&+]\s*")
MOST_WORDS = 12
_MOST_BRACKETS = 8

_Fields = dict[str, Any]


def is_known_code(word: str) -> bool:
    """Check whether a word is a code or a name of one word that the register has."""
    return _CODE.fullmatch(word) is not None and register().find(word) is not None


def parse_single(words: str) -> PartyItem | None:
    """Return one party, or a group, with what the text says about it; None for any other text."""
    fields: _Fields = {}
    brackets: list[str] = []
    name = words
    while not is_name_with_brackets(name) and len(brackets) < _MOST_BRACKETS:
        rest = _without_mark(name, fields)
        if rest is not None:
            name = rest
            continue
        end = name.rfind("(")
        bracket = _BRACKET.fullmatch(name, end) if end > 0 else None
        if bracket is None:
            break
        brackets.insert(0, bracket["words"].strip())
        name = name[:end].rstrip()
    name = _without_condition(name, fields)
    head = _head(name, fields)
    if head is None:
        return None
    party, group = head
    if group is None and len(brackets) == 1 and _is_service_of(party, brackets[0]):
        party, brackets = brackets[0], [party]
    for content in brackets:
        if not _bracket(content, group, fields):
            return None
    if fields.get("condition") is not None:
        fields["condition"] = Condition(text=fields["condition"])
    collective = group if isinstance(group, Collective) else None
    return PartyItem(party=party, collective=collective, **fields)


def is_name_with_brackets(words: str) -> bool:
    """Check whether words with a bracket at the end are a name as a whole: "MAOC (N)", "All MS (27)"."""
    if not words.endswith(")"):
        return False
    return register().find(words) is not None or (words[-2:-1].isdecimal() and parse_group(words) is not None)


def _without_mark(words: str, fields: _Fields) -> str | None:
    """Take a reservation or a role from the end of words: "(tbc: reason)", "- to be confirmed", "(co-leader)"."""
    patterns = party_words()
    unfilled = patterns.unfilled_bracket.search(words)
    if unfilled is not None:
        return words[: unfilled.start()].rstrip()
    tentative = patterns.tentative.search(words)
    if tentative is not None and "tentative" not in fields:
        reason = tentative["reason"]
        fields |= {"tentative": True, "reason": None if reason is None else reason.strip()}
        return words[: tentative.start()].rstrip()
    mark = patterns.mark.search(words)
    if mark is not None and "role" not in fields and not _is_country(mark, words):
        fields["role"] = patterns.role(mark)
        return words[: mark.start()].rstrip()
    return None


def _is_country(mark: re.Match[str], words: str) -> bool:
    """Check whether a short mark is a country: "Third countries (CL)" and "Chile (CL)" have no co-leader."""
    short = mark["short"]
    country = None if short is None else register().find(short)
    if country is None:
        return False
    head = words[: mark.start()].rstrip()
    return parse_group(head) is not None or register().find(head) is country


def _without_condition(name: str, fields: _Fields) -> str:
    """Take a condition from the end of a name: "Eurojust if needed"."""
    start = name.rfind(" if ")
    match = party_words().needed.fullmatch(name, start) if start > 0 else None
    if match is None or "condition" in fields:
        return name
    fields["condition"] = match["condition"]
    return name[:start].rstrip(" -–—,")


def _head(name: str, fields: _Fields) -> tuple[str, Collective | Group | None] | None:
    """Return the name of a party or group, and the group; None for words that are neither."""
    theirs = party_words().theirs.search(name)
    if theirs is not None and theirs.end() == len(name) and parse_group(name[: theirs.start()]) is not None:
        fields["authority"] = theirs["authority"]
        name = name[: theirs.start()]
    group = register().group(name) or parse_group(name)
    if group is not None:
        return name, group
    for pattern in (party_words().belonging, party_words().possessive):
        offices = pattern.fullmatch(name)
        group = None if offices is None else parse_group(offices["group"])
        if offices is not None and group is not None and _are_offices(offices["authority"]):
            fields.setdefault("authority", offices["authority"])
            return offices["group"], group
    service = _SERVICE_BEHIND_A_DASH.fullmatch(name)
    if service is not None and register().find(service["party"]) is not None and register().find(name) is None:
        if not _is_service(service["authority"]) or any(map(is_known_code, service["authority"].split())):
            return None  # "IT - EL border"
        fields["authority"] = service["authority"].strip()
        return service["party"], None
    return (name, None) if is_one_name(name) else None


def _is_service_of(words: str, bracket: str) -> bool:
    """Check whether words are a service of the state in the bracket behind them: "BKA (DE)", "Customs (IT)"."""
    known = register()
    state = known.find(bracket)
    if state is None or state.iso is None or known.find(words) is not None or known.role(words) is not None:
        return False
    nouns = not party_words().service_nouns.isdisjoint(key(word) for word in _SERVICE_WORD.findall(words))
    abbreviation = words.replace("-", "").isalpha() and len(words) > 1 and words[0].isupper() and words[-1].isupper()
    return (nouns or abbreviation) and _is_service(words)


def _are_offices(words: str) -> bool:
    """Check whether words before "of all MS" can be their offices: not a party, a group or a role."""
    patterns = party_words()
    joined = (patterns.between.search(words), patterns.kind.search(words), patterns.title.search(words))
    return not any(joined) and not is_known_code(words)


def _bracket(content: str, group: Collective | Group | None, fields: _Fields) -> bool:
    """Add what a bracket says about a party or a group to its fields; False if it is not understood."""
    labelled = _LABELLED.fullmatch(content)
    if labelled is not None:
        return _labelled(labelled["label"] or "tbc", labelled["words"], fields)
    if group is not None:
        names_by_field = _group_bracket(content, group)
        if names_by_field is None or fields.keys() & names_by_field.keys():
            return False
        fields.update(names_by_field)
        return not (isinstance(group, Collective) and group.determinate and "excluded" not in names_by_field)
    if "authority" in fields or not _looks_like_a_service(content) or not _is_service(content):
        return False
    fields["authority"] = content
    return True


def _looks_like_a_service(words: str) -> bool:
    return (words[0].isupper() and ":" not in words) or party_words().service.fullmatch(words) is not None


def _labelled(label: str, words: str | None, fields: _Fields) -> bool:
    """Add a bracket in the notation: "(members: RS, MK)"."""
    name = {"tbc": "tentative", "if": "condition"}.get(label, _LISTS.get(label, label))
    if name in fields:
        return False
    if name == "tentative":
        fields |= {"tentative": True, "reason": words}
    elif label in _LISTS:
        fields[name] = tuple(part.strip() for part in (words or "").split(", "))
    elif name == "role":
        try:
            fields["role"] = ItemRole(words)
        except ValueError:
            return False
    else:
        fields[name] = words
    return True


def _group_bracket(content: str, group: Collective | Group) -> dict[str, tuple[str, ...]] | None:
    """Return what a bracket behind a group lists: its members, some of them, examples or exceptions."""
    patterns = party_words()
    label, words = "members", content
    for pattern, name in (
        (patterns.including, "including"),
        (patterns.examples, "examples"),
        (patterns.bracketed_exception, "excluded"),
    ):
        start = pattern.match(words)
        if start is not None:
            label, words = name, words[start.end() :]
            break
    etc, excepted = patterns.etc.search(words), patterns.excepted.search(words)
    if label == "members" and etc is not None:
        label, words = "including", words[: etc.start()]
    elif label == "members" and excepted is not None:
        label, words = "excluded", words[: excepted.start()]
    names = list_names(words)
    fits = can_be_excluded if label == "excluded" else can_belong
    if not names or not all(fits(name, group) for name in names):
        return None
    if label == "members" and not can_be_all(names, group):
        return None
    return {label: names}


def can_be_all(names: Sequence[str], group: Collective | Group) -> bool:
    """Check whether names can be all members of a group.

    A bracket belongs to the nearest group that may have these members: "Interested MS and neighbouring countries (UA,
    MD)" has no member state, so the states are a group of their own.
    """
    if isinstance(group, Group):
        return _is_complete(names, group)
    kinds = [attrs.evolve(group, members=(kind,)) for kind in group.members]
    return len(kinds) == 1 or (
        all(any(can_belong(name, kind) for name in names) for kind in kinds)
        and not all(can_belong(name, kinds[-1]) for name in names)
    )


def _is_complete(names: Sequence[str], group: Group) -> bool:
    """Check whether names are all members of a group: fewer may be a restriction or a mistake."""
    codes = frozenset(party.code for party in map(register().find, names) if party is not None)
    return any(codes == members for members in members_of(group))


def list_names(words: str) -> tuple[str, ...]:
    """Split a list of names: "RS, MK and AL"."""
    parts = (part for piece in _NAMES.split(words) for part in party_words().between.split(piece))
    return tuple(part.strip() for part in parts if part.strip())


def _is_service(words: str) -> bool:
    """Check whether words can name a service of a party: not a role, a party, a date or a remark."""
    patterns = party_words()
    if patterns.title.search(words) or patterns.undetermined.fullmatch(words) or not _is_named_as_a_service(words):
        return False
    if any(is_known_code(part) for part in list_names(words)):
        return False
    first, _, rest = words.partition(" ")
    body = register().find(first) if rest and rest[0].islower() else None
    if body is not None and not body.memberships and body.kind is not PartyKind.THIRD_COUNTRY:
        return False  # "Frontex at the external borders" is another party, not a service
    return not any(word.kind in TIMELY for word in tokens(words))


def _is_named_as_a_service(words: str) -> bool:
    """Check whether words are written as the name of a service: "Guardia di Finanza", not "Withdrawn"."""
    patterns = party_words()
    if _NO_SERVICE.search(words) or patterns.no_service.search(words):
        return False
    names = [word for word in _SERVICE_WORD.findall(words) if key(word) not in patterns.service_joints]
    if all(key(word) in patterns.service_tasks for word in names):
        return False
    return all(word[0].isupper() or key(word) in patterns.service_nouns for word in names)


def is_one_name(party: str) -> bool:
    """Check whether words can be one name: a known name, or a few words without separators that are not all codes."""
    if register().find(party) is not None or register().role(party) is not None:
        return True
    patterns, words = party_words(), party.split()
    if not _NAME.fullmatch(party) or len(words) > MOST_WORDS:
        return False
    if patterns.between.search(party) or patterns.partners.search(party) or patterns.either.search(f" {party} "):
        return False
    if patterns.undetermined.match(party) or patterns.kind.search(party) or patterns.exception.search(party):
        return False
    return not (len(words) > 1 and all(map(is_known_code, words)))
