"""The compiled patterns of the words for parties, groups and roles."""

from __future__ import annotations

import functools
import re

from empact.grammar.language import either, key, language
from empact.model import ItemRole, PartyKind


class PartyWords:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()

        def pattern(name: str) -> str:
            return words.pattern("parties", name)

        self.kinds = {word: PartyKind(kind) for word, kind in words.sorted_by("parties", "kinds").items()}
        kind = either(sorted(self.kinds, key=len, reverse=True))
        adjective, both = pattern("adjectives"), words.pattern("separators", "each")
        self.none = re.compile(rf"{pattern('none')}|[-–—]", re.IGNORECASE)
        self.kind = re.compile(kind, re.IGNORECASE)
        before = rf"(?:{words.pattern('phrases', 'the')}\s+)?(?:(?P<every>{pattern('every')})\s+)?"
        before += r"(?:(?<=\s)(?P<count>[0-9]{1,3})\s+)?"
        before += rf"(?:(?P<other>{pattern('other')})\s+)?"
        least = rf"{words.pattern('quorum', 'at_least')}\s+[0-9]{{1,2}}"
        self.collective = re.compile(
            rf"{before}(?:(?P<adjective>{adjective}|{least})\s+)?"
            rf"(?P<kinds>{kind}(?:\s*(?:/|{both})\s*{kind})*)(?:\s+(?P<after>{pattern('after')}(?:\s[^,;:()]+)?))?"
            r"(?:\s?\((?P<counted>[0-9]{1,3})\))?",
            re.IGNORECASE,
        )
        self.regional = re.compile(
            rf"{before}(?:(?P<adjective>{adjective})\s+)?(?P<region>{pattern('regions')})\s+{pattern('countries')}",
            re.IGNORECASE,
        )
        self.every = re.compile(rf"{pattern('every')}(?!\S)", re.IGNORECASE)
        self.took_part = re.compile(rf"{pattern('took_part')}(?!\S)", re.IGNORECASE)
        self.accompanied = re.compile(rf"{pattern('accompanied')}\s+(?P<rest>.+)", re.IGNORECASE)
        self.border = re.compile(rf"{pattern('borders')}\s+\S+$", re.IGNORECASE)
        self.leading_and = re.compile(rf"{both}\s+|[&/+]\s*", re.IGNORECASE)
        self.between = re.compile(rf"\s+{both}\s+|\s*[&/+]\s*", re.IGNORECASE)
        self.either = re.compile(rf"\s{pattern('either')}\s", re.IGNORECASE)
        self.theirs = re.compile(rf"\s+{pattern('theirs')}\s+(?P<authority>[^(),;]+)", re.IGNORECASE)
        self.belonging = re.compile(rf"(?P<authority>[^(),;]+?)\s{pattern('belonging')}\s(?P<group>.+)", re.IGNORECASE)
        self.possessive = re.compile(r"(?P<group>[^(),;'’]+)['’]s?\s(?P<authority>[^(),;]+)")
        self.needed = re.compile(rf"\s+if\s+(?P<condition>{pattern('needed')})", re.IGNORECASE)
        self.partners = re.compile(rf",?\s+{pattern('with')}\s+", re.IGNORECASE)
        tentative = pattern("tentative")
        self.tentative = re.compile(
            rf"\s?(?:\(\s*{tentative}(?:\s*[-–—:]\s*(?P<reason>[^()]+))?\)|[-–—]\s*{tentative})$", re.IGNORECASE
        )
        self.undetermined = re.compile(words.pattern("phrases", "undetermined"), re.IGNORECASE)
        self.exception = re.compile(rf"(?:^|[\s,]+){pattern('except')}(?!\S)\s*", re.IGNORECASE)
        without = either((*words.spellings("parties", "except"), *words.spellings("parties", "not")))
        self.bracketed_exception = re.compile(rf"{without}\s+", re.IGNORECASE)
        self.excepted = re.compile(rf"\s{pattern('excepted')}$", re.IGNORECASE)
        self.including = re.compile(rf"{pattern('including')}\s*:?\s+", re.IGNORECASE)
        self.examples = re.compile(rf"{pattern('examples')}\s*:?\s+", re.IGNORECASE)
        self.etc = re.compile(rf"\s?,?\s?{pattern('etc')}$", re.IGNORECASE)
        self.listing = re.compile(r"(?P<group>[^:]+?)(?::|\s[-–—])\s+(?P<rest>.+)")
        self.service = re.compile(pattern("services"), re.IGNORECASE)
        self._roles()

    def _roles(self) -> None:
        english = language()
        titles = english.sorted_by("parties", "roles")
        marks = english.sorted_by("parties", "marks")
        self.roles = {word: ItemRole(role) for word, role in titles.items()}
        self.marks = {word: ItemRole(role) for word, role in (titles | marks).items()}
        self.several = frozenset(english.spellings("parties", "several", "words"))
        title = either(titles)
        self.title = re.compile(title, re.IGNORECASE)
        support = either(word for word, role in titles.items() if role == ItemRole.SUPPORT.value)
        both = english.pattern("separators", "each")
        self.heading = re.compile(
            rf"(?:^|\s?[,;/+]\s?|\s(?:{both}|[-–—])\s|\s(?={support}))(?P<role>{title})(?:\s?:\s?|\s(?=\S))",
            re.IGNORECASE,
        )
        self.mark = re.compile(
            rf"(?:\s?\(\s?(?P<short>{either(titles | marks)})\s?\)|\s[-–—]\s?(?P<long>{title}))$", re.IGNORECASE
        )
        self.role_like = re.compile(
            rf"{either([*titles, *english.spellings('parties', 'other_roles', 'words')])}", re.IGNORECASE
        )

    def role(self, words: str) -> ItemRole:
        """Return the role that words name."""
        return self.marks[key(words)]


@functools.cache
def party_words() -> PartyWords:
    """Return the patterns of the language; they are compiled once."""
    return PartyWords()
