"""Rules about the document: its numbers and dates, the texts of its goals, inter-dependencies and references."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from empact import Plan, UnknownIdError
from empact.analysis import DependencyState, PortfolioContext, words_at
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.model import Approval, DocumentNumber, State, Suffix
from empact.plugins.rules.phrasing import excerpt, format_date, listed, once
from empact.plugins.rules.texts import anchors, pointer

_WORDS_COMPARED = 400  # the comparison is quadratic; longer texts are reported as one difference
_LATE_CENTURY = 50  # two-digit years from here on are before 2000
_FIXES_THE_TEXT = (State.AGREED, State.VALIDATED, State.APPROVED)


def _differing(body: list[str], annex: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts in which two texts differ: the words in the body, and those in the annex."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(body, annex, strict=False))
    start = sum(1 for _ in same)
    body, annex = body[start:], annex[start:]
    if max(len(body), len(annex)) > _WORDS_COMPARED:
        yield " ".join(body), " ".join(annex)
        return
    from difflib import SequenceMatcher  # few goals have two different texts

    matcher = SequenceMatcher(None, body, annex, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "equal":
            yield " ".join(body[first:last]), " ".join(annex[begin:end])


def _format_difference(body: str, annex: str) -> str:
    """Format a difference; an empty string means that the words are missing there."""
    if not body:
        return f"{excerpt(annex)} only in the annex"
    if not annex:
        return f"{excerpt(body)} only in the body"
    return f"{excerpt(body)} in the body but {excerpt(annex)} in the annex"


def goal_text_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The text of a strategic goal differs between the body and the annex of the plan.

    A goal is adopted with one text (plan section 1, note 4), and the annex repeats it as the heading of its actions. A
    different letter is a slip ("groups/facilitators" and "group/facilitators", goal 5). A different word can be a
    revision that was made in only one of the two places. Line breaks, emphasis and note marks are ignored; all other
    characters count.
    """
    for at, goal in ctx.goals():
        if not (goal.body.text and goal.annex.text):
            continue
        body, annex = (text.plain.split() for text in (goal.body, goal.annex))
        if body != annex:
            differences = list(_differing(body, annex))
            in_body, in_annex = differences[0]
            yield Finding(
                f"Strategic goal {goal.number} has {'; '.join(_format_difference(*parts) for parts in differences)}.",
                at / "annex",
                words=once(in_annex, str(goal.annex)),
                hint="Use the adopted text of the goal in both places.",
                related=(Related(at / "body", "the text in the body", words=once(in_body, str(goal.body))),),
            )


def _numbers(plan: Plan) -> Iterator[tuple[Pointer, DocumentNumber]]:
    """Yield every document number of the plan with its pointer."""
    root = Pointer()
    if plan.cycle is not None:
        if plan.cycle.basis is not None:
            yield root / "cycle" / "basis", plan.cycle.basis
        for index, step in enumerate(plan.cycle.steps):
            if step.document is not None:
                yield root / "cycle" / "steps" / index / "document", step.document
    previous, documents = root / "cover" / "previous", root / "documents"
    cells = [(root / "cover" / "number", plan.cover.number)]
    cells += [(previous / index / "number", document.number) for index, document in enumerate(plan.cover.previous)]
    cells += [(documents / index / "number", document.number) for index, document in enumerate(plan.documents)]
    for at, cell in cells:
        for index, number in enumerate(cell):
            if isinstance(number, DocumentNumber):
                yield at / "items" / index, number
    for index, state in enumerate(plan.states):
        if state.revision is not None:
            yield root / "states" / index / "revision", state.revision


def _revision(number: DocumentNumber) -> int | None:
    """Return the number after REV."""
    return next((issue.number for issue in number.issues if issue.suffix is Suffix.REV), None)


def document_number_inconsistent(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The middle part of a document number differs from the number after REV.

    In `17793/2/11 REV 2`, the number between the slashes repeats the revision. If the two differ, one of them refers to
    another version of the text, and it is unclear which one was meant. A number with only one of the two is not
    reported.
    """
    today = plan.marking_today
    others = [] if today is None or today.document is None else [(Pointer("/marking_today/document"), today.document)]
    for at, number in (*_numbers(plan), *others):
        revision = _revision(number)
        if revision is not None and number.revision is not None and number.revision != revision:
            yield Finding(
                f"Document number {number} has revision {number.revision} in the middle but revision {revision} at the "
                f"end.",
                at,
                hint="Check the document and correct the wrong number.",
            )


def _when(number: DocumentNumber) -> tuple[int, int]:
    """Return the year and the serial number of a document; they sort by time."""
    century = 1900 if number.year >= _LATE_CENTURY else 2000
    return century + number.year, number.serial


def _not_earlier(number: DocumentNumber, own: DocumentNumber, year: int) -> str | None:
    """Return why a document cannot be earlier than this one, which was issued in ``year``; None if it can be."""
    if _when(number) == _when(own):
        return "its revision is not lower" if (_revision(number) or 0) >= (_revision(own) or 0) else None
    if _when(number)[0] > year:
        return "its year is later"
    # A revision is issued long after its number was given, so it can be later than documents with higher numbers.
    return "its number is higher" if not own.issues and _when(number) > _when(own) else None


def previous_document_not_earlier(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The previous document cannot be earlier than the document itself.

    "No. prev. doc." names an earlier paper: the version before this document, or any other one that it builds on, such
    as 17796/3/11 REV 3 on the cover of 17793/2/11 REV 2. Three cases cannot be right: a revision of the same document
    that is not lower, a document of a later year, and, if this document is the first version, a higher number, since
    the Council numbers its documents in order within a year. A revision keeps the number of its first version, so it
    may well follow documents with higher numbers; its year is that of the date on the cover.
    """
    own = next(iter(plan.cover.number.understood), None)
    if own is None:
        return
    date = next(iter(plan.cover.date.understood), None)
    year = _when(own)[0] if date is None else date.year
    for index, document in enumerate(plan.cover.previous):
        for item, number in enumerate(document.number):
            why = _not_earlier(number, own, year) if isinstance(number, DocumentNumber) else None
            if why is not None:
                yield Finding(
                    f"The previous document {number} is not earlier than {own}: {why}.",
                    Pointer("/cover/previous") / index / "number" / "items" / item,
                    hint="Correct the number.",
                    related=(Related(Pointer("/cover/number"), f"this document is {own}"),),
                )


def revised_after_agreement(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """The document is a revision with a later date than the agreement on the plan.

    The agreement was on an earlier text, and readers cannot see what changed since: 17793/2/11 REV 2 is dated 15
    December 2011, but COSI agreed on 8 December. Say which revision was agreed (`revision` of the state). The last
    dated state of agreed, validated and approved counts, unless it is only expected. If that state names this document,
    nothing is reported.
    """
    dated = [
        (state.on, index, state)
        for index, state in enumerate(plan.states)
        if state.on is not None and state.state in _FIXES_THE_TEXT and not state.expected
    ]
    number = next(iter(plan.cover.number.understood), None)
    date = next(iter(plan.cover.date.understood), None)
    if not dated or number is None or date is None or not _revision(number):
        return
    on, index, state = max(dated)
    if on < date and state.revision != number:
        days = (date - on).days
        yield Finding(
            f"Document {number} is dated {format_date(date)}, {days} day{'s' * (days > 1)} after the plan was "
            f"{state.state.value} on {format_date(on)}.",
            Pointer("/states") / index / "on",
            hint=f"Write which revision was {state.state.value}, in 'revision' of the state, and what changed since.",
            related=(Related(Pointer("/cover/date"), "the date of the document"),),
        )


def _bodies(state: Approval, ctx: RuleContext) -> set[str]:
    """Return the bodies of a state, by their codes or as written."""
    parties = {item.party: ctx.register.find(item.party) for item in state.body.understood}
    return {name if party is None else party.code for name, party in parties.items()}


def _format_state(state: Approval) -> str:
    """Format a state: "agreed by COSI"."""
    return f"{state.state.value}{f' by {listed(list(map(str, state.body)))}' if state.body else ''}"


def decision_still_expected(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The plan is agreed, validated or approved, but says elsewhere that it still has to be.

    The cover of 2012 says that the plan is "agreed by COSI on 8 December 2011", and section 5.2 that it "will be
    validated by COSI, and the tasking responsibilities contained in the plan confirmed". Either the agreement was the
    validation and the text was not changed, or the tasks are not confirmed yet. The last decision that is reached
    counts. A decision that is expected from another body is the usual next step, and is not reported.
    """
    decisions = [(Pointer("/states") / index, decision) for index, decision in enumerate(plan.states)]
    decisions = [(at, decision) for at, decision in decisions if decision.state in _FIXES_THE_TEXT]
    reached = [(at, decision) for at, decision in decisions if not decision.expected]
    if not reached:
        return
    last_at, last = reached[-1]
    own = _bodies(last, ctx)
    expected = [(at, decision, _bodies(decision, ctx)) for at, decision in decisions if decision.expected]
    open_decisions = {at: decision for at, decision, bodies in expected if not own or not bodies or own & bodies}
    if open_decisions:
        first, *others = open_decisions
        on = "" if last.on is None else f" on {format_date(last.on)}"
        yield Finding(
            f"The plan was {_format_state(last)}{on}, but is still to be "
            f"{listed(list(map(_format_state, open_decisions.values())))}.",
            first,
            hint="Remove the expected state if it is the same decision; else remove 'expected' once it is reached.",
            related=(
                Related(last_at, f"the plan was {_format_state(last)}"),
                *(Related(other, f"still to be {_format_state(open_decisions[other])}") for other in others),
            ),
        )


def interdependency_unused(ctx: PortfolioContext) -> Iterator[Finding]:
    """The plan says that it overlaps with another priority, but no action links to it.

    Overlaps are "the subject of careful coordination and management attention" (plan section 2). For that, readers need
    to know the actions that overlap. Any link to the priority counts: to a goal, to an action, to all goals or to the
    complete plan, by the letter of the priority (`B:SG*`) or the id of its plan (`B-2012:2.1`).
    """
    for plan in ctx.portfolio:
        for overlap in ctx.portfolio.coverage(plan).dependencies:
            if overlap.state is DependencyState.UNUSED and overlap.declared is not None:
                name = overlap.priority if overlap.name is None else f"{overlap.priority} ({overlap.name})"
                yield Finding(
                    f"The plan names priority {name} as an inter-dependency, but no action links to it.",
                    overlap.declared,
                    hint=f"Add a link to the actions that overlap, such as {overlap.priority}:SG*, or remove it from "
                    "'interdependencies'.",
                    plan=plan,
                )


def stated_place_missing(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A value refers to a place in the plan that does not exist.

    Readers cannot find the text, and a dossier or ``empact governance`` cannot quote it. Sections, paragraphs and
    sentences are counted from 1: ``section 5.3/2/1`` is the first sentence of the second paragraph of section 5.3. If a
    plan has no sections, references to sections are not checked.
    """
    for path, anchor in anchors(ctx):
        if anchor.part.startswith("section ") and not plan.sections:
            continue
        try:
            missing = not words_at(plan, anchor).strip()
        except UnknownIdError:
            missing = True
        if missing:
            yield Finding(
                f"The plan has no text at {str(anchor)!r}.",
                pointer(path),
                hint="Count the paragraphs and sentences again, or remove the reference.",
            )


RULES = (
    Rule(code="OAP601", name="goal-text-differs", severity=Severity.WARNING, check=goal_text_differs),
    Rule(
        code="OAP602", name="document-number-inconsistent", severity=Severity.ERROR, check=document_number_inconsistent
    ),
    Rule(
        code="OAP603", name="previous-document-not-earlier", severity=Severity.INFO, check=previous_document_not_earlier
    ),
    Rule(code="OAP604", name="revised-after-agreement", severity=Severity.INFO, check=revised_after_agreement),
    Rule(
        code="OAP607",
        name="interdependency-unused",
        severity=Severity.INFO,
        check=interdependency_unused,
        scope="portfolio",
    ),
    Rule(code="OAP611", name="stated-place-missing", severity=Severity.WARNING, check=stated_place_missing),
    Rule(code="OAP612", name="decision-still-expected", severity=Severity.INFO, check=decision_still_expected),
)
