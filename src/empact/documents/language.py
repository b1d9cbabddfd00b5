"""The fixed words of documents, such as titles and headings, in the language of a call; and the names of states.

A builder and a writer have their words in English and look them up, as with gettext: ``words("Led by")``. The catalogue
of a language is a file of ``languages/``, with the English words as keys; words without a translation stay English. The
text of a plan is never looked up. English needs no file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from empact.arguments import check_text
from empact.errors import UnknownIdError
from empact.model import FrozenMap
from empact.reprs import short_repr

if TYPE_CHECKING:
    from empact.model import Party

ENGLISH = "en"
CATALOGUES = ("fr", "de")
"""The languages with a catalogue: a file of ``languages/`` each."""
_TITLES = {"cut_off_day": "Cut-off day"}
"""The titles of properties whose keys are not their words."""


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """The fixed words of documents in one language, such as titles and headings."""

    language: str
    """The code of an official language of the Union, for the names of states."""
    fixed: str
    """The code of the language of all other words: English if there is no catalogue for ``language``."""
    catalogue: Mapping[str, str] = attrs.field(repr=False)
    """The words by the English words."""

    __repr__ = short_repr

    def __call__(self, text: str, /, **values: object) -> str:
        """Return fixed words in this language, with ``values`` at their places: ``words("Tasking of {party}", ...)``.

        Args:
            text: The words in English.
            values: The value of each name in braces. Without values, braces are part of the text.
        """
        template = self.catalogue.get(text, text)
        return template.format_map(values) if values else template

    def property_title(self, key: str) -> str:
        """Return the title of a property of a document: ``As of`` for ``as_of``."""
        return self(_TITLES.get(key) or key.replace("_", " ").capitalize())

    def state(self, party: Party, name: str) -> str:
        """Return the name of a state in this language; for another party, and in English, ``name`` itself."""
        if self.language == ENGLISH:
            return name
        from empact.reference.languages import names  # only other languages need the names of states

        translation = names(party, self.language)
        return name if translation == party.name else translation


_IN_ENGLISH = Words(language=ENGLISH, fixed=ENGLISH, catalogue=FrozenMap())


def words_in(language: str) -> Words:
    """Return the fixed words in a language.

    Args:
        language: The code of an official language of the Union: ``de``.

    Raises:
        UnknownIdError: It is not the code of an official language; the message lists them.
    """
    check_text("The language of a document", language)
    return _IN_ENGLISH if language == ENGLISH else _read(language)


def translations(text: str) -> tuple[str, ...]:
    """Return fixed words in each language that documents have, English first, such as the title of a column of a form.

    >>> translations("Your answer")
    ('Your answer', 'Votre réponse', 'Ihre Antwort')
    """
    check_text("The text", text)
    return tuple(words_in(language)(text) for language in (ENGLISH, *CATALOGUES))


@functools.cache
def _read(language: str) -> Words:
    from empact.reference.languages import LANGUAGES

    if language not in LANGUAGES:
        raise UnknownIdError("Official language", language, LANGUAGES, listed=True)
    if language not in CATALOGUES:
        return Words(language=language, fixed=ENGLISH, catalogue=FrozenMap())
    import tomllib

    from empact.resources import read_resource

    tree = tomllib.loads(read_resource("empact.documents", f"languages/{language}.toml").decode())
    return Words(language=language, fixed=language, catalogue=FrozenMap(tree["words"]))
