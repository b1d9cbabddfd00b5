"""The document of the entries of a ledger: all that each entry says, by date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.document_rows import paragraphs, rows

import empact
import empact.plugins.documents
import oap_invented_2031 as example
from empact import Session, UnknownIdError
from empact.documents import build_entries
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, PartReply, Ref
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
CONTEXT = SESSION.context(PLAN, records=SESSION.records(ledger=example.LEDGER))
COMMITMENT = "2031-02-10-commitment-QN-2f6041b278c37089"


def test_entries__have_all_that_the_ledger_says() -> None:
    found = rows(build_entries(CONTEXT), "entries")
    assert list(found) == [entry.id for entry in CONTEXT.ledger]
    assert found[COMMITMENT] == [
        *(
            "commitment of QN, 10 February 2031",
            dt.date(2031, 2, 10),
            "commitment",
            "QN",
            None,
            None,
            None,
            None,
            ("3.1",),
            dt.date(2031, 5, 31),
        ),
        *(("national planning", "resources"), "To name the operator of the network.", None, None, None),
        "Invented: letter of 10 February 2031",
    ]


def test_entries__open_with_what_there_is_and_name_each_other() -> None:
    document = build_entries(CONTEXT)
    assert paragraphs(document, "summary") == (
        "18 entries, from 25 January 2031 to 16 December 2031.",
        (
            "Kinds: commitment (3), exhortation (3), answer (3), decision (2), validation (1), meeting (1), "
            "reminder (1), contact (1), account (1), jeopardy (1), call (1)."
        ),
    )
    readmitted = rows(document, "entries")["2031-12-15-decision-QN-c1cce54f6e3516d9"]
    assert readmitted[0] == "decision by COSI, 15 December 2031"
    assert readmitted[12] == ("decision by COSI, 1 October 2031", "answer of QN, 5 December 2031")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["confirmed", "declined", "left open"]),
        ("fr", ["confirmée", "déclinée", "laissée ouverte"]),
        ("de", ["bestätigt", "abgelehnt", "offengelassen"]),
    ],
)
def test_confirmations__say_what_the_party_said_of_its_part(language: str, words: list[str]) -> None:
    contents = [
        EntryContent(
            plan=PLAN.id,
            kind=EntryKind.CONFIRMATION,
            on=dt.date(2031, 1, day),
            by=empact.parse_parties("QP"),
            actions=(Ref(action="3.1"),),
            part=part,
            source="Invented: sheet",
        )
        for day, part in enumerate(PartReply, 1)
    ]
    entries = (
        LedgerEntry(id=f"e{content.on.day}", digest=str(content.on.day), content=content) for content in contents
    )
    context = SESSION.context(PLAN, records=SESSION.records(ledger=Ledger(plan=PLAN.id, entries=tuple(entries))))
    rows_of = rows(build_entries(context, language=language), "entries")
    assert [row[6] for row in rows_of.values()] == words


def test_entries__have_their_ids_in_the_annex_only() -> None:
    document = build_entries(CONTEXT)
    annex = rows(document, "cited-entries")
    assert annex[COMMITMENT] == ["commitment of QN, 10 February 2031", COMMITMENT]
    assert len(annex) == len(CONTEXT.ledger)
    before = [value for row in rows(document, "entries").values() for value in row]
    assert not any(entry.id in str(before) for entry in CONTEXT.ledger)


def test_entries__of_one_kind_party_and_day_are_told_apart_by_their_digests() -> None:
    (entry,) = [entry for entry in CONTEXT.ledger if entry.id == COMMITMENT]
    other = attrs.evolve(entry, id=f"{COMMITMENT[:-16]}{'a' * 16}", digest="a" * 64)
    both = SESSION.context(PLAN, records=SESSION.records(ledger=Ledger(plan=PLAN.id, entries=(entry, other))))
    names = [row[0] for row in rows(build_entries(both), "entries").values()]
    assert names == ["commitment of QN, 10 February 2031 (2f60)", "commitment of QN, 10 February 2031 (aaaa)"]
    assert paragraphs(build_entries(both), "summary")[0] == "2 entries, of 10 February 2031."


def test_entries__are_chosen_by_kind_party_and_action() -> None:
    assert list(rows(build_entries(CONTEXT, entry_kind="commitment", party="Nettlemark"), "entries")) == [COMMITMENT]
    found = rows(build_entries(CONTEXT, action="3.1", entry_kind="jeopardy"), "entries")
    assert [values[3] for values in found.values()] == ["QN"]


def test_entries__that_are_none_are_said() -> None:
    assert paragraphs(build_entries(CONTEXT, action="4.2"), "entries") == ("No entry matches.",)
    empty = SESSION.context(PLAN)
    assert paragraphs(build_entries(empty), "entries") == ("The ledger has no entry about Q-2031.",)


@pytest.mark.parametrize("options", [{"entry_kind": "promise"}, {"party": "Zebra"}, {"action": "9.9"}])
def test_entries__of_an_unknown_name_are_an_error(options: dict[str, Any]) -> None:
    with pytest.raises(UnknownIdError):
        build_entries(CONTEXT, **options)


def test_entries__of_a_name_that_is_none_are_an_error() -> None:
    with pytest.raises(UnknownIdError, match="It cannot be the name of a party"):
        build_entries(CONTEXT, party="§")


def test_language__is_that_of_the_titles_and_kinds() -> None:
    document = build_entries(CONTEXT, language="fr")
    assert document.title == "Registre\u00a0: Q-2031"
    assert rows(document, "entries")[COMMITMENT][2] == "engagement"


class TestEntries(DocumentContract):
    plugin = empact.plugins.documents
    document = "entries"
