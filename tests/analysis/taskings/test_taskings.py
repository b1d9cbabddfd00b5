"""Taskings: what each party of the reference plan has to do, as a careful reader found, and the laws for every plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.support import invented, like_2012
from tests.support.linear import growth
from tests.support.paths import DATA

import empact
import oap_c_2012
from empact import Plan, Session, UnknownIdError
from empact.analysis import (
    Certainty,
    PlanContext,
    Task,
    Tasking,
    Taskings,
    tasking,
    words_at,
    workload,
)
from empact.analysis.workloads.active_months import Stretch, months_within
from empact.analysis.workloads.duties import ROLES
from empact.grammar.prose import bare_line
from empact.model import (
    Approval,
    Ledger,
    LedgerEntry,
    PartyKind,
    Span,
    State,
    Strength,
)
from empact.testing import strategies
from empact.testing.generated import generate

FOLDER = DATA / "taskings"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "2012.yaml").read_text(encoding="utf-8"))
PROVISIONS = yaml.safe_load((FOLDER / "provisions.yaml").read_text(encoding="utf-8"))["provisions"]
SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
ALL = Taskings(PlanContext(plan=PLAN))
LISTS = ("leads", "co_leads", "cooperates", "joins", "joins_through", "possible", "mentioned")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def numbers(tasks: tuple[Task, ...]) -> list[str]:
    return [task.action.number for task in tasks]


def expected(code: str, name: str) -> list[dict[str, Any]]:
    return [{"action": entry} if isinstance(entry, str) else entry for entry in EXPECTED[code][name]]


def plan(actions: str, *, period: str = "period: {start: 2026-01-01, end: 2026-12-31}", head: str = "") -> Plan:
    rows = "".join(f"  - {{{line}}}\n" for line in actions.splitlines())
    return SESSION.loads(f"empact: plan/1\nid: X-2026\n{period}\n{head}\nactions:\n{rows}", format="yaml")


# The plan of 2012, by eye


@pytest.mark.parametrize("code", EXPECTED)
@pytest.mark.parametrize("name", LISTS)
def test_tasking__lists_the_actions_that_a_reader_finds(code: str, name: str) -> None:
    assert numbers(getattr(ALL.of_party(code), name)) == [entry["action"] for entry in expected(code, name)]


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__says_whether_a_state_is_a_member(code: str) -> None:
    assert ALL.of_party(code).member is EXPECTED[code]["member"]


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__names_the_group_that_gives_a_part(code: str) -> None:
    found = ALL.of_party(code)
    for name in LISTS:
        for task, entry in zip(getattr(found, name), expected(code, name), strict=True):
            # A group of two kinds has its complete words: "other relevant EU Agencies and International Organisations".
            assert (task.through or "").startswith(entry.get("through", "")), (code, task)
            assert (task.through is None) == ("through" not in entry)


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__says_how_certain_a_part_is_and_on_what_it_depends(code: str) -> None:
    found, parts = ALL.of_party(code), EXPECTED[code].get("certainty_of_parts", {})
    for name in LISTS[:5]:
        for task, entry in zip(getattr(found, name), expected(code, name), strict=True):
            also = {**parts.get(task.action.number, {}), **entry} if name != "leads" else entry
            assert task.certainty is not None
            assert task.certainty.value == also.get("certainty", "certain"), (code, task)
            words = " ".join(task.conditions)
            for key in ("condition", "further_condition", "condition_of_presence"):
                for condition in also.get(key, "").split("; "):
                    assert condition in words or any(one in condition for one in task.conditions if one), (code, task)
    assert all(task.certainty is None for task in (*found.possible, *found.mentioned))


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__names_the_other_leaders(code: str) -> None:
    for task, entry in zip(ALL.of_party(code).leads, expected(code, "leads"), strict=True):
        for other in entry.get("together_with", ()):
            assert any(leader.startswith(other) for leader in task.led_by), (code, task)


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__has_the_days_of_an_office_only(code: str) -> None:
    for name in ("leads", "possible"):
        for task, entry in zip(getattr(ALL.of_party(code), name), expected(code, name), strict=True):
            if "span" in entry:
                start, end = map(day, entry["span"].split("/"))
                assert [one.span for one in task.spans] == [Span(start=start, end=end)]
                assert task.times == (Span(start=start, end=end),)


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__has_the_notes_and_the_names_in_the_prose(code: str) -> None:
    found = ALL.of_party(code)
    tasks = [task for name in LISTS for task in getattr(found, name)]
    notes = {(task.action.number, note.mark) for task in tasks for note in task.notes}
    assert notes >= {(entry["action"], entry["note"]) for entry in EXPECTED[code]["notes"]}
    for entry in (*expected(code, "also_named"), *expected(code, "mentioned")):
        words = " ".join(str(one) for task in tasks if task.action.number == entry["action"] for one in task.mentions)
        for cell in (each.replace("kpi", "KPIs") for each in entry["where"]):
            assert f"the {cell} of" in words or (cell == "notes" and "note " in words), (code, entry)


@pytest.mark.parametrize("code", EXPECTED)
def test_tasking__has_the_provisions_that_reach_the_party(code: str) -> None:
    quotes = {entry["id"]: entry["quote"].strip(". ") for entry in PROVISIONS}
    wanted = {quotes[id_] for id_ in EXPECTED[code]["general"]}
    assert {one.quote.strip(". ") for one in ALL.of_party(code).provisions} == wanted


@pytest.mark.parametrize("entry", PROVISIONS, ids=lambda entry: entry["id"])
def test_tasking__quotes_each_provision_with_its_strength(entry: dict[str, Any]) -> None:
    reached = {code for code in EXPECTED if entry["id"] in EXPECTED[code]["general"]}
    assert reached == set(entry["reaches"])
    for code in reached:
        (found,) = (one for one in ALL.of_party(code).provisions if one.quote.strip(". ") == entry["quote"].strip(". "))
        assert found.strength.value == entry["strength"]
        assert f"section {entry['section']}/" in str(found)
        assert bare_line(words_at(PLAN, found.provision.stated)) == found.quote


_MONTHS = {
    number: (f"2012-{number:02}-01", f"2012-{number:02}-{days}")
    for number, days in zip(range(1, 13), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True)
}


def days(text: str) -> tuple[Span, ...]:
    """Return the days of months of 2012: "4", "1-8"."""
    found = []
    for word in text.split():
        first, _, last = word.partition("-")
        found.append(Span(start=day(_MONTHS[int(first)][0]), end=day(_MONTHS[int(last or first)][1])))
    return tuple(found)


@pytest.mark.parametrize(
    ("code", "action", "certain", "possible", "milestones"),
    [
        ("HU", "1.1", "9", "", []),
        ("HU", "1.2", "", "4 5 6", []),
        ("HU", "1.3", "", "3 4", []),
        ("IT", "2.1", "", "4 5 10 11", []),
        ("HU", "2.2", "", "", ["4-6 7-9", "before", "1-3", "1-6", ""]),
        ("HU", "2.3", "1-12", "", []),
        ("HU", "3.1", "9", "", []),
        ("Europol", "4.1", "5-10", "", [""]),
        ("Eurojust", "4.2", "1-12", "", []),
        # Identification, understanding and questionnaire have no date; "prior to June" begins as the action does.
        ("UK", "5.1", "", "2 6", ["", "", "", "2-5", "10 11"]),
        ("HU", "5.2", "1-8", "", ["1-6", "1-6", "1-6", "4-6", "before", "1-3 4-6"]),
        ("IT", "6.1", "", "1-12", ["before"]),  # provisional and suspended
        ("ES", "6.2", "", "1-12", [""]),  # to be confirmed
        ("HU", "6.3", "", "3 4", []),
        ("PL", "7.1", "1-12", "", ["10 11"]),
        ("CEPOL", "7.2", "", "11 12", []),
    ],
)
def test_tasking__has_exact_dates_and_what_is_only_possible(
    code: str, action: str, certain: str, possible: str, milestones: list[str]
) -> None:
    (task,) = {task.action.number: task for task in ALL.of_party(code).tasks if task.action.number == action}.values()
    assert tuple(one.span for one in task.spans if one.certain) == days(certain)
    assert tuple(one.span for one in task.spans if not one.certain) == days(possible)
    before = (Span(start=day("2011-12-01"), end=day("2011-12-31")),)
    wanted = [before if text == "before" else days(text) for text in milestones]
    assert [tuple(one.span for one in each.spans) for each in task.milestones] == wanted
    assert not any(one.certain for each in task.milestones for one in each.spans)


def test_tasking__has_the_partners_and_the_links_in_both_directions() -> None:
    (task,) = (task for task in ALL.of_party("UK").joins if task.action.number == "2.1")
    assert task.led_by == ("IT", "Frontex (if: any possible operations at the external borders)")
    assert task.partners == ("SI", "Relevant MS")
    links = [(link.back, link.text, link.others, link.led_by) for link in task.links]
    assert links == [
        (False, "SG 1", ("C-2012:SG 1",), ()),
        (False, "SG 4", ("C-2012:SG 4",), ()),
        (False, "phase 1 feeds 1.1", ("C-2012:1.1",), ("Frontex", "Europol")),
        (False, "phase 2 uses 1.1", ("C-2012:1.1",), ("Frontex", "Europol")),
        (False, "1.3", ("C-2012:1.3",), ("Frontex",)),  # only in its activity
        (False, "Western Balkans", ("OAP B",), ()),
        (True, "uses 2.1/1", ("C-2012:1.1",), ("Frontex", "Europol")),
        (True, "feeds 2.1", ("C-2012:1.3",), ("Frontex",)),
        (True, "2.1", ("C-2012:2.2",), ("HU", "AT", "Frontex")),
    ]
    (office,) = ALL.of_party("DK").leads
    assert office.led_by == ("Acting EU Presidency (DK, CY)", "Europol", "Frontex")
    (open_group,) = (task for task in ALL.of_party("EC").leads if task.action.number == "3.1")
    assert open_group.partners == (
        "All MS",
        "Frontex",
        "other relevant EU Agencies and International Organisations",
    )


def test_tasking__explains_each_part() -> None:
    (task,) = (task for task in ALL.of_party("EL").possible if task.action.number == "2.1")
    assert task.explain() == (
        "C-2012:2.1 names 'Relevant MS' as participant",
        "the time is 2012-04-01 to 2012-11-30",
        "the text does not say who belongs to the group, so no party is assigned",
        "the plan does not say whether the party is one of them, so the part is possible",
        "the activity of C-2012:2.1 names 'EL'",
    )
    assert task.mentions[0].at == "/actions/3/activity"
    (mention,) = ALL.of_party("EL").mentioned
    assert (mention.role, mention.through) == (None, None)
    assert mention.explain() == ("the activity of C-2012:2.2 names 'EL'", "the description of C-2012:2.2 names 'EL'")


def test_tasking__is_no_draft_if_the_plan_is_agreed_and_keeps_what_is_expected() -> None:
    found = ALL.of_party("HU")
    assert not found.draft
    assert [(one.state, one.expected) for one in found.states][1:3] == [(State.AGREED, False), (State.VALIDATED, True)]
    expected_only = attrs.evolve(PLAN, states=(Approval(state=State.VALIDATED, expected=True),))
    assert tasking(PlanContext(plan=expected_only), "HU").draft
    assert tasking(PlanContext(plan=attrs.evolve(PLAN, states=())), "HU").draft
    # COSI agreed on 8 December 2011.
    assert tasking(PlanContext(plan=PLAN, as_of=day("2011-12-07")), "HU").draft
    assert not tasking(PlanContext(plan=PLAN, as_of=day("2011-12-08")), "HU").draft


def test_tasking__has_the_checkpoints_and_the_roles_in_the_plan() -> None:
    found = ALL.of_party("Italy")
    assert found.checkpoints == {"June": (day("2012-06-30"),), "Dec": (day("2012-12-31"),)}
    assert [role.value for role in found.roles] == ["driver", "drafter"]
    assert (found.name, found.kind, found.outsider) == ("Italy", PartyKind.MEMBER_STATE, False)
    assert [ALL.of_party(code).outsider for code in ("RS", "IOM", "EC", "Europol")] == [True, True, False, False]


def test_tasking__of_an_outsider_can_be_limited_to_its_own_actions() -> None:
    found = ALL.of_party("LY").own_actions()
    assert (dict(found.withheld), dict(ALL.of_party("LY").withheld)) == ({"mentioned": 1}, {})
    assert (numbers(found.joins), found.possible, found.mentioned) == (["6.2"], (), ())
    serbia = ALL.of_party("RS").own_actions()
    assert not any(link.back or link.led_by for task in serbia.tasks for link in task.links)
    assert [link.text for link in serbia.joins[0].links] == ["SG 1", "B:SG*", "1.1", "2.1", "2.3"]


def test_tasking__unknown_party() -> None:
    with pytest.raises(UnknownIdError, match="write DE"):
        ALL.of_party("Deutschland")
    with pytest.raises(TypeError, match=r"tasking\(\) takes the context of one plan"):
        tasking(PLAN, "HU")  # type: ignore[arg-type]


# What the plan of 2012 does not have


def test_tasking__has_the_days_of_a_membership() -> None:
    found = tasking(
        PlanContext(
            plan=plan(
                "number: '1', participants: All MS, timing: whole year",
                period="period: {start: 2013-01-01, end: 2013-12-31}",
            )
        ),
        "HR",
    )
    (task,) = found.joins_through
    second_half = Span(start=day("2013-07-01"), end=day("2013-12-31"))
    assert [(one.span, one.certain) for one in task.spans] == [(second_half, True)]
    assert (found.member, found.membership, found.kind) == (True, (second_half,), PartyKind.MEMBER_STATE)


def test_tasking__joins_two_spans_of_one_part() -> None:
    """All member states change in July 2013, but for HU nothing does."""
    context = PlanContext(
        plan=plan(
            "number: '1', participants: All MS, timing: whole year",
            period="period: {start: 2013-01-01, end: 2013-12-31}",
        )
    )
    (task,) = tasking(context, "HU").joins_through
    assert [one.span for one in task.spans] == [Span(start=day("2013-01-01"), end=day("2013-12-31"))]


def test_tasking__leaves_out_milestones_of_the_next_presidency() -> None:
    context = PlanContext(
        plan=plan(
            'number: "1", leaders: Presidency, '
            'timing: ["Meeting in May 2012", "Meeting in October 2012", "Meeting (to be planned)"]',
            period="period: {start: 2012-01-01, end: 2012-12-31}",
        )
    )
    milestones = [[one.text for one in tasking(context, code).leads[0].milestones] for code in ("DK", "CY")]
    assert milestones == [
        ["Meeting in May 2012", "Meeting (to be planned)"],
        ["Meeting in October 2012", "Meeting (to be planned)"],
    ]


def test_tasking__of_a_party_named_twice_has_one_part() -> None:
    context = PlanContext(plan=plan('number: "1", participants: ["HU (tbc)", All MS, "AT (tbc: budget)"], timing: May'))
    found = tasking(context, "HU")
    assert (numbers(found.joins), found.joins_through) == (["1"], ())
    assert (found.joins[0].certainty, found.joins[0].conditions) == (Certainty.CERTAIN, ())
    assert found.joins[0].partners == ("All MS", "AT (tbc: budget)")


def test_tasking__keeps_co_leaders_support_and_words_that_cannot_be_read() -> None:
    context = PlanContext(
        plan=plan(
            'number: "1", leaders: ["HU", "AT (co-leader)"], participants: ["Europol (role: support)", "PL"], '
            'timing: [May, "when the sun shines"]\n'
            "number: '2', leaders: {withheld: true}, participants: HU"
        )
    )
    found = Taskings(context)
    assert numbers(found.of_party("AT").co_leads) == ["1"]
    assert found.of_party("PL").joins[0].led_by == ("HU",)
    assert found.of_party("PL").joins[0].partners == ("AT (co-leader)", "Europol")
    assert [task.role and task.role.value for task in found.of_party("Europol").joins] == ["support"]
    assert found.of_party("HU").joins[0].led_by == ("withheld",)
    gaps = [(gap.action.number, gap.at, gap.withheld) for gap in found.of_party("PL").gaps]
    assert gaps == [("2", "/actions/1/leaders", True)]
    assert found.of_party("RS").own_actions().gaps == ()
    assert [one.text for one in found.of_party("PL").joins[0].milestones] == ["when the sun shines"]


def test_tasking__of_a_plan_without_a_period_has_the_named_parties() -> None:
    context = PlanContext(plan=plan('number: "1", leaders: HU, participants: All MS', period=""))
    assert numbers(tasking(context, "HU").leads) == ["1"]
    found = tasking(context, "AT")
    assert (found.tasks, numbers(found.possible), found.possible[0].through) == ((), ["1"], "All MS")


def test_tasking__provision_without_a_strength_has_that_of_its_verb() -> None:
    head = """sections:
  - number: "1"
    text: >-
      All parties must report. Meetings can be held. COSI will now be called the board. Nobody knows.
provisions:
  - {kind: implementation, stated: section 1/1/1}
  - {kind: information, stated: section 1/1/2}
  - {kind: information, strength: statement, stated: section 1/1/3}
  - {kind: framework, stated: section 1/1/4}
  - {kind: framework, stated: section 9/1/1}
  - {kind: integration, stated: section 1/1/1}
"""
    context = PlanContext(plan=plan("number: '1', leaders: HU, participants: LY", head=head))
    found = tasking(context, "HU").provisions
    assert [(one.quote, one.strength) for one in found] == [
        ("All parties must report.", Strength.SHALL),
        ("Meetings can be held.", Strength.MAY),
        ("COSI will now be called the board.", Strength.STATEMENT),
        ("Nobody knows.", Strength.STATEMENT),
        ("section 9/1/1", Strength.STATEMENT),
        ("All parties must report.", Strength.SHALL),
    ]
    assert len(tasking(context, "LY").provisions) == 5
    assert [one.addressee for one in tasking(context, "AT").provisions] == ["member states and agencies"]


@pytest.mark.parametrize(
    ("party", "words", "mentioned"),
    [
        ("IT", "Buy IT systems", False),
        ("IT", "IT-security, and an IT expert", False),
        ("IT", "IT systems of IT", True),
        ("IT", "With IT/SI", True),
        ("IT", "IT police", True),
        ("IT", "ITALY", True),
        ("IT", "tell it", False),
        ("COM", "See COM(2011) 248 on EC law", False),
        ("COM", "With the EC", True),
        ("COM", "the commission of crimes", False),
        ("COM", "the Commission", True),
        ("CEPOL", "Cepol tools", True),
        ("AT", "TR-EL-FYROM-RS-HU-AT", True),
        ("LY", "Libya's capacity", True),
        ("LY", "the Libyan crisis", False),
    ],
)
def test_tasking__of_a_party_named_in_prose(party: str, words: str, mentioned: bool) -> None:  # noqa: FBT001
    context = PlanContext(plan=plan(f'number: "1", activity: "{words}", leaders: PL'))
    assert bool(tasking(context, party).mentioned) is mentioned


# The ledger


def known(*decisions: LedgerEntry, as_of: str | None = None) -> PlanContext:
    """Return the context of the small invented plan with a ledger."""
    ledger = Ledger(plan="Q-2031", entries=decisions)
    return invented.SESSION.context(
        invented.PLAN, as_of=None if as_of is None else day(as_of), records=invented.SESSION.records(ledger=ledger)
    )


def excluded(code: str, on: str, plan_id: str = "Q-2031") -> LedgerEntry:
    """Return an entry that excludes an invented state."""
    content = attrs.evolve(invented.decision(on, code), plan=plan_id)
    return LedgerEntry(id=f"{code}-out", digest=f"{code}-out", content=content)


def test_tasking__with_a_ledger_has_only_the_own_entries() -> None:
    ledger = (excluded("QN", "2031-07-01"), excluded("QO", "2031-02-01"))
    planned, later = known(), known(*ledger)
    (before,), (after,) = tasking(planned, "QN").leads, tasking(later, "QN").leads
    assert before.spans[0].span == Span(start=day("2031-01-01"), end=day("2031-12-31"))
    assert after.spans[0].span == Span(start=day("2031-01-01"), end=day("2031-06-30"))
    assert after.partners == before.partners == ("QM", "QO")  # that QO is excluded is not for the sheet of QN
    assert [entry.id for entry in tasking(later, "QN").entries] == ["QN-out"]
    assert [absence.party_code for absence in tasking(later, "QN").absences] == ["QN"]
    assert tasking(later, "QZ") == tasking(planned, "QZ")
    assert (tasking(planned, "QN").entries, tasking(planned, "QN").absences) == ((), ())


@pytest.mark.usefixtures("invented_plan_installed")
def test_tasking_of_empact__uses_no_ledger_unless_one_is_given() -> None:
    ledger = Ledger(plan="Q-2031", entries=(excluded("QN", "2031-01-01"),))
    assert numbers(empact.context(invented.PLAN).tasking("Nettlemark").leads) == ["2.2"]
    records = empact.records(ledger=ledger)
    found = empact.context(invented.PLAN, as_of=day("2031-06-30"), records=records).tasking("QN")
    assert (found.leads, [entry.id for entry in found.entries]) == ((), ["QN-out"])
    assert empact.context(invented.PLAN, as_of=day("2030-06-30"), records=records).tasking("QN").entries == ()


def test_tasking_of_empact__takes_a_known_party() -> None:
    with pytest.raises(UnknownIdError, match="Ruritania"):
        empact.context(PLAN).tasking("Ruritania")


# Laws


DRAWN = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
GENERATED = (PLAN, like_2012.PLAN, *generate(6, 5, 3))
_CELLS = (
    "QO",
    "QU (tbc)",
    "All MS",
    "Relevant MS",
    "Acting EU Presidency",
    "QZ (if: asked)",
    "QN, in cooperation with EC, QM",
    "QQ (co-leader)",
    "MS concerned, incl. QM",
    "Frontex (role: support)",
    "EU Agencies",
    "QX",
    "QO, All MS",
    "All MS except QR",
)
_TIMES = (
    "May",
    "April/May",
    "whole year",
    "1-2 weeks in the 2nd quarter",
    "Workshop in June",
    "by March",
    "March 2030",
    "",
    "June to August",
)


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    """Draw plans whose cells name invented parties in all ways; in 2032, one state becomes a member in July."""
    year = draw(st.sampled_from([2031, 2032]))
    rows = [
        f'number: "{number}", leaders: [{cells[0]!r}], participants: [{cells[1]!r}, {cells[2]!r}], timing: {time!r}'
        for number, cells in enumerate(
            draw(st.lists(st.tuples(*[st.sampled_from(_CELLS)] * 3), min_size=1, max_size=4))
        )
        for time in [draw(st.sampled_from(_TIMES))]
    ]
    return plan("\n".join(rows), period=f"period: {{start: {year}-01-01, end: {year}-12-31}}")


@st.composite
def contexts(draw: st.DrawFn, plans: st.SearchStrategy[Plan]) -> PlanContext:
    """Draw plans, those from 2031 on with decisions about invented states."""
    drawn = draw(plans)
    first = drawn.period.start if drawn.period is not None else dt.date.min
    decision = st.builds(
        lambda code, after: excluded(code, str(first + dt.timedelta(days=after)), drawn.id),
        st.sampled_from(["QN", "QO", "QR", "QU"]),
        st.integers(0, 300),
    )
    size = 2 if first.year in {2031, 2032} else 0
    entries = draw(st.lists(decision, max_size=size, unique_by=lambda entry: entry.id))
    ledger = Ledger(plan=drawn.id, entries=tuple(entries))
    return PlanContext(plan=drawn, register=like_2012.REGISTER, ledger=ledger)


@DRAWN
@given(contexts(st.one_of(small_plans(), st.sampled_from(GENERATED), strategies.plans())))
def test_all_taskings__are_the_workload_of_the_same_ledger(context: PlanContext) -> None:
    inside = context.plan.period
    assume(inside is not None)
    assert inside is not None
    counted, taskings = workload(context), Taskings(context)
    duties = {(one.name, duty.run.position, duty.role): duty for one in counted.parties for duty in one.duties}
    codes = [party.code for party in context.register.parties if party.code in {one.name for one in counted.parties}]
    tasks = [
        (code, task) for code in [*codes, "CH", "EPPO"] for task in taskings.of_party(code).tasks if task.role in ROLES
    ]
    found = {(code, task.position, task.role): task for code, task in tasks if task.role is not None}
    assert len(found) == len(tasks)
    assert found.keys() == duties.keys()
    for key, task in found.items():
        duty = duties[key]
        stretches = [Stretch(span=one.span, certain=one.certain) for one in task.spans]
        stretches += [one for each in task.milestones for one in each.spans if one.span.overlaps(inside)]
        months = months_within(stretches, [inside])
        assert set(months.certain) == set(duty.months.certain), (key, task)
        assert set(months) == set(duty.months), (key, task)
        assert (task.certainty is Certainty.CERTAIN and duty.run.sure) == duty.sure


@DRAWN
@given(contexts(st.one_of(small_plans(), st.sampled_from(GENERATED))))
def test_possible_parts__are_the_open_groups_of_the_workload(context: PlanContext) -> None:
    codes = ["QO", "QU", "QR", "QS", "QV", "HU", "DK", "HR", "RS", "QX", "Europol", "CEPOL", "COM"]
    counted = workload(context, parties=codes)
    left_open = {
        (one.name, duty.run.position, duty.role)
        for one in counted.parties
        for group in one.open
        for duty in group.duties
    }
    taskings: dict[str, Tasking] = {code: Taskings(context).of_party(code) for code in codes}
    possible = [(code, task.position, task.role) for code in codes for task in taskings[code].possible]
    assert len(set(possible)) == len(possible)
    assert set(possible) == left_open
    for of_party in taskings.values():
        concerned = {task.position for task in (*of_party.tasks, *of_party.possible)}
        assert concerned.isdisjoint(task.position for task in of_party.mentioned)


def test_all_sheets__take_twice_the_work_for_twice_the_actions() -> None:
    def work(count: int) -> Callable[[], object]:
        rows = [f'number: "{number}", leaders: HU, participants: All MS, timing: May' for number in range(count)]
        context = PlanContext(plan=plan("\n".join(rows)))
        ms = Taskings(context).batch(PartyKind.MEMBER_STATE)  # the register is read before

        def make() -> None:
            taskings = Taskings(attrs.evolve(context))
            for code in ms:
                taskings.of_party(code)

        return make

    assert growth(work, 8) < 2.2
