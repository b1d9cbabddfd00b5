"""Resolve the parties, actions and checkpoints that options name, and name the files of parties."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

import click

from empact.analysis.checkpoints import named_checkpoint
from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.naming import named_parties as resolve
from empact.analysis.taskings.tasks import is_outsider
from empact.cli.console import echo_note
from empact.cli.portfolios import output_marking
from empact.errors import UnknownIdError
from empact.model import Parties, Plan, Ref, Report, Reports, Span
from empact.session import Session
from empact.storage.folders import file_name_part


def named_parties(session: Session, plan: Plan, names: Iterable[str]) -> Parties:
    """Resolve names of parties, each party once.

    Raises:
        UnknownIdError: Neither the register nor the plan knows a name. An entry cannot be changed later, so a
            misspelt name would stay in the ledger and be about nobody.
    """
    return resolve(names, plan, session.register)


def named_actions(plan: Plan, numbers: Iterable[str]) -> tuple[Ref, ...]:
    """Resolve numbers of actions, each action once.

    Raises:
        UnknownIdError: The plan has no such action.
    """
    return tuple(dict.fromkeys(Ref(action=plan.action(number).number) for number in numbers))


def checkpoint_named(plan: Plan, name: str) -> str:
    """Return the checkpoint of a plan that a text names, as reports write it; the text, if the plan has none.

    Raises:
        UnknownIdError: The plan has no such checkpoint, or several whose names start so.
    """
    return named_checkpoint((plan,), name)


_FEW = 5
"""The most reports that a message lists."""


def superseded_reports(there: Reports, starts: Iterable[str], report: Report) -> tuple[str, ...]:
    """Return the ids of the reports whose ids start with these texts, one for each.

    Raises:
        UnknownIdError: No report starts so. The message lists those of the party of the report.
        click.UsageError: Several start so. The message lists them.
    """
    known = [filed.id for filed in there]
    ids: list[str] = []
    for start in starts:
        id = named_report(known, start)
        if id is None:
            own = [filed.id for filed in there if filed.content.by == report.by]
            hint = f"{report.by} reported {_few(own)}." if own else f"There is no report by {report.by}."
            raise UnknownIdError("Report", start, (), hint=hint)
        ids.append(id)
    return tuple(ids)


def named_report(known: Iterable[str], start: str) -> str | None:
    """Return the only id of a report that starts with a text, or is it; None if none does.

    A full stop at its end, as in a sentence that it was copied from, does not count.

    Raises:
        click.UsageError: Several start so. The message lists them.
    """
    start = start.strip().rstrip(".,;:")
    matches = sorted({id for id in known if start and id.startswith(start)})
    if start in matches:
        return start
    if len(matches) > 1:
        raise click.UsageError(f"Several reports start with {start!r}: {_few(matches)}.")
    return matches[0] if matches else None


def _few(ids: Sequence[str]) -> str:
    return f"{', '.join(ids[:_FEW])}{f' and {len(ids) - _FEW} more' if len(ids) > _FEW else ''}"


_NAME = 40
"""The most characters of a party in the name of a file."""


def party_stems(session: Session, parties: Iterable[str], *, marked: bool) -> dict[str, str]:
    """Return the name of the file of each party, without its suffix: its code, and a number if it is taken.

    Args:
        session: The session, with the register of parties.
        parties: The codes of the parties; the name as the plan writes it if the register does not know it.
        marked: Whether the plan has a marking. A name is a text of the plan, which the name of a file must not show.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for party in dict.fromkeys(parties):
        is_code = session.register.find(party) is not None
        stem = name = file_name_part(party if is_code or not marked else "party", _NAME)
        for number in itertools.count(2):
            if name.casefold() not in taken:
                break
            name = f"{stem}-{number}"  # another party whose name has the same letters
        taken.add(name.casefold())
        stems[party] = name
    return stems


_ANY_TIME = Span(start=dt.date.min, end=dt.date.max)


def only_by_name(ctx: PlanFacts, parties: Iterable[str]) -> tuple[str, ...]:
    """Return those of some parties that get a file of a marked plan only by name: they are from outside the Union.

    Args:
        ctx: The context of the plan. The marking is that of the output, raised by ``--marking``.
        parties: The codes of the parties; the name as the plan writes it if the register does not know it.
    """
    if not output_marking([ctx.plan], ctx.as_of):
        return ()
    period = ctx.plan.period or _ANY_TIME
    return tuple(party for party in parties if is_outsider(ctx.register.find(party), period))


def echo_left_out(ctx: PlanFacts, parties: Sequence[str], noun: str, how: str) -> None:
    """Write a note about parties without a file; a name that only the plan has is a text of it, and is not printed.

    Args:
        ctx: The context of the plan.
        parties: The parties that ``only_by_name`` returned.
        noun: What they do not get, such as ``sheet``.
        how: How to name one of them, with ``{party}`` for its code.
    """
    if not parties:
        return
    codes = [party for party in parties if ctx.register.find(party) is not None]
    names = [*codes, *filter(None, [_unknown_names(len(parties) - len(codes))])]
    echo_note(
        f"{ctx.plan.id} is marked, so a party from outside the Union gets a {noun} only by name. Left out: "
        f"{', '.join(names)}. {how.format(party=codes[0] if codes else 'NAME')}"
    )


def _unknown_names(number: int) -> str | None:
    return f"{number} unknown {'name' if number == 1 else 'names'}" if number else None
