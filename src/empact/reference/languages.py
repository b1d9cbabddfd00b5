"""Names of states in the official languages of the Union."""

from __future__ import annotations

import importlib

from empact.errors import MissingExtraError, UnknownIdError
from empact.model import Party

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
"""The 24 official languages of the Union, by their ISO 639-1 codes."""


def names(party: Party, language: str) -> str:
    """Return the name of a state in an official language; other parties keep their English name.

    English names come from the register, those in other languages from Babel (Unicode CLDR).

    Raises:
        UnknownIdError: The language is not an official language of the Union.
        MissingExtraError: Babel is not installed.
    """
    if language not in LANGUAGES:
        raise UnknownIdError("Official language", language, LANGUAGES)
    if language == "en" or party.iso is None:
        return party.name
    try:
        locale = importlib.import_module("babel").Locale.parse(language)
    except ImportError as error:
        raise MissingExtraError("Names in other languages need Babel: pip install 'empact[names]'") from error
    return str(locale.territories.get(party.iso, party.name))
