"""``empact ledger confirm``: what tasking sheets that came back say, as entries of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from empact.analysis.forms.confirmations import Confirmations, ReadConfirmation, RefusedSheet
from empact.cli.console import (
    EXIT_FINDINGS,
    EXIT_UNUSABLE,
    echo,
    echo_error,
    echo_note,
    echo_tree,
    echo_warning,
    width,
    wrapped,
)
from empact.cli.options import (
    accept_text_option,
    create_option,
    format_option,
    ledger_option,
    marking_level,
    or_today,
    plan_argument,
    reading_options,
)
from empact.cli.portfolios import keep_records, marking_lines, new_marking
from empact.cli.reading import folder_of, load_plan
from empact.diagnostics import Diagnostics, Severity
from empact.errors import problem_line
from empact.model import Plan
from empact.session import Session


@click.command(short_help="Add what tasking sheets say.")
@plan_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Add the entries. Without it, they are only shown.")
@accept_text_option
@create_option("ledger")
@reading_options
@ledger_option
@format_option
@click.pass_context
def confirm(
    ctx: click.Context,
    /,
    plan: str,
    files: Sequence[str],
    format_: str | None,
    folder: Path | None,
    to: str,
    **given: Any,
) -> None:
    """Read tasking sheets of PLAN that came back, and add what they say to the ledger, as entries 'confirmation'.

    FILE is a sheet of 'empact task' that a party has filled in, as a workbook or a Word document, or a folder of these.
    Each answer counts for the action that its key names; the remark becomes the text of the entry. The competent
    authority is for national use and is not read.

    The entries are shown first. With --yes they are added, and each file is kept unchanged in the folder 'received'
    beside the ledger. A file with a problem is refused as a whole, and every problem is listed with its cell. So is
    one with an e-mail address, a telephone number or an IBAN, wherever it stands in the file. It is safe to repeat a
    command: what the ledger says already is not added twice.

    \b
    empact ledger confirm plan.yaml inbox/
    empact ledger confirm plan.yaml inbox/ --yes

    \b
    Exit code 1  a file is refused; the others are taken
              2  no file can be read, a full disk, wrong usage
    """
    session: Session = ctx.obj
    loaded = load_plan(session, plan, format_)
    folder_of(session, folder, "ledger")
    result = session.confirmations(
        loaded,
        *files,
        ledger=folder,
        add=given["yes"],
        create=given["create"],
        marking=new_marking(loaded),
        accept_text=given["accept_text"],
    )
    result = attrs.evolve(result, context=session.context(loaded, as_of=or_today(None)))  # the marking is that of today
    keep_records([loaded], result.records)
    quoted = not marking_lines(loaded, on=or_today(None))
    if to == "json":
        echo_tree(session, result)
    else:
        _print(session, result, loaded, quoted=quoted)
    for problem in result.diagnostics:
        echo_warning(problem_line(problem, quoted=quoted))
    for name in result.not_read:
        echo_warning(f"{name} is not read: it is no tasking sheet.")
    _note(result)
    is_any_taken = bool(result.proposed or result.added or result.there)
    ctx.exit(_print_refused(result.refused, is_any_taken=is_any_taken, quoted=quoted))


def _print(session: Session, result: Confirmations, plan: Plan, *, quoted: bool) -> None:
    """Print the entries, and all problems in full if the standard error does not quote them."""
    blocks = [*marking_lines(plan, on=or_today(None))]
    blocks += ["\n".join(_lines("Added" if result.added else "To add", (*result.proposed, *result.added)))]
    blocks += ["\n".join(_lines("Already there", result.there))]
    blocks += ["\n".join(_lines("Taken back", result.taken_back))]
    problems = Diagnostics(
        problem
        for problems in (*(sheet.diagnostics for sheet in result.refused), result.diagnostics)
        for problem in problems
    )
    if problems and not quoted:
        text = session.format(problems, "text", plan, width=width(), marking=marking_level())
        blocks = [text.rstrip("\n"), *blocks[1:]]  # it begins with the marking
    shown = [block for block in blocks if block]
    if shown and (problems or result.proposed or result.added or result.there or result.taken_back):
        echo("\n\n".join(shown))


def _lines(title: str, confirmations: Iterable[ReadConfirmation]) -> Iterator[str]:
    """Yield a line for each entry, and one for its remark."""
    for each in confirmations:
        content = each.content
        part = content.part.value if content.part is not None else ""
        actions = ", ".join(str(ref.action) for ref in content.actions)
        by = ", ".join(item.party for item in content.by.understood)
        by_corrections = f"; taken back by {', '.join(each.taken_back_by)}" if each.taken_back_by else ""
        where = f"{each.id or each.file}{by_corrections}"
        yield wrapped(f"{title}: {by}, {content.on}: {part}: {actions} ({where})", indent="  ")
        if content.text.text:
            yield wrapped(f"Remark: {content.text.text}", "  ", "  ")


def _note(result: Confirmations) -> None:
    """Note what was done, or what to do."""
    if result.proposed:
        number = len(result.proposed)
        echo_note(f"Nothing is added. Add {'it' if number == 1 else f'the {number} entries'} with --yes.")
    elif not result.added and result.taken_back:
        echo_note(
            "What a correction took back is not added again. A party that changed its mind answers with a later day."
        )
    elif not result.added and result.there:
        echo_note("Nothing is added: the ledger says all of it already.")
    elif result.there:
        number = len(result.there)
        echo_note(f"{number} {'entry was' if number == 1 else 'entries were'} already there.")


def _is_acceptable(sheet: RefusedSheet) -> bool:
    """Whether nothing but personal data refuses a sheet: all else that does is an error."""
    return bool(sheet.diagnostics) and all(problem.severity is Severity.WARNING for problem in sheet.diagnostics)


def _print_refused(refused: Sequence[RefusedSheet], *, is_any_taken: bool, quoted: bool) -> int:
    """Print what is against each refused file, and return the exit code."""
    for sheet in refused:
        for problem in sheet.diagnostics:
            echo_error(problem_line(problem, quoted=quoted))
        if not sheet.diagnostics:
            echo_error(f"{sheet.file}: {sheet.why}")
    if not refused:
        return 0
    if any(_is_acceptable(sheet) for sheet in refused):
        echo_note("If the text may stand as it is, add --accept-text.")
    taken = "The others are taken." if is_any_taken else "Nothing is taken."
    number = len(refused)
    echo_error(f"{number} {'file is' if number == 1 else 'files are'} refused. {taken} Correct and read again.")
    is_unread = all(not sheet.diagnostics for sheet in refused) and not is_any_taken
    return EXIT_UNUSABLE if is_unread else EXIT_FINDINGS
