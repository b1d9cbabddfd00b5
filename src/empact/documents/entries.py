"""The entries of the ledger of a plan, by date: what was committed, asked, answered, found and decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from empact.analysis import PlanContext
from empact.analysis.columns import format_cell
from empact.analysis.facts import check_plan_context
from empact.analysis.records import EntryList, ListedEntry, ledger_entries
from empact.arguments import check_text, check_type
from empact.documents.headings import about_plans, selected
from empact.documents.language import Words, words_in
from empact.documents.months import format_day
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Layout, Section, Table, Text, Value
from empact.errors import UnknownIdError
from empact.model import EntryKind
from empact.model.filed import SHORT

if TYPE_CHECKING:
    from empact.documents.cited_entries import CitedEntries


def build_entries(  # noqa: PLR0913 - each is an option of the document
    ctx: PlanContext,
    *,
    entry_kind: str | None = None,
    party: str | None = None,
    action: str | None = None,
    listed: EntryList | None = None,
    language: str = "en",
) -> Document:
    """Return the entries of the ledger of a plan by date, including corrected ones.

    Args:
        ctx: The plan with its ledger.
        entry_kind: Only entries of this kind, such as ``commitment``; None for all.
        party: Only entries about this party or by it; None for all.
        action: Only entries about the action with this number; None for all.
        listed: The entries that were chosen already; None if they are chosen from the ledger of ``ctx``.
        language: The language of the fixed words.

    Raises:
        UnknownIdError: There is no such kind, the plan has no such action, or nobody has the name of the party.
    """
    check_type("listed", "an EntryList or None", (EntryList, type(None)), listed)
    check_plan_context("build_entries()", ctx)
    entry_list = listed
    if entry_list is None:
        kind = None if entry_kind is None else _kind(entry_kind)
        entry_list = ledger_entries(ctx, kind=kind, party=party, action=action)
    words = words_in(language)
    head = about_plans("entries", "Ledger of {plans}", ctx, words)
    head["title"] = selected(head["title"], words, party, entry_kind and words(entry_kind), action)
    if entry_list.entries:
        from empact.documents.cited_entries import CitedEntries  # many ledgers are empty

        cited = CitedEntries.of(entry_list.context.contexts, words)
        body = _table(entry_list, cited, words)
        sections = [
            *_summary(entry_list, words),
            Section(key="entries", title=words("Entries"), body=body, layout=Layout.RECORDS),
            *cited.section(listed.id for listed in entry_list.entries),
        ]
    else:
        known = len(entry_list.context.contexts[0].whole_ledger)
        none = words("No entry matches.") if known else words("The ledger has no entry about {plan}.", plan=ctx.plan.id)
        sections = [Section(key="entries", title=words("Entries"), body=Text((none,)))]
    return Document(version=2, sections=tuple(sections), **head)


def _summary(entry_list: EntryList, words: Words) -> Iterator[Section]:
    """Yield how many entries of which kinds there are, and from when."""
    days = [listed.content.on for listed in entry_list.entries]
    kinds = Counter(listed.content.kind for listed in entry_list.entries)
    first, last = format_day(min(days), words), format_day(max(days), words)
    if len(days) == 1:
        said = [words("1 entry, of {day}.", day=first)]
    else:
        counted = ", ".join(f"{words(kind.value)} ({count})" for kind, count in kinds.most_common())
        text = "{number} entries, of {first}." if first == last else "{number} entries, from {first} to {last}."
        said = [words(text, number=len(days), first=first, last=last), words("Kinds: {kinds}.", kinds=counted)]
    yield Section(key="summary", title=words("Summary"), body=Text(tuple(said)))


def _kind(name: str) -> EntryKind:
    check_text("The entry kind", name)
    try:
        return EntryKind(name)
    except ValueError:
        raise UnknownIdError("Kind of entry", name, [kind.value for kind in EntryKind]) from None


def _table(entry_list: EntryList, cited: CitedEntries, words: Words) -> Table:
    def named(ids: Iterable[str]) -> Value:
        return tuple(map(cited.name, ids)) or None

    def actions(listed: ListedEntry) -> Value:
        if listed.about_earlier is not None:
            return (words("recorded about {actions}, not counted here", actions=listed.about_earlier),)
        return tuple(map(str, listed.content.actions)) or None

    def backing(listed: ListedEntry) -> Value:
        return tuple(words(backing.value.replace("-", " ")) for backing in listed.content.backing) or None

    def reply(listed: ListedEntry) -> Value:
        return None if listed.content.reply is None else words(listed.content.reply.value.replace("-", " "))

    def part(listed: ListedEntry) -> Value:
        return None if listed.content.part is None else words(listed.content.part.called)

    def verdict(listed: ListedEntry) -> Value:
        return None if listed.content.verdict is None else words(listed.content.verdict.value)

    def text(listed: ListedEntry) -> Value:
        return " ".join(format_cell(listed.content.text, words).split()) or None

    def lost(listed: ListedEntry) -> Value:
        return tuple(digest[:SHORT] for digest in listed.content.lost) or None

    many = ColumnType.LIST
    columns: tuple[ColumnOf[ListedEntry], ...] = (
        column("name", "Entry", lambda listed: cited.name(listed.id), width=24),
        column("on", "On", lambda listed: listed.content.on, type=ColumnType.DATE),
        column("kind", "Kind", lambda listed: words(listed.content.kind.value), width=14),
        column("parties", "Parties", lambda listed: str(listed.content.parties) or None, width=16),
        column("by", "By", lambda listed: str(listed.content.by) or None, width=12),
        column("reply", "Reply", reply, width=10),
        column("part", "Participation", part, width=12),
        column("verdict", "Verdict", verdict, width=10),
        column("actions", "Actions", actions, type=many, width=12),
        column("due", "Due", lambda listed: listed.content.due, type=ColumnType.DATE),
        column("backing", "Backed by", backing, type=many, width=18),
        column("text", "Text", text, width=40),
        column("replies_to", "Refers to", lambda listed: named(listed.content.replies_to), type=many, width=24),
        column("lost", "Lost entries", lost, type=many, width=16),
        column("corrected_by", "Corrected by", lambda listed: named(listed.corrected_by), type=many, width=24),
        column("source", "Source", lambda listed: listed.content.source, width=24),
    )
    return table(columns, entry_list.entries, key=lambda listed: listed.id, words=words)
