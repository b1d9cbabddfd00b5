"""Who answers to whom (plan sections 4 and 5), and what a decision does to it.

What the reference plan is expected to say was read in the Council document, by eye. Whoever is excluded is invented, in
a plan like the reference plan.
"""

from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import like_2012

import empact
import oap_c_2012
import oap_invented_2031
from empact import Plan, Session
from empact.analysis import (
    PartyRole,
    PlanContext,
    Relation,
    ReportingLine,
    assignments,
    words_at,
)
from empact.analysis.governing import reporting_lines
from empact.model import EntryContent, EntryKind, Ledger, LedgerEntry, Parties, PartyItem, Verdict

SESSION = Session([oap_c_2012, oap_invented_2031])
REGISTER = like_2012.REGISTER
PLAN = SESSION.load("oap-c-2012")
EXTERNAL = "Frontex (if: any possible operations at the external borders)"
"""Note 7: Frontex leads 2.1 for these operations only."""
INVENTED = SESSION.load("oap-invented-2031")
LEDGER = SESSION.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)


OF_PROVISIONS = {Relation.TASKS, Relation.LINKS, Relation.RECORDS}
ACCOUNT = """\
empact: plan/1
id: X
period: {{start: {year}-01-01, end: {year}-12-31}}
driver: [SE]
co_drivers: [FI]
provisions: [{{kind: account, stated: section 5.3/1/2}}]
actions:
  - number: "1"
    leaders: {leader}
"""


def yaml_plan(text: str) -> Plan:
    return empact.loads(text, format="yaml")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def out(party: str, since: str) -> EntryContent:
    return EntryContent(
        plan="C-2031",
        kind=EntryKind.DECISION,
        on=day(since),
        parties=Parties(items=(PartyItem(party=party),)),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )


def context(*decisions: EntryContent, plan: Plan = PLAN) -> PlanContext:
    entries = tuple(
        LedgerEntry(id="decision", digest=f"{n:064}", content=attrs.evolve(one, plan=plan.id))
        for n, one in enumerate(decisions)
    )
    return PlanContext(plan=plan, register=REGISTER, ledger=Ledger(plan=plan.id, entries=entries))


def like_context(*decisions: EntryContent) -> PlanContext:
    """The context of a plan like that of 2012, with decisions about invented states."""
    return context(*decisions, plan=like_2012.PLAN)


def like_order(action: str | None, on: str, *absent: EntryContent) -> list[str]:
    return told(reporting_lines(like_context(*absent), on=day(on)), action)


def told(lines: tuple[ReportingLine, ...], action: str | None) -> list[str]:
    """The lines of an action, or of the plan as a whole, in short."""
    return [one.words for one in lines if one.action_number == action]


def order(action: str | None, on: str | None = None, *absent: EntryContent, plan: Plan = PLAN) -> list[str]:
    return told(reporting_lines(context(*absent, plan=plan), on=None if on is None else day(on)), action)


# The reference plan


def test_the_order_of_the_reference_plan_rests_on_its_sentences() -> None:
    lines = reporting_lines(context())
    above = [
        (one.who, one.relation, one.to, [str(a) for a in one.statement.stated])
        for one in lines
        if one.action_number is None
    ]
    assert above == [
        ("COSI", Relation.DELEGATES, "Italy", ["section 4.1/1/1"]),
        *(
            (who, Relation.SUPPORTS, "Italy", ["section 4.2/1/1"])
            for who in ("Europol", "Frontex", "Eurojust", "Cefpol")
        ),
        ("EMPACT SU", Relation.TASKS, None, ["section 3/4", "section 3/5"]),
        ("EMPACT Support Unit", Relation.LINKS, None, ["section 5.2/7/2"]),
        ("Europol", Relation.RECORDS, None, ["section 5.5/1/2"]),
    ]
    leaders, joining = ("HU", "AT", "Frontex"), ("Europol", "PL", "SK", "RS")
    assert [(one.who, one.relation, one.to) for one in lines if one.action_number == "2.2"] == [
        *((who, Relation.ACCOUNTS, "Italy") for who in leaders),
        *((who, Relation.JOINS, "HU, AT, Frontex") for who in joining),
    ]
    assert all(one.statement.at for one in lines)
    assert {one.relation for one in lines if not one.statement.stated} == {Relation.COOPERATES}


def test_governance__support_unit_makes_tasking_sheets_and_manages_links() -> None:
    """Sections 3 and 5.2 name the Support Unit, 5.5 the Europol support function; none of them supports a leader."""
    (tasks, links, records) = [one for one in reporting_lines(context()) if one.relation in OF_PROVISIONS]
    assert tasks.statement.text == "EMPACT SU makes the tasking sheets."
    assert [words_at(PLAN, one)[:36] for one in tasks.statement.stated] == [
        "- Member State tasking (one sheet pe",
        "- Agency Tasking (one sheet per Agen",
    ]
    assert links.words == "EMPACT Support Unit manages the links with other plans"
    assert words_at(PLAN, links.statement.stated[0]).endswith("this will be managed by the EMPACT Support Unit.")
    assert records.words == "Europol records good practice"
    assert list(map(str, records.statement.at)) == ["/provisions/20/body/items/0"]


def test_governance__only_states_and_agencies_account_to_the_driver() -> None:
    """Section 5.3: "The Action-Leader (MS or Agency) will [...] give account for that to the Driver"."""
    lines = reporting_lines(context())
    assert {one.who.partition(" (")[0] for one in lines if one.relation is Relation.ACCOUNTS} == {
        *("Frontex", "Europol", "HU", "AT", "CEPOL", "Eurojust", "UK", "ES")
    }
    leading = [one for one in lines if one.relation is Relation.LEADS]
    assert [(one.who, one.action_number, one.to, one.absent) for one in leading] == [
        ("EC", "3.1", None, ()),
        ("Acting EU Presidency", "4.1", None, ()),
        ("EC", "6.3", None, ()),
    ]
    assert leading[0].statement.text == (
        "EC leads action 3.1; the plan says only about member states and agencies that they account to the Driver."
    )
    assert list(map(str, leading[0].statement.stated)) == ["section 5.3/1/2"]


@pytest.mark.parametrize("on", [None, "2013-06-01"])
@pytest.mark.parametrize(
    ("leader", "accounts"),
    [
        ("HU", True),
        ("Frontex", True),
        ("All MS", True),
        ("Each MS", True),
        ("Relevant MS", True),
        ("MS concerned and Agencies", True),
        ("Co-driver", True),
        ("Benelux", True),
        ("COSI", False),
        ("COM", False),
        ("Presidency", False),
        ("DK Presidency", False),
        ("Interpol", False),
        ("RS", False),
        ("Western Balkans", False),
        ("Third countries", False),
        ("other relevant EU Agencies and International Organisations", False),
        ("Acme", False),
    ],
)
def test_governance__account_of_a_leader(leader: str, on: str | None, *, accounts: bool) -> None:
    plan = yaml_plan(ACCOUNT.format(year=2013, leader=leader))
    assert any(re.search("accounts? to", line) for line in order("1", on, plan=plan)) is accounts


@pytest.mark.parametrize(
    ("year", "leader", "accounts"),
    [(2012, "HR", False), (2013, "HR", True), (2014, "HR", True), (2019, "UK", True), (2021, "UK", False)],
)
def test_governance__account_of_a_state_that_joins_or_leaves(year: int, leader: str, *, accounts: bool) -> None:
    """Croatia is a member state from 1 July 2013, the United Kingdom until 31 January 2020."""
    plan = yaml_plan(ACCOUNT.format(year=year, leader=leader))
    for on in (None, f"{year}-12-01"):
        assert any("accounts to" in one for one in order("1", on, plan=plan)) is accounts


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("All MS", "All MS take part, led by PL"),
        ("All MS except DK", "All MS (except: DK) take part, led by PL"),
        ("Each MS", "Each MS takes part, led by PL"),
        ("Third countries", "Third countries take part, led by PL"),
        ("MS concerned, incl. IT", "MS concerned (including: IT) take part, led by PL"),
        ("International Organisations", "International Organisations take part, led by PL"),
        ("Relevant MS (tbc)", "Relevant MS (tbc) take part, led by PL"),
        ("Netherlands", "Netherlands takes part, led by PL"),
        ("UN Women", "UN Women takes part, led by PL"),
    ],
)
def test_governance__number_of_the_verb(who: str, line: str) -> None:
    text = ACCOUNT.format(year=2013, leader="PL") + f"    participants: {who!r}\n"
    assert line in order("1", plan=yaml_plan(text))


def test_relation__plural() -> None:
    assert [one.plural for one in Relation] == [
        "delegate to",
        "support",
        "account to",
        "cooperate with",
        "take part, led by",
        "lead",
        "make the tasking sheets",
        "manage the links with other plans",
        "record good practice",
    ]


def test_nobody_answers_to_itself_whatever_it_is_called() -> None:
    """Italy is the Driver, and IT leads 2.1 and 6.1; Europol leads 1.1, with Frontex, and takes part in it."""
    assert order("2.1") == [
        f"{EXTERNAL} accounts to Italy",
        f"UK takes part, led by IT, {EXTERNAL}",
        f"SI takes part, led by IT, {EXTERNAL}",
        f"Relevant MS take part, led by IT, {EXTERNAL}",
    ]
    assert order("6.1") == [f"{who} takes part, led by IT" for who in ("EC", "IOM", "EL", "Frontex")]
    assert order("1.1") == [
        "Frontex accounts to Italy",
        "Europol accounts to Italy",
        "All MS take part, led by Frontex, Europol",
        "Europol takes part, led by Frontex",
    ]


def test_whoever_cooperates_with_a_leader_has_a_line_of_its_own() -> None:
    """6.2: "ES, in cooperation with EC, IT, MT"; that Spain is to be confirmed says nothing of the others."""
    (lead, *partners) = order("6.2")[:4]
    assert lead == "ES (tbc: ongoing contacts with Spain) accounts to Italy"
    assert partners == [f"{who} cooperates with ES (tbc: ongoing contacts with Spain)" for who in ("EC", "IT", "MT")]


def test_that_one_is_under_another_is_told_as_inferred() -> None:
    """The sentences say who is in charge of an action (4.1, 5.3), and its cells who takes part in it: no more."""
    lines = reporting_lines(context())
    assert {one.relation for one in lines if "(inferred: " in one.statement.text} == {Relation.JOINS}
    assert [one for one in Relation if one.inferred] == [Relation.JOINS]
    (first, *_) = (one.statement for one in lines if one.relation is Relation.JOINS and one.action_number == "2.2")
    assert first.text == (
        "Europol takes part in action 2.2, led by HU, AT, Frontex (inferred: a leader is in charge of the action)."
    )
    words = [words_at(PLAN, one) for one in first.stated]
    assert words[0].endswith("has a designated Leader duly tasked and empowered for this role.")
    assert "will be in charge of implementing the single action" in words[1]


def test_what_a_plan_lays_down_is_what_its_sentences_say(source_text: str) -> None:
    """Each provision was read in sections 4 and 5 by eye; the beginning of its sentence proves it."""
    beginnings = {
        "section 3/4": "- Member State tasking (one sheet per MS – to be created by EMPACT SU",
        "section 3/5": "- Agency Tasking (one sheet per Agency – to be created by EMPACT SU",
        "section 4.1/1/1": "Overall responsibility for this OAP lies with COSI",
        "section 4.1/2/1": "Each of the individual operational activities that make up the OAP has a designated Leader",
        "section 4.1/3/1": "The management approach shall be in line with the EMPACT Terms of Reference",
        "section 4.2/1/1": "In order to allow the EMPACT Driver to focus on project management",
        "section 4.3/1/1": "The Europol Analysis Work File Checkpoint",
        "section 4.3/1/2": "The Europol Information System may also be used",
        "section 4.3/2/1": "It is recommended that all operational information exchange and progress reporting",
        "section 4.3/2/2": "This does not exclude the possibility to use other appropriate, available channels",
        "section 5.2/2/1": "The joint actions will take advantage of the EMPACT framework",
        "section 5.2/6/3": "The actions developed in the plan should be integrated",
        "section 5.2/6/4": "Similarly, the Agencies should integrate the actions developed",
        "section 5.2/7/1": "The OAP will be validated by COSI",
        "section 5.2/7/2": "That process will also identify any actions contained in this plan which are related",
        "section 5.3/1/1": "This OAP will be implemented according to the breakdown of actions and timeframes",
        "section 5.3/1/2": "The Action-Leader (MS or Agency) will be in charge",
        "section 5.3/2/1": "The MS, which will not accomplish with its commitments",
        "section 5.3/3/1": "The Driver will constantly maintain contacts with the Action-Leaders",
        "section 5.5/1/1": "Experiences within the delivery of the OAP",
        "section 5.5/1/2": "This will be a responsibility of the Europol project support function",
    }
    assert {str(one.stated) for one in PLAN.provisions} == beginnings.keys()
    document = " ".join(source_text.split())
    for one in PLAN.provisions:
        words = words_at(PLAN, one.stated)
        assert words.startswith(beginnings[str(one.stated)])
        assert beginnings[str(one.stated)] in document


# Who is absent


def test_where_a_leader_is_away_its_partners_are_still_named_and_lead_nothing() -> None:
    lines = reporting_lines(like_context(out("QN", "2031-10-01")), on=day("2031-10-15"))
    of_6_2 = [one for one in lines if one.action_number == "6.2"]
    assert [(one.who, one.relation, one.to) for one in of_6_2] == [
        *((who, Relation.COOPERATES, None) for who in ("EC", "QM", "QT")),
        ("MS concerned involved in EUROSUR", Relation.JOINS, None),
        *((f"{who} (tbc)", Relation.JOINS, None) for who in ("DZ", "TN", "LY", "EG")),
    ]
    assert of_6_2[0].statement.text == "EC cooperates with QN (absent) in action 6.2."
    assert of_6_2[0].statement.entries == ("decision",)


def test_a_partner_that_is_away_has_no_line_and_the_leader_keeps_its_own() -> None:
    assert like_order("6.2", "2031-10-15", out("QT", "2031-10-01"))[:4] == [
        "QN (tbc: ongoing contacts with Nettlemark) accounts to Mossmark",
        "EC cooperates with QN (tbc: ongoing contacts with Nettlemark)",
        "QM cooperates with QN (tbc: ongoing contacts with Nettlemark)",
        "MS concerned involved in EUROSUR take part, led by QN (tbc: ongoing contacts with Nettlemark)",
    ]


@pytest.mark.parametrize(
    ("party", "on", "there"),
    [
        ("QR", "2031-06-15", False),
        ("QR", "2031-07-15", True),
        ("QS", "2031-06-15", True),
        ("QS", "2031-07-15", False),
        # 4.1 is held from May to October: before it Reedmark is the first to be meant, after it Saltmark the last
        ("QR", "2031-03-15", False),
        ("QS", "2031-12-15", False),
        ("QS", "2032-03-15", False),
    ],
)
def test_a_role_has_a_line_as_long_as_its_holder_is_there(party: str, on: str, *, there: bool) -> None:
    """Reedmark held the Presidency in the first half of 2031, Saltmark in the second."""
    leaders = ["Acting EU Presidency", "Europol", "Frontex"][0 if there else 1 :]
    presidency = ["Acting EU Presidency leads; the plan does not say to whom it accounts"]
    assert like_order("4.1", on, out(party, "2031-02-01")) == [
        *(presidency if there else []),
        "Europol accounts to Mossmark",
        "Frontex accounts to Mossmark",
        f"Relevant MS take part, led by {', '.join(leaders)}",
    ]


def test_a_group_is_told_without_whom_it_has_lost() -> None:
    """2.3 goes on the whole year; 6.3 was over in April, and who is out of the plan takes part in nothing of it."""
    both = out("QN", "2031-10-01"), out("QT", "2031-11-01")
    for action, lead in (("2.3", "Europol"), ("6.3", "EC")):
        assert like_order(action, "2031-09-30", *both)[-1] == f"All MS take part, led by {lead}"
        assert like_order(action, "2031-10-01", *both)[-1] == f"All MS (without QN) take part, led by {lead}"
        assert like_order(action, "2031-11-01", *both)[-1] == f"All MS (without QN, QT) take part, led by {lead}"
    (line,) = (
        one
        for one in reporting_lines(like_context(*both), on=day("2031-10-01"))
        if (one.action_number, one.relation) == ("2.3", Relation.JOINS)
    )
    assert line.statement.entries == ("decision",)


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.sampled_from(["QN", "QO", "QP", "QR", "QS", "QZ"]), unique=True),
    st.dates(day("2031-01-01"), day("2031-12-31")),
)
def test_who_accounts_on_a_day_is_whoever_is_meant_as_leader_then(codes: list[str], on: dt.date) -> None:
    known = like_context(*(out(code, "2031-04-01") for code in codes))
    lines = reporting_lines(known, on=on)
    leading = {one.statement.at for one in lines if one.relation in {Relation.ACCOUNTS, Relation.LEADS}}
    for everybody, left in zip(assignments(like_2012.PLAN, REGISTER), known.assignments, strict=True):
        if left.role is PartyRole.LEADER and everybody.on(on) and left.name != "QM":
            assert bool(left.on(on)) is ((left.at,) in leading)


def test_who_never_was_one_of_a_group_is_not_missed_in_it() -> None:
    """Valemark is a member state from 1 July 2032, when the plan was over."""
    assert like_order("2.3", "2032-08-01", out("QV", "2032-07-15"))[-1] == "All MS take part, led by Europol"


def test_a_plan_whose_driver_is_away_has_nobody_to_account_to() -> None:
    lines = reporting_lines(like_context(out("QM", "2031-10-01")), on=day("2031-10-15"))
    above = [one for one in lines if one.relation in {Relation.DELEGATES, Relation.SUPPORTS, Relation.ACCOUNTS}]
    assert {one.to for one in above} == {None}
    assert above[0].statement.text == "COSI delegates to QM (absent)."
    assert {one.to for one in lines if one.action_number == "6.1"} == {None}
    assert f"QP takes part, led by {EXTERNAL}" in told(lines, "2.1")


def test_without_a_day_everybody_is_there() -> None:
    absent = like_context(*(out(party.code, "2031-01-01") for party in REGISTER.parties))
    assert absent.absences
    assert reporting_lines(absent) == reporting_lines(like_context())
    before, without_day = reporting_lines(absent, on=day("2030-12-31")), reporting_lines(like_context())
    assert [line.statement.text for line in before] == [line.statement.text for line in without_day]


# Plans made by hand

SMALL = """\
empact: plan/1
id: X-2031
{period}driver: [Mossmark]
co_drivers: [QU]
oversight: [COSI]
support: ["QZ, in cooperation with Frontex"]
provisions: [{{kind: account, stated: section 5.3/1/2}}]
actions:
  - {{number: "1.1", leaders: [QM, QU], participants: [Upmark, QQ, All MS]}}
  - {{number: "1.1", leaders: "QQ, in cooperation with Quillmark", participants: [Acme, Quillmark]}}
  - {{number: "1.2", leaders: [Acme], participants: [Acme, LT]}}
"""
PERIOD = "period: {start: 2031-01-01, end: 2031-12-31}\n"


@pytest.mark.parametrize("period", [PERIOD, ""])
@pytest.mark.parametrize("on", [None, "2031-06-01", "2039-06-01"])
def test_parties_are_told_apart_by_their_codes_with_and_without_a_period(period: str, on: str | None) -> None:
    """The Driver accounts to no co-driver; two actions may have one number; and Acme is known to nobody."""
    plan = empact.loads(SMALL.format(period=period), format="yaml")
    assert order(None, on, plan=plan) == [
        "COSI delegates to Mossmark, QU",
        "QZ supports Mossmark, QU",
        "Frontex cooperates with QZ",
    ]
    assert order("1.1", on, plan=plan) == [
        "QU accounts to Mossmark",
        "Upmark takes part, led by QM",
        "QQ takes part, led by QM, QU",
        "All MS take part, led by QM, QU",
        "QQ accounts to Mossmark, QU",
        "Acme takes part, led by QQ",
    ]
    assert order("1.2", on, plan=plan) == [
        "Acme leads; the plan does not say to whom it accounts",
        "LT takes part, led by Acme",
    ]


@pytest.mark.parametrize("period", [PERIOD, ""])
def test_who_is_away_is_so_in_a_plan_without_a_period_too(period: str) -> None:
    plan = empact.loads(SMALL.format(period=period), format="yaml")
    absent = out("QU", "2031-03-01"), out("QQ", "2031-03-01"), out("QZ", "2031-03-01")
    assert order(None, "2031-06-01", *absent, plan=plan) == [
        "COSI delegates to Mossmark",
        "QZ supports Mossmark",  # an agency cannot be excluded
        "Frontex cooperates with QZ",
    ]
    assert order("1.1", "2031-06-01", *absent, plan=plan) == [
        "All MS (without QQ, QU) take part, led by QM",
        "Acme takes part, led by QQ (absent)",
    ]


def test_a_plan_that_lays_nothing_down_has_no_order() -> None:
    bare = empact.loads("empact: plan/1\nid: X\nactions: [{number: '1', leaders: QO}]\n", format="yaml")
    assert reporting_lines(context(plan=bare)) == ()


# A decision never changes a view dated before it

DECISION = day("2031-10-01")
DAYS = st.dates(day("2030-12-01"), day("2032-02-01"))
DECISIONS = st.lists(
    st.builds(
        EntryContent,
        plan=st.just("C-2031"),
        kind=st.just(EntryKind.DECISION),
        on=DAYS,
        parties=st.sampled_from(["QN", "Mossmark", "Acting EU Presidency", "QZ", "QT"]).map(
            lambda name: Parties(items=(PartyItem(party=name),))
        ),
        verdict=st.sampled_from(list(Verdict)),
        source=st.just("Invented"),
    ),
    max_size=5,
)


@pytest.mark.parametrize("on", [DECISION - dt.timedelta(days=days) for days in (1, 30, 91, 200, 274, 300)])
def test_the_order_before_the_decision_of_the_ledger_is_that_of_the_plan(on: dt.date) -> None:
    known = PlanContext(plan=INVENTED, register=REGISTER, ledger=LEDGER, as_of=day("2031-11-30"))
    plain = context(plan=INVENTED)
    assert [(one.party_code, one.since) for one in known.absences] == [("QN", DECISION)]
    assert reporting_lines(known, on=on) == reporting_lines(plain, on=on)
    assert reporting_lines(known, on=DECISION) != reporting_lines(plain, on=DECISION)


def test_governance__on_is_the_date_of_knowledge_unless_said() -> None:
    known = PlanContext(plan=INVENTED, register=REGISTER, ledger=LEDGER, as_of=DECISION)
    assert (
        reporting_lines(known)
        == reporting_lines(known, on=DECISION)
        != reporting_lines(context(plan=INVENTED), on=DECISION)
    )


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DECISIONS, DAYS)
def test_a_decision_never_changes_the_order_of_a_day_before_it(known: list[EntryContent], on: dt.date) -> None:
    now = reporting_lines(like_context(*known), on=on)
    assert now == reporting_lines(attrs.evolve(like_context(*known), as_of=on))


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(["QN", "QM", "QT", "QO", "QP", "QU"]), unique=True), DAYS)
def test_whoever_is_away_stands_at_neither_end_of_a_line(names: list[str], on: dt.date) -> None:
    absent = like_context(*(out(name, "2030-12-01") for name in names))
    assert len(absent.absences) == len(names)
    lines = reporting_lines(absent, on=on)
    bare = [re.sub(r" \(.*?\)", "", end) for one in lines for end in (one.who, one.to or "")]
    ends = {name for end in bare for name in end.split(", ")}
    assert ends.isdisjoint([*names, *(["Mossmark"] if "QM" in names else [])])
    assert {party.code for line in lines for party in (*line.parties, *line.to_parties)}.isdisjoint(names)


# What a program reads: the objects of a line


def test_a_line__carries_its_parties_its_role_and_its_action() -> None:
    # By eye: sections 4.1 and 4.2, the bodies of sections 3 and 5.5, and the row of 2.1 with note 7.
    lines = [
        (
            line.who,
            [party.code for party in line.parties],
            line.role,
            line.relation,
            [party.code for party in line.to_parties],
        )
        for line in reporting_lines(context())
        if line.action_number in {None, "2.1"} and line.who != "Relevant MS"
    ]
    driver, frontex = ["IT"], ["Frontex"]
    assert lines == [
        ("COSI", ["COSI"], PartyRole.OVERSIGHT, Relation.DELEGATES, driver),
        ("Europol", ["Europol"], PartyRole.SUPPORT, Relation.SUPPORTS, driver),
        ("Frontex", frontex, PartyRole.SUPPORT, Relation.SUPPORTS, driver),
        ("Eurojust", ["Eurojust"], PartyRole.SUPPORT, Relation.SUPPORTS, driver),
        ("Cefpol", ["CEPOL"], PartyRole.SUPPORT, Relation.SUPPORTS, driver),
        ("EMPACT SU", ["EMPACT Support Unit"], None, Relation.TASKS, []),
        ("EMPACT Support Unit", ["EMPACT Support Unit"], None, Relation.LINKS, []),
        ("Europol", ["Europol"], None, Relation.RECORDS, []),
        (EXTERNAL, frontex, PartyRole.LEADER, Relation.ACCOUNTS, driver),
        ("UK", ["UK"], PartyRole.PARTICIPANT, Relation.JOINS, [*driver, *frontex]),
        ("SI", ["SI"], PartyRole.PARTICIPANT, Relation.JOINS, [*driver, *frontex]),
    ]


def test_the_statement_of_a_line__carries_them_too() -> None:
    (of_uk,) = (
        line.statement for line in reporting_lines(context()) if (line.who, line.action_number) == ("UK", "2.1")
    )
    assert (of_uk.party_code, list(map(str, of_uk.actions)), of_uk.roles) == (
        "UK",
        ["C-2012:2.1"],
        (PartyRole.PARTICIPANT,),
    )
    (of_all,) = (
        line.statement for line in reporting_lines(context()) if (line.who, line.action_number) == ("All MS", "1.2")
    )
    assert (of_all.party_code, of_all.roles) == (None, (PartyRole.PARTICIPANT,))
