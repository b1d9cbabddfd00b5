"""Kinds of ledger entry: one row each, and every part of empact that depends on a kind reads the row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

from empact import EntryError
from empact.cli import main
from empact.grammar import parse_parties
from empact.model import CommitmentBacking, EntryContent, EntryKind, Parties, PartReply, Prose, Ref, Reply, Verdict

RESTRICTED: dict[str, Any] = {
    "due": dt.date(2012, 6, 30),
    "backing": (CommitmentBacking.RESOURCES,),
    "reply": Reply.MET,
    "part": PartReply.CONFIRMED,
    "verdict": Verdict.EXCLUDED,
    "lost": ("0123456789abcdef" * 4,),
}
FIELDS: dict[str, Any] = {
    **RESTRICTED,
    "parties": Parties(items=parse_parties("ES").items),
    "by": Parties(items=parse_parties("IT").items),
    "replies_to": ("e1",),
    "actions": (Ref(action="2.2"),),
    "text": Prose(text="A slip."),
}
every_kind = pytest.mark.parametrize("kind", EntryKind)


def entry(kind: EntryKind, **fields: Any) -> EntryContent:
    return EntryContent(plan="C-2012", kind=kind, on=dt.date(2012, 5, 14), source="Invented", **fields)


def needed(kind: EntryKind) -> dict[str, Any]:
    return {field: FIELDS[field] for field in kind.facts.needs}


@every_kind
def test_facts__name_fields_of_an_entry(kind: EntryKind) -> None:
    known = {field.name for field in attrs.fields(EntryContent)}
    facts = kind.facts
    assert known.issuperset({*facts.needs, *facts.allows, *facts.about})
    assert not set(facts.needs) & set(facts.allows)
    assert set(facts.about) <= {"parties", "by", "replies_to"}
    assert facts.help


@every_kind
def test_entry__needs_what_its_kind_needs_and_no_more(kind: EntryKind) -> None:
    assert entry(kind, **needed(kind)).kind is kind
    for field in needed(kind):
        with pytest.raises(EntryError) as refused:
            entry(kind, **{name: value for name, value in needed(kind).items() if name != field})
        assert kind.facts.needs[field] in str(refused.value)


@every_kind
@pytest.mark.parametrize("field", RESTRICTED)
def test_entry__refuses_a_restricted_field_that_its_kind_does_not_allow(kind: EntryKind, field: str) -> None:
    fields = {
        **FIELDS,
        **dict.fromkeys(RESTRICTED),
        "backing": (),
        "lost": (),
        **needed(kind),
        field: RESTRICTED[field],
    }
    if kind.facts.by_one:
        del fields["parties"]
    if kind.facts.fits(field):
        assert getattr(entry(kind, **fields), field) == RESTRICTED[field]
    else:
        with pytest.raises(EntryError, match=f"cannot have '{field}'"):
            entry(kind, **fields)


@every_kind
def test_ledger_add__describes_every_kind(kind: EntryKind) -> None:
    told = CliRunner().invoke(main, ["ledger", "add", "--help"]).output
    (line,) = [line for line in told.splitlines() if line.startswith(f"  {kind.value} ")]
    assert kind.facts.help in line


def test_ledger_add__commitment_needs_party_or_by() -> None:
    output = CliRunner().invoke(main, ["ledger", "add", "--help"]).output
    assert "--party or --by (--action --due --backing --text)" in output
    assert "--party --by (--due --replies-to)" in output
    assert "--by --action --part (--text)" in output


def test_called__uses_the_noun_of_the_row() -> None:
    assert EntryKind.JEOPARDY.called == "a finding of jeopardy"
    assert EntryKind.ANSWER.called == "an answer"


@pytest.mark.parametrize("by", ["ES, IT", "All MS", "ES in cooperation with IT"])
def test_confirmation__is_by_a_single_party(by: str) -> None:
    fields = {**needed(EntryKind.CONFIRMATION), "by": Parties(items=parse_parties(by).items)}
    with pytest.raises(EntryError, match="A confirmation is by a single party, not by"):
        entry(EntryKind.CONFIRMATION, **fields)


def test_confirmation__is_about_no_other_parties() -> None:
    fields = {**needed(EntryKind.CONFIRMATION), "parties": FIELDS["parties"]}
    with pytest.raises(EntryError, match="A confirmation cannot have 'parties': it is about the party in 'by'"):
        entry(EntryKind.CONFIRMATION, **fields)
