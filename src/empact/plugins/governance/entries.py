"""``empact ledger``: what was committed, asked, answered, found and decided."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from empact import Session, Severity
from empact.hooks import Backing, Entry, EntryKind, Ledger, Prose, Record, Reply, Verdict
from empact.plugins.governance.options import (
    as_of_option,
    day,
    folder_of,
    folder_there,
    format_option,
    ledger_option,
    marked,
    parties,
    plan_argument,
    refs,
    words,
)
from empact.plugins.governance.shown import room, say, say_json, wrapped

_DATE = click.DateTime(["%Y-%m-%d"])
_RULES = tuple(f"OAP{number}" for number in range(801, 811))
"""The rules about ledgers and what they decide."""

_ADDRESSED = {EntryKind.REMINDER, EntryKind.EXHORTATION}


def _words(kinds: Iterable[enum.Enum]) -> click.Choice[str]:
    return click.Choice([str(kind.value) for kind in kinds])


@click.group()
def ledger() -> None:
    """Record what was committed, asked, answered, found and decided about a plan, and look at it.

    An entry is a file of its own, and is never changed: whoever was wrong records a new one.

    \b
    empact ledger add oap-c-2012 exhortation --party EL --by IT --on 2012-05-14 --source "letter of 14 May"
    empact ledger list oap-c-2012 --party EL
    empact ledger check oap-c-2012
    """


@ledger.command(short_help="Record an entry.")
@plan_argument
@click.argument("kind", type=_words(EntryKind), metavar="KIND")
@click.option(
    "--party", "parties", multiple=True, metavar="PARTY", help="Whom it is about; may be given several times."
)
@click.option("--by", multiple=True, metavar="PARTY", help="Who says or does it.")
@click.option("--on", type=_DATE, required=True, metavar="DATE", help="The day on which it happened.")
@click.option(
    "--source", required=True, callback=words, help="What says so: a letter, minutes, the number of a document."
)
@click.option("--action", "actions", multiple=True, metavar="NUMBER", help="An action of the plan that it speaks of.")
@click.option("--text", default=None, help="What was committed, asked or said.")
@click.option("--due", type=_DATE, metavar="DATE", help="The last day of a commitment, or for an answer.")
@click.option("--backing", multiple=True, type=_words(Backing), help="What stands behind a commitment at home.")
@click.option("--replies-to", multiple=True, metavar="ENTRY", help="The entry that it answers or rests on.")
@click.option("--reply", type=_words(Reply), help="What an answer says.")
@click.option("--verdict", type=_words(Verdict), help="What a decision says.")
@ledger_option
@click.pass_obj
def add(session: Session, /, plan: str, kind: str, folder: Path | None, **given: Any) -> None:
    """Record an entry of a KIND about PLAN; prints the id by which later entries refer to it.

    \b
    commitment   who commits itself to which action, to what, by when
    reminder     anybody reminds of a commitment
    exhortation  the Driver exhorts
    answer       who was asked answers
    jeopardy     somebody finds that delivery is in jeopardy
    decision     who is no longer a participant, stays one, or is one again
    meeting      the Driver convenes a meeting
    contact      the Driver is in contact with somebody
    account      a leader gives account to the Driver
    validation   COSI validates the plan and its tasking
    """
    loaded = session.load(plan)
    entry = Entry(
        plan=loaded.id,
        kind=EntryKind(kind),
        on=given["on"].date(),
        parties=parties(session, loaded, given["parties"]),
        by=parties(session, loaded, given["by"]),
        actions=refs(loaded, given["actions"]),
        text=Prose(text=given["text"]),
        due=None if given["due"] is None else given["due"].date(),
        backing=tuple(map(Backing, given["backing"])),
        reply=None if given["reply"] is None else Reply(given["reply"]),
        verdict=None if given["verdict"] is None else Verdict(given["verdict"]),
        replies_to=given["replies_to"],
        source=given["source"],
    )
    say([session.record(folder_of(session, folder, "ledger"), entry).id])


@ledger.command("list", short_help="List the entries.")
@plan_argument
@click.option("--kind", type=_words(EntryKind), help="Only entries of this kind.")
@click.option("--party", metavar="PARTY", help="Only entries about this party, or by it.")
@as_of_option
@ledger_option
@format_option
@click.pass_obj
def show(
    session: Session,
    plan: str,
    kind: str | None,
    party: str | None,
    as_of: dt.datetime | None,
    folder: Path | None,
    to: str,
) -> None:
    """List the entries about PLAN in the order of their days."""
    loaded = session.load(plan)
    place = folder_there(session, folder, "ledger")
    known = Ledger(plan=loaded.id) if place is None else session.ledger(place, loaded.id).until(day(as_of))
    wanted = [one for one in known if kind is None or one.entry.kind.value == kind]
    if party is not None:
        wanted = [one for one in wanted if _speaks_of(session, one, party)]
    if to == "json":
        told = [_tree(one) for one in wanted]
        say_json({"empact": "entries/1", "plan": loaded.id, **marked(loaded), "entries": told})
    else:
        heading = [loaded.marking] if loaded.marking and wanted else []
        say(
            [*heading, *(line for one in wanted for line in _lines(one))] or [f"Nothing is recorded about {loaded.id}."]
        )


def _speaks_of(session: Session, record: Record, party: str) -> bool:
    entry = record.entry
    meant = session.register.find(party, entry.on)
    names = [item.party for cell in (entry.parties, entry.by) for item in cell.understood]
    return any(
        name == party or (meant is not None and session.register.find(name, entry.on) == meant) for name in names
    )


def _lines(record: Record) -> Iterator[str]:
    entry = record.entry
    parts = [entry.kind.value]
    parts += [f"to {entry.parties}" if entry.kind in _ADDRESSED and entry.parties else str(entry.parties)]
    parts += [f"by {entry.by}"] if entry.by else []
    parts += [f"({entry.reply.value})"] if entry.reply is not None else []
    parts += [f"({entry.verdict.value})"] if entry.verdict is not None else []
    parts += [f"for {', '.join(map(str, entry.actions))}"] if entry.actions else []
    parts += [f"due {entry.due}"] if entry.due is not None else []
    parts += [f"with {', '.join(one.value for one in entry.backing)}"] if entry.backing else []
    yield wrapped(" ".join(filter(None, parts)), f"{entry.on}  ")
    if entry.text:
        yield wrapped(" ".join(str(entry.text).split()), " " * 12)
    yield wrapped(f"{entry.source} [{record.id}]", " " * 12)


def _tree(record: Record) -> dict[str, Any]:
    entry = record.entry
    parts: dict[str, Any] = {
        "id": record.id,
        "digest": record.digest,
        "kind": entry.kind.value,
        "on": entry.on.isoformat(),
        "parties": [str(item) for item in entry.parties],
        "by": [str(item) for item in entry.by],
        "actions": [str(ref) for ref in entry.actions],
        "text": entry.text.text,
        "due": None if entry.due is None else entry.due.isoformat(),
        "backing": [one.value for one in entry.backing],
        "reply": None if entry.reply is None else entry.reply.value,
        "verdict": None if entry.verdict is None else entry.verdict.value,
        "replies_to": list(entry.replies_to),
        "source": entry.source,
        "follows": list(entry.follows),
    }
    return {key: value for key, value in parts.items() if value not in (None, [])}


@ledger.command(short_help="Check that it can be read, is in order, and was not changed.")
@plan_argument
@as_of_option
@ledger_option
@click.pass_context
def check(ctx: click.Context, plan: str, as_of: dt.datetime | None, folder: Path | None) -> None:
    """Check the ledger of PLAN: that it can be read, is in order, and was not changed.

    Prints the digests of the newest entries. Note them down elsewhere: with them it can be seen later whether the
    ledger as it was then is still there. Names that mean nobody are told too.

    \b
    Exit code 1  an error is found
              2  a file of the folder gives no entry, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = session.load(plan)
    place = folder_there(session, folder, "ledger")
    if place is None:
        say([f"Nothing is recorded about {loaded.id}."])
        return
    read = session.read_ledgers(place)
    known = read.of(loaded.id)
    found = read.diagnostics + session.validate(loaded, as_of=day(as_of), select=_RULES, ledger=known)
    report = session.report(found, "text", loaded, read, show=Severity.INFO, width=room())
    say([report.rstrip("\n"), "", *_summary(session, known, read.ledgers)])
    if not read.whole:
        ctx.exit(2)
    if found.worst is Severity.ERROR:
        ctx.exit(1)


def _summary(session: Session, known: Ledger, ledgers: Iterable[Ledger]) -> Iterator[str]:
    """How much there is, where the next entry joins on, and what the rules cannot see: names that mean nobody."""
    yield f"{_count(known)} about {known.plan}. The next one follows:"
    yield from (f"  {digest}" for digest in known.newest or ("nothing",))
    names = Counter(
        item.party
        for one in known
        for cell in (one.entry.parties, one.entry.by)
        for item in cell.understood
        if item.collective is None and session.register.role(item.party) is None
        if session.register.find(item.party, one.entry.on) is None
    )
    for name, count in names.items():
        close = session.register.suggest(name)
        hint = f" Did you mean {close!r}?" if close else ""
        yield f"Nobody is known as {name!r} (named {'once' if count == 1 else f'{count} times'}).{hint}"
    others = [f"{_count(one)} about {one.plan}" for one in ledgers if one.plan != known.plan]
    if others:
        yield f"The folder also holds {', '.join(others)}."


def _count(ledger: Ledger) -> str:
    return "1 entry" if len(ledger) == 1 else f"{len(ledger)} entries"
