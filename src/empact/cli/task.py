"""``empact task``: the tasking sheets of parties."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from empact.analysis import (
    PlanContext,
    Portfolio,
    PortfolioContext,
    Tasking,
    Taskings,
    records_of,
)
from empact.analysis.taskings.tasks import TaskingList
from empact.cli.artifacts import check_suffix, echo_artifact, is_one_file, output_path_option, write_artifacts
from empact.cli.console import echo, echo_note, echo_tree
from empact.cli.declared import DeclaringCommand, given_options
from empact.cli.naming import echo_left_out, only_by_name
from empact.cli.options import (
    as_of_option,
    completed_by,
    folder_hint,
    is_stdout,
    language_option,
    marking_level,
    or_today,
    parties_option,
    plans_argument,
    reading_options,
    release_level,
    reporting_options,
)
from empact.cli.portfolios import keep_records, marking_lines
from empact.cli.reading import ALL_PLANS, read_portfolio, read_records, refuse_incomplete
from empact.documents import Document, Value, Words, words_in
from empact.documents.binding import bind
from empact.documents.headings import driver_alone
from empact.documents.tasking import (
    Results,
    file_name,
    format_taskings,
    limited,
    sheet_results,
    withheld_remarks,
)
from empact.errors import ReleaseError
from empact.hooks import Artifact, Option
from empact.model import PartyKind
from empact.reference import read_level
from empact.session import Session
from empact.session.exporting import carried_by, choose, export_context, require_reports, run_exporter, with_marking
from empact.storage.records import REPORTED
from empact.values import value

_Sheets = Sequence[tuple[PlanContext, Tasking]]


class _Task(DeclaringCommand):
    """The command, with the options that the format of a call declares."""

    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option]:
        """Return the options of the format."""
        to = given.get("to", "text")
        return () if to == "json" else choose(session.plugins, to, "tasking").exporter.options


@click.command(cls=_Task)
@plans_argument
@parties_option("Make the sheet of this party, by code or name.")
@click.option("--all-parties", is_flag=True, help="Make the sheet of each party that has a part, or may have one.")
@click.option("--all-ms", is_flag=True, help="Make the sheet of each member state at the time of the plan.")
@click.option("--all-agencies", is_flag=True, help="Make the sheet of each EU agency at the time of the plan.")
@click.option(
    "--all-actions",
    is_flag=True,
    help="For a party from outside the Union, also list actions that it may join or that only mention it.",
)
@click.option("--with-ledger", is_flag=True, help="Add what the ledger says about the party and the state of the plan.")
@click.option("--with-reports", is_flag=True, help="Add what the reports say about each action, up to each checkpoint.")
@reading_options
@as_of_option()
@reporting_options
@language_option
@click.option(
    "--format",
    "to",
    default="text",
    show_default=True,
    metavar="FORMAT",
    shell_complete=completed_by("exporters"),
    help="Text for people, JSON for programs, or a format of documents; 'empact formats' lists them.",
)
@output_path_option("The file or folder to write; a missing folder is created. Default, or '-': the standard output.")
@click.pass_context
def task(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    parties: tuple[str, ...],
    all_parties: bool,  # noqa: FBT001 - a flag
    all_ms: bool,  # noqa: FBT001 - a flag
    all_agencies: bool,  # noqa: FBT001 - a flag
    all_actions: bool,  # noqa: FBT001 - a flag
    format_: str | None,
    as_of: dt.date | None,
    with_ledger: bool,  # noqa: FBT001 - a flag
    with_reports: bool,  # noqa: FBT001 - a flag
    ledger: Path | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    language: str,
    to: str,
    output: str | None,
    **options: Any,
) -> None:
    """Make the tasking sheets of parties: what each party has to do in a plan, or in several.

    A sheet starts with a page for the coordinator: a table of the actions by date, in which the party confirms or
    declines its parts; 'empact ledger confirm' reads it when it comes back. The details of each action follow: first
    the actions that the party leads, co-leads, cooperates in or joins, by name or through a group ("All MS"); then
    those that it may join ("Relevant MS") or that only mention it. The general provisions of the plan come last. For
    several plans, each party gets one book: the actions of all plans by date, their clashes, and then the details, plan
    by plan.

    -o FOLDER/ writes one file for each party; -o FILE writes all sheets to that file.

    Formats can have options of their own: add --help to a command with --format to list them.

    A third country, an organisation, a network or a private body gets a sheet only if you name it, or with
    --all-parties if it has an action and the plan has no marking; the sheet has only its own actions. The ledger is
    used only with --with-ledger.

    \b
    empact task plan.yaml --party HU
    empact task plan.yaml --all-parties -o sheets/
    empact task plan.yaml --all-ms --format xlsx -o sheets.xlsx
    empact task plans/ --party Europol --format csv -o sheets/
    """
    if not (parties or all_parties or all_ms or all_agencies):
        raise click.UsageError("Name a party with --party, or use --all-parties, --all-ms or --all-agencies.")
    if ledger is not None and not with_ledger:
        raise click.UsageError("--ledger needs --with-ledger.")
    if any((folder, operations, kpis)) and not with_reports:
        raise click.UsageError("--reports, --operations and --kpis need --with-reports.")
    if with_reports and to == "json":
        raise click.UsageError("--with-reports needs a format of documents; for JSON, use 'empact progress'.")
    session: Session = ctx.obj
    check_suffix(session, to, "tasking", output, "--format")
    read = read_portfolio(ctx, sources, format_)
    refuse_incomplete(ctx, read, ALL_PLANS)
    batches = {PartyKind.MEMBER_STATE: all_ms, PartyKind.EU_AGENCY: all_agencies}
    kinds = [kind for kind, asked in batches.items() if asked]
    if with_ledger and ledger is None and session.workspace.path is None:
        echo_note(f"No entries are used. {folder_hint('ledger')}")
    used = (*(("ledger",) if with_ledger else ()), *(REPORTED if with_reports else ()))
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger}
    records = read_records(session, read.values, used, folders)
    context = session.context(Portfolio(read.values), as_of=or_today(as_of), records=records)
    keep_records(read.values, records_of(context))
    if with_reports and read.values:
        require_reports("with_reports", context)
    asked = _Asked(parties, tuple(kinds), with_part=all_parties, all_actions=all_actions)
    sheets = [(plan_context, tasking) for plan_context in context for tasking in asked.taskings(plan_context)]
    if to == "json":
        taskings = tuple(tasking for _, tasking in sheets)
        alone = len(sheets) == 1 and not kinds and not all_parties
        _write_json(session, taskings[0] if alone else TaskingList(context=context, taskings=taskings), output)
    elif sheets:
        words = words_in(language)
        results: Results = sheet_results(context, words) if with_reports else {}
        made = _made(session, context, sheets, results, to, output, words, given_options(ctx, options))
        _write(made, context, to, output)


@value
class _Asked:
    """Whose sheets a call asks for, and with what in them."""

    parties: tuple[str, ...]
    """The parties that it names."""
    kinds: tuple[PartyKind, ...]
    """The kinds of which each party has a sheet."""
    with_part: bool
    """Whether each party has one that has a part, or may have one."""
    all_actions: bool
    """Whether the sheet of a party from outside the Union has all actions."""

    def taskings(self, ctx: PlanContext) -> Iterator[Tasking]:
        """Yield the taskings of the parties that are named, of each kind, then of those with a part; each once."""
        taskings = Taskings(ctx)
        named = (*self.parties, *(code for kind in self.kinds for code in taskings.batch(kind)))
        with_part = taskings.with_part() if self.with_part else ()
        outside, left_out, done = only_by_name(ctx, with_part), list[str](), set[str]()
        for name in (*named, *with_part):
            tasking = limited(taskings.of_party(name), all_actions=self.all_actions)
            code = tasking.party.code
            if code in done or not (name in named or tasking.tasks or tasking.possible):
                continue
            done.add(code)
            if name in outside and name not in named:
                left_out.append(code)
            else:
                yield tasking
        echo_left_out(ctx, left_out, "sheet", "Add --party {party} for its sheet.")


def _made(
    session: Session,
    context: PortfolioContext,
    sheets: _Sheets,
    results: Results,
    to: str,
    output: str | None,
    words: Words,
    given: Mapping[str, Any],
) -> list[Artifact]:
    """Return the files: a document for each party, or one of all where the output is a file."""
    choice = choose(session.plugins, to, "tasking")
    values = choice.values({**given, "party": sheets[0][1].party.code})
    options = {option.name: values[option.name] for option in choice.exporter.options}
    by_party: dict[str, list[tuple[PlanContext, Tasking]]] = {}
    for sheet in sheets:
        by_party.setdefault(sheet[1].party.code, []).append(sheet)
    release = release_level()
    level = None if release is None else read_level(release)
    made: list[Artifact] = []
    documents = (
        with_marking(
            format_taskings(group, words, results), carried_by([ctx for ctx, _ in group]), level, marking_level()
        )
        for group in by_party.values()
    )
    as_one = len(by_party) > 1 and output is not None and is_one_file(output, choice.exporter.suffix)
    if as_one and results and release is not None:
        raise ReleaseError(
            "A book with the reports of several parties is for the Driver and the Support Unit only, so it cannot be "
            "combined with a release. Write a folder: -o sheets/."
        )
    for document in (
        [_bound(dict(zip(by_party, documents, strict=True)), context, words, shows_reports=bool(results))]
        if as_one
        else documents
    ):
        for remark in document.remarks:
            echo_note(remark)
        exported = export_context(functools.partial(_itself, context), options, level, words.language, echo_note)
        made += run_exporter(session.plugins, choice.exporter, document, exported, context.as_of)
    return made


def _write(made: Sequence[Artifact], context: PortfolioContext, to: str, output: str | None) -> None:
    """Write the files; text without a file is printed one document after the other."""
    if to == "text" and (output is None or is_stdout(Path(output))):
        plans = [ctx.plan for ctx in context]
        above = marking_lines(*plans, on=context.as_of) if len(plans) > 1 and len(made) > 1 else []
        for line in above:
            echo(f"{line}\n")
        for index, artifact in enumerate(made):
            if index:
                echo("")
            echo_artifact(artifact, to)
    else:
        write_artifacts(made, to, output)


def _bound(
    documents: Mapping[str, Document], context: PortfolioContext, words: Words, *, shows_reports: bool
) -> Document:
    """Return the documents of several parties as one, with the highest marking of their plans.

    What the reports say to each of the parties is together only for the Driver and the Support Unit.
    """
    plans = [ctx.plan for ctx in context]
    of_parties = words("Tasking of {number} parties", number=len(documents))
    title = f"{of_parties}: {', '.join(plan.id for plan in plans)}"
    facts: dict[str, Value] = {"party": tuple(documents), "as_of": context.as_of}
    if shows_reports:
        facts = {**driver_alone(words), **facts}
    bound = bind(documents, kind="tasking", title=title, name="taskings", words=words, properties=facts)
    return with_marking(bound, carried_by(context.contexts), raised_to=marking_level())


def _itself(context: PortfolioContext) -> PortfolioContext:
    return context


def _write_json(session: Session, result: Tasking | TaskingList, output: str | None) -> None:
    """Write one tasking as ``tasking/1``, several as ``taskings/1``."""
    by_party: dict[str, list[Tasking]] = {}
    for tasking in result.taskings if isinstance(result, TaskingList) else (result,):
        by_party.setdefault(tasking.party.code, []).append(tasking)
    for remark in (remark for taskings in by_party.values() for remark in withheld_remarks(taskings)):
        echo_note(remark)
    if output is None or is_stdout(Path(output)):
        echo_tree(session, result)
    else:
        tree = session.tree(result, marking=marking_level())
        name = "taskings" if isinstance(result, TaskingList) else file_name(result)
        data = f"{json.dumps(tree, indent=2, ensure_ascii=False)}\n".encode()
        write_artifacts([Artifact(f"{name}.json", data)], "json", output)
