"""The names of the parties on a page by their codes, by which its search finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from empact.analysis import PlanContext
from empact.documents import Document, TableCell, Text, Words, cell_parts

_SHORT = 200
"""The most characters of a text in which codes are looked for: a title and the codes of all member states."""
_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,:;/\n]")


def names_of_parties(document: Document, contexts: Iterable[PlanContext], words: Words) -> dict[str, str]:
    """Return the name of each party in a document by its code; those of states are in the language of the page.

    Parties that only the plans name are left out: the page of one party does not say who else takes part. So are those
    that no plan names: the codes of some states are ordinary words in a plan, such as SG.
    """
    parties = (party for ctx in contexts for assignment in ctx.planned_assignments for party in assignment.parties)
    named = {party.code: words.state(party, party.name) for party in parties}
    shown = {code for text in _texts(document) for code in _codes(text, named)}
    return {code: name for code, name in sorted(named.items()) if code in shown}


def _codes(text: str, named: Mapping[str, str]) -> Iterator[str]:
    """Yield the codes that are items of a short text: all of ``HU (co-leader), AT and UK``, none of ``Buy IT tools``.

    The script of the page finds them in the same way.
    """
    for item in _BETWEEN.split(_BRACKETS.sub("", text)) if len(text) <= _SHORT else ():
        codes = item.strip().removesuffix(".").split(" and ")
        if all(code in named for code in codes):
            yield from codes


def _texts(document: Document) -> Iterator[str]:
    """Yield the texts of a document in which its search looks for codes, each as the page has it in one piece."""
    for section in document.sections:
        yield section.title
        if isinstance(section.body, Text):
            cells = [TableCell(section.body.paragraphs, section.body.notes)]
        else:
            cells = [cell for row in section.body.rows for cell in row.cells]
        for part in (part for cell in cells for item in cell_parts(cell) for part in item):
            yield part if isinstance(part, str) else part.text
