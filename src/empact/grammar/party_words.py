"""The patterns of the words for parties, groups and roles."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping

from empact.grammar.caching import cached
from empact.grammar.language import Language, either, key, language
from empact.grammar.lazy_patterns import LazyPatterns, Source
from empact.model import Collective, ItemRole, Party, PartyKind
from empact.reference import Group, register


class PartyWords(LazyPatterns):
    """The patterns of a language by name, and the tables of its words."""

    def __init__(self) -> None:
        words = language()
        self.kinds = {word: PartyKind(kind) for word, kind in words.sorted_by("parties", "kinds").items()}
        titles, marks = words.sorted_by("parties", "roles"), words.sorted_by("parties", "marks")
        self.marks = {word: ItemRole(role) for word, role in (titles | marks).items()}
        self.several = frozenset(words.spellings("parties", "several", "words"))
        self.service_nouns = frozenset(words.spellings("parties", "service_nouns"))
        self.service_joints = frozenset(words.spellings("parties", "service_joints"))
        self.service_tasks = frozenset(words.spellings("parties", "service_tasks"))
        super().__init__(
            {
                **_groups(words, self.kinds),
                **_joints(words),
                **_lists(words),
                **_roles(words, {word: self.marks[word] for word in titles}, self.marks),
                **_nobody(words, {word: self.marks[word] for word in titles}),
            }
        )

    def role(self, mark: re.Match[str]) -> ItemRole:
        """Return the role that a mark behind a name gives."""
        return self.marks[_words(mark)]

    def is_of_several(self, mark: re.Match[str]) -> bool:
        """Check whether the words of a mark are said of several parties: "(co-leaders)"."""
        return _words(mark) in self.several


def _words(mark: re.Match[str]) -> str:
    return key(mark["short"] or mark["long"] or mark["acting"])


@functools.cache
def party_words() -> PartyWords:
    """Return the patterns of the language."""
    return PartyWords()


def _spelt(words: Language, name: str, source: str) -> Source:
    """Return a pattern with some spellings of the notation in it."""
    return words.spellings("parties", name), source.format(words.pattern("parties", name))


def _groups(words: Language, kinds: Iterable[str]) -> dict[str, Source]:
    def pattern(name: str) -> str:
        return words.pattern("parties", name)

    kind = either(sorted(kinds, key=len, reverse=True))
    both = words.pattern("separators", "each")
    before = rf"(?:{words.pattern('phrases', 'the')}\s+)?(?:(?P<every>{pattern('every')})\s+)?"
    before += r"(?:(?P<count>[0-9]{1,3})\s+)?"
    before += rf"(?:(?P<other>{pattern('other')})\s+)?"
    adjective, least = pattern("adjectives"), rf"{words.pattern('quorum', 'at_least')}\s+[0-9]{{1,2}}"
    return {
        "kind": (kinds, kind),
        "collective": (
            kinds,
            (
                rf"{before}(?:(?P<adjective>{adjective}|{least})\s+)?"
                rf"(?P<kinds>{kind}(?:\s*(?:/|{both})\s*{kind})*)(?:\s+(?P<after>{pattern('after')}(?:\s[^,;:()]+)?))?"
                r"(?:\s?\((?P<counted>[0-9]{1,3})\))?"
            ),
        ),
        "regional": (
            words.spellings("parties", "countries"),
            rf"{before}(?:(?P<adjective>{adjective})\s+)?(?P<region>{pattern('regions')})\s+{pattern('countries')}",
        ),
        "every": _spelt(words, "every", r"{0}(?!\S)"),
        "took_part": _spelt(words, "took_part", r"{0}(?!\S)"),
        "accompanied": _spelt(words, "accompanied", r"{0}\s+(?P<rest>.+)"),
        "border": _spelt(words, "borders", r"{0}\s+\S+$"),
    }


def _joints(words: Language) -> dict[str, Source]:
    both = words.pattern("separators", "each")
    return {
        "leading_and": rf"{both}\s+|[&/+]\s*",
        "between": rf"\s+{both}\s+|\s*[&/+]\s*",
        "either": _spelt(words, "either", r"\s{0}\s"),
        "theirs": _spelt(words, "theirs", r"\s+{0}\s+(?P<authority>[^(),;]+)"),
        "belonging": _spelt(words, "belonging", r"(?P<authority>[^(),;]+?)\s{0}\s(?P<group>.+)"),
        "possessive": ("'’", r"(?P<group>[^(),;'’]+)['’]s?\s(?P<authority>[^(),;]+)"),
        "needed": _spelt(words, "needed", r"\s+if\s+(?P<condition>{0})"),
        "partners": _spelt(words, "with", r",?\s+{0}\s+"),
    }


def _lists(words: Language) -> dict[str, Source]:
    without = (*words.spellings("parties", "except"), *words.spellings("parties", "not"))
    undetermined = words.spellings("phrases", "undetermined")
    doubtful = words.spellings("parties", "doubtful")
    no_service = (*doubtful, *words.spellings("parties", "no_service"))
    return {
        "doubtful": (doubtful, either(doubtful)),
        "tentative": _spelt(
            words,
            "tentative",
            r"\s?(?:\(\s*{0}(?:\s*[-–—:]\s*(?P<reason>[^()]+))?\)|[-–—]\s*{0})$",
        ),
        "undetermined": (undetermined, words.pattern("phrases", "undetermined")),
        "exception": _spelt(words, "except", r"(?:^|[\s,]+){0}(?!\S)\s*"),
        "bracketed_exception": (without, rf"{either(without)}\s+"),
        "excepted": _spelt(words, "excepted", r"\s{0}$"),
        "including": _spelt(words, "including", r"{0}\s*:?\s+"),
        "examples": _spelt(words, "examples", r"{0}\s*:?\s+"),
        "etc": _spelt(words, "etc", r"\s?,?\s?{0}$"),
        "remark": ("(-–—", r"\s*(?=\()|\s+[-–—]\s+"),
        "listing": (":-–—", r"(?P<group>[^:]+?)(?::|\s[-–—])\s+(?P<rest>.+)"),
        "service": _spelt(words, "services", "{0}"),
        "no_service": (no_service, either(no_service)),
    }


_LONGEST_MARK = 2
"""The most letters of a mark that stands in brackets only: "(CL)", while "CL:" can be Chile."""


def _roles(words: Language, titles: Mapping[str, ItemRole], marks: Iterable[str]) -> dict[str, Source]:
    title = either(titles)
    support = either(word for word, role in titles.items() if role is ItemRole.SUPPORT)
    before_colon = [word for word in marks if word not in titles and len(word) > _LONGEST_MARK]
    both, acting = words.pattern("separators", "each"), words.pattern("parties", "acting")
    return {
        "title": (titles, title),
        "heading": (
            (*titles, *before_colon),
            (
                rf"(?:^|\s?[,;/+]\s?|\s(?:{both}|[-–—])\s|\s(?={support}))"
                rf"(?P<role>{title}|{either(before_colon)}(?=\s?:))(?:\s?:\s?|\s(?=\S))"
            ),
        ),
        "mark": (
            marks,
            (*"(-–—", *words.spellings("parties", "acting")),
            (
                rf"(?:\s?\(\s?(?:{acting}\s+)?(?P<short>{either(marks)})\s?\)|\s[-–—]\s?(?P<long>{title})"
                rf"|\s{acting}\s(?P<acting>{title}))$"
            ),
        ),
    }


def _nobody(words: Language, titles: Mapping[str, ItemRole]) -> dict[str, Source]:
    """Return the patterns of roles that nobody has: "none", "no co-leader", "Co-leaders: –", and "NA" alone."""
    none, alone = words.spellings("parties", "none"), words.spellings("parties", "none_alone")
    shared = [word for word, role in titles.items() if role not in {ItemRole.LEADER, ItemRole.DRIVER}]
    nobody, no = rf"{either(none)}|[-–—]", words.pattern("parties", "no")
    unfilled = rf"{no}\s+{either(shared)}|{either(shared)}\s?:\s?(?:{nobody})"
    return {
        "none": (none, either(none)),
        "nobody": ((*none, *alone, *"-–—", *shared), rf"{nobody}|{either(alone)}|{unfilled}"),
        "unfilled": (shared, unfilled),
        "unfilled_bracket": (shared, "(", rf"\s?\(\s?(?:{unfilled})\s?\)$"),
        "open_place": (shared, ":", rf"{either(shared)}\s?:\s?(?:{words.pattern('phrases', 'undetermined')})?"),
    }


_FIRST_PLAN = dt.date(2011, 1, 1)
_BODIES = {
    PartyKind.EU_AGENCY: (PartyKind.EU_AGENCY, PartyKind.EU_BODY),
    PartyKind.EU_INSTITUTION: (PartyKind.EU_INSTITUTION, PartyKind.EU_BODY),
}


@cached
def parse_group(words: str) -> Collective | None:
    """Return the group that words describe, or None."""
    patterns = party_words()
    regional = patterns.regional.fullmatch(words)
    if regional is not None:
        return Collective(
            members=(PartyKind.THIRD_COUNTRY,),
            every=regional["every"] is not None,
            other=regional["other"] is not None,
            qualifier=" ".join(filter(None, (_lower(regional["adjective"]), regional["region"]))),
        )
    group = patterns.collective.fullmatch(words)
    if group is None or not _is_description(group["after"]):
        return None
    count = group["count"] or group["counted"]
    if group["count"] and group["counted"]:
        return None
    kinds = tuple(dict.fromkeys(patterns.kinds[key(word.group())] for word in patterns.kind.finditer(group["kinds"])))
    qualifier = " ".join(filter(None, (_lower(group["adjective"]), group["after"])))
    if len(kinds) > 1 and group["every"] is not None and not group["adjective"]:
        return None  # "all" governs the first noun only, and "concerned" after the last may govern both
    return Collective(
        members=kinds,
        every=group["every"] is not None,
        other=group["other"] is not None,
        qualifier=qualifier or None,
        count=None if count is None else int(count),
    )


def _lower(adjective: str | None) -> str:
    """Return an adjective in lower case; an abbreviation ("JHA") stays as it is."""
    return adjective if adjective is not None and adjective.isupper() else (adjective or "").lower()


def _is_description(words: str | None) -> bool:
    """Check whether words only describe a group: no party is named beside it, joined or without a comma."""
    if words is None:
        return True
    patterns = party_words()
    if patterns.between.search(words) and any(map(is_named, patterns.between.split(words))):
        return False
    if patterns.either.search(words) or patterns.exception.search(words) or patterns.partners.search(f" {words}"):
        return False
    beside = patterns.accompanied.fullmatch(words)
    if beside is not None and is_named(beside["rest"]):
        return False
    took_part = patterns.took_part.match(words)
    return took_part is None or not all(map(is_named, words[took_part.end() :].split() or [""]))


def is_named(words: str) -> bool:
    """Check whether words are the name of a party, of a group with a name of its own, or a group."""
    known = register()
    return (
        known.find(words) is not None
        or known.group(words) is not None
        or known.role(words) is not None
        or party_words().collective.fullmatch(words) is not None
    )


def members_of(group: Group) -> tuple[frozenset[str], ...]:
    """Return the sets of members that a group with a name of its own has had."""
    return tuple(frozenset(composition.members) for composition in group.compositions if composition.members)


def can_belong(name: str, group: Collective | Group) -> bool:
    """Check whether a name is that of a party that can be a member of a group at some time."""
    party = register().find(name)
    if isinstance(group, Group):
        if party is None:
            return False
        kinds = {composition.kind for composition in group.compositions}
        of_a_kind = bool(party.memberships) and PartyKind.MEMBER_STATE in kinds
        return of_a_kind or any(party.code in members for members in members_of(group))
    return any(_is_of_kind(name, party, kind) for kind in group.members)


def can_be_excluded(name: str, group: Collective | Group) -> bool:
    """Check whether a name is that of a party or a group of parties that can be left out of a group."""
    subgroup = register().group(name)
    if subgroup is not None:
        codes = [code for members in members_of(subgroup) for code in members]
        return bool(codes) and all(can_belong(code, group) for code in codes)
    return can_belong(name, group)


def _is_of_kind(name: str, party: Party | None, kind: PartyKind) -> bool:
    if party is None:
        return kind is PartyKind.PRIVATE and name[:1].isupper()
    if kind is PartyKind.MEMBER_STATE:
        return bool(party.memberships)
    if kind is PartyKind.THIRD_COUNTRY and party.memberships:
        return not any(membership.holds(_FIRST_PLAN) and membership.until is None for membership in party.memberships)
    return party.kind in _BODIES.get(kind, (kind,))
