"""``empact ledger check``: whether the entries can be read, fit together and are unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from empact.analysis.markings import record_markings
from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo, echo_tree, width
from empact.cli.options import format_option, ledger_option, marking_level, or_today, plan_argument, reading_options
from empact.cli.portfolios import keep_records
from empact.cli.reading import folder_of, load_plan, read_records
from empact.diagnostics import Severity
from empact.model import FrozenMap, Ledger
from empact.session import Session
from empact.session.validating import rules_about
from empact.storage.ledgers import LedgerReading

_DIGEST = re.compile(r"[0-9a-f]{16,64}")


def parse_digests(_ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Parse digests, starts of digests, and ids that end with one: the callback of a parameter."""
    noted = tuple(dict.fromkeys(word.strip().rstrip(".,;:").lower().rpartition("-")[2] for word in given))
    for word in noted:
        if not _DIGEST.fullmatch(word):
            message = f"{word!r} is not a digest: it has 64 digits from 0 to f; the first 16 are enough."
            raise click.BadParameter(message, param=parameter)
    return noted


@click.command(short_help="Check the entries for changes and errors.")
@plan_argument
@click.option(
    "--holds",
    multiple=True,
    metavar="DIGEST",
    callback=parse_digests,
    help="Check that the entry with this digest or id is still there; the first 16 digits are enough. Can be repeated.",
)
@reading_options
@ledger_option
@format_option
@click.pass_context
def check(
    ctx: click.Context, plan: str, holds: tuple[str, ...], format_: str | None, folder: Path | None, to: str
) -> None:
    """Check that the ledger entries of PLAN can be read, fit together and are unchanged.

    The digests of the newest entries are printed. Save them outside the ledger, and pass them to --holds later to check
    that no entry was removed or changed.

    \b
    empact ledger check plan.yaml
    empact ledger check plan.yaml --holds 0123456789abcdef

    \b
    Exit code 1  an error, or a missing --holds digest
              2  an invalid entry, an unknown name, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    folder_of(session, folder, "ledger")  # checking needs a folder: raise if there is none
    records = read_records(session, [loaded], ("ledger",), {"ledger": folder})
    read = records.ledger or LedgerReading()
    known = read.of_plan(loaded.id)
    markings = record_markings(known)
    keep_records([loaded], markings)
    rules = rules_about(session.rules, "ledger")
    findings = session.validate(loaded, select=rules.select, ignore=rules.ignore, records=records)
    held = {digest: any(entry.digest.startswith(digest) for entry in known) for digest in holds}
    others = {ledger.plan: len(ledger) for ledger in read.ledgers if ledger.plan != loaded.id}
    if to == "json":
        from empact.session.checks import LedgerCheck  # a check in text needs none

        result = LedgerCheck(
            context=session.context(loaded, as_of=or_today(None)),
            entries=len(known),
            newest=tuple(known.newest),
            holds=FrozenMap(held),
            others=FrozenMap(others),
            counts=FrozenMap(findings.counts()),
            diagnostics=tuple(findings),
            checked=markings,
        )
        echo_tree(session, result)
    else:
        text = session.format(
            findings, "text", loaded, read, show=Severity.INFO, width=width(), marking=marking_level()
        )
        findings_lines = [text.rstrip("\n"), ""] if len(known) or len(findings) else []
        valid = findings.worst is not Severity.ERROR
        echo("\n".join([*findings_lines, *_summary(known, others, valid=valid), *_held(held, known)]))
    if not read.complete:
        ctx.exit(EXIT_UNUSABLE)
    if findings.worst is Severity.ERROR or not all(held.values()):
        ctx.exit(EXIT_FINDINGS)


def _summary(known: Ledger, others: dict[str, int], *, valid: bool) -> Iterator[str]:
    """Count the entries and list the newest digests; omit digests if there are errors, so that nobody saves them."""
    if len(known) and not valid:
        yield f"{_count(len(known))} about {known.plan}, with errors: fix them before you save a digest."
    elif len(known):
        digests = "digest" if len(known.newest) == 1 else "digests"
        yield f"{_count(len(known))} about {known.plan}. Save the newest {digests} outside the ledger:"
        yield from (f"  {digest}" for digest in known.newest)
    else:
        yield f"The ledger has no entry about {known.plan}."
    if others:
        yield f"The folder also has {', '.join(f'{_count(number)} about {plan}' for plan, number in others.items())}."


def _held(held: dict[str, bool], known: Ledger) -> Iterator[str]:
    """Format whether the entries of the given digests are there."""
    for digest, present in held.items():
        if present:
            ids = [entry.id for entry in known if entry.digest.startswith(digest)]
            yield f"{digest[:16]} is there: {', '.join(ids)}."
        else:
            yield f"{digest[:16]} is missing: its entry was removed or changed, or is in another folder."


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
