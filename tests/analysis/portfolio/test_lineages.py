"""Lineage: what became of actions in the next plan, in the reference plan, its invented successor and small ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.linear import calls
from tests.support.paths import PLAN_FOLDER

import oap_c_2012
from empact import Plan, Portfolio, Session, Severity
from empact.analysis import Continuation, Lineage, Match, lineage
from empact.analysis.portfolio.similarity import ALIKE, PLAIN, Similarity, words
from empact.model import Action, PolicyCycle, Priority, Prose, Ref, Span
from empact.testing.generated import generate

SESSION = Session([oap_c_2012])
C_2012 = SESSION.load("oap-c-2012")
C_2013 = SESSION.load(PLAN_FOLDER / "c_2013.yaml")
MS_2026 = SESSION.load(PLAN_FOLDER / "ms_2026.yaml")
FOUND = lineage(C_2012, C_2013)


def continuations(found: Lineage) -> dict[str, tuple[str, list[str]]]:
    return {
        one.action.number: (one.continuation.value, [match.later.number for match in one.matches])
        for one in found.histories
    }


# The reference plan and the plan of the second year, which says in section 4 what became of the actions


def test_what_became_of_the_actions_of_2012() -> None:
    assert continuations(FOUND) == {
        "1.1": ("carried-over", ["1.1"]),
        "1.2": ("merged", ["1.2"]),
        "1.3": ("merged", ["1.2"]),
        "2.1": ("carried-over", ["2.1"]),
        "2.2": ("renumbered", ["2.4"]),
        "2.3": ("carried-over", ["2.3"]),
        "3.1": ("dropped", []),
        "4.1": ("dropped", []),
        "4.2": ("carried-over", ["4.2"]),
        "5.1": ("dropped", []),
        "5.2": ("renumbered", ["5.1"]),
        "6.1": ("dropped", []),
        "6.2": ("carried-over", ["6.2"]),
        "6.3": ("renumbered", ["6.7"]),
        "7.1": ("dropped", []),
        "7.2": ("renumbered", ["7.3"]),
    }
    section = next(str(one.text) for one in C_2013.sections if one.number == "4")
    assert "Actions 3.1, 4.1 and 5.1 of the OAP 2012 were completed. Actions 6.1 and 7.1 are given up." in " ".join(
        section.split()
    )


def test_two_actions_go_on_word_for_word_without_saying_so() -> None:
    silent = [match for match in FOUND.matches if not match.stated]
    assert [(one.earlier.number, one.later.number, one.similarity and one.similarity.score) for one in silent] == [
        ("4.2", "4.2", 1.0),
        ("6.3", "6.7", 1.0),
    ]
    assert silent[0].explain() == ("of the 16 words of C-2012:4.2 and the 16 of C-2013:4.2, 16 are the same",)


def test_a_stated_match_names_the_words_that_state_it() -> None:
    match = next(match for match in FOUND.matches if match.later.number == "5.1")
    assert (match.at, match.stated, match.plain) == ("/actions/125", True, True)
    assert match.reasons[0].at == "/actions/125/continues/0"
    assert match.explain()[0] == "C-2013:5.1 says that it continues C-2012:5.2"


def test_of_200_actions_190_are_new() -> None:
    matched = {"1.1", "1.2", "2.1", "2.3", "2.4", "4.2", "5.1", "6.2", "6.7", "7.3"}
    assert [one.number for one in FOUND.new] == [one.number for one in C_2013.actions if one.number not in matched]
    assert FOUND.elsewhere == ()


def test_across_the_cycles_two_actions_go_on_and_one_comes_from_a_plan_that_is_not_here() -> None:
    (found,) = Portfolio((MS_2026, C_2013, C_2012)).lineage(MS_2026)
    assert (found.earlier.id, found.later.id) == ("C-2013", "MS-2026")
    assert {number: continuation for number, continuation in continuations(found).items() if continuation[1]} == {
        "2.4": ("renumbered", ["OA-2c"]),
        "5.1": ("renumbered", ["OA-3b"]),
    }
    assert [one.number for one in found.elsewhere] == ["OA-3a"]
    assert len(found.new) == 10


UNMARKED = {
    "C-2013:4.2": (
        "The activity of action 4.2 repeats that of C-2012:4.2 (all words), "
        "but the action does not say that it continues it."
    ),
    "C-2013:6.7": (
        "The activity of action 6.7 repeats that of C-2012:6.3 (all words), "
        "but the action does not say that it continues it."
    ),
}
"""What the rule finds."""

PROOFS = {
    "4.2": (
        "Notification by Eurojust of the relevant coordination meetings related to illegal immigration to Europol "
        "(AWFs/Focal Points)."
    ),
    "6.7": (
        "To elaborate possibilities to establish an updated list of technical assistance project/actions (EU/MS) "
        "on-going in North Africa and Middle-east relevant for the fight against illegal immigration."
    ),
}
"""The words that stand in the Council document and in these actions of the invented plan of 2013 alike."""


def test_the_rule_tells_these_two_and_no_others(source_text: str) -> None:
    told = SESSION.validate(C_2012, C_2013, MS_2026, select=["carried-over-unmarked"])
    assert {one.place.subject: one.message for one in told} == UNMARKED
    assert {one.severity for one in told} == {Severity.WARNING}
    assert [one.place.pointer for one in told] == [
        f"/actions/{place}/activity" for place, action in enumerate(C_2013.actions) if action.number in {"4.2", "6.7"}
    ]
    assert told[1].hint == "Add 'continues: [C-2012:6.3]', or reword the activity if it is a new one."
    document = " ".join(source_text.split())
    for number, proof in PROOFS.items():
        assert proof in document
        assert " ".join(str(C_2013.action(number).activity).split()) == proof
    assert not SESSION.validate(C_2013, select=["carried-over-unmarked"])  # alone, nobody can say


# Small plans, invented


def plan(id: str, *actions: Action | str) -> Plan:
    """A plan of the priority and the year of its id; an action is its wording, and numbered in the order."""
    letter, _, year = id.partition("-")
    made = [
        Action(number=f"1.{place}", activity=Prose(text=one)) if isinstance(one, str) else one
        for place, one in enumerate(actions, 1)
    ]
    return Plan(
        id=id,
        cycle=PolicyCycle(id="2011-2013"),
        priority=Priority(code=letter),
        period=Span(start=dt.date(int(year), 1, 1), end=dt.date(int(year), 12, 31)),
        actions=tuple(made),
    )


def continuing(number: str, *refs: str, text: str = "") -> Action:
    pairs = [ref.partition(":") for ref in refs]
    made = tuple(Ref(plan=plan, action=action) for plan, _, action in pairs)
    return Action(number=number, activity=Prose(text=text or None), continues=made)


MAP = "Map the routes by which tobacco comes over the eastern land border"
TRAIN = "Train customs officers on hidden compartments in lorries and coaches"


def test_an_action_that_is_reworded_a_little_is_the_same_and_one_reworded_much_is_new() -> None:
    found = lineage(plan("C-2012", MAP), plan("C-2013", f"{MAP}, second edition"))
    (match,) = found.matches
    assert match.similarity == Similarity(shared=11, first=11, second=13)
    assert match.plain
    other = lineage(plan("C-2012", MAP), plan("C-2013", "Map the sea routes of tobacco to the Baltic ports"))
    assert continuations(other) == {"1.1": ("dropped", [])}
    assert [one.number for one in other.new] == ["1.1"]


@pytest.mark.parametrize(
    ("wording", "plain"),
    [
        ("Train customs officers in ports", [True]),
        ("Train customs officers in", [True]),  # four of five different words
        ("Train customs officers", [False]),  # three of five
        ("Train customs", []),
    ],
)
def test_lineage__matches_from_three_of_five_words_and_plainly_from_four(wording: str, plain: list[bool]) -> None:
    matches = lineage(plan("C-2012", "Train customs officers in ports"), plan("C-2013", wording)).matches
    assert [match.plain for match in matches] == plain


def test_capital_letters_signs_and_note_marks_make_no_difference() -> None:
    assert words(Prose(text="**To RESTART** the project[^9], now")) == {"to", "restart", "the", "project", "now"}
    assert words(Prose()) == frozenset()


def test_two_actions_in_one_are_merged_and_one_in_two_is_split() -> None:
    merged = lineage(plan("C-2012", MAP, TRAIN), plan("C-2013", f"{MAP}. {TRAIN}."))
    assert continuations(merged) == {"1.1": ("merged", ["1.1"]), "1.2": ("merged", ["1.1"])}
    assert not any(match.plain for match in merged.matches)  # each of the two has but half of the words
    split = lineage(plan("C-2012", f"{MAP}. {TRAIN}."), plan("C-2013", MAP, TRAIN))
    assert continuations(split) == {"1.1": ("split", ["1.1", "1.2"])}


def test_a_few_words_that_stand_in_a_longer_wording_say_nothing() -> None:
    assert continuations(lineage(plan("C-2012", "Map the routes"), plan("C-2013", MAP))) == {"1.1": ("dropped", [])}


def test_what_an_action_says_is_believed_and_nothing_more_looked_for() -> None:
    earlier = plan("C-2012", MAP, TRAIN)
    later = plan("C-2013", continuing("1.1", "C-2012:1.2", text=MAP), continuing("1.2", "C-2012:1.2"))
    assert continuations(lineage(earlier, later)) == {"1.1": ("dropped", []), "1.2": ("split", ["1.1", "1.2"])}


def test_lineage__of_an_action_that_is_named_twice_has_one_match() -> None:
    found = lineage(plan("C-2012", MAP, TRAIN), plan("C-2013", continuing("1.1", "C-2012:1.1", "C-2012:1.1")))
    assert continuations(found) == {"1.1": ("carried-over", ["1.1"]), "1.2": ("dropped", [])}


def test_what_continues_a_missing_action_or_another_plan_is_neither_new_nor_tied() -> None:
    later = plan("C-2013", continuing("1.1", "C-2012:9.9"), continuing("1.2", "B-2012:1.1", text=MAP))
    found = lineage(plan("C-2012", MAP), later)
    assert (found.new, [one.number for one in found.elsewhere]) == ((), ["1.1", "1.2"])
    assert continuations(found) == {"1.1": ("dropped", [])}


def test_among_equals_the_same_number_comes_first_and_then_one_that_is_not_taken() -> None:
    same = lineage(plan("C-2012", MAP, MAP), plan("C-2013", TRAIN, MAP))
    assert continuations(same) == {"1.1": ("dropped", []), "1.2": ("carried-over", ["1.2"])}
    renumbered = plan("C-2013", *(Action(number=f"9.{n}", activity=Prose(text=MAP)) for n in (1, 2)))
    assert continuations(lineage(plan("C-2012", MAP, MAP), renumbered)) == {
        "1.1": ("renumbered", ["9.1"]),
        "1.2": ("renumbered", ["9.2"]),
    }


def test_lineage__takes_the_same_content_before_more_alike_words() -> None:
    """Two actions with the same activity swap their numbers: what else they say tells them apart."""
    ports, roads = (Action(number=n, activity=Prose(text=MAP), description=Prose(text=n)) for n in ("1.1", "1.2"))
    swapped = (attrs.evolve(roads, number="1.1"), attrs.evolve(ports, number="1.2"))
    found = lineage(plan("C-2012", ports, roads), plan("C-2013", *swapped))
    assert continuations(found) == {"1.1": ("renumbered", ["1.2"]), "1.2": ("renumbered", ["1.1"])}
    assert found.matches[0].explain()[0] == "C-2012:1.1 and C-2013:1.2 have the same content"


def test_lineage__of_an_action_that_is_still_there_splits_and_merges_nothing() -> None:
    copied = lineage(plan("C-2012", MAP), plan("C-2013", MAP, f"{MAP} of the north"))
    assert continuations(copied) == {"1.1": ("carried-over", ["1.1"])}
    assert [action.number for action in copied.new] == ["1.2"]


def test_lineage__of_two_revisions_ignores_what_they_continue_of_another_plan() -> None:
    """Both revisions of the plan of 2013 say that their action continues one of 2012."""
    earlier = plan("C-2013", continuing("1.1", "C-2012:4.1", text=MAP))
    later = plan("C-2013", continuing("1.1", "C-2012:4.2", text=TRAIN), continuing("1.2", "C-2012:4.1", text=MAP))
    found = lineage(earlier, later)
    assert continuations(found) == {"1.1": ("renumbered", ["1.2"])}
    assert ([action.number for action in found.new], found.elsewhere) == (["1.1"], ())
    assert not found.matches[0].stated


def test_an_action_without_words_is_like_none() -> None:
    assert continuations(lineage(plan("C-2012", ""), plan("C-2013", ""))) == {"1.1": ("dropped", [])}


# Which plan comes before


def before(of: Plan, *others: Plan) -> list[str]:
    return [one.id for one in Portfolio((of, *others)).predecessors(of)]


def test_the_last_plan_of_the_same_priority_comes_before() -> None:
    others = [plan(id) for id in ("C-2010", "C-2012", "C-2011", "B-2012", "C-2014")]
    assert before(plan("C-2013"), *others) == ["C-2012"]
    assert before(plan("C-2011"), plan("C-2011"), plan("C-2012")) == []


def test_several_plans_of_a_priority_may_come_before() -> None:
    twin = attrs.evolve(plan("C-2012"), id="C-b")
    assert before(plan("C-2013"), twin, plan("C-2012")) == ["C-b", "C-2012"]


def test_across_cycles_a_priority_is_followed_to_its_roots() -> None:
    migrants = attrs.evolve(
        plan("MS-2022"), cycle=PolicyCycle(id="2022-2025"), priority=Priority(code="migrant-smuggling")
    )
    victims = attrs.evolve(
        plan("THB-2022"), cycle=PolicyCycle(id="2022-2025"), priority=Priority(code="trafficking-in-human-beings")
    )
    joined = attrs.evolve(
        plan("X-2026"), cycle=PolicyCycle(id="2026-2029"), priority=Priority(code="migrant-smuggling-and-thb")
    )
    assert before(joined, victims, migrants, plan("C-2013"), plan("F-2013")) == ["THB-2022", "MS-2022"]
    assert before(joined, plan("F-2013"), plan("C-2013"), plan("B-2013")) == ["F-2013", "C-2013"]


def test_a_plan_that_actions_name_comes_before_whatever_its_priority() -> None:
    later = plan("C-2013", continuing("1.1", "B-2012:1.1"), continuing("1.2", "Z-2012:1.1"))
    assert before(later, plan("B-2012"), plan("C-2012")) == ["C-2012", "B-2012"]
    assert before(attrs.evolve(later, period=None, priority=None), plan("B-2012"), plan("C-2012")) == ["B-2012"]


# Laws


@given(st.lists(st.sampled_from(["a b c d", "a b c e", MAP, TRAIN, f"{MAP} {TRAIN}", ""]), max_size=6), st.data())
def test_every_action_of_both_plans_is_told_once(texts: list[str], data: st.DataObject) -> None:
    refs = st.sampled_from(["C-2012:1.1", "C-2012:1.2", "C-2012:7.7", "D-2012:1.1"])
    later = [
        continuing(f"1.{place}", *data.draw(st.lists(refs, max_size=2)), text=text)
        for place, text in enumerate(data.draw(st.permutations(texts)), 1)
    ]
    earlier_plan, later_plan = plan("C-2012", *texts), plan("C-2013", *later)
    found = lineage(earlier_plan, later_plan)
    assert [one.action for one in found.histories] == list(earlier_plan.actions)
    matched = {match.at for match in found.matches}
    assert len(matched) + len(found.new) + len(found.elsewhere) == len(later_plan.actions)
    for one in found.histories:
        assert (one.continuation is Continuation.DROPPED) is not bool(one.matches)
        assert (one.continuation is Continuation.SPLIT) is (len(one.matches) > 1)
    assert found == lineage(earlier_plan, later_plan)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_similarity_score__is_how_much_two_wordings_have_in_common(first: set[int], second: set[int]) -> None:
    one = Similarity(shared=len(first & second), first=len(first), second=len(second))
    assert 0 <= one.score <= 1
    assert (one.score == 1) is (first == second and bool(first))
    assert (one.score == 0) is not bool(first & second)
    assert one.score == attrs.evolve(one, first=one.second, second=one.first).score


def test_similarity_score__reaches_its_bounds_at_three_and_at_four_of_five_different_words() -> None:
    for first in range(1, 60):
        for second in range(1, 60):
            for shared in range(min(first, second) + 1):
                one = Similarity(shared=shared, first=first, second=second)
                assert (one.score >= ALIKE) is (5 * shared >= 3 * one.every)
                assert (one.score >= PLAIN) is (5 * shared >= 4 * one.every)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_what_generated_plans_state_is_found(share: float) -> None:
    plans = list(generate(16, 40, 2, carried=share))
    portfolio = Portfolio(tuple(plans))
    for later in plans[8:]:
        (found,) = portfolio.lineage(later)
        assert found.earlier.id == f"{later.id[0]}-2012"
        stated = {(match.later.number, match.earlier.number) for match in found.matches if match.stated}
        assert stated == {(one.number, ref.action) for one in later.actions for ref in one.continues}


def test_lineage__takes_at_most_twice_the_work_for_twice_the_actions() -> None:
    def pair(actions: int) -> tuple[Plan, Plan]:
        plans = list(generate(9, actions, 1, carried=0))
        return plans[0], plans[8]

    half, whole = pair(400), pair(800)
    # In the longer plans, more actions have the same activity as another one, and only these need a digest.
    assert calls(lambda: lineage(*whole)) / calls(lambda: lineage(*half)) < 2.8


def test_twice_the_plans_take_twice_the_work() -> None:
    def work(plans: list[Plan]) -> Callable[[], list[tuple[Match, ...]]]:
        portfolio = Portfolio(tuple(plans))
        return lambda: [found.matches for one in portfolio for found in portfolio.lineage(one)]

    plans = list(generate(56, 10, 1))
    work(plans)()  # what is made once: the policy cycles
    ratio = calls(work(plans)) / calls(work(plans[:32]))
    assert 1.5 < ratio < 2.3  # 56 plans after 32, of which 48 and 24 have one before
