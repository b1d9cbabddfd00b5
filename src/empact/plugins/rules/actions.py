"""Rules about the row of an action: its description, documentation and funding, and whether it is suspended."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from empact import Action, Plan
from empact.analysis import words_at
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext, language
from empact.model import Anchor, Funding, FundingStatus, ReservationKind, is_web_address
from empact.plugins.rules.columns import Column, report_missing
from empact.plugins.rules.phrasing import excerpt, listed, quoted
from empact.plugins.rules.texts import source

_OPEN = (FundingStatus.PLANNED, FundingStatus.APPLIED, FundingStatus.NEEDED)


def description_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action has no description.

    The activity says what is done; the description says how, and by which means. Without it, participants learn that
    they take part, but not in what: the cell of action 4.2 is empty. A withheld description is not reported. Several
    actions without a description are one finding about the plan.
    """
    column = Column(
        "description", "a description", "Describe how the activity is carried out and what each participant does."
    )
    without = [(at, action) for at, action in ctx.actions() if not action.description]
    yield from report_missing(plan, column, without)


def documentation_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Actions have no reference to project documentation.

    The plan is a "coordination overview", and the detail of each activity "will be found in the related activity
    documentation which is referenced within this plan" (section 3). Several actions without such a reference are one
    finding about the plan.
    """
    column = Column(
        "documentation",
        "a reference to project documentation",
        "Add the address or the document number to 'documentation' once the documents exist.",
    )
    without = [(at, action) for at, action in ctx.actions() if not action.documentation]
    yield from report_missing(plan, column, without)


# Schemes without "://" are only those that people write: "P:\\sheet.docx" is a path, and "doc:15850/11" a name.
_LIKE_ADDRESS = re.compile(
    r"""https?[^\w\s] | (?:ftps?|sftp|file|mailto|javascript|data):\S
    | /{0,2}(?P<bare>www\.\S | (?:[\w-]+\.)+(?:(?:eu|int|org|com|net)(?:[/:?\#]|$) | [a-z]{2}/))""",
    re.IGNORECASE | re.VERBOSE,
)
_AROUND_WORDS = re.compile(r"^[\W_]+|[\W_]+$")


@functools.cache
def _placeholders() -> frozenset[str]:
    return frozenset(language("en.rules").spellings("documentation", "placeholders"))


def documentation_invalid(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A reference to project documentation is an incomplete web address, or a placeholder.

    The plan has a "reference (hyperlink) to detailed project documentation for a given activity" (section 3). A reader
    who follows `www.example.eu/sheet` or `file:///C:/sheet.docx` from a sheet finds nothing: an address is complete
    only with `https://` or `http://` and a host, and without spaces and other words. The number or the name of a
    document and a path to it are references too, and are not checked. A placeholder such as `tbc` or `-` names no
    document.
    """
    for at, action in ctx.actions():
        for index, written in enumerate(action.documentation):
            entry = written.strip()
            name = _AROUND_WORDS.sub("", entry).casefold()
            if not name or name in _placeholders():
                problem = "names no document"
                hint = "Add the address or the document number once the document exists, and remove this until then."
            elif not is_web_address(entry) and ("://" in entry or _LIKE_ADDRESS.match(entry)):
                problem, hint = "is not a complete web address", _address_hint(entry)
            else:
                continue
            yield Finding(
                f"The documentation of action {action.number} {problem}: {excerpt(entry)}.",
                at / "documentation" / index,
                hint=hint,
            )


def _address_hint(entry: str) -> str:
    """Say what to write: the address with a scheme if only that is missing."""
    match = _LIKE_ADDRESS.match(entry)
    address = f"https://{entry.lstrip('/')}"
    if match is not None and match["bare"] and is_web_address(address):
        return f"Write {address}."
    return "Write one address that begins with https://, without other words, and with %20 for each space."


def action_suspended(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action, or the project that it continues, is suspended.

    The action is in the plan, and its leader and participants have a task, but the action does not run. Note 9 says
    this about the project of action 6.1. People who count active actions or ask for results need to know.
    """
    for at, action in ctx.actions():
        for index, reservation in enumerate(action.reservations):
            if reservation.kind is ReservationKind.SUSPENDED:
                according = "" if reservation.stated is None else f", according to {source(action, reservation.stated)}"
                yield Finding(
                    f"Action {action.number} is suspended{according}.",
                    at / "reservations" / index,
                    hint="Write what has to happen before it continues, or move it to a later plan.",
                )


_STATUS = {
    FundingStatus.PLANNED: "planned from",
    FundingStatus.APPLIED: "applied for from",
    FundingStatus.NEEDED: "needed from",
    FundingStatus.REFUSED: "refused by",
}


def _format_funding(funding: Funding, status: FundingStatus) -> str:
    """Format the status and the source of funding: "planned from ISEC", or "planned" without a source."""
    who = listed(list(map(str, funding.payer))) or funding.source
    return f"{_STATUS[status]} {who}" if who else _STATUS[status].rpartition(" ")[0]


def _by_purpose(action: Action) -> dict[str | None, list[tuple[int, Funding]]]:
    """Return the funding of an action by its purpose, each with its index."""
    by_purpose: dict[str | None, list[tuple[int, Funding]]] = {}
    for index, funding in enumerate(action.funding):
        by_purpose.setdefault(funding.purpose, []).append((index, funding))
    return by_purpose


_Statements = dict[str, Related]
"""What parties state in a note, each as "a reservation of COM" with its place."""


def _statements(plan: Plan, funding: Sequence[Anchor | None]) -> Iterator[tuple[str, _Statements]]:
    """Yield the notes that funding was read from, with the statements in their other sentences."""
    parts = {anchor.part for anchor in funding if anchor is not None}
    for index, note in enumerate(plan.notes):
        if f"note {note.mark}" not in parts:
            continue
        statements: _Statements = {}
        for statement in note.statements:
            if statement.stated is not None and statement.stated not in funding:
                what, words = f"a {statement.kind.value} of {statement.party}", words_at(plan, statement.stated)
                at = Pointer("/notes") / index / "text"
                statements[what] = Related(at, f"{what}: {quoted(words)}", words=words)
        if statements:
            yield f"note {note.mark}", statements


def funding_unsecured(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The funding of an action is planned, applied for, needed or refused, but not granted.

    The action may fail without the money: the study visits of action 5.2 "would need to be financed by the
    participating MS", and Europol "is not in position to finance this" (note 8). Funding for the same purpose is
    reported together, with what parties state in the note that it was read from: the Commission says what ISEC can
    fund, and the United Kingdom on which conditions the visits stay in. Not reported: money that one source refused but
    another granted, and a source without a stated status.
    """
    for at, action in ctx.actions():
        for purpose, entries in _by_purpose(action).items():
            states = {funding.status for _, funding in entries}
            open_states = {*_OPEN} if FundingStatus.GRANTED in states else {*_OPEN, FundingStatus.REFUSED}
            unsecured = {
                at / "funding" / index: _format_funding(funding, funding.status)
                for index, funding in entries
                if funding.status in open_states
            }
            if unsecured:
                what = "" if purpose is None else f" ({purpose})"
                first, *others = unsecured
                statements = dict(_statements(plan, [funding.stated for _, funding in entries]))
                notes = "".join(f"; {note} has {listed(list(stated))}" for note, stated in statements.items())
                yield Finding(
                    f"The funding of action {action.number}{what} is not granted: {listed([*unsecured.values()])}"
                    f"{notes}.",
                    first,
                    hint="Secure the funding before the action starts, or write what is dropped without it.",
                    related=(
                        *(Related(other, unsecured[other]) for other in others),
                        *(related for stated in statements.values() for related in stated.values()),
                    ),
                )


RULES = (
    Rule(code="OAP605", name="description-missing", severity=Severity.INFO, check=description_missing),
    Rule(code="OAP606", name="documentation-missing", severity=Severity.INFO, check=documentation_missing),
    Rule(code="OAP608", name="action-suspended", severity=Severity.INFO, check=action_suspended),
    Rule(code="OAP609", name="funding-unsecured", severity=Severity.WARNING, check=funding_unsecured),
    Rule(code="OAP614", name="documentation-invalid", severity=Severity.WARNING, check=documentation_invalid),
)
