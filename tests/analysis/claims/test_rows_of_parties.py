"""The rows of the tables "Who counts, and when", "Verdicts", and "Who is expected, and who is late"."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION, answer, day, decision, entry
from tests.support.invented import ledger as ledger_of
from tests.support.progress_cases import (
    amount,
    figure,
    filed,
    kpi,
    operation,
    own,
    picture,
    pictures,
    plan,
    register,
)

from empact.analysis import Apart, PlanContext, Standing, TargetState, agenda, stamped
from empact.model import (
    Confidence,
    CountedBy,
    EntryKind,
    Figure,
    FiledReport,
    Ledger,
    PartReply,
    Party,
    PartyKind,
    Prose,
    Ref,
    Reply,
    Reports,
)

DECEMBER = "2031-12-10"


# --- who counts, and when


def test_row__joined() -> None:
    of = plan({"participants": "QM, Relevant MS"})
    progress = kpi(filed("QM", own(3)), filed("QP", own(4)), of=of)
    assert (amount(progress), progress.apart) == ("at least 7", ())
    assert [claim.standing for claim in progress.claims] == [Standing.PARTICIPANT, Standing.JOINED]
    assert progress.participants.unexpected == ("QP",)  # to report is to join; it was not expected
    asked = entry(EntryKind.REMINDER, "2031-01-20", "QO", "QM")
    declined = answer("2031-02-01", Reply.DECLINED, "e1", by="QO", actions=(Ref(action="1.1"),))
    progress = kpi(filed("QM", own(3)), filed("QO", own(4)), ledger=ledger_of(asked, declined))
    assert (amount(progress), progress.apart) == ("7", ())
    assert [claim.standing for claim in progress.claims] == [Standing.PARTICIPANT, Standing.DECLINED]


def test_row__not_named() -> None:
    progress = kpi(filed("QM", own(3)), filed("QO", own(5)), filed("QP", own(4)))
    assert amount(progress) == "8"  # not 12
    assert [(claim.by, claim.apart) for claim in progress.apart] == [("QP", Apart.NOT_NAMED)]


def exclusion_of_qo(on: str) -> Ledger:
    return ledger_of(decision(on, "QO"))


@pytest.mark.parametrize(
    ("since", "period", "counts"),
    [
        ("2031-07-02", None, True),  # the days of December begin on 1 July: before it
        ("2031-07-01", None, False),
        ("2031-09-10", ("2031-09-10", "2031-09-12"), False),
        ("2031-09-10", ("2031-09-09", "2031-09-12"), True),  # its days begin on the day before
    ],
)
def test_row__excluded(since: str, period: tuple[str, str] | None, counts: bool) -> None:  # noqa: FBT001 - a parameter
    reports = [filed("QO", own(5)), filed("QO", own(4, period=period), on=DECEMBER)]
    progress = kpi(*reports, ledger=exclusion_of_qo(since), adds="incremental")
    assert amount(progress) == ("at least 9" if counts else "at least 5")
    assert [claim.apart for claim in progress.apart] == ([] if counts else [Apart.EXCLUDED])


def test_row__other_action() -> None:
    rows = ({"kpi": "Number of arrests"}, {"number": "1.2", "kpi": "Number of patrols"})
    before, after = plan(*rows), plan({**rows[1], "number": "1.1"}, {**rows[0], "number": "1.2"})
    about = stamped(filed("QM", own(3)).content, before)
    reports = [attrs.evolve(filed("QM", own(3)), content=about), filed("QO", own(4))]  # that of QO has no digest
    progress = picture(*reports, of=after)
    first, second = progress.action("1.1").kpi(), progress.action("1.2").kpi()
    assert [(claim.by, claim.apart) for claim in first.apart] == [("QM", Apart.OTHER_ACTION)]
    assert [claim.by for claim in first.claims if claim.apart is None] == ["QO"]
    assert first.participants.missing == ("QM",)  # its share of this action is not known
    assert (second.claims, second.apart) == ((), ())


def body(code: str, since: str, until: str | None = None, successor: str | None = None) -> Party:
    return Party(
        code=code,
        kind=PartyKind.EU_AGENCY,
        name=f"Agency {code} (invented)",
        since=dt.date.fromisoformat(since),
        until=None if until is None else dt.date.fromisoformat(until),
        successor=successor,
        source="Invented",
        confidence=Confidence.STATED,
    )


BODIES = SESSION.register.with_parties(
    [
        body("QS", "2031-01-01", "2031-06-30", "QT"),  # renamed
        body("QT", "2031-07-01"),
        body("QU", "2031-01-01", "2031-06-30", "QW"),  # merged
        body("QV", "2031-01-01", "2031-06-30", "QW"),
        body("QW", "2031-07-01"),
    ]
)


def test_row__renamed() -> None:
    of = plan({"participants": "QM, QS"})
    june = [filed("QM", own(3)), filed("QS", own(5))]
    later = [filed("QM", own(4), on=DECEMBER), filed("QT", own(9), on=DECEMBER)]
    progress = kpi(*june, *later, of=of, parties=BODIES)
    assert (amount(progress), progress.apart, progress.missing) == ("13", (), ("QN",))  # 4 + 9, not 4 + 5 + 9
    assert amount(kpi(*june, *later, of=of, parties=BODIES, adds="incremental")) == "21"
    again = filed("QT", own(6), on="2031-07-10", checkpoint="June 2031", supersedes=(june[1].id,))
    assert amount(kpi(*june, again, of=of, parties=BODIES, checkpoint="June 2031")) == "9"
    # Merged bodies are two, until a share of the successor replaces both.
    of = plan({"participants": "QM, QU, QV"})
    june = [filed("QM", own(3)), filed("QU", own(5)), filed("QV", own(2))]
    progress = kpi(*june, of=of, parties=BODIES)
    assert (amount(progress), progress.participants.expected) == ("10", ("QM", "QU", "QV"))
    later = [filed("QM", own(4), on=DECEMBER), filed("QW", own(9), on=DECEMBER)]
    progress = kpi(*june, *later, of=of, parties=BODIES)
    assert (amount(progress), progress.participants.missing) == ("13", ())  # not 20
    assert [claim.standing for claim in progress.claims] == [Standing.PARTICIPANT] * 5


@pytest.mark.parametrize(
    ("figures", "expected", "apart"),
    [
        (own(5, period=("2030-11-01", "2030-12-31")), None, [Apart.BEFORE]),
        (own(5, period=("2032-01-01", "2032-01-20")), None, [Apart.AFTER]),
        (own(5, period=("2030-12-31", "2031-01-01")), "at least 5", []),  # a day of it is within the plan
        (own(5, operation="LATE"), "at least 0", [Apart.AFTER]),
        (own(9, operations={"LATE": 5, "J": 3}), "at least 4", [Apart.AFTER]),  # only what belongs to it
    ],
)
def test_row__outside(figures: Figure, expected: str | None, apart: list[Apart]) -> None:
    operations = [operation("LATE", ("2032-01-12", "2032-01-14")), operation("J")]
    report = filed("QO", figures, on=DECEMBER)
    progress = kpi(report, of=plan({"timing": "October 2031"}), adds="incremental", operations=operations)
    assert (amount(progress), [claim.apart for claim in progress.apart]) == (expected, apart)


def test_row__two_plans() -> None:
    reports = [filed("QN", figure(7, period=("2031-05-01", "2031-05-10")), plan=id) for id in ("Q-2031", "R-2031")]
    progress = pictures([plan(), plan(id="R-2031")], reports, "incremental")
    (duplicate,) = progress.possible_duplicates
    assert duplicate.actions == ("Q-2031:1.1", "R-2031:1.1")
    assert [amount(action.kpi()) for action in progress] == ["7", "7"]  # each plan keeps its own
    assert [str(total.range) for total in progress.sums] == ["7 to 14"]


# --- verdicts


TWO = {"leaders": "QN, QO", "participants": "QM, QP"}


def state(*reports: FiledReport, target: str = "At least 10 arrests", **more: Any) -> TargetState:
    of = plan({**TWO, "kpi": target})
    judgement = kpi(*reports, of=of, **more).target
    assert judgement is not None
    return judgement.state


def test_row__verdict() -> None:
    def leaders(*values: int) -> list[FiledReport]:
        return [filed(by, figure(value), on=DECEMBER) for by, value in zip(("QN", "QO"), values, strict=True)]

    # The whole range.
    assert state(*leaders(9, 12)) is TargetState.UNJUDGED
    assert state(*leaders(11, 12)) is TargetState.REACHED
    assert state(*leaders(8, 9)) is TargetState.NOT_REACHED
    # Of "at least", everything above it.
    share = [filed("QM", own(9), on=DECEMBER)]
    assert state(*share) is TargetState.UNJUDGED
    assert state(filed("QM", own(10), on=DECEMBER)) is TargetState.REACHED
    assert state(*share, target="At most 10 arrests") is TargetState.UNJUDGED
    assert state(filed("QM", own(11), on=DECEMBER), target="At most 10 arrests") is TargetState.NOT_REACHED
    # The shares, where they are a finding against the total.
    total = filed("QN", figure(9), on=DECEMBER)
    assert state(total, filed("QM", own(12), on=DECEMBER)) is TargetState.UNJUDGED
    assert state(total, filed("QM", own(8), on=DECEMBER)) is TargetState.NOT_REACHED


def test_row__so_far() -> None:
    june = filed("QN", figure(12))
    assert state(june, checkpoint="December 2031") is TargetState.UNJUDGED  # although 12 is enough
    assert state(june, checkpoint="June 2031") is TargetState.REACHED


def test_row__before_its_day() -> None:
    assert state(filed("QN", figure(9)), checkpoint="June 2031") is TargetState.OPEN  # not "not reached"
    assert state(filed("QN", figure(12)), checkpoint="June 2031") is TargetState.REACHED
    limit = "At most 10 arrests"
    assert state(filed("QN", figure(9)), checkpoint="June 2031", target=limit) is TargetState.OPEN  # it can still rise
    assert state(filed("QN", figure(12)), checkpoint="June 2031", target=limit) is TargetState.NOT_REACHED
    assert state(filed("QN", figure(9), on=DECEMBER), target=limit) is TargetState.REACHED


# --- who is expected, and who is late


def test_row__leader_expected() -> None:
    later = plan({"timing": "October 2031"})
    june = picture(filed("QN", figure(5), status="not started"), of=later, adds="cumulative", checkpoint="June 2031")
    action = june.action("1.1")
    assert (action.leaders.expected, action.leaders.reported) == ((), ("QN",))  # it may report before
    assert amount(action.kpi()) == "5"
    assert picture(of=later, checkpoint="December 2031").action("1.1").leaders.missing == ("QN",)
    # Until a final status, also if it goes on as a word that is not final.
    for word, expected in (("completed", ()), ("cancelled", ()), ("not completed", ()), ("live", ("QN",))):
        action = picture(filed("QN", status=word), checkpoint="December 2031").action("1.1")
        assert (action.leaders.expected, action.kpi().leaders.expected) == (expected, expected)
        assert picture(filed("QN", status=word), checkpoint="June 2031").action("1.1").leaders.expected == ("QN",)
    # Leaders that differ on final words are final too; a final and an open word are not.
    of = plan(TWO)
    for word, still_expected in (("cancelled", ()), ("live", ("QN", "QO"))):
        reports = [filed("QN", status="completed"), filed("QO", status=word)]
        assert picture(*reports, of=of, checkpoint="December 2031").action("1.1").leaders.expected == still_expected


def test_row__participant_expected() -> None:
    assert kpi().participants.expected == ("QM", "QO")
    assert kpi(of=plan({"timing": "October 2031"}), checkpoint="June 2031").participants.expected == ()
    alone = kpi(kpis=register("cumulative", counted_by=CountedBy.LEADER))
    assert (alone.participants.expected, alone.leaders.expected) == ((), ("QN",))
    milestone = kpi(of=plan({"kpi": "Report finalised"}), adds="milestone")
    assert (milestone.participants.expected, milestone.leaders.expected) == ((), ("QN",))
    over = kpi(filed("QN", figure(5), status="completed"), checkpoint="December 2031")
    assert over.participants.expected == ()
    # A leader that also takes part is expected to state its share too, and an open group is not expected.
    both = kpi(of=plan({"participants": "QM, QN, Relevant MS"})).participants
    assert (both.expected, both.open) == (("QM", "QN"), ("Relevant MS",))


def test_row__confirmed() -> None:
    of = plan({"participants": "QM, QO (tbc), Relevant MS"})
    open_part = kpi(of=of).participants
    assert (open_part.expected, open_part.unconfirmed, open_part.open) == (("QM",), ("QO",), ("Relevant MS",))
    said = [
        entry(EntryKind.CONFIRMATION, "2031-01-20", "", by, part=part, actions=(Ref(action="1.1"),))
        for by, part in [("QO", PartReply.CONFIRMED), ("QP", PartReply.CONFIRMED), ("QM", PartReply.DECLINED)]
    ]
    confirmed = kpi(of=of, ledger=ledger_of(*said)).participants
    assert (confirmed.expected, confirmed.unconfirmed, confirmed.open) == (("QM", "QO", "QP"), (), ("Relevant MS",))


def late(
    *reports: FiledReport, called: str = "QM, QN", as_of: str = "2031-07-11", timing: str = "Whole year"
) -> set[str]:
    """The parties that are late after a call for June, of which the day is 10 July."""
    call = entry(EntryKind.CALL, "2031-06-02", called, "QM", due=day("2031-07-10"), text=Prose(text="June 2031"))
    of = plan({"timing": timing})
    ctx = PlanContext(
        plan=of,
        register=SESSION.register,
        ledger=ledger_of(call),
        reports=Reports(plan=of.id, reports=reports),
        kpi_register=register("cumulative"),
        as_of=day(as_of),
    )
    return {item.party_code or "" for item in agenda(ctx).late}


def test_row__late() -> None:
    assert late() == {"QM", "QN"}  # QO is silent too, but the call does not name it
    assert late(as_of="2031-07-10") == set()  # its day is not over
    assert late(filed("QN", figure(5), status="live")) == {"QM"}
    assert late(timing="October 2031") == set()  # the action has not begun: nobody was expected
    assert late(called="QM, QN, QP") == {"QM", "QN"}  # QP has no part in the action
