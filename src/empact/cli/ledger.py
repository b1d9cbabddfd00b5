"""``empact ledger``: add, list and check the entries of a ledger."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis.markings import record_markings
from empact.analysis.records import AddedEntry, ledger_entries
from empact.cli.commands import SuggestingGroup
from empact.cli.console import echo, echo_tree, echo_warning
from empact.cli.ledger_checks import check, parse_digests
from empact.cli.ledger_confirming import confirm
from empact.cli.naming import checkpoint_named, named_actions, named_parties
from empact.cli.options import (
    actions_option,
    as_of_option,
    by_option,
    completed_by,
    create_option,
    format_option,
    ledger_option,
    on_option,
    or_today,
    parse_day,
    parties_option,
    party_option,
    plan_argument,
    reading_options,
    source_option,
)
from empact.cli.portfolios import keep_records, new_marking
from empact.cli.reading import folder_of, load_plan, read_records
from empact.cli.views import echo_document, refuse_release
from empact.diagnostics import Diagnostic
from empact.documents import build_entries, words_in
from empact.documents.headings import for_the_driver_alone
from empact.errors import EntryError, UnknownIdError
from empact.model import (
    CommitmentBacking,
    EntryContent,
    EntryFacts,
    EntryKind,
    Ledger,
    LedgerEntry,
    PartReply,
    Plan,
    Prose,
    Reply,
    Verdict,
)
from empact.session import Session
from empact.session.validating import rules_about
from empact.storage.sources import exists

_OPTIONS = {"parties": "--party", "actions": "--action", "replies_to": "--replies-to"}
"""The options whose name differs from that of their field."""
_FIELD = re.compile(r"'(parties|by|actions|text|due|backing|reply|part|verdict|replies_to|lost)'")
_WHOLE = 64
"""The number of digits of a whole digest."""


def _option(field: str) -> str:
    return _OPTIONS.get(field, f"--{field}")


def _needed(facts: EntryFacts) -> Iterator[str]:
    """The options that a kind needs; "--party or --by" if it accepts either."""
    for field in facts.needs:
        yield "--party or --by" if len(facts.accepts(field)) > 1 else _option(field)


def _kinds() -> str:
    """Format what each kind of entry records, with the options that it needs and allows, in 76 columns."""
    size = max(len(kind.value) for kind in EntryKind) + 2
    lines: list[str] = []
    for kind in EntryKind:
        needs, allows = " ".join(_needed(kind.facts)), " ".join(map(_option, kind.facts.allows))
        lines.append(f"{kind.value:<{size}}{kind.facts.help}")
        lines.append(" " * size + " ".join(filter(None, (needs, allows and f"({allows})"))))
    return "\n".join(lines)


_ADD = f"""Add an entry of a KIND about PLAN, and print its id.

KIND is one of these. The line below each lists its required options, then its optional ones in parentheses.

\b
{_kinds()}

Every entry requires --on and --source, and can have --action and --text. --reply also requires --replies-to. An
identical entry is not added twice. To end an exclusion, add a decision with the verdict 'readmitted', not a correction;
use clerical-error only for a decision that was recorded by mistake. A warning is printed if an entry does not count.

\b
empact ledger add plan.yaml commitment --by QN --action 1.1 \\
  --on 2031-02-10 --due 2031-05-31 --source "minutes of 10 February"
"""


def _values(kinds: Iterable[enum.Enum]) -> click.Choice[str]:
    return click.Choice([str(kind.value) for kind in kinds])


@click.group(cls=SuggestingGroup)
def ledger() -> None:
    """Add, list and check ledger entries: what was committed, asked, answered, found and decided about a plan.

    Each entry is a file and is never changed. If an entry is wrong, add a correction, and then the right entry.

    \b
    empact ledger add plan.yaml meeting --party QN --on 2031-05-14 \\
      --source "minutes of 14 May"
    empact ledger confirm plan.yaml inbox/
    empact ledger list plan.yaml --party QN
    empact ledger check plan.yaml
    """


@ledger.command(short_help="Add an entry.", help=_ADD)
@plan_argument
@click.argument("kind", type=_values(EntryKind), metavar="KIND")
@parties_option("A party that the entry is about.")
@by_option("A party that says or does it.")
@on_option("The day on which it happened.")
@source_option("A letter, minutes, or the number of a document.")
@actions_option("An action that the entry is about.")
@click.option(
    "--text",
    metavar="TEXT",
    help="What was committed, asked or said; for a call, the name of the checkpoint, or the start of it.",
)
@click.option("--due", type=parse_day, metavar="DATE", help="The last day for a commitment, an answer or reports.")
@click.option(
    "--backing",
    multiple=True,
    type=_values(CommitmentBacking),
    help="What backs a commitment at home. Can be repeated.",
)
@click.option(
    "--replies-to",
    multiple=True,
    metavar="ENTRY",
    help=(
        "The id of an entry that this one answers, corrects or is based on; a unique start of the id is enough. Can "
        "be repeated."
    ),
)
@click.option("--reply", type=_values(Reply), help="The reply of an answer.")
@click.option("--part", type=_values(PartReply), help="What a party says of its part.")
@click.option("--verdict", type=_values(Verdict), help="The verdict of a decision.")
@click.option(
    "--lost",
    multiple=True,
    metavar="DIGEST",
    callback=parse_digests,
    help="The digest of a lost entry, as shown in the error about it. Can be repeated.",
)
@create_option("ledger")
@reading_options
@ledger_option
@format_option
@click.pass_obj
def add(
    session: Session, /, plan: str, kind: str, format_: str | None, folder: Path | None, to: str, **given: Any
) -> None:
    """Add an entry."""
    loaded, place = load_plan(session, plan, format_), folder_of(session, folder, "ledger")
    try:
        content = EntryContent(
            plan=loaded.id,
            kind=EntryKind(kind),
            on=given["on"],
            parties=named_parties(session, loaded, given["parties"]),
            by=named_parties(session, loaded, given["by"]),
            actions=named_actions(loaded, given["actions"]),
            text=Prose(text=_text(loaded, kind, given["text"])),
            due=given["due"],
            backing=tuple(dict.fromkeys(map(CommitmentBacking, given["backing"]))),
            reply=None if given["reply"] is None else Reply(given["reply"]),
            part=None if given["part"] is None else PartReply(given["part"]),
            verdict=None if given["verdict"] is None else Verdict(given["verdict"]),
            replies_to=_ids(session, place, loaded, given["replies_to"]),
            lost=_missing(session, place, loaded, given["lost"]),
            source=given["source"],
            marking=new_marking(loaded),
        )
        keep_records([loaded], record_markings([content]))
        entry = session.workspace.ledger.add(content, folder, create=given["create"], plans=[loaded])
    except EntryError as misfit:
        # The model names fields; the user typed options.
        raise EntryError(
            (field, _FIELD.sub(lambda named: _option(named[1]), sentence)) for field, sentence in misfit.parts
        ) from None
    _warn_of_a_late_day(loaded, entry)
    _warn_of_what_does_not_count(session, loaded, entry, folder)
    if to == "json":
        echo_tree(session, AddedEntry(context=session.context(loaded, as_of=or_today(None)), entry=entry))
    else:
        echo(entry.id)


def _text(plan: Plan, kind: str, text: str | None) -> str | None:
    """Return the text of an entry: in a call, the name of the checkpoint as the plan writes it.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or several whose names start so: the call would set no day.
    """
    if not text or EntryKind(kind) is not EntryKind.CALL:
        return text
    return checkpoint_named(plan, text)


def _warn_of_a_late_day(plan: Plan, entry: LedgerEntry) -> None:
    """Warn of a day that is probably mistyped: after the end of the plan, only a day until today is usual."""
    on = entry.content.on
    if plan.period is not None and on > max(plan.period.end, or_today(None)):
        late = f"after today and after the last day of {plan.id} ({plan.period.end})"
        echo_warning(
            f"The entry is dated {on}, {late}. If the day is wrong, add a correction, and then the right entry."
        )


def _warn_of_what_does_not_count(session: Session, plan: Plan, entry: LedgerEntry, folder: Path | None) -> None:
    """Print the findings about a new entry, by the rules about the ledger."""
    rules = rules_about(session.rules, "ledger")
    records = session.workspace.read_records(("ledger",), {"ledger": folder}, [plan])
    for finding in session.validate(plan, select=rules.select, ignore=rules.ignore, records=records):
        if finding.place.subject == f"{plan.id}:{entry.id}":
            _warn(finding, plan)


def _warn(finding: Diagnostic, plan: Plan) -> None:
    """Print a finding about a new entry; of a marked plan, without text on the standard error."""
    if plan.marking:
        echo_warning(f"{finding.code} {finding.name}. 'empact ledger check' shows more.")
    else:
        echo_warning(" ".join(filter(None, (finding.message, finding.hint))))


def _ids(session: Session, place: Path, plan: Plan, starts: Iterable[str]) -> tuple[str, ...]:
    """Resolve ids of entries, or the start of an id that no other id has; each entry once.

    Raises:
        PlanReadError: The ledger cannot be relied on.
        UnknownIdError: No entry of the ledger has such an id.
        click.UsageError: Several ids start with the text.
    """
    if not starts:
        return ()
    folder = session.workspace.ledger
    known = folder.of_plan(plan.id, place, plans=[plan]) if exists(place) else Ledger(plan=plan.id)
    ids = sorted({entry.id for entry in known})
    resolved: dict[str, None] = {}
    for start in (start.strip().rstrip(".,;:") for start in starts):  # as in the sentence that it was copied from
        matches = [start] if start in ids else [id for id in ids if start and id.startswith(start)]
        if len(matches) > 1:
            raise click.UsageError(f"The ids of several entries start with {start!r}: {', '.join(matches)}.")
        if not matches:
            raise UnknownIdError("Entry", start, ids)
        resolved[matches[0]] = None
    return tuple(resolved)


def _missing(session: Session, place: Path, plan: Plan, starts: Iterable[str]) -> tuple[str, ...]:
    """Resolve starts of digests of missing entries; each digest once.

    Raises:
        UnknownIdError: No entry with such a digest is missing.
        click.UsageError: Several missing entries have such a digest.
    """
    if not starts:
        return ()
    folder = session.workspace.ledger
    known = folder.read(place, plans=[plan]).of_plan(plan.id) if exists(place) else Ledger(plan=plan.id)
    missing = sorted({digest for _, digests in known.gaps for digest in digests} | {*known.lost})
    resolved: dict[str, None] = {}
    for start in starts:
        matches = [start] if len(start) == _WHOLE else [digest for digest in missing if digest.startswith(start)]
        if len(matches) > 1:
            raise click.UsageError(
                f"Several missing entries have a digest that starts with {start!r}: name more of it."
            )
        if not matches:
            raise UnknownIdError("Missing entry", start, missing, hint=f"Missing: {', '.join(missing) or 'none'}.")
        resolved[matches[0]] = None
    return tuple(resolved)


@ledger.command("list", short_help="List the entries.")
@plan_argument
@click.option(
    "--kind",
    type=_values(EntryKind),
    metavar="KIND",
    help="List only entries of this kind; 'empact ledger add --help' lists the kinds.",
)
@party_option("List only entries about this party or by it.")
@click.option(
    "--action",
    metavar="ACTION",
    shell_complete=completed_by("actions"),
    help="List only entries about this action.",
)
@reading_options
@as_of_option(default="everything")
@ledger_option
@format_option
@click.pass_obj
def show(session: Session, /, plan: str, format_: str | None, folder: Path | None, to: str, **given: Any) -> None:
    """List the entries about PLAN by date, including corrected ones.

    --party also finds entries that name the party differently: by another name, by a group that it belongs to ("All
    MS"), or by a role that it had on that day. The list is for the Driver and the Support Unit only.

    \b
    empact ledger list plan.yaml --party QN --kind commitment
    """
    loaded = load_plan(session, plan, format_)
    refuse_release(session, "entries")
    folder_of(session, folder, "ledger")  # listing needs a folder: raise if there is none
    known = session.context(
        loaded, as_of=given["as_of"], records=read_records(session, [loaded], ("ledger",), {"ledger": folder})
    )
    kind = None if given["kind"] is None else EntryKind(given["kind"])
    try:
        listed = ledger_entries(known, kind=kind, party=given["party"], action=given["action"])
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    keep_records([loaded], listed.records)
    context = session.context(loaded, as_of=or_today(given["as_of"]))  # marked by the listed entries alone
    if to == "json":
        echo_tree(session, attrs.evolve(listed, context=context))
    else:
        document = for_the_driver_alone(build_entries(context, listed=listed), words_in("en"))
        echo_document(session, document, context, dated=given["as_of"] is not None)


ledger.add_command(check)
ledger.add_command(confirm)
