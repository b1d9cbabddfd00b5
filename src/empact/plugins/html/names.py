"""The names of the parties on a page by their codes, by which its search finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from empact.analysis import PlanContext
from empact.documents import Document, Text, Words

_WORD = re.compile(r"[\w-]+")


def names_of_parties(document: Document, contexts: Iterable[PlanContext], words: Words) -> dict[str, str]:
    """Return the name of each party in a document by its code; those of states are in the language of the page.

    Parties that only the plans name are left out: the page of one party does not say who else takes part. So are those
    that no plan names: the codes of some states are ordinary words in a plan, such as SG.
    """
    parties = (party for ctx in contexts for one in ctx.planned_assignments for party in one.parties)
    named = {party.code: words.state(party, party.name) for party in parties}
    shown = {word for text in _texts(document) for word in _WORD.findall(text)}
    return {code: name for code, name in sorted(named.items()) if name != code and code in shown}


def _texts(document: Document) -> Iterator[str]:
    """Yield the texts of a document in which its search looks for codes."""
    for section in document.sections:
        yield section.title
        if isinstance(section.body, Text):
            yield from section.body.paragraphs
            yield from (note.text for note in section.body.notes)
            continue
        for cell in (cell for row in section.body.rows for cell in row.cells):
            yield str(cell.value)
            yield from (note.text for note in cell.notes)
