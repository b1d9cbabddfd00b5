"""Entries of a ledger that a document cites: by kind, party and day in the text, with their ids in an annex."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.facts import PlanFacts
from empact.documents.keys import CITED_ENTRIES
from empact.documents.language import Words
from empact.documents.months import format_day
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import Layout, Section
from empact.model import EntryKind, LedgerEntry, Parties
from empact.reprs import short_repr

_BY_A_PARTY_FOR_ITSELF = frozenset({EntryKind.COMMITMENT, EntryKind.ANSWER, EntryKind.ACCOUNT, EntryKind.CONFIRMATION})
_ID = re.compile(r"'?(?<![\w-])(\d{4}-\d{2}-\d{2}-[^\s();,'\]]+)'?")
"""What can be the id of an entry in a sentence, with the quotation marks around it: it begins with a day."""
_START = 4
"""The digits of a digest in the name of an entry, of several of one kind, party and day."""


@attrs.frozen(eq=False)
class CitedEntries:
    """The entries that a document cites, each with a name: ``answer of QN, 5 December 2031``.

    If two entries would have the same name, the first digits of the digest are added. An entry that is not in the
    ledgers is called by its id, and so is one whose id does not end with its digest: somebody has chosen that name.
    """

    _entries: dict[str, LedgerEntry] = attrs.field(repr=False)
    _names: dict[str, str] = attrs.field(repr=False)
    _words: Words = attrs.field(repr=False)

    __repr__ = short_repr

    @classmethod
    def of(cls, contexts: Iterable[PlanFacts], words: Words) -> CitedEntries:
        """Return the entries of the ledgers of plans with their names, which are unique among them."""
        known = [(context, entry) for context in contexts for entry in context.whole_ledger]
        entries = {entry.id: entry for _, entry in known}
        named = {entry.id: _name(ctx, entry, words) for ctx, entry in known if entry.named_digest is not None}
        counts = Counter(named.values())
        names = {
            id: name if counts[name] == 1 else f"{name} ({(entries[id].named_digest or '')[:_START]})"
            for id, name in named.items()
        }
        return cls(entries, names, words)

    def name(self, id: str) -> str:
        """Return what an entry is called."""
        return self._names.get(id, id)

    def in_text(self, text: str) -> str:
        """Return a sentence that empact words with the names of entries instead of their ids."""
        return _ID.sub(lambda match: self._names.get(match[1], match[0]), text)

    def section(self, ids: Iterable[str]) -> Iterator[Section]:
        """Yield the list of these entries by day, with the ids by which their files are found; nothing without any."""
        wanted = set(ids)
        listed = sorted(
            (entry for id, entry in self._entries.items() if id in wanted),
            key=lambda entry: (entry.content.on, entry.id),
        )
        columns: tuple[ColumnOf[LedgerEntry], ...] = (
            column("name", "Name", lambda entry: self.name(entry.id), width=36),
            column("entry", "Entry", lambda entry: entry.id, width=44),
        )
        if listed:
            body = table(columns, listed, key=lambda entry: entry.id, words=self._words)
            yield Section(key=CITED_ENTRIES, title=self._words("Annex: ledger entries"), body=body, layout=Layout.LIST)


def _name(ctx: PlanFacts, entry: LedgerEntry, words: Words) -> str:
    """Return the kind of an entry, whose word or deed it is, and its day."""
    content = entry.content
    is_own = content.kind in _BY_A_PARTY_FOR_ITSELF
    who: Parties = (content.parties or content.by) if is_own else (content.by or content.parties)
    text = "{kind} of {party}, {day}" if is_own or not content.by else "{kind} by {party}, {day}"
    codes = ", ".join(ctx.codes(who, content.on)) or str(who)
    return words(
        text if codes else "{kind}, {day}",
        kind=words(content.kind.value),
        party=codes,
        day=format_day(content.on, words),
    )
