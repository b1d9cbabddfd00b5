"""The patterns of the words for parties, groups and roles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from empact.grammar.language import Language, either, key, language
from empact.grammar.lazy_patterns import LazyPatterns, Source
from empact.model import ItemRole, PartyKind


class PartyWords(LazyPatterns):
    """The patterns of a language by name, and the tables of its words."""

    def __init__(self) -> None:
        words = language()
        self.kinds = {word: PartyKind(kind) for word, kind in words.sorted_by("parties", "kinds").items()}
        titles, marks = words.sorted_by("parties", "roles"), words.sorted_by("parties", "marks")
        self.marks = {word: ItemRole(role) for word, role in (titles | marks).items()}
        self.roles = {word: self.marks[word] for word in titles}
        self.several = frozenset(words.spellings("parties", "several", "words"))
        self.service_nouns = frozenset(words.spellings("parties", "service_nouns"))
        self.service_joints = frozenset(words.spellings("parties", "service_joints"))
        self.service_tasks = frozenset(words.spellings("parties", "service_tasks"))
        super().__init__(
            {
                **_groups(words, self.kinds),
                **_joints(words),
                **_lists(words),
                **_roles(words, self.roles, self.marks),
            }
        )

    def role(self, words: str) -> ItemRole:
        """Return the role that words name."""
        return self.marks[key(words)]


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
    before += r"(?:(?<=\s)(?P<count>[0-9]{1,3})\s+)?"
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
        "none": rf"{words.pattern('parties', 'none')}|[-–—]",
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
    return {
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
        "listing": (":-–—", r"(?P<group>[^:]+?)(?::|\s[-–—])\s+(?P<rest>.+)"),
        "service": _spelt(words, "services", "{0}"),
        "no_service": _spelt(words, "no_service", "{0}"),
    }


def _roles(words: Language, titles: Mapping[str, ItemRole], marks: Iterable[str]) -> dict[str, Source]:
    title = either(titles)
    support = either(word for word, role in titles.items() if role is ItemRole.SUPPORT)
    both = words.pattern("separators", "each")
    like = (*titles, *words.spellings("parties", "other_roles", "words"))
    return {
        "title": (titles, title),
        "heading": (
            titles,
            rf"(?:^|\s?[,;/+]\s?|\s(?:{both}|[-–—])\s|\s(?={support}))(?P<role>{title})(?:\s?:\s?|\s(?=\S))",
        ),
        "mark": (
            marks,
            rf"(?:\s?\(\s?(?P<short>{either(marks)})\s?\)|\s[-–—]\s?(?P<long>{title}))$",
        ),
        "role_like": (like, either(like)),
    }
