"""Seals: what the paper about a checkpoint rests on, and what has happened to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs
import pytest

import oap_invented_2031 as example
from empact import SealError, Session, UnknownIdError, parse_parties
from empact.analysis import PlanContext, SealedKind, plan_rounds, seal_list
from empact.model import (
    ActionReport,
    ActionStatus,
    EntryContent,
    EntryKind,
    FiledReport,
    FiledSeal,
    FrozenMap,
    Ledger,
    LedgerEntry,
    Operation,
    Plan,
    Ref,
    Report,
    Reports,
    Seal,
    Seals,
    Settlement,
)

SESSION = Session([example])
PLAN = SESSION.loads(
    """
empact: plan/1
id: Q-2031
period: {start: 2031-01-01, end: 2032-12-31}
cover: {number: 17793/2/31 REV 2}
driver: QM
checkpoints: [{name: June, on: 2031-06-30}, {name: December, on: 2031-12-31}, {name: June, on: 2032-06-30}]
goals: [{number: "1"}]
actions: [{number: "1.1", goal: "1", leaders: QO, participants: QN, kpis: "KPI: 12 routes mapped"}]
""",
    format="yaml",
)
SUMMER, WINTER = dt.date(2031, 7, 20), dt.date(2032, 1, 20)


def filed(id: str, checkpoint: str, on: dt.date, **parts: Any) -> FiledReport:
    report = Report(plan="Q-2031", checkpoint=checkpoint, by=parse_parties("QO"), on=on, source="Invented: form")
    return FiledReport(id=id, digest=id.rjust(64, "0"), content=attrs.evolve(report, **parts))


JUNE = filed("1", "June", dt.date(2031, 7, 1), actions=(ActionReport(action="1.1", status="live"),))
LATE = filed("2", "June", dt.date(2031, 8, 1))
DECEMBER = filed("3", "December", dt.date(2032, 1, 5))
SETTLING = filed(
    "4",
    "December",
    dt.date(2032, 1, 6),
    settles=(Settlement(checkpoint="June", action="1.1", status="live", cites=("1", "2")),),
)
NOWHERE = filed("5", "Easter", dt.date(2031, 4, 20))
NEXT_JUNE = filed("6", "June", dt.date(2032, 7, 1))
OPERATION = Operation(id="JAD-2031-1", name="Joint action days", actions=(Ref(plan="Q-2031", action="1.1"),))
OTHER = Operation(id="JAD-2031-2", name="Others", actions=(Ref(plan="R-2031", action="1.1"),))


def context(*reports: FiledReport, plan: Plan = PLAN, seals: Iterable[FiledSeal] = (), **parts: Any) -> PlanContext:
    return attrs.evolve(
        SESSION.context(plan),
        reports=Reports(plan="Q-2031", reports=reports),
        seals=Seals(plan="Q-2031", seals=tuple(seals)),
        unread=(),
        **{"operations": (OPERATION, OTHER), **parts},
    )


def as_filed(seal: Seal, id: str = "seal") -> FiledSeal:
    return FiledSeal(id=id, digest=id.encode().hex().rjust(64, "0"), content=seal)


def ids(ctx: PlanContext) -> dict[str, list[str]]:
    """The ids of what has become of what the only seal lists."""
    (seal,) = ctx.seal_list().seals
    return {name: [record.id for record in getattr(seal, name)] for name in ("missing", "changed", "after")}


def test_new_seal__lists_the_reports_up_to_the_checkpoint() -> None:
    ctx = context(JUNE, LATE, DECEMBER, SETTLING, NOWHERE, NEXT_JUNE)
    assert [*ctx.new_seal("June", on=SUMMER).reports] == ["1", "5"]
    assert [*ctx.new_seal("Dec", on=WINTER).reports] == ["1", "2", "3", "4", "5"]
    assert [*ctx.new_seal("December", on=SUMMER).reports] == ["1", "5"]


def test_new_seal__lists_what_settles_a_difference_at_the_checkpoint() -> None:
    ctx = context(JUNE, DECEMBER, SETTLING)
    before = SESSION.context(attrs.evolve(PLAN, checkpoints=PLAN.checkpoints[:2]))
    ctx = attrs.evolve(ctx, plan=before.plan, portfolio=before.portfolio)
    seal = ctx.new_seal("June", on=WINTER)
    assert (seal.cut_off, [*seal.reports]) == (dt.date(2031, 6, 30), ["1", "4"])


def test_new_seal__of_two_checkpoints_with_one_name_is_about_the_one_that_is_over() -> None:
    ctx = context(JUNE, NEXT_JUNE)
    assert ctx.new_seal("June", on=SUMMER).cut_off == dt.date(2031, 6, 30)
    later = ctx.new_seal("June", on=dt.date(2032, 7, 20))
    assert (later.cut_off, [*later.reports]) == (dt.date(2032, 6, 30), ["1", "6"])


def test_new_seal__has_the_revision_and_the_operations_of_the_plan() -> None:
    seal = context(JUNE).new_seal("June", on=SUMMER)
    assert (seal.plan, seal.checkpoint, seal.on, seal.revision) == ("Q-2031", "June", SUMMER, "17793/2/31 REV 2")
    assert [*seal.operations] == ["JAD-2031-1"]
    assert (seal.kpis, [*seal.entries]) == (None, [])


def test_new_seal__of_nothing_or_of_no_checkpoint_is_refused() -> None:
    with pytest.raises(SealError, match="no report about Q-2031 up to June is known on 2031-06-30"):
        context(JUNE, NEXT_JUNE).new_seal("June", on=dt.date(2031, 6, 30))
    with pytest.raises(UnknownIdError, match="Checkpoint 'May' does not exist"):
        context(JUNE).new_seal("May", on=SUMMER)
    with pytest.raises(ValueError, match="Seals need a context that a session has made"):
        PlanContext(plan=PLAN, reports=Reports(plan="Q-2031", reports=(JUNE,))).new_seal("June", on=SUMMER)


def test_seal_list__has_what_is_missing_changed_and_after_the_seal() -> None:
    seal = as_filed(context(JUNE, NOWHERE).new_seal("June", on=SUMMER))
    edited = attrs.evolve(NOWHERE, digest="f" * 64)
    entry = LedgerEntry(
        id="call", digest="a" * 64, content=EntryContent(plan="Q-2031", kind=EntryKind.MEETING, on=SUMMER, source="x")
    )
    ledger = Ledger(plan="Q-2031", entries=(entry,))
    assert ids(context(JUNE, NOWHERE, seals=[seal])) == {"missing": [], "changed": [], "after": []}
    assert ids(context(LATE, edited, DECEMBER, seals=[seal], ledger=ledger, operations=())) == {
        "missing": ["1", "JAD-2031-1"],
        "changed": ["5"],
        "after": ["2", "call"],
    }
    renamed = attrs.evolve(OPERATION, name="Joint action days of September")
    assert ids(context(JUNE, NOWHERE, seals=[seal], operations=(renamed,)))["changed"] == ["JAD-2031-1"]
    revised = attrs.evolve(PLAN, title="Revised")
    assert ids(context(JUNE, NOWHERE, seals=[seal], plan=revised))["changed"] == ["Q-2031"]


def test_seal_list__does_not_call_a_copy_of_a_record_a_change() -> None:
    seal = as_filed(context(JUNE).new_seal("June", on=SUMMER))
    copies = (JUNE, attrs.evolve(JUNE, digest="f" * 64), JUNE)
    assert ids(context(*copies, seals=[seal]))["changed"] == []


def test_seal_list__knows_only_what_is_known_on_the_day() -> None:
    seal = as_filed(context(JUNE).new_seal("June", on=SUMMER))
    ctx = context(JUNE, LATE, seals=[seal])
    assert len(attrs.evolve(ctx, as_of=dt.date(2031, 7, 19)).seal_list().seals) == 0
    assert ids(attrs.evolve(ctx, as_of=dt.date(2031, 7, 31)))["after"] == []
    assert ids(attrs.evolve(ctx, as_of=dt.date(2031, 8, 1)))["after"] == ["2"]


def test_seal_list__of_two_seals_of_a_checkpoint_the_later_counts() -> None:
    first = as_filed(context(JUNE).new_seal("June", on=SUMMER), "b")
    second = as_filed(context(JUNE, LATE, seals=[first]).new_seal("June", on=dt.date(2031, 8, 1)), "a")
    assert second.content.seals == FrozenMap({"b": first.digest})
    ctx = context(JUNE, LATE, seals=[second, first])
    listed = seal_list(ctx, checkpoint="June").seals
    assert [(seal.id, seal.counts) for seal in listed] == [("b", False), ("a", True)]
    assert [(record.kind, record.id) for record in listed[0].after] == [
        (SealedKind.REPORT, "2"),
        (SealedKind.SEAL, "a"),
    ]
    assert ctx.sealed("June").sealed_by == second
    assert attrs.evolve(ctx, as_of=dt.date(2031, 7, 31)).sealed("June").sealed_by == first
    (alone,) = context(JUNE, LATE, seals=[second]).seal_list().seals
    assert [str(record) for record in alone.missing] == ["the seal b"]


def test_seal_list__of_two_seals_of_a_day_the_one_that_lists_the_other_counts() -> None:
    first = as_filed(context(JUNE).new_seal("June", on=SUMMER), "b")
    second = as_filed(context(JUNE, NOWHERE, seals=[first]).new_seal("June", on=SUMMER), "a")
    assert context(JUNE, NOWHERE, seals=[second, first]).sealed().sealed_by == second


def test_sealed__follows_the_status_words_of_the_configuration() -> None:
    words = {"in delivery": ActionStatus.LIVE}
    seal = as_filed(context(JUNE, status_words=words).new_seal("June", on=SUMMER))
    assert ids(context(JUNE, seals=[seal], status_words={**words}))["changed"] == []
    assert context(JUNE, seals=[seal], status_words=words).sealed().status_words == words
    other = context(JUNE, seals=[seal], status_words={"in delivery": ActionStatus.COMPLETED})
    with pytest.raises(SealError, match="  the configuration key status_words was changed"):
        other.sealed()
    assert ids(context(JUNE, seals=[seal]))["missing"] == ["status_words"]
    bare = as_filed(context(JUNE).new_seal("June", on=SUMMER))
    assert bare.content.status_words is None
    later = context(JUNE, seals=[bare], status_words=words)
    assert ids(later) == {"missing": [], "changed": [], "after": ["status_words"]}
    assert later.sealed().status_words == {}


def test_sealed__has_only_what_the_seal_lists_as_known_on_its_day() -> None:
    seal = as_filed(context(JUNE).new_seal("June", on=SUMMER))
    ctx = context(JUNE, LATE, DECEMBER, seals=[seal]).sealed("June")
    assert (ctx.reports.reports, ctx.as_of, ctx.operations) == ((JUNE,), SUMMER, (OPERATION,))
    assert ctx.sealed("June") is ctx
    assert ctx.seal_list().seals[0].after == ()


def test_sealed__of_two_files_of_one_id_has_the_one_that_is_listed() -> None:
    entry = LedgerEntry(
        id="call", digest="a" * 64, content=EntryContent(plan="Q-2031", kind=EntryKind.MEETING, on=SUMMER, source="x")
    )
    ledger = Ledger(plan="Q-2031", entries=(entry,))
    seal = as_filed(context(JUNE, ledger=ledger).new_seal("June", on=SUMMER))
    changed = attrs.evolve(OPERATION, name="Other days")
    both = Ledger(plan="Q-2031", entries=(attrs.evolve(entry, digest="b" * 64), entry))
    ctx = context(
        attrs.evolve(JUNE, digest="f" * 64), JUNE, seals=[seal], ledger=both, operations=(changed, OPERATION)
    ).sealed()
    assert ctx.operations == (OPERATION,)
    assert (ctx.reports.reports, ctx.ledger.entries) == ((JUNE,), (entry,))


def test_sealed__of_two_checkpoints_with_one_name_is_the_one_that_is_over() -> None:
    first = as_filed(context(JUNE).new_seal("June", on=SUMMER), "a")
    second = as_filed(context(JUNE, NEXT_JUNE, seals=[first]).new_seal("June", on=dt.date(2032, 7, 20)), "b")
    ctx = context(JUNE, NEXT_JUNE, seals=[first, second])
    assert second.content.seals == {}
    assert [seal.counts for seal in ctx.seal_list().seals] == [True, True]
    assert ctx.sealed("June").sealed_by == second
    assert attrs.evolve(ctx, as_of=WINTER).sealed("June").sealed_by == first
    assert ctx.sealed("June").progress("June").rounds["Q-2031"] == plan_rounds(PLAN)[2]


def test_sealed__of_an_unknown_checkpoint_is_refused() -> None:
    seal = as_filed(context(JUNE).new_seal("June", on=SUMMER))
    with pytest.raises(UnknownIdError, match="Checkpoint 'May' does not exist"):
        context(JUNE, seals=[seal]).sealed("May")
    with pytest.raises(SealError, match="There is no seal of Q-2031 for December"):
        context(JUNE, seals=[seal]).sealed("Dec")


def test_a_sealed_context__answers_for_the_checkpoint_of_its_seal_alone() -> None:
    seal = as_filed(context(JUNE).new_seal("June", on=WINTER))  # when December was over too
    sealed = context(JUNE, DECEMBER, seals=[seal]).sealed("June")
    for name in (None, "June", "Jun", "June 2031"):
        assert sealed.progress(name).rounds["Q-2031"] == plan_rounds(PLAN)[0]
        report = sealed.driver_report(name)
        assert (report.checkpoint, report.on) == ("June", dt.date(2031, 6, 30))
    other = r"^The seal seal of Q-2031 is for June 2031: nothing about December follows from it\.$"
    for ask in (sealed.progress, sealed.driver_report, sealed.sealed):
        with pytest.raises(SealError, match=other):
            ask("Dec")
        with pytest.raises(UnknownIdError, match="Checkpoint 'nonsense' does not exist"):
            ask("nonsense")
    with pytest.raises(SealError, match="nothing about June 2032 follows"):
        sealed.progress("June 2032")


def test_sealed__by_a_seal_of_a_checkpoint_that_the_plan_lacks_is_refused() -> None:
    seal = as_filed(attrs.evolve(context(JUNE).new_seal("June", on=SUMMER), checkpoint="Easter"))
    ctx = context(JUNE, seals=[seal])
    with pytest.raises(SealError, match=r"^The seal seal is for Easter, and Q-2031 has no such checkpoint\.$"):
        ctx.sealed()
    (listed,) = ctx.seal_list().seals
    assert (listed.round, listed.after) == (None, ())
