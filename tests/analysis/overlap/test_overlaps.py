"""Possible overlaps: which actions of several plans are alike, why, and at what cost.

All plans but C-2012 are invented.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.linear import growth
from tests.support.paths import PLAN_FOLDER

import oap_c_2012
import oap_invented_2031
from empact import MissingExtraError, Plan, PlanReadError, Portfolio, Session
from empact.analysis import Feature, Overlap, PlanContext, PortfolioContext, overlaps
from empact.analysis.overlap import candidates
from empact.analysis.overlap.candidates import MOST, CandidateIndex, IndexedPlan
from empact.analysis.overlap.features import FeatureSet, features, weeks_in_common
from empact.analysis.overlap.overlaps import LEAST, _Comparing
from empact.analysis.overlap.wording import rarity, words
from empact.grammar import parse_parties
from empact.model import Answer, AnswerKind, EntryContent, EntryKind, Ledger, LedgerEntry, Parties, Ref, Span, Verdict
from empact.model.ledger import by_plan
from empact.testing.generated import generate

SESSION = Session([oap_c_2012, oap_invented_2031])
REGISTER = SESSION.register
FOUR = tuple(SESSION.load(one) for one in ("oap-c-2012", *(str(path) for path in sorted(PLAN_FOLDER.iterdir()))))


def plan(id: str, *actions: str, year: int = 2019, more: str = "") -> Plan:
    """A plan of a year; the letter of its id is its priority, and an action is its keys in YAML."""
    lines = [
        "empact: plan/1",
        f"id: {id}",
        f"priority: {{code: {id[0]}}}",
        f"period: {{start: {year}-01-01, end: {year}-12-31}}",
        more,
        "actions:",
        *(f"  - {{{action}}}" for action in actions),
    ]
    return SESSION.loads("\n".join(filter(None, lines)), format="yaml")


def action(number: str, activity: str, more: str = "") -> str:
    return ", ".join(filter(None, [f'number: "{number}"', f'activity: "{activity}"', more]))


LORRIES = "Search lorries with hidden compartments for tobacco with scanners and dogs"
WHO = "leaders: LT, participants: [PL, Europol], timing: October"


def together(*plans: Plan, ledgers: Iterable[Ledger] = ()) -> PortfolioContext:
    return PortfolioContext(portfolio=Portfolio(plans), register=REGISTER, ledgers=by_plan(ledgers))


def found(*plans: Plan, least: float = 0.0, spelling: bool = False) -> tuple[Overlap, ...]:
    return overlaps(together(*plans), least=least, spelling=spelling).overlaps


def the_one(*plans: Plan, least: float = 0.0, spelling: bool = False) -> Overlap:
    (one,) = found(*plans, least=least, spelling=spelling)
    return one


def pairs(told: Sequence[Overlap]) -> list[tuple[str, str, float]]:
    return [(str(one.one), str(one.other), one.score) for one in told]


def similarity(one: Overlap, feature: Feature) -> float | None:
    return next((reason.similarity for reason in one.reasons if reason.feature is feature), None)


def things(one: Overlap, feature: Feature) -> tuple[str, ...]:
    return next((reason.things for reason in one.reasons if reason.feature is feature), ())


# What is told over the four plans: every pair, judged by eye

TOLD = {
    # The same operation: both plans have IT do it with SI, UK and Frontex, at the same ports and border, in April/May.
    ("B-2012:2.3", "C-2012:2.1"): (
        "MS concerned will develop High Impact Operations (HIO) along the main routes of illegal immigration",
        "HIO consisting of joint or coordinated patrolling + debriefing activity at main Italian Adriatic ports and at",
    ),
    # One workshop under two goals: all but the last participant is the same.
    ("C-2013:3.7", "C-2013:4.19"): (
        "Workshop on how guardians, police and asylum offices share what they know of unaccompanied minors",
        "Two days in Stockholm; each state presents its way of appointing a guardian and the time that it takes.",
    ),
}
NEXT = {
    # Operation FIMATHU and the investigation of whom it finds: one hands over to the other, and the two are linked.
    ("B-2012:2.1", "C-2012:2.2"),
}
"""What comes next, at a distance: about half the score that is told."""


def test_every_pair_that_is_told_is_one_that_a_careful_reader_would_look_at() -> None:
    told = overlaps(together(*FOUR))
    assert {(str(one.one), str(one.other)) for one in told} == TOLD.keys()
    for one in told:
        for proof in TOLD[str(one.one), str(one.other)]:
            for side in one.sides:
                text = f"{side.action.activity} {side.action.description}"
                assert " ".join(proof.split()) in " ".join(text.split())


def test_between_what_is_told_and_what_is_not_there_is_a_gap() -> None:
    told = found(*FOUR, least=0.3)
    assert {(str(one.one), str(one.other)) for one in told} == TOLD.keys() | NEXT
    assert [one.score < 0.4 for one in told] == [False, False, True]
    assert [one.linked for one in told] == [False, False, True]


def test_the_reasons_of_the_likeliest_across_plans() -> None:
    one = next(one for one in overlaps(together(*FOUR)) if str(one.one) == "B-2012:2.3")
    assert {"develop", "High", "Impact", "Operations", "HIO", "patrolling", "debriefing"} <= set(
        things(one, Feature.WORDS)
    )
    assert set(things(one, Feature.PARTIES)) == {"IT", "SI", "UK", "Frontex"}
    assert set(things(one, Feature.PLACES)) == {"IT/SI land border", "main Italian Adriatic ports"}
    # 1 April 2012 is the Sunday of week 13, 31 May the Thursday of week 22; C-2012 has October/November besides.
    assert things(one, Feature.WEEKS) == ("2012-W13 to 2012-W22",)
    assert [str(side.at) for side in one.sides] == ["/actions/5", "/actions/3"]
    assert one.twin is False  # the plans are of two priorities


def test_what_comes_back_in_the_plan_of_another_year_is_no_overlap() -> None:
    c_2012, c_2013 = FOUR[0], FOUR[2]
    assert c_2012.action("4.2").activity == c_2013.action("4.2").activity
    assert [one for one in found(c_2012, c_2013) if one.one.plan is not one.other.plan] == []


# Words


def test_words_are_small_singular_and_tell_something() -> None:
    assert words("The **Parties** of 2 boats[^7] share Balkan risk analysis, in MSs") == (
        *("party", "boat", "share", "balkan", "risk", "analysis", "ms"),
    )


def test_a_word_tells_less_the_more_actions_have_it() -> None:
    assert [rarity(count) for count in (1, 2, 8)] == [0.5, 0.5, 0.25]


def test_the_same_words_are_alike_in_full_and_a_word_of_the_description_counts_half() -> None:
    one, other = plan("A-1", action("1", LORRIES)), plan("B-1", action("1", LORRIES))
    assert the_one(one, other).score == 1.0
    aside = plan("B-1", action("1", LORRIES, "description: Seldom moonlit"))
    # Seven words that both have count 1/2 each, twice; the two of the description, halved, 1/4 each: 7 of 7.5.
    assert the_one(one, aside).score == round(7 / 7.5, 3)


def test_the_names_of_parties_and_places_are_no_words() -> None:
    words_only = action("1", LORRIES)
    named = action("1", f"{LORRIES} of PL at Medyka", "leaders: PL, locations: [{name: Medyka}]")
    assert similarity(the_one(plan("A-1", words_only), plan("B-1", named)), Feature.WORDS) == 1.0


def test_actions_without_words_in_common_are_never_told_however_much_else_they_share() -> None:
    more = f"{WHO}, locations: [{{name: Medyka}}]"
    one, other = plan("A-1", action("1", LORRIES, more)), plan("B-1", action("1", "Teach children to swim", more))
    assert found(one, other) == ()


def test_words_that_are_spelt_alike_count_where_that_is_asked_for() -> None:
    one = plan("A-1", action("1", "Organised smuggling of heroine and cigarettes by unknown gangs"))
    other = plan("B-1", action("1", "Organized smugling of heroin and cigarettes by unknown gangs"))
    strict, lenient = the_one(one, other), the_one(one, other, spelling=True)
    assert strict.score < lenient.score == 1.0
    assert {"heroin/heroine", "organised/organized", "smuggling/smugling"} <= set(things(lenient, Feature.WORDS))


def test_without_rapidfuzz_nothing_else_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    one, other = plan("A-1", action("1", LORRIES)), plan("B-1", action("1", LORRIES))
    assert len(found(one, other)) == 1
    with pytest.raises(MissingExtraError, match=r'pip install "empact\[overlaps\]"'):
        found(one, other, spelling=True)


# Parties, places and weeks


def with_parties(one: str, other: str) -> Overlap:
    return the_one(plan("A-1", action("1", LORRIES, one)), plan("B-1", action("1", LORRIES, other)))


def test_a_party_goes_by_who_it_is() -> None:
    told = with_parties("leaders: Greece, participants: [Cefpol]", "leaders: EL, participants: [CEPOL]")
    assert things(told, Feature.PARTIES) == ("CEPOL", "EL")
    assert similarity(told, Feature.PARTIES) == 1.0


def test_all_member_states_are_one_party_and_open_groups_nobody() -> None:
    told = with_parties("participants: [All MS, relevant third countries]", "participants: [All MS]")
    assert things(told, Feature.PARTIES) == ("all member states",)
    assert similarity(with_parties("participants: [All MS]", "participants: [HU]"), Feature.PARTIES) is None


def test_a_party_counts_where_both_actions_mean_it_on_one_day() -> None:
    told = with_parties("leaders: LT, timing: May", "leaders: LT, timing: October")
    assert things(told, Feature.PARTIES) == ()
    assert told.score == round(0.6 / 0.85, 3)  # both tell parties and weeks, and have none in common
    assert things(with_parties("leaders: LT, timing: May", "leaders: LT"), Feature.PARTIES) == ("LT",)


def test_the_holder_of_a_role_goes_by_the_time_of_the_action() -> None:
    role = "leaders: Acting EU Presidency"
    first = plan("A-1", action("1", LORRIES, f"{role}, timing: May"), year=2012)
    assert things(the_one(first, plan("B-1", action("1", LORRIES, "leaders: DK"), year=2012)), Feature.PARTIES) == (
        "DK",
    )
    assert things(the_one(first, plan("B-1", action("1", LORRIES, "leaders: CY"), year=2012)), Feature.PARTIES) == ()


def test_a_rare_party_in_common_counts_more_than_one_that_is_everywhere() -> None:
    crowd = [action(str(number), f"Unlike{chr(96 + number)}", "leaders: Europol") for number in range(2, 20)]
    one = plan("A-1", action("1", LORRIES, "leaders: [Europol, EE]"), *crowd)
    rare = the_one(one, plan("B-1", action("1", LORRIES, "leaders: [EE, FI]")))
    frequent = the_one(one, plan("B-1", action("1", LORRIES, "leaders: [Europol, FI]")))
    assert (similarity(rare, Feature.PARTIES) or 0) > (similarity(frequent, Feature.PARTIES) or 0)


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ("locations: [{name: Turkey}]", "routes: [{stops: [[TR], [EL]]}]", ("Turkey",)),
        ("locations: [{name: HU-RS section of the external border}]", "locations: [{name: RS/HU land border}]", 1),
        ("locations: [{name: Serbia}]", "leaders: HU, participants: [RS]", ("Serbia",)),
        ("locations: [{name: Port of  Calais}]", "locations: [{name: port of Calais}]", 1),
        ("timing: Meeting in Wien in May", "locations: [{name: Wien}]", ("Wien",)),
        ("locations: [{name: Calais}]", "locations: [{name: Dover}]", ()),
    ],
)
def test_places_are_compared_by_what_they_are(one: str, other: str, common: tuple[str, ...] | int) -> None:
    told = things(with_parties(one, other), Feature.PLACES)
    assert (len(told) if isinstance(common, int) else told) == common


def test_what_one_of_two_actions_does_not_tell_counts_neither_for_nor_against() -> None:
    silent, told = action("1", LORRIES), action("1", LORRIES, f"{WHO}, locations: [{{name: Medyka}}]")
    assert the_one(plan("A-1", silent), plan("B-1", told)).score == 1.0
    elsewhere = action("1", LORRIES, f"{WHO}, locations: [{{name: Calais}}]")
    assert the_one(plan("A-1", told), plan("B-1", elsewhere)).score == 0.85


def test_weeks_in_common_are_those_of_every_window() -> None:
    assert weeks_in_common(((1, 4), (10, 20)), ((3, 11), (19, 30))) == ((3, 4), (10, 11), (19, 20))
    told = with_parties("timing: March and September", "timing: 3rd quarter")
    assert things(told, Feature.WEEKS) == ("2019-W35 to 2019-W40",)  # 1 September 2019 is the Sunday of week 35
    assert things(with_parties("timing: May", "timing: October"), Feature.WEEKS) == ()


def test_plans_whose_periods_have_no_day_in_common_do_not_meet_and_one_without_a_period_meets_all() -> None:
    one, other = plan("A-1", action("1", LORRIES)), plan("B-1", action("1", LORRIES), year=2020)
    assert found(one, other) == ()
    two_years = Span(start=dt.date(2019, 7, 1), end=dt.date(2020, 6, 30))
    assert len(found(one, attrs.evolve(other, period=two_years))) == 1
    assert len(found(one, attrs.evolve(other, period=None))) == 1
    assert len(found(attrs.evolve(one, period=None), attrs.evolve(other, period=None))) == 1


def test_two_states_of_one_plan_do_not_overlap() -> None:
    one = plan("A-1", action("1", LORRIES))
    assert found(one, one, attrs.evolve(one, title="second draft")) == ()


# One action that stands twice


@pytest.mark.parametrize(
    ("more", "twin"),
    [
        (WHO, True),
        ("leaders: LT, participants: [PL, Frontex], timing: October", True),
        ("leaders: PL, participants: [LT, Europol], timing: October", False),  # another leader
        ("leaders: LT, participants: [ES, PT, IT], timing: October", False),  # other participants
        ("leaders: LT, participants: [PL, Europol], timing: May", False),  # at another time
    ],
)
def test_what_looks_like_one_action_in_one_plan_and_in_two_of_one_priority(more: str, twin: bool) -> None:  # noqa: FBT001
    first, second = action("1", LORRIES, WHO), action("2", LORRIES, more)
    assert [one.twin for one in found(plan("A-1", first, second))] == [True] * twin
    assert [one.twin for one in found(plan("A-1", first), plan("A-2", second))] == [twin]
    assert [one.twin for one in found(plan("A-1", first), plan("B-1", second))] == [False]


def test_actions_of_one_plan_that_are_merely_alike_are_left_alone() -> None:
    other = action("2", f"{LORRIES} on market days between Vilnius, Kaunas, Alytus and Minsk by night", WHO)
    assert found(plan("A-1", action("1", LORRIES, WHO), other)) == ()
    assert len(found(plan("A-1", action("1", LORRIES, WHO)), plan("B-1", other))) == 1


# Links and answers


@pytest.mark.parametrize(
    ("links", "linked"),
    [
        ("links: [B-1:1]", True),
        ("links: [B:1]", True),
        ("continues: [B-1:1]", True),
        ("links: [B:SG*]", False),
        ("", False),
    ],
)
def test_actions_that_are_linked_know_of_each_other(links: str, linked: bool) -> None:  # noqa: FBT001
    one, other = plan("A-1", action("1", LORRIES, links)), plan("B-1", action("1", LORRIES))
    assert [(told.linked, told.open) for told in found(one, other)] == [(linked, not linked)]


def test_a_twin_stays_open_where_it_is_linked() -> None:
    one = plan("A-1", action("1", LORRIES, f"links: [A-2:1], {WHO}"))
    told = the_one(one, plan("A-2", action("1", LORRIES, WHO)))
    assert (told.twin, told.linked, told.open) == (True, True, True)


def answer(*actions: str, what: AnswerKind = AnswerKind.COORDINATED) -> Answer:
    refs = tuple(Ref(plan=one.partition(":")[0], action=one.partition(":")[2]) for one in actions)
    return Answer(actions=refs, answer=what, by="the drivers", on=dt.date(2019, 2, 1))


def test_an_answer_holds_whichever_action_it_names_first_and_of_two_the_first_counts() -> None:
    both = Portfolio((plan("A-1", action("1", LORRIES)), plan("B-1", action("1", LORRIES))))
    given_ = [answer("B-1:1", "A-1:1"), answer("A-1:1", "B-1:1", what=AnswerKind.SAME), answer("A-1:1", "B-1:2")]
    (told,) = overlaps(together(*both), answers=given_)
    assert told.answer is given_[0]
    assert not told.open


@pytest.mark.parametrize("actions", [("A-1:1",), ("A-1:1", "A-1:1"), ("A-1:1", "B-1:1", "C-1:1"), ("A-1:", "B-1:1")])
def test_an_answer_is_about_two_actions(actions: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="an answer is about two actions"):
        Answer(
            actions=tuple(Ref(plan=one.partition(":")[0], action=one.partition(":")[2] or None) for one in actions),
            answer=AnswerKind.SAME,
            by="x",
            on=dt.date(2019, 1, 1),
        )


# Decisions

QN_LEADS = WHO.replace("LT", "QN")


def in_2031(id: str, who: str = QN_LEADS) -> Plan:
    return plan(id, action("1", LORRIES, who), year=2031)


def decided(*days: str, party: str = "QN", of: str = "A-1") -> Ledger:
    """A ledger of decisions about a party, a day each: excluded, readmitted, excluded, and so on."""
    entries = tuple(
        LedgerEntry(
            id=str(at),
            digest=str(at),
            content=EntryContent(
                plan=of,
                kind=EntryKind.DECISION,
                on=dt.date.fromisoformat(day),
                parties=Parties(text=party, items=tuple(parse_parties(party))),
                verdict=Verdict.READMITTED if at % 2 else Verdict.EXCLUDED,
                source="Invented",
            ),
        )
        for at, day in enumerate(days)
    )
    return Ledger(plan=of, entries=entries)


@pytest.mark.parametrize(
    ("days", "parties", "twin"),
    [
        (("2031-04-01",), {"PL", "Europol"}, False),
        (("2031-10-10",), {"QN", "PL", "Europol"}, True),  # QN leads it from 1 to 9 October
        (("2031-11-01",), {"QN", "PL", "Europol"}, True),  # the action is over
        (("2031-04-01", "2031-09-30"), {"QN", "PL", "Europol"}, True),
        (("2031-04-01", "2031-11-01"), {"PL", "Europol"}, False),
    ],
)
def test_who_is_excluded_is_no_party_from_that_day_on(days: tuple[str, ...], parties: set[str], *, twin: bool) -> None:
    """Without a decision, the two have the leader QN, PL and Europol in common, and look like one action."""
    both = Portfolio((in_2031("A-1"), in_2031("A-2")))
    (told,) = overlaps(together(*both, ledgers=[decided(*days)]))
    assert (set(things(told, Feature.PARTIES)), told.twin) == (parties, twin)
    (same,) = overlaps(together(*both, ledgers=[decided(*days, of="A-3"), decided(*days, party="QO")]))
    assert same == the_one(*both)


def test_a_party_is_in_common_only_where_both_mean_it_on_one_day() -> None:
    """QN takes part until 9 October and again from 21 October; the other action takes place in between."""
    one, other = QN_LEADS, QN_LEADS.replace("October", "12-18 October")
    both = Portfolio((in_2031("A-1", one), in_2031("B-1", other)))
    ledger = decided("2031-10-10", "2031-10-21")
    (told,) = overlaps(together(*both, ledgers=[ledger]))
    assert set(things(told, Feature.PARTIES)) == {"PL", "Europol"}
    assert set(things(the_one(*both), Feature.PARTIES)) == {"QN", "PL", "Europol"}


def test_rules_follow_a_decision_that_was_known() -> None:
    both = in_2031("A-1"), in_2031("A-2")
    ledger = decided("2031-04-01")

    def codes(as_of: dt.date | None) -> set[str]:
        return {
            one.code
            for one in SESSION.validate(*both, select=["OAP708"], as_of=as_of, records=SESSION.records(ledger=ledger))
        }

    assert codes(dt.date(2031, 3, 31)) == {"OAP708"}
    assert codes(dt.date(2031, 4, 1)) == set()
    assert codes(None) == set()
    assert [one.twin for one in overlaps(SESSION.context(*both, records=SESSION.records(ledger=ledger)))] == [False]


def test_a_ledger_that_cannot_be_read_gives_no_overlaps(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("empact: ledger/1\nplan: A-1\n", encoding="utf-8")
    with pytest.raises(PlanReadError, match=r"one\.yaml:1:1"):
        SESSION.context(plan("A-1", action("1", LORRIES)), records=SESSION.records(ledger=tmp_path))


# Laws

FEW = settings(max_examples=settings().max_examples // 12)


def sample(seed: int) -> list[Plan]:
    """Two years of three plans each."""
    plans = list(generate(11, 10, seed))
    return [*plans[:3], *plans[8:]]


@FEW
@given(seed=st.integers(0, 999), order=st.permutations(range(6)))
def test_the_order_of_the_plans_makes_no_difference(seed: int, order: list[int]) -> None:
    plans = sample(seed)
    assert pairs(found(*(plans[at] for at in order))) == pairs(found(*plans))


@FEW
@given(seed=st.integers(0, 999), words_=st.lists(st.text("qxzjk", min_size=2, max_size=6), min_size=1, max_size=8))
def test_a_plan_that_has_nothing_to_do_with_two_actions_changes_nothing_about_them(
    seed: int, words_: list[str]
) -> None:
    plans = sample(seed)
    unrelated = plan(
        "Z-1", *(action(str(at), f"{word} {' '.join(words_)}") for at, word in enumerate(words_)), year=2012
    )
    before = pairs(found(*plans))
    after = [one for one in pairs(found(*plans, unrelated)) if not one[1].startswith("Z-1")]
    assert after == before


@FEW
@given(seed=st.integers(0, 999))
def test_a_plan_of_another_time_changes_nothing_even_where_it_has_the_same_words(seed: int) -> None:
    plans = sample(seed)
    later = [
        attrs.evolve(one, id=f"{one.id}-again", period=Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 12, 31)))
        for one in plans[:1]
    ]
    before = pairs(found(*plans))
    assert [one for one in pairs(found(*plans, *later)) if "again" not in one[0]] == before


def test_rarity_alone_can_move_a_score_where_a_plan_shares_words() -> None:
    one, other = plan("A-1", action("1", f"{LORRIES} at dawn")), plan("B-1", action("1", f"{LORRIES} by night"))
    crowd = plan("Z-1", *(action(str(number), f"Hidden tobacco {number}") for number in range(9)))
    alone = the_one(one, other).score
    beside = next(told.score for told in found(one, other, crowd) if (told.one.plan, told.other.plan) == (one, other))
    assert alone - 0.1 < beside < alone


def test_what_is_alike_is_found_as_if_every_pair_were_compared() -> None:
    plans = list(generate(8, 30, 5))
    running = CandidateIndex()
    everything: list[FeatureSet] = []
    for each in plans:
        everything += running.add(each, tuple(features(PlanContext(plan=each, register=REGISTER)))).actions
    told = {frozenset(map(str, one.sides)) for one in overlaps(together(*plans))}
    compare = _Comparing(Portfolio(tuple(plans)), LEAST, spelling=False).compare
    every = (compare(one, other, running) for one, other in itertools.combinations(everything, 2))
    by_brute_force = {frozenset(map(str, one.sides)) for one in every if one is not None}
    assert len(by_brute_force) > 50
    assert len(told & by_brute_force) >= 0.95 * len(by_brute_force)
    assert told <= by_brute_force


def test_candidate_index__forgets_a_plan_that_has_ended() -> None:
    running = CandidateIndex()
    plans = [*generate(1, 0, 1), *generate(4, 5, 1)]

    def add(plan: Plan) -> IndexedPlan:
        return running.add(plan, tuple(features(PlanContext(plan=plan, register=REGISTER))))

    added = [add(plan) for plan in plans]
    joint = [one for one in added if "w joint" in one.having]
    assert len(joint) > 1
    assert [*running._having["w joint"]] == [one.plan.id for one in joint]
    running.remove(joint[0])
    assert [*running._having["w joint"]] == [one.plan.id for one in joint[1:]]
    for one in added:
        if one is not joint[0]:
            running.remove(one)
    assert (running._having, running._counts) == ({}, {})
    assert not any(running._parties.values())


def test_candidate_index__has_each_mark_of_an_action_once() -> None:
    """A set of bits for each mark, as long as the plan, would grow with the square of its actions."""
    running = CandidateIndex()
    marks = 0
    for plan in generate(4, 60, 1):
        actions = tuple(features(PlanContext(plan=plan, register=REGISTER)))
        marks += sum(len(action.marks) for action in actions)
        running.add(plan, actions)
    kept = [positions for ids in running._having.values() for plans in ids.values() for positions in plans.values()]
    assert sum(map(len, kept)) == marks > 240


def test_candidate_pairs__cost_twice_as_much_for_twice_the_states_of_a_plan() -> None:
    (plan,) = generate(1, 5, 1)
    own = tuple(features(PlanContext(plan=plan, register=REGISTER)))

    def work(count: int) -> Callable[[], object]:
        states = [attrs.evolve(plan) for _ in range(count)]
        of = {id(state): [attrs.evolve(one, plan=state) for one in own] for state in states}
        return lambda: list(candidates.candidate_pairs(states, lambda state: of[id(state)], lambda *_: None))

    assert growth(work, 20) < 2.2


def compared(plans: Sequence[Plan]) -> int:
    """How many pairs are compared."""
    count = 0

    def compare(_one: FeatureSet, _other: FeatureSet, _running: CandidateIndex) -> None:
        nonlocal count
        count += 1

    list(candidates.candidate_pairs(plans, lambda one: features(PlanContext(plan=one, register=REGISTER)), compare))
    return count


def test_an_action_is_compared_with_so_many_others_at_most() -> None:
    year = Span(start=dt.date(2012, 1, 1), end=dt.date(2012, 12, 31))
    crowded = [attrs.evolve(one, period=year) for one in generate(40, 40, 1)]
    assert compared(crowded) <= 2 * MOST * 40 * 40


def test_twice_the_plans_take_twice_the_comparisons() -> None:
    plans = list(generate(32, 40, 1))
    half, whole = compared(plans[:16]), compared(plans)
    assert half > 1000
    assert whole <= 2.2 * half
