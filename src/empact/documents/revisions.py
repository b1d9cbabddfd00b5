"""The differences between two revisions of a plan: what changed, for whom, and which tasking sheets go out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import (
    Diff,
    DutyChange,
    DutyKind,
    Meant,
    MeantKind,
    PartDiff,
    PartKind,
    PartState,
    PartyChange,
    PlanContext,
    PortfolioContext,
    Revision,
    StaleNumber,
)
from empact.analysis import diff as compared
from empact.analysis.facts import check_context
from empact.analysis.revisions.differences import DOUBT, DOUBT_WITHOUT_WORDS, WHY
from empact.analysis.revisions.meant import FIELD_WORDS, NOTHING, SENTENCES
from empact.documents.headings import about_plans
from empact.documents.language import Words, words_in
from empact.documents.names import file_stem
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Document, Section, Text
from empact.model import Span

_TWO = 2
_PLAN = "plan"
_PARTIES = frozenset({"leaders", "participants"})
_NUMBERS = frozenset({"number", "mark"})
_COUNTED = {
    PartKind.GOAL: "Strategic goals: {states}.",
    PartKind.ACTION: "Actions: {states}.",
    PartKind.SECTION: "Sections: {states}.",
    PartKind.NOTE: "Notes: {states}.",
}
_NAMED = {
    PartKind.GOAL: "SG {number}",
    PartKind.SECTION: "section {number}",
    PartKind.NOTE: "note {number}",
}


def build_diff(ctx: PlanContext | PortfolioContext, *, language: str = "en") -> Document:
    """Return what changed from the first plan to the second, as written and as meant, and for whom.

    Args:
        ctx: The old plan, then the new one.
        language: The language of the fixed words.
    """
    check_context("build_diff()", ctx)
    words = words_in(language)
    if len(ctx.contexts) > _TWO:
        said = Text((words("A diff compares two plans: the old one, then the new one."),))
        sections = [Section(key="summary", title=words("Summary"), body=said)]
        return Document(sections=tuple(sections), **about_plans("diff", "Changes of {plans}", ctx, words))
    diff = compared(ctx)
    old, new = (revision.number or revision.plan_id for revision in (diff.old, diff.new))
    title = "Changes of {plans}" if old == new else "Changes from {old} to {new}"
    head = about_plans("diff", title, ctx, words, old=old, new=new)
    if diff.old.plan_id == diff.new.plan_id:
        head["title"] = words("Changes of {plans}", plans=diff.new.plan_id) if old == new else head["title"]
        head["name"] = f"{file_stem(diff.new.plan_id)}-diff"
    return Document(sections=tuple(_sections(diff, words)), **head)


def sentence(meant: Meant, words: Words) -> str:
    """Return what a change means, in the language of a document; words of the plan stay."""
    before, after = meant.before or words(NOTHING), meant.after or words(NOTHING)
    if meant.kind is MeantKind.ROLE_CHANGED:
        before, after = words(before), words(after)
    return words(
        SENTENCES[meant.kind],
        role="" if meant.role is None else words(meant.role.value),
        what=meant.what or "",
        before=before,
        after=after,
        field=_field(meant.field, words),
    )


def _field(name: str, words: Words) -> str:
    return words(FIELD_WORDS.get(name, name))


def _sections(diff: Diff, words: Words) -> Iterator[Section]:
    parties = diff.parties
    yield Section(key="summary", title=words("Summary"), body=Text(tuple(_summary(diff, parties, words))))
    if diff:
        yield from _changes(diff, words)
        yield from _written(diff, words)
        yield from _duties(parties, words)
        yield from _kpis(diff, words)
        yield from _dates(diff, words)
        yield from _sheets(parties, words)
        yield from _stale(diff, words)
        yield from _matches(diff, words)
        yield from _following(diff, words)


def _revision(revision: Revision) -> str:
    """Return a revision by the id of its plan, and the number and the date of its document, as far as it has them."""
    document = ", ".join(filter(None, (revision.number, revision.date)))
    return f"{revision.plan_id} ({document})" if document else revision.plan_id


def _summary(diff: Diff, parties: Sequence[PartyChange], words: Words) -> Iterator[str]:
    if not diff:
        yield words("The two plans are equal: nothing changed.")
        return
    yield words("{old} is the old plan, {new} the new one.", old=_revision(diff.old), new=_revision(diff.new))
    for kind, text in _COUNTED.items():
        counts = Counter(state for part in diff.parts if part.kind is kind for state in part.states)
        if counts:
            counts[PartState.SPLIT] = _number_split(diff, kind)
            states = ", ".join(f"{counts[state]} {words(state.value)}" for state in PartState if counts[state])
            yield words(text, states=states)
    if diff.changes:
        fields = ", ".join(_field(change.field, words) for change in diff.changes)
        yield words("Of the plan as a whole: {fields}.", fields=fields)
    doubtful = [_name(part, words) for part in diff.parts if part.doubtful and part.states]
    if doubtful:
        yield words("Doubtful matches: {parts}.", parts=", ".join(doubtful))
    again = sum(party.tasked_again for party in parties)
    yield words("Tasking sheets that go out again: {again} of {number}.", again=again, number=len(parties))
    unknown = diff.unknown_parties
    if unknown:
        text = "Names without a tasking sheet, since the register does not know them: {number} ({names})."
        yield words(text, number=len(unknown), names=", ".join(unknown))


def _number_split(diff: Diff, kind: PartKind) -> int:
    """Return the number of the old parts that are several now."""
    continued = Counter(place for part in diff.parts if part.kind is kind and part.after for place in part.places)
    return sum(number > 1 for number in continued.values())


class _Row(NamedTuple):
    """A part with what became of it, or the plan as a whole."""

    key: str
    name: str
    before: str | None
    states: str | None
    said: tuple[str, ...]


def _name(part: PartDiff, words: Words) -> str:
    """Return a part by its new number, or if it was removed by its old one; an action is its number alone."""
    return _numbered(part, part.after or part.before[0], words)


def _key(part: PartDiff) -> str:
    """Return the key of a row about a part, which is the same in every language."""
    return _name(part, words_in("en"))


def _numbered(part: PartDiff, number: str, words: Words) -> str:
    return words(_NAMED[part.kind], number=number) if part.kind in _NAMED else number


def _renamed(part: PartDiff, words: Words) -> str | None:
    """Return the old numbers of a part, if they are others than the new one."""
    others = part.before if part.after is not None and part.before != (part.after,) else ()
    return ", ".join(_numbered(part, number, words) for number in others) or None


def _changes(diff: Diff, words: Words) -> Iterator[Section]:
    rows = [
        _Row(
            _key(part),
            _name(part, words),
            _renamed(part, words),
            ", ".join(words(state.value) for state in part.states),
            (*(sentence(meant, words) for meant in part.meant), *_only_written(part, words)),
        )
        for part in diff.parts
        if part.states
    ]
    if diff.meant:
        said = tuple(sentence(meant, words) for meant in diff.meant)
        rows.insert(0, _Row(_PLAN, words(_PLAN), None, words(PartState.CHANGED.value), said))
    if not rows:
        return
    columns: tuple[ColumnOf[_Row], ...] = (
        column("part", "Part", lambda row: row.name, width=10),
        column("before", "Before", lambda row: row.before, width=8),
        column("states", "What became of it", lambda row: row.states, width=18),
        column("meant", "What it means", lambda row: row.said, type=ColumnType.LIST, width=44),
    )
    body = table(columns, rows, key=lambda row: row.key, words=words)
    yield Section(key="changes", title=words("Changes"), body=body)


def _only_written(part: PartDiff, words: Words) -> Iterator[str]:
    """Yield the fields of which no meaning is known to change, such as a description."""
    meant = {each.field for each in part.meant}
    if meant & _PARTIES:
        meant |= _PARTIES  # a party that leads now and took part before is in both cells
    for change in part.changes:
        if change.field not in meant and not change.follows and change.field not in {*_NUMBERS, "goal"}:
            same = change.written_before == change.written_after
            text = "{field}: same words, read otherwise" if same else "{field}: other words"
            yield words(text, field=_field(change.field, words))


class _Written(NamedTuple):
    """A stretch of words that differs."""

    key: str
    part: str
    field: str
    before: str
    after: str


def _all_rows(diff: Diff, words: Words, *, follows: bool) -> list[_Written]:
    changed = [(_PLAN, words(_PLAN), diff.changes)]
    changed += [(_key(part), _name(part, words), part.changes) for part in diff.parts]
    return [
        _Written(f"{key} {change.field}", name, _field(change.field, words), stretch.before, stretch.after)
        for key, name, changes in changed
        for change in changes
        if change.follows is follows and change.field not in _NUMBERS
        for stretch in change.words
    ]


def _columns() -> tuple[ColumnOf[_Written], ...]:
    return (
        column("part", "Part", lambda row: row.part, width=10),
        column("cell", "Cell", lambda row: row.field, width=12),
        column("before", "Before", lambda row: row.before, width=30),
        column("after", "After", lambda row: row.after, width=30),
    )


def _written(diff: Diff, words: Words) -> Iterator[Section]:
    rows = _all_rows(diff, words, follows=False)
    if rows:
        body = table(_columns(), rows, key=lambda row: row.key, words=words)
        yield Section(key="words", title=words("Words before and after"), body=body)


def _following(diff: Diff, words: Words) -> Iterator[Section]:
    rows = _all_rows(diff, words, follows=True)
    if rows:
        body = table(_columns(), rows, key=lambda row: row.key, words=words)
        title = words("What only follows the new numbers")
        yield Section(key="following", title=title, body=body, secondary=True)


class _Group(NamedTuple):
    """Parties with the same changes."""

    parties: tuple[str, ...]
    said: tuple[tuple[str, ...], ...]


def _grouped(said: Iterable[tuple[str, tuple[tuple[str, ...], ...]]]) -> list[_Group]:
    """Return the parties by what is said of them, in the order in which it is first said."""
    groups: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for code, texts in said:
        groups.setdefault(texts, []).append(code)
    return [_Group(tuple(codes), texts) for texts, codes in groups.items()]


def _duties(parties: Sequence[PartyChange], words: Words) -> Iterator[Section]:
    counted = (DutyKind.GAINED, DutyKind.LOST)
    moved = (DutyKind.ROLE, DutyKind.TIME, DutyKind.NUMBER)
    groups = _grouped(
        (
            party.party_code,
            tuple(tuple(_duty(duty, words) for duty in party.of_kind(*kinds)) for kinds in (counted, moved)),
        )
        for party in parties
        if party.duties
    )
    if not groups:
        return
    many = ColumnType.LIST
    columns: tuple[ColumnOf[_Group], ...] = (
        column("parties", "Parties", lambda group: group.parties, type=many, width=20),
        column("counted", "Gained and lost", lambda group: group.said[0], type=many, width=28),
        column("moved", "Moved", lambda group: group.said[1], type=many, width=26),
    )
    body = table(columns, groups, key=lambda group: group.parties[0], words=words)
    yield Section(key="parties", title=words("Duties by party"), body=body)


def _duty(duty: DutyChange, words: Words) -> str:
    number = duty.after or duty.before or ""
    roles = ", ".join(words(role.value) for role in duty.roles_after or duty.roles_before)
    match duty.kind:
        case DutyKind.GAINED | DutyKind.LOST:
            part = words("{role}, possible", role=roles) if duty.possible else roles
            gained = duty.kind is DutyKind.GAINED
            return words("gained {action} ({part})" if gained else "lost {action} ({part})", action=number, part=part)
        case DutyKind.ROLE:
            before = ", ".join(words(role.value) for role in duty.roles_before)
            if before == roles:
                return words("{action}: possible now" if duty.possible else "{action}: certain now", action=number)
            return words("{action}: {before} becomes {after}", action=number, before=before, after=roles)
        case DutyKind.TIME:
            return words("{action}: other time", action=number)
        case DutyKind.NUMBER:
            return words("{before} is {after} now", before=duty.before, after=duty.after)


class _About(NamedTuple):
    """What a change of an action, a goal or the plan means, for a table of its own."""

    key: str
    part: str
    meant: Meant


def _about(diff: Diff, words: Words) -> Iterator[_About]:
    for meant in diff.meant:
        yield _About(_PLAN, words(_PLAN), meant)
    for part in diff.parts:
        for meant in part.meant:
            yield _About(_key(part), _name(part, words), meant)


def _kpis(diff: Diff, words: Words) -> Iterator[Section]:
    rows = [row for row in _about(diff, words) if row.meant.is_kpi]
    if not rows:
        return
    columns: tuple[ColumnOf[_About], ...] = (
        column("part", "Action", lambda row: row.part, width=10),
        column("change", "Change", lambda row: sentence(row.meant, words), width=60),
    )
    body = table(columns, rows, key=lambda row: row.key, words=words)
    yield Section(key="kpis", title=words("KPIs"), body=body)


def _dates(diff: Diff, words: Words) -> Iterator[Section]:
    rows = [row for row in _about(diff, words) if row.meant.is_time]
    if not rows:
        return
    columns: tuple[ColumnOf[_About], ...] = (
        column("part", "Part", lambda row: row.part, width=10),
        column("before", "Before", lambda row: row.meant.before, width=22),
        column("after", "After", lambda row: row.meant.after, width=22),
        column("days_before", "Days before", lambda row: _days(row.meant.days_before, words), width=12),
        column("days_after", "Days after", lambda row: _days(row.meant.days_after, words), width=12),
    )
    body = table(columns, rows, key=lambda row: row.key, words=words)
    yield Section(key="dates", title=words("Dates"), body=body)


def _days(span: Span | None, words: Words) -> str | None:
    from empact.documents.months import format_dates  # only if a date has changed

    return None if span is None else format_dates(span, words)


def _sheets(parties: Sequence[PartyChange], words: Words) -> Iterator[Section]:
    """Yield which tasking sheets go out again, with the reason, and which do not."""
    if not parties:
        return
    groups = _grouped(
        (party.party_code, (party.actions, tuple(words(general.value) for general in party.general)))
        for party in parties
        if party.tasked_again
    )
    stays = tuple(party.party_code for party in parties if not party.tasked_again)
    if stays:
        groups.append(_Group(stays, ((), ())))

    def again(group: _Group) -> str:
        return words("yes" if any(group.said) else "no")

    many = ColumnType.LIST
    columns: tuple[ColumnOf[_Group], ...] = (
        column("parties", "Parties", lambda group: group.parties, type=many, width=26),
        column("again", "Send again", again, width=8),
        column("actions", "Actions shown otherwise", lambda group: group.said[0], type=many, width=26),
        column("general", "And", lambda group: group.said[1], type=many, width=14),
    )
    body = table(columns, groups, key=lambda group: group.parties[0], words=words)
    yield Section(key="sheets", title=words("Tasking sheets"), body=body)


def _stale(diff: Diff, words: Words) -> Iterator[Section]:
    """Yield the numbers in the words of actions that somebody has to write anew."""
    if not diff.stale:
        return
    columns: tuple[ColumnOf[StaleNumber], ...] = (
        column("part", "Action", lambda stale: stale.action, width=10),
        column("cell", "Cell", lambda stale: _field(stale.field, words), width=12),
        column("names", "Number in the words", lambda stale: stale.names, width=20),
        column("now", "Number of this action now", lambda stale: stale.now or words("removed"), width=26),
    )
    body = table(columns, diff.stale, key=lambda stale: f"{stale.action} {stale.field} {stale.names}", words=words)
    yield Section(key="stale", title=words("Numbers in the words that mean another action now"), body=body)


def _matches(diff: Diff, words: Words) -> Iterator[Section]:
    """Yield why parts are matched that have another number, or of which that is doubtful."""
    rows = [part for part in diff.parts if part.basis is not None and (part.doubtful or _renamed(part, words))]
    if not rows:
        return

    def why(part: PartDiff) -> str:
        reasons = [] if part.basis is None else [words(WHY[part.basis])]
        if part.doubtful:
            reasons.append(words(DOUBT if part.score is not None else DOUBT_WITHOUT_WORDS))
        return "; ".join(reasons)

    columns: tuple[ColumnOf[PartDiff], ...] = (
        column("part", "Part", lambda part: _name(part, words), width=10),
        column("before", "Before", lambda part: _renamed(part, words), width=10),
        column("score", "Score", lambda part: part.score, type=ColumnType.NUMBER),
        column("why", "Why", why, width=50),
    )
    body = table(columns, rows, key=_key, words=words)
    yield Section(key="matches", title=words("Why they are the same"), body=body, secondary=True)
