"""``empact import``: a document of others becomes a draft of a plan."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from empact.analysis import ImportedPlan
from empact.cli.console import (
    EXIT_FINDINGS,
    EXIT_UNUSABLE,
    echo,
    echo_error,
    echo_formatted,
    echo_tree,
    may_colour,
    width,
)
from empact.cli.declared import DeclaringCommand, given_options
from empact.cli.options import (
    format_option,
    is_stdout,
    language_option,
    marking_level,
    output_option,
    reading_options,
    release_level,
)
from empact.cli.reading import read_all, reader_options
from empact.diagnostics import Severity
from empact.errors import ExportError
from empact.hooks import Exporter, Option, printable_json
from empact.session import Session
from empact.session.importing import imported_plan
from empact.storage.reading import Reading
from empact.storage.sources import IMPORT_SUFFIX, exists
from empact.storage.writing import create_all

_SUFFIXES = (".yaml", ".yml")


class _Import(DeclaringCommand):
    """The command, with the options that the reader of the document declares."""

    def declared(self, session: Session, given: Mapping[str, Any]) -> Iterable[Option]:
        """Return the options of the reader."""
        return reader_options(session, given.get("sources") or (), given.get("format_")).values()


@click.command("import", cls=_Import)
@click.argument("sources", metavar="FILE", nargs=-1, required=True, type=click.Path())
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 if something at or above this severity is reported; the files are written.",
)
@click.option(
    "--review",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also write a page, such as review.html, that shows each cell beside what was understood.",
)
@reading_options
@language_option
@format_option
@output_option("FILE", "The new plan file, such as plan.yaml. Required.")
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    fail_on: str,
    review: Path | None,
    language: str,
    format_: str | None,
    to: str,
    output: Path | None,
    **options: Any,
) -> None:
    """Read a plan from FILE, a document such as a Word file, and write it as a draft to a new plan file.

    What was guessed or not understood is listed with its place. Beside plan.yaml, plan.import.json says where each
    value was read. With --review, a page shows each cell of the document beside what was understood, for the person
    who checks the draft. No existing file is replaced: import a new version of a document to another file, and compare
    the two. Formats have options of their own: add --help to a document to list them.

    \b
    empact import plan.docx -o plan.yaml --review review.html
    empact import plan.docx --accept --id C-2012 -o plan.yaml
    empact import plan.xlsx --layout later-cycle.toml -o plan.yaml
    empact import plan.docx --help

    \b
    Exit code 0  the files are written
              1  they are written, and something at or above --fail-on is reported
              2  the document has no plan or shows changes, a file exists, or
                 the usage is wrong; nothing is written
    """
    session: Session = ctx.obj
    source, *others = sources
    if others:
        raise click.UsageError(f"There are {len(sources)} files; import one at a time.")
    _check_is_document(session, source, format_)
    plan_file, import_file = _new_files(output, review)
    exporter = None if review is None else _review_exporter(session, review)
    given = given_options(ctx, options)
    read = read_all(session, sources, format_, given)
    if not read.readings:
        ctx.exit(EXIT_UNUSABLE)
    (reading,) = read.readings
    if reading.value is None:
        _echo_findings(session, reading, to)
        echo_error("Nothing is written.")
        ctx.exit(EXIT_UNUSABLE)
    imported = imported_plan(session.setup, reading, given)
    files = _files(session, imported, plan_file, import_file)
    if review is not None and exporter is not None:
        files = {review: _review(session, imported, plan_file.name, files[plan_file], exporter, language), **files}
    _write(files)
    if to == "json":
        echo_tree(session, imported)
    else:
        _echo_findings(session, reading, to)
        echo(_summary(imported, plan_file, import_file, review))
    worst = reading.diagnostics.worst
    if fail_on != "never" and worst is not None and worst >= Severity(fail_on):
        ctx.exit(EXIT_FINDINGS)


def _check_is_document(session: Session, source: str, format_: str | None) -> None:
    """Refuse what is not a document: a folder, and a file that is a plan file already."""
    if source == "-" and format_ is None:
        raise click.UsageError("'-' reads the standard input; name its format with --from, such as --from docx.")
    reader = session.plugins.reader_of(source, format_)
    if reader is None:
        documents = [suffix for each in session.plugins.readers if not each.from_folders for suffix in each.suffixes]
        raise click.UsageError(
            f"{source} is not a document that can be imported. Known formats: {', '.join(documents)}."
        )
    if reader.from_folders:
        raise click.UsageError(f"{source} is read as a plan file, so there is nothing to import; use 'empact export'.")


def _new_files(output: Path | None, review: Path | None) -> tuple[Path, Path]:
    """Return the plan file, which must not exist, and that of its sources."""
    if output is None or is_stdout(output):
        raise click.UsageError("An import writes two files: name the plan file with -o, such as -o plan.yaml.")
    if output.suffix not in _SUFFIXES:
        raise click.UsageError(f"{output}: a plan is written as YAML; name a file such as {output.stem}.yaml.")
    files = (output, output.with_suffix(IMPORT_SUFFIX))
    if exists(output):
        raise _exists(output)
    if review in files:
        raise click.UsageError(f"{review} is another file of the import; name a file such as review.html.")
    return files


def _exists(file: Path) -> click.UsageError:
    return click.UsageError(
        f"{file} exists, and an import replaces no file. Import to another file with -o, and compare the two plans."
    )


def _review_exporter(session: Session, review: Path) -> Exporter:
    """Return the exporter of the format of a review."""
    from empact.session.import_reviews import review_exporter  # most imports have no review

    try:
        return review_exporter(session.plugins, review.name)
    except ExportError as problem:
        raise click.BadParameter(str(problem), param_hint="'--review'") from None


def _files(session: Session, imported: ImportedPlan, plan_file: Path, import_file: Path) -> dict[Path, bytes]:
    """Return the plan and its sources as files: the plan last, so that it is never there alone."""
    import json  # most calls of empact print none

    data = session.export(imported.plan, to="yaml", release=release_level(), marking=marking_level())
    tree = session.tree(imported, marking=marking_level())
    text = printable_json(f"{json.dumps(tree, indent=2, ensure_ascii=False)}\n")
    return {import_file: text.encode(), plan_file: data}


def _review(
    session: Session, imported: ImportedPlan, name: str, data: bytes, exporter: Exporter, language: str
) -> bytes:
    """Return the review of a draft, which is read again, since that is where the lines are."""
    from empact.session.import_reviews import import_review, written_review  # most imports have no review

    stream = io.BytesIO(data)
    stream.name = name
    review = import_review(session.setup, imported, session.read(stream))
    return written_review(
        session.setup, review, exporter, language=language, release=release_level(), raised_to=marking_level()
    )


def _write(files: Mapping[Path, bytes]) -> None:
    """Write the files: all of them, or none. A file with the same bytes is there: an import was killed after it."""
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
    try:
        create_all({file: data for file, data in files.items() if not (file.is_file() and file.read_bytes() == data)})
    except FileExistsError as problem:
        raise _exists(Path(str(problem.filename))) from None


def _echo_findings(session: Session, reading: Reading[Any], to: str) -> None:
    """Print what was guessed or not understood, below the marking of the document."""
    colour = may_colour()
    text = session.format(
        reading.diagnostics,
        to,
        reading,
        show=Severity.INFO,
        width=width(),
        colour=colour,
        marking=marking_level(),
        release=release_level(),
    )
    echo_formatted(text, colour=colour)


def _summary(imported: ImportedPlan, plan_file: Path, import_file: Path, review: Path | None) -> str:
    """Return what was written, and what to do next."""
    plan = imported.plan
    parts = ((plan.goals, "goal"), (plan.actions, "action"), (plan.notes, "note"))
    counts = ", ".join(_counted(len(each), noun) for each, noun in parts)
    read = f"{_counted(imported.cells, 'cell')} and {_counted(imported.words, 'word')} of {imported.file}"
    return "\n".join(
        (
            "",
            f"{plan_file}: a draft with {counts}, read from {read}.",
            f"{import_file}: where each value was read.",
            *(() if review is None else (f"{review}: what was understood, beside the words of the document.",)),
            "Next, correct the draft beside the document, and check it:",
            f"    empact validate {plan_file}",
        )
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
