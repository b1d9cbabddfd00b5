"""The status of an action in each round, and whether the action is closed (section 4, Closing)."""

from __future__ import annotations

import attrs
from tests.oracles.figures.force import Force, Role, Statement
from tests.oracles.figures.inputs import Action, StatusWord
from tests.oracles.figures.people import leaders_on, no_leader_since
from tests.oracles.figures.shown import Status, day_text, month_text

CLOSING = ("completed", "not completed")
"""The words that close an action by themselves."""
PROPOSED = {"cancelled": "cancellation proposed", "carried over": "carry-over proposed"}
"""The words that close an action once Driver or COSI agree, and what they are called until then."""


@attrs.frozen(kw_only=True)
class ActionStatus:
    """The status of an action in one round."""

    status: Status
    word: str | None
    """The word that holds. None if there is none, or if leaders differ."""
    shown: str
    beside: str | None = None
    """The earlier word, where this round has none: "live (June)"."""
    closed_in: int | None = None
    """The round that closed the action. None if it is open."""
    agreed: str | None = None
    """`cancelled` or `carried over`, if that is agreed."""
    proposed: bool = False
    """Whether a cancellation or carry-over is proposed and not agreed."""
    row: str = ""
    """The row of the page that fitted."""


def _steps(force: Force, action: Action, place: int) -> list[tuple[tuple[int, int], list[Statement]]]:
    """Return the statuses stated or settled for rounds up to one, oldest first."""
    steps: dict[tuple[int, int], list[Statement]] = {}
    for statement in force.of(Role.STATUS, action.number, None, until=place):
        if not statement.unusable:
            steps.setdefault(statement.position, []).append(statement)
    for earlier in range(place + 1):
        settlement = force.settlement(earlier, action.number, None)
        if settlement is not None:
            steps[earlier, 2] = [settlement]
    return sorted(steps.items())


def _word(statement: Statement) -> str:
    answer = statement.line.answer
    return answer.word if isinstance(answer, StatusWord) else ""


def _is_agreed(force: Force, action: Action, word: str) -> bool:
    as_of = force.world.as_of
    return any(
        agreement.action == action.number and agreement.word == word and (as_of is None or agreement.day <= as_of)
        for agreement in force.world.agreements
    )


def no_leader_text(force: Force, action: Action, place: int) -> str | None:
    """Return "no leader is known since 1 September" if nobody leads on the data day of a round."""
    day = force.world.rounds[place].data_day
    if leaders_on(force.world, action, day):
        return None
    since = no_leader_since(force.world, action, day)
    return "no leader is known" if since is None else f"no leader is known since {day_text(since)}"


def missing_text(force: Force, place: int) -> str:
    """Return what is printed where nothing is stated: until the reply day, and after it."""
    if force.world.reply_day_passed(place):
        return "not reported"
    return f"awaited until {day_text(force.world.rounds[place].reply_day)}"


def has_begun(force: Force, action: Action, place: int) -> bool:
    """Return whether an action has begun on the data day of a round."""
    return (action.begin or force.world.first_day) <= force.world.rounds[place].data_day


def status_at(force: Force, action: Action, place: int) -> ActionStatus:
    """Return the status of an action in a round."""
    world = force.world
    steps = _steps(force, action, place)
    closed: int | None = None
    for (step_place, _), statements in steps:
        stated = {_word(statement) for statement in statements}
        if all(word in CLOSING or (word in PROPOSED and _is_agreed(force, action, word)) for word in stated):
            closed = step_place if closed is None else closed
        else:
            closed = None
    if not steps:
        return _without(force, action, place, None)
    (newest, rank), statements = steps[-1]
    words = sorted({_word(statement) for statement in statements})
    word = words[0] if len(words) == 1 else None
    agreed = word if word in PROPOSED and closed is not None else None
    proposed = word in PROPOSED and agreed is None
    shown = "the leaders differ" if word is None else PROPOSED[word] if proposed else word
    if closed is None and (newest, rank) < (place, 1):
        former = statements[0].former_leader_until if rank == 0 else None
        when = f"as of {day_text(former)}" if former else world.rounds[newest].name
        absent = _without(force, action, place, f"{shown} ({when})")
        return attrs.evolve(absent, word=word, proposed=proposed)
    status, row = Status.FINAL, "status: final"
    days = [statement.report.day for statement in statements]
    if word is None:
        status, row = Status.DISPUTED, "status: disputed"
    elif rank == 2 and newest == place:
        status, row = Status.SETTLED, "status: settled"
    elif closed is None and max(days) < world.rounds[place].data_day and not world.reply_day_passed(place):
        status, row = Status.PROVISIONAL, "status: stated before the data day"
        shown = f"{shown} (as of {day_text(max(days))})"
    if closed is not None and closed < place and row == "status: final":
        row = "status: a closing status holds"
    return ActionStatus(
        status=status, word=word, shown=shown, closed_in=closed, agreed=agreed, proposed=proposed, row=row
    )


def _without(force: Force, action: Action, place: int, earlier: str | None) -> ActionStatus:
    """Return the status in a round for which none is stated."""
    if not has_begun(force, action, place):
        shown = f"not yet due ({month_text(action.begin or force.world.first_day)})"
        return ActionStatus(status=Status.NOT_DUE, word=None, shown=shown, beside=earlier, row="status: not due")
    nobody = no_leader_text(force, action, place)
    row = "status: missing" if earlier is None else "status: missing, with the earlier one beside it"
    shown = nobody or missing_text(force, place)
    return ActionStatus(status=Status.MISSING, word=None, shown=shown, beside=earlier, row=row)
