"""``empact ledger``: what was committed, asked, answered, found and decided."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from empact import EntryError, Session, UnknownIdError
from empact.hooks import (
    CommitmentBacking,
    EntryContent,
    EntryKind,
    Evidence,
    Ledger,
    LedgerEntry,
    Prose,
    Reply,
    Verdict,
    known_party,
)
from empact.plugins.governance.checks import check
from empact.plugins.governance.options import (
    a_day,
    folder_of,
    format_option,
    ledger_of,
    ledger_option,
    load,
    marked,
    parties,
    plan_argument,
    refs,
    words,
)
from empact.plugins.governance.shown import say, say_json, wrapped

_OPTIONS = {"parties": "--party", "actions": "--action", "replies_to": "--replies-to"}
"""The options that are not called as the field that they give."""
_FIELD = re.compile(r"'(parties|by|actions|due|backing|reply|verdict|replies_to)'")
_TEXT = " " * 12


def _option(field: str) -> str:
    return _OPTIONS.get(field, f"--{field}")


def _table() -> str:
    """What each kind of entry records, and the options that it needs and may have, one line a kind."""
    rows = [("KIND", "what it records", "options it needs (and may have)")]
    for kind in EntryKind:
        allowed = " ".join(map(_option, kind.facts.allows))
        options = " ".join([*map(_option, kind.facts.needs), *([f"({allowed})"] if allowed else [])])
        rows.append((kind.value, kind.facts.help, options))
    kinds, helps = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"{kind:{kinds}}  {records:{helps}}   {options}" for kind, records, options in rows)


_ADD = f"""Record an entry of a KIND about PLAN; prints the id by which later entries refer to it.

\b
{_table()}

Each needs --on and --source, and may have --action and --text. A --reply needs --replies-to. A decision is taken
back by another one with the verdict 'readmitted', not by a correction. The very same entry is recorded once.
"""


def _words(kinds: Iterable[enum.Enum]) -> click.Choice[str]:
    return click.Choice([str(kind.value) for kind in kinds])


@click.group()
def ledger() -> None:
    """Record what was committed, asked, answered, found and decided about a plan, and look at it.

    An entry is a file of its own, and is never changed: whoever was wrong records a correction, and the right one.

    \b
    empact ledger add oap-c-2012 exhortation --party EL --by IT --on 2012-05-14 --source "letter of 14 May"
    empact ledger list oap-c-2012 --party EL
    empact ledger check oap-c-2012
    """


@ledger.command(short_help="Record an entry.", help=_ADD)
@plan_argument
@click.argument("kind", type=_words(EntryKind), metavar="KIND")
@click.option(
    "--party", "parties", multiple=True, metavar="PARTY", help="Whom it is about; may be given several times."
)
@click.option("--by", multiple=True, metavar="PARTY", help="Who says or does it.")
@click.option("--on", type=a_day, metavar="DATE", required=True, help="The day on which it happened.")
@click.option(
    "--source", required=True, callback=words, help="What says so: a letter, minutes, the number of a document."
)
@click.option("--action", "actions", multiple=True, metavar="NUMBER", help="An action of the plan that it speaks of.")
@click.option("--text", default=None, help="What was committed, asked or said.")
@click.option("--due", type=a_day, metavar="DATE", help="The last day of a commitment, or for an answer.")
@click.option(
    "--backing", multiple=True, type=_words(CommitmentBacking), help="What stands behind a commitment at home."
)
@click.option(
    "--replies-to",
    multiple=True,
    metavar="ENTRY",
    help="The id of an entry that it answers, rests on or corrects; the beginning will do where no other has it.",
)
@click.option("--reply", type=_words(Reply), help="What an answer says.")
@click.option("--verdict", type=_words(Verdict), help="What a decision says.")
@ledger_option
@format_option
@click.pass_obj
def add(session: Session, /, plan: str, kind: str, folder: Path | None, to: str, **given: Any) -> None:
    """Record an entry."""
    loaded, place = load(session, plan), folder_of(session, folder, "ledger")
    try:
        entry = EntryContent(
            plan=loaded.id,
            kind=EntryKind(kind),
            on=given["on"],
            parties=parties(session, loaded, given["parties"]),
            by=parties(session, loaded, given["by"]),
            actions=refs(loaded, given["actions"]),
            text=Prose(text=given["text"]),
            due=given["due"],
            backing=tuple(dict.fromkeys(map(CommitmentBacking, given["backing"]))),
            reply=None if given["reply"] is None else Reply(given["reply"]),
            verdict=None if given["verdict"] is None else Verdict(given["verdict"]),
            replies_to=_ids(session, place, loaded.id, given["replies_to"]),
            source=given["source"],
        )
        record = session.add_entry(place, entry)
    except EntryError as misfit:
        raise EntryError(
            (field, _FIELD.sub(lambda named: _option(named[1]), told)) for field, told in misfit.parts
        ) from None
    if to == "json":
        told = {"id": record.id, "digest": record.digest, "entry": session.tree(record.content)}
        say_json({"empact": "recorded/1", "plan": loaded.id, **marked(loaded), **told})
    else:
        say([record.id])


def _ids(session: Session, place: Path, plan: str, beginnings: Iterable[str]) -> tuple[str, ...]:
    """The ids of the entries that are meant, each once: told whole, or by a beginning that no other has.

    Raises:
        UnknownIdError: No entry of the ledger has such an id.
        click.UsageError: Several have this beginning.
    """
    if not beginnings:
        return ()
    known = session.read_ledgers(place).of(plan) if place.is_dir() else Ledger(plan=plan)
    ids = sorted({record.id for record in known})
    found: dict[str, None] = {}
    for beginning in beginnings:
        meant = [beginning] if beginning in ids else [id for id in ids if beginning and id.startswith(beginning)]
        if len(meant) > 1:
            raise click.UsageError(f"{beginning!r} is the beginning of several entries: {', '.join(meant)}.")
        if not meant:
            raise UnknownIdError("Entry", beginning, ids)
        found[meant[0]] = None
    return tuple(found)


@ledger.command("list", short_help="List the entries.")
@plan_argument
@click.option("--kind", type=_words(EntryKind), help="Only entries of this kind.")
@click.option("--party", metavar="PARTY", help="Only entries that are about this party, or by it.")
@click.option("--action", metavar="NUMBER", help="Only entries that speak of this action.")
@click.option("--as-of", type=a_day, metavar="DATE", help="Only what was known at the end of this day.")
@ledger_option
@format_option
@click.pass_obj
def show(session: Session, /, plan: str, folder: Path | None, to: str, **given: Any) -> None:
    """List the entries about PLAN in the order of their days, also those that a correction takes back.

    A party is found however an entry names it: by another of its names, as one of "All MS", or by a role that it holds.
    """
    loaded = load(session, plan)
    folder_of(session, folder, "ledger")  # somebody has to name one
    whole = ledger_of(session, folder, loaded.id)
    evidence = Evidence(loaded, whole.until(given["as_of"]), session.register)
    wanted = tuple(evidence.ledger)
    if given["party"] is not None:
        wanted = _about(session, evidence, given["party"])
    if given["action"] is not None:
        number = loaded.action(given["action"]).number
        wanted = tuple(one for one in wanted if number in {ref.action for ref in one.content.actions})
    if given["kind"] is not None:
        wanted = tuple(one for one in wanted if one.content.kind.value == given["kind"])
    if to == "json":
        told = [_tree(session, one, evidence) for one in wanted]
        say_json({"empact": "entries/1", "plan": loaded.id, **marked(loaded), "entries": told})
        return
    heading = [loaded.marking] if loaded.marking and wanted else []
    nothing = "No entry fits." if len(whole) else f"Nothing is recorded about {loaded.id}."
    say([*heading, *(line for one in wanted for line in _lines(one, evidence))] or [nothing])


def _about(session: Session, evidence: Evidence, name: str) -> tuple[LedgerEntry, ...]:
    """The entries that are about a party or by it, on their own days; or that have its name as it is written.

    Raises:
        UnknownIdError: No entry has the name, and nobody is known by it.
    """
    found = tuple(one for one in evidence.ledger if _bears(session, evidence, one, name))
    if not found:
        parties(session, evidence.plan, [name])
    return found


def _bears(session: Session, evidence: Evidence, record: LedgerEntry, name: str) -> bool:
    items = [item for cell in (record.content.parties, record.content.by) for item in cell.understood]
    if name in {word for item in items for word in (item.party, *item.cooperating)}:
        return True
    try:
        code = known_party(name, record.content.on, session.register).code
    except UnknownIdError:
        return False
    return code in {*evidence.parties(record), *evidence.by(record)}


def _lines(record: LedgerEntry, evidence: Evidence) -> Iterator[str]:
    entry = record.content
    parts = [entry.kind.value]
    parts += [f"to {entry.parties}" if entry.kind.facts.asks and entry.parties else str(entry.parties)]
    parts += [f"by {entry.by}"] if entry.by else []
    parts += [f"({entry.reply.value})"] if entry.reply is not None else []
    parts += [f"({entry.verdict.value})"] if entry.verdict is not None else []
    parts += [f"for {', '.join(map(str, entry.actions))}"] if entry.actions else []
    parts += [f"due {entry.due}"] if entry.due is not None else []
    parts += [f"with {', '.join(one.value for one in entry.backing)}"] if entry.backing else []
    yield wrapped(" ".join(filter(None, parts)), f"{entry.on}  ")
    if entry.text:
        yield wrapped(" ".join(str(entry.text).split()), _TEXT)
    if entry.replies_to:
        yield wrapped(f"{entry.kind.facts.refers} {', '.join(entry.replies_to)}", _TEXT)
    if record.digest in evidence.corrections:
        yield wrapped(f"Corrected by {', '.join(one.id for one in evidence.corrections[record.digest])}", _TEXT)
    yield wrapped(f"{entry.source} [{record.id}]", _TEXT)


def _tree(session: Session, record: LedgerEntry, evidence: Evidence) -> dict[str, Any]:
    """An entry as its file has it, with what is known of it as a record."""
    corrections = evidence.corrections.get(record.digest)
    corrected = {"corrected_by": [one.id for one in corrections]} if corrections else {}
    content = {key: value for key, value in session.tree(record.content).items() if key != "empact"}
    return {"id": record.id, "digest": record.digest, **corrected, **content}


ledger.add_command(check)
