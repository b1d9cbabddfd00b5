"""``empact markings``: whether files carry a marking, on each page, sheet and entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo, echo_error, echo_tree
from empact.cli.options import completed_by, format_option
from empact.containers import ContainerError, Limits
from empact.containers.looking import look
from empact.containers.texts import Page, readings
from empact.reference import Marking, printed_markings, read_level, read_marking
from empact.session.checks import MarkedFile, MarkedPage, MarkingCheck

_LIMITS = Limits()


def _level(_ctx: click.Context, _parameter: click.Parameter, given: str) -> str:
    """Return a level that a file can miss."""
    if read_level(given) == Marking():
        raise click.BadParameter("every file carries it; name a marking, such as LIMITE.", param_hint="'--expect'")
    return given


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--expect",
    metavar="LEVEL",
    required=True,
    callback=_level,
    shell_complete=completed_by("levels"),
    help="The lowest marking that each page must carry: LIMITE, 'EU RESTRICTED', DE:GEHEIM ...",
)
@format_option
@click.pass_context
def markings(ctx: click.Context, files: tuple[Path, ...], expect: str, to: str) -> None:
    """Check that files carry a marking of at least LEVEL on each page, sheet and entry.

    It reads text files in any encoding, Word files, workbooks, presentations, OpenDocument files, calendars, and zip
    and gzip archives. It never prints text from a file: it names pages and sheets by number.

    \b
    empact markings plan.docx plan.xlsx --expect "EU RESTRICTED"
    empact markings out/*.csv --expect LIMITE --format json

    \b
    Exit code 0  every page of every file carries the marking
              1  it is missing somewhere
              2  a file cannot be read or inspected, or the level is unknown
    """
    level, seen, is_unreadable = read_level(expect), list[MarkedFile](), False
    for path in files:
        file, problem = _looked_into(path, level)
        if file is not None:
            seen.append(file)
        if problem is not None:
            is_unreadable = True
            echo_error(f"{path}: {problem}.")
    name = " ".join(expect.split())
    if to == "json":
        echo_tree(ctx.obj, MarkingCheck(expected=name, files=tuple(seen)))
    elif seen:
        echo("\n".join(_lines(seen, name)))
    if is_unreadable:
        ctx.exit(EXIT_UNUSABLE)
    if any(file.missing for file in seen):
        ctx.exit(EXIT_FINDINGS)


def _looked_into(path: Path, level: Marking) -> tuple[MarkedFile | None, str | None]:
    """Return what was seen of a file, and what is wrong with it; each may be None."""
    try:
        with path.open("rb") as file:
            data = file.read(_LIMITS.most_bytes + 1)
        if len(data) > _LIMITS.most_bytes:
            return None, f"it is larger than {_LIMITS.most_bytes // 1_000_000} MB"
        seen = look(data, _LIMITS)
    except OSError as problem:
        return None, problem.strerror or type(problem).__name__
    except ContainerError as problem:
        return None, f"it {problem}"
    pages = tuple(_marked(page, level) for page in seen.pages)
    names = ", ".join(map(repr, filter(None, seen.opaque)))
    opaque = f"empact cannot inspect {names or 'it'}" if seen.opaque else None
    return MarkedFile(file=str(path), container=seen.container, pages=pages, opaque=tuple(seen.opaque)), opaque


def _marked(page: Page, level: Marking) -> MarkedPage:
    """Return the markings on a page, and whether they are at least a level together."""
    names: dict[str, None] = {}
    for text in readings(page.text):
        names |= dict.fromkeys(printed_markings(text))
        if not level.is_above(read_marking("; ".join(names))):
            return MarkedPage(page=page.where, markings=tuple(names), carries=True)
    return MarkedPage(page=page.where, markings=tuple(names), carries=False)


def _lines(seen: Iterable[MarkedFile], expected: str) -> Iterator[str]:
    for file in seen:
        carried = f"{expected} on {len(file.pages) - len(file.missing)} of {len(file.pages)} pages"
        yield f"{file.file}: {file.container.value}, {carried if file.pages else 'not inspected'}"
        for page in file.missing:
            instead = f"only {', '.join(page.markings)}" if page.markings else "no marking"
            yield f"    {page.page or 'the whole text'}: {instead}"
