"""``empact overlaps``: which actions of several plans may be the same work, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import click

from empact.analysis import LEAST, Overlap, Overlaps, PortfolioContext, Side
from empact.cli.reading import echo_problem
from empact.cli.result_command import result_command
from empact.session.exporting import Export
from empact.validation.overlapping import idle


def _listed(
    context: PortfolioContext,
    export: Export,
    least: float | None,
    spelling: bool,  # noqa: FBT001 - passed by name
    all: bool,  # noqa: A002, FBT001 - the name of the option
) -> list[Overlap]:
    """Return the overlaps to show, and report answers that match none."""
    lowest = LEAST if least is None else least
    answers = export.known_answers
    overlaps = context.overlaps(least=min(lowest, LEAST), answers=answers.answers, spelling=spelling)
    for problem in idle(answers, context.portfolio, overlaps.overlaps):
        echo_problem(problem, quoted=not any(plan.marking for plan in context.portfolio))
    return [overlap for overlap in overlaps if overlap.score >= lowest and (all or overlap.open)]


def _template(
    context: PortfolioContext,
    export: Export,
    least: float | None,
    spelling: bool,  # noqa: FBT001 - passed by name
    all: bool,  # noqa: A002, FBT001 - the name of the option
    template: bool,  # noqa: FBT001 - passed by name
) -> str:
    """Return the answers to fill in, as lines of the file of answers; nothing if there is nothing to answer."""
    if not template and not export.known_answers.answers:
        return ""  # the document finds the overlaps itself
    listed = _listed(context, export, least, spelling, all)
    return _answers([overlap for overlap in listed if overlap.answer is None]) if template else ""


@result_command(
    "overlaps",
    parameters=[
        click.option("--template", is_flag=True, help="Print an answer to fill in for each overlap, at the end.")
    ],
    below=_template,
)
def overlaps(
    context: PortfolioContext,
    export: Export,
    least: float | None,
    spelling: bool,  # noqa: FBT001 - passed by name
    all: bool,  # noqa: A002, FBT001 - the name of the option
) -> Overlaps:
    """Show actions of different plans that may be the same work, the most likely first, with reasons.

    Plans with overlapping periods are compared: the words, parties, places and weeks of their actions. Overlaps already
    answered in the answers file, and linked actions, are hidden; --all shows them. A party excluded by a decision in
    the ledger does not count from that day on.

    \b
    empact overlaps plans/
    empact overlaps plans/ --template     also print answers to fill in
    """
    return Overlaps(context=context, overlaps=tuple(_listed(context, export, least, spelling, all)))


def _answers(overlaps: Sequence[Overlap]) -> str:
    if not overlaps:
        return ""
    lines = ["  # answer: same, coordinated or separate; by: who decided; on: a date, such as 2026-02-10"]
    for overlap in overlaps:
        lines.append(f"  - actions: [{_quoted(overlap.one)}, {_quoted(overlap.other)}]")
        lines += ("    answer:", "    by:", "    on:")
    return "\n".join(lines)


def _quoted(side: Side) -> str:
    """Quote an action for a YAML list: an id may contain characters that are syntax in YAML."""
    words = str(side)
    return words if re.fullmatch(r"[\w.:-]+", words) else json.dumps(words, ensure_ascii=False)
