"""``empact ledger check``: whether a ledger can be read, fits together, and is as it was recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from empact import Session, Severity
from empact.hooks import Ledger
from empact.plugins.governance.options import (
    folder_of,
    format_option,
    ledger_option,
    load,
    marked,
    plan_argument,
    read_ledgers,
)
from empact.plugins.governance.shown import room, say, say_json

_RULES = (
    "commitment-without-action",
    "ledger-out-of-order",
    "ledger-tampered",
    "entry-names-unknown",
    "entry-doubled",
    "exhortation-not-by-driver",
)
"""The rules about a ledger itself; what it says of the plan is the matter of ``empact validate``."""
_NOTED = re.compile(r"[0-9a-f]{16,64}")


def _digests(_ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Digests as they were noted, or their beginnings: the callback of a parameter."""
    noted = tuple(dict.fromkeys(word.strip().lower().rpartition("-")[2] for word in given))
    for word in noted:
        if not _NOTED.fullmatch(word):
            message = f"{word!r} is no digest: it has 64 digits from 0 to f, of which the first 16 will do."
            raise click.BadParameter(message, param=parameter)
    return noted


@click.command(short_help="Check that it can be read, fits together, and was not changed.")
@plan_argument
@click.option(
    "--holds",
    multiple=True,
    metavar="DIGEST",
    callback=_digests,
    help="A digest that was noted down: whether its entry is still there. The first 16 digits will do, or an id.",
)
@ledger_option
@format_option
@click.pass_context
def check(ctx: click.Context, plan: str, holds: tuple[str, ...], folder: Path | None, to: str) -> None:
    """Check the ledger of PLAN: that it can be read, fits together, names who and what there is, and was not changed.

    Prints the digests of the newest entries. Note them down elsewhere, and give them to --holds later: then it is seen
    whether the ledger as it was is still there.

    \b
    Exit code 1  an error is found, or an entry that --holds asks for is not there
              2  a file of the folder gives no entry, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load(session, plan)
    folder_of(session, folder, "ledger")  # somebody has to name one
    read = read_ledgers(session, folder)
    known = read.of(loaded.id)
    found = read.diagnostics + session.validate(loaded, select=_RULES, ledger=known)
    held = {digest: any(one.digest.startswith(digest) for one in known) for digest in holds}
    others = {one.plan: len(one) for one in read.ledgers if one.plan != loaded.id}
    if to == "json":
        told = json.loads(session.format(found, "json", loaded, read))
        say_json(
            {
                "empact": "ledger-check/1",
                "plan": loaded.id,
                **marked(loaded),
                "entries": len(known),
                "newest": list(known.newest),
                "holds": held,
                "counts": told["counts"],
                "diagnostics": told["diagnostics"],
                "others": others,
            }
        )
    else:
        report = session.format(found, "text", loaded, read, show=Severity.INFO, width=room())
        checked = [report.rstrip("\n"), ""] if len(known) or len(found) else []
        whole = found.worst is not Severity.ERROR
        say([*checked, *_summary(known, others, whole=whole), *_held(held, known)])
    if not read.complete:
        ctx.exit(2)
    if found.worst is Severity.ERROR or not all(held.values()):
        ctx.exit(1)


def _summary(known: Ledger, others: dict[str, int], *, whole: bool) -> Iterator[str]:
    """How much there is, and where the next entry joins on; with an error in it, no digest is offered to be noted."""
    if len(known) and not whole:
        yield f"{_count(len(known))} about {known.plan}, with errors: mend them before you note a digest."
    elif len(known):
        yield f"{_count(len(known))} about {known.plan}. The next one follows:"
        yield from (f"  {digest}" for digest in known.newest)
    else:
        yield f"Nothing is recorded about {known.plan}."
    if others:
        yield f"The folder also holds {', '.join(f'{_count(number)} about {plan}' for plan, number in others.items())}."


def _held(held: dict[str, bool], known: Ledger) -> Iterator[str]:
    """Whether the entries whose digests were noted down are there."""
    for digest, there in held.items():
        if there:
            ids = [one.id for one in known if one.digest.startswith(digest)]
            yield f"{digest[:16]} is there: {', '.join(ids)}."
        else:
            yield f"{digest[:16]} is not there: its entry was removed or changed, or lies in another folder."


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
