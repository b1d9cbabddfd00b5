"""``empact report new``: the forms that go out, for one party or for all."""

from __future__ import annotations

from pathlib import Path

import attrs
import click

from empact.analysis import PlanContext, ReportForm, records_of
from empact.cli.console import echo, echo_note, echo_tree, echo_warning
from empact.cli.naming import echo_left_out, only_by_name, party_stems
from empact.cli.options import (
    is_stdout,
    language_option,
    marking_level,
    output_option,
    party_option,
    plan_argument,
    reading_options,
    release_level,
    reporting_options,
)
from empact.cli.portfolios import keep_records
from empact.cli.reading import load_plan, read_records
from empact.hooks import printable_json
from empact.session import Session
from empact.storage.records import Records
from empact.storage.sources import exists
from empact.storage.writing import create, make_folder
from empact.values import value

_ASKED_BY = ("reports", "operations", "ledger", "kpis")
"""The kinds of records that a form is made from."""
_FORMATS = ("yaml", "xlsx", "docx", "json")


@click.command(short_help="Make a form to fill in.")
@plan_argument
@party_option("The party that reports. Either this or --all is required.", "--by")
@click.option("--all", "everybody", is_flag=True, help="Make a form for each party, into the folder -o.")
@click.option(
    "--checkpoint", metavar="NAME", required=True, help="The checkpoint; the start of its name is enough. Required."
)
@reading_options
@reporting_options
@language_option
@click.option(
    "--format",
    "to",
    type=click.Choice(_FORMATS),
    default="yaml",
    show_default=True,
    help="A text file, a workbook or a Word document to fill in, or JSON for programs.",
)
@output_option("FILE", "The file to write, or with --all the folder; default for YAML and JSON: the standard output.")
@click.pass_obj
def new(
    session: Session,
    plan: str,
    by: str | None,
    checkpoint: str,
    format_: str | None,
    folder: Path | None,
    operations: Path | None,
    kpis: Path | None,
    ledger: Path | None,
    language: str,
    to: str,
    output: Path | None,
    *,
    everybody: bool,
) -> None:
    """Make a form for a report on PLAN: what a party is asked, with places to fill in.

    The form asks for the status and totals of the actions that the party leads, and for its own share of those that it
    takes part in; that of the Driver also has what is to settle, and places for its own texts. What the party stated
    before stands beside each place. A blank means that nothing is stated, never zero.

    With --format xlsx or docx, the form is a workbook or a Word document. --all writes the forms of all parties into a
    new folder; of a marked plan, a party from outside the Union gets its form only with --by. 'empact report add PLAN
    FOLDER' adds them when they come back filled in, whatever format they have.

    \b
    empact report new plan.yaml --by QN --checkpoint June -o form.yaml
    empact report new plan.yaml --all --checkpoint June --format xlsx -o forms
    """
    is_printed = output is None or is_stdout(output)
    if everybody and by is not None:
        raise click.UsageError("--all makes the form of each party: leave out --by.")
    if everybody and is_printed and to != "json":
        raise click.UsageError("--all makes several files: name a new folder with -o.")
    if not everybody and by is None:
        raise click.UsageError("Name the party that reports with --by, or add --all.")
    if is_printed and to in {"xlsx", "docx"}:
        raise click.UsageError(f"A form in {to} is a file: name it with -o, such as -o form.{to}.")
    loaded = load_plan(session, plan, format_)
    folders = {"reports": folder, "operations": operations, "kpis": kpis, "ledger": ledger}
    workspace = session.workspace.path
    if workspace is not None and not exists(workspace):  # forms go out before the first record comes in
        folders = {kind: path for kind, path in folders.items() if path is not None}
        asked_by = tuple(folders)
    else:
        asked_by = _ASKED_BY
    records = read_records(session, [loaded], asked_by, folders)
    context = session.context(loaded, records=records)
    keep_records([loaded], records_of(context))
    forms = _Forms(session, context, records, to, language)
    target = None if is_printed else output
    if by is None:
        forms.write_all(checkpoint, target)
    else:
        forms.write(by, checkpoint, target)


@value
class _Forms:
    """Makes the forms of a call in one format."""

    session: Session
    context: PlanContext
    records: Records
    to: str
    language: str

    def write(self, by: str, checkpoint: str, output: Path | None) -> None:
        """Write the form of a party to a new file, or to the standard output."""
        form = self.context.report_form(by, checkpoint)
        if form.is_empty:
            raise click.UsageError(f"{form.party} leads no action of {form.plan.id} and takes part in none.")
        if self.to == "json" and output is None:
            echo_tree(self.session, form)
            return
        data = self._bytes(form)
        if output is None:
            echo(data.decode().rstrip("\n"))
            return
        output.parent.mkdir(parents=True, exist_ok=True)
        try:
            create(output, data)
        except FileExistsError:
            raise click.UsageError(f"{output} exists; choose another name.") from None

    def write_all(self, checkpoint: str, folder: Path | None) -> None:
        """Write the forms of all parties to a new folder, or as JSON to the standard output."""
        known = self.context.report_forms(checkpoint)
        left_out = only_by_name(self.context, [form.party for form in known.forms])
        known = attrs.evolve(known, forms=tuple(form for form in known.forms if form.party not in left_out))
        echo_left_out(self.context, left_out, "form", "Use --by {party} for its form.")
        if folder is None:
            echo_tree(self.session, known)
            return
        stems = party_stems(self.session, (form.party for form in known.forms), marked=bool(self.context.plan.marking))
        files = {f"{stems[form.party]}.{self.to}": self._bytes(form) for form in known.forms}
        folder.parent.mkdir(parents=True, exist_ok=True)
        make_folder(folder, files)
        echo_note(f"{len(files)} forms are in {folder}.")
        if known.open:
            where = ", ".join(known.open)
            echo_warning(
                f"The plan does not say which parties are meant in {where}: a form is made only for those that it "
                "names, or that confirmed. Use --by for others."
            )

    def _bytes(self, form: ReportForm) -> bytes:
        config = self.session.config
        reply_to = "" if config is None else config.reply_to or ""
        if self.to == "yaml":
            from empact.cli.report_forms import yaml_form  # a workbook needs none

            return yaml_form(form, reply_to).encode()
        if self.to == "json":
            import json  # most forms are for people

            tree = self.session.tree(form, marking=marking_level())
            return printable_json(f"{json.dumps(tree, indent=2, ensure_ascii=False)}\n").encode()
        return self.session.export(
            form.plan,
            document="report-form",
            to=self.to,
            party=form.party,
            checkpoint=form.checkpoint,
            reply_to=reply_to,
            language=self.language,
            records=self.records,
            release=release_level(),
            marking=marking_level(),
        )
