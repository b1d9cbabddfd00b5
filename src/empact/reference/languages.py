"""Names of states in the official languages of the Union, for display and for hints.

A plan is written in English: :meth:`~empact.reference.Register.find` does not accept these names. They are read when a
hint about an unknown name needs them.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from empact.errors import UnknownIdError
from empact.model import Party
from empact.reference.facts import read_table
from empact.reference.registers import fold, squeeze
from empact.values import value

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
"""The 24 official languages of the Union, by their ISO 639-1 codes."""

_ENGLISH_NAMES = {
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mt": "Maltese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
}
_ARTICLE = re.compile(r"an t-|an |na |l-|i[a-z]-")
"""The article before the name of a state in Irish and Maltese, without accents."""

_FEW = 3


@value
class OtherName:
    """A name of a party in other languages than English."""

    code: str
    """The code of the party in EU usage, such as ``DE``."""
    languages: tuple[str, ...]
    """The languages that have the name, in English: ``("Danish", "Swedish")``."""

    def of(self, name: str) -> str:
        """Return what this is to an English name: "the German name of Germany", "the name of Italy in 5 languages"."""
        if len(self.languages) > _FEW:
            return f"the name of {name} in {len(self.languages)} languages"
        *first, last = self.languages
        words = f"{', '.join(first)} and {last}" if first else last
        return f"the {words} name of {name}"


@functools.cache
def _state_names() -> Mapping[str, Mapping[str, str]]:
    """Return the names of every state, by its code and the language."""
    rows = read_table("state_names")
    return {row.text("code"): {language: row.text(language) for language in _ENGLISH_NAMES} for row in rows}


def names(party: Party, language: str) -> str:
    """Return the name of a state in an official language; other parties keep their English name.

    English names come from the register, those in other languages from the Unicode CLDR.

    Raises:
        UnknownIdError: The language is not an official language of the Union.
    """
    if language not in LANGUAGES:
        raise UnknownIdError("Official language", language, LANGUAGES)
    return _state_names().get(party.code, {}).get(language, party.name) if language != "en" else party.name


def other_name(name: str) -> OtherName | None:
    """Return the party that a name in another language than English means, or None if it means several or none."""
    return _other_names().get(fold(squeeze(name)) or name)


@functools.cache
def _other_names() -> Mapping[str, OtherName]:
    by_key: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, code, language in _all_names():
        if language not in by_key[key][code]:
            by_key[key][code].append(language)
    meanings = {key: [*codes.items()] for key, codes in by_key.items()}
    return {key: OtherName(*_one(rows)) for key, rows in meanings.items() if len(rows) == 1}


def _one(rows: list[tuple[str, list[str]]]) -> tuple[str, tuple[str, ...]]:
    ((code, languages),) = rows
    return code, tuple(languages)


def _all_names() -> Iterator[tuple[str, str, str]]:
    """List every name as it is looked up, with the code of its party and its language."""
    for code, by_language in _state_names().items():
        for language, name in by_language.items():
            folded = fold(name) or name
            yield folded, code, _ENGLISH_NAMES[language]
            if language in {"ga", "mt"} and (article := _ARTICLE.match(folded)):
                yield folded[article.end() :], code, _ENGLISH_NAMES[language]
    for row in read_table("other_names"):
        yield fold(row.text("name")) or row.text("name"), row.text("code"), row.text("language")
