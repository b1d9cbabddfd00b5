"""The objects that the sentences of a dossier and of the impact of leaving are about."""

from __future__ import annotations

import attrs
from tests.analysis.exclusions.test_exclusion import (
    PLAN,
    SESSION,
    answer,
    commitment,
    criterion,
    day,
    dossier,
    impact,
)
from tests.support import like_2012

import oap_invented_2031
from empact.analysis import CriterionKind, PartyRole
from empact.model import Ref, Reply

DUE = "The commitment of 2031-02-01 was due on 2031-05-31"


def test_a_change__carries_action_role_and_party() -> None:
    found = impact(PLAN, "QM", leaving=day("2031-07-01"))
    assert {(change.party.code, change.leaving) for change in found} == {("QM", day("2031-07-01"))}
    (driver,) = found.whole_plan
    assert (driver.role, driver.remaining, driver.beside) == (PartyRole.DRIVER, (), ())
    assert found.without_leader == ()
    (led,) = found.fewer_leaders
    assert (led.action.number, led.role, led.since, led.certain, led.remaining_certain) == (
        "3.2",
        PartyRole.LEADER,
        None,
        True,
        True,
    )
    assert [party.code for party in led.remaining] == ["QN"]
    assert [(one.action.number, one.left, one.before, one.roles) for one in found.fewer_participants] == [
        ("1.1", 5, 6, (PartyRole.PARTICIPANT,)),
        ("2.1", 3, 4, (PartyRole.PARTICIPANT,)),
        ("4.1", 2, 3, (PartyRole.PARTICIPANT,)),
    ]
    assert (found.possible, found.goals, found.links) == ((), (), ())


def test_a_change_of_a_link__carries_its_ends() -> None:
    found = impact(PLAN, "QN", leaving=day("2031-07-01"))
    assert [(one.action.number, one.since, one.remaining) for one in found.without_leader] == [
        ("3.1", day("2031-07-01"), ())
    ]
    ends = [(one.action.number, str(one.link), [end.number for end in one.leaderless]) for one in found.links]
    assert ends == [
        ("1.1", "3.1", ["3.1"]),
        ("2.2", "3.1", ["3.1"]),
        ("3.1", "SG 1", ["3.1"]),
        ("3.1", "SG 2", ["3.1"]),
        ("3.1", "1.1", ["3.1"]),
        ("3.1", "2.2", ["3.1"]),
    ]


def test_a_change_of_a_goal_or_a_group__carries_its_parts() -> None:
    found = impact(PLAN, "QP", leaving=day("2031-05-01"))
    assert [(one.action.number, one.since) for one in found.without_leader] == [("4.2", day("2031-05-01"))]
    assert found.goals == ()  # goal 4 has 4.1 too
    (relevant, *_) = impact(like_2012.PLAN, "QQ", leaving=day("2031-01-01")).possible
    assert (relevant.action.number, relevant.role, relevant.group) == ("2.1", PartyRole.PARTICIPANT, "Relevant MS")
    groups = {
        one.action.number: one.groups
        for one in impact(like_2012.PLAN, "QN", leaving=day("2031-01-01")).fewer_participants
    }
    (everyone,) = groups["1.2"]
    assert (everyone.name, everyone.before - everyone.left) == ("All MS", 1)


def test_the_tree_of_a_change__names_its_objects_by_their_ids() -> None:
    context = SESSION.context(PLAN, as_of=day("2031-07-01"), records=SESSION.records(ledger=oap_invented_2031.LEDGER))
    tree = SESSION.tree(context.exclusion("QN", impact=True))["impact"]
    assert tree["without_leader"] == [
        {
            "party": "QN",
            "leaving": "2031-07-01",
            "at": ["/actions/4/leaders/items/0"],
            "action": "Q-2031:3.1",
            "since": "2031-07-01",
            "certain": True,
            "remaining": [],
            "remaining_words": [],
            "remaining_certain": False,
            "text": "Action 3.1 would have no leader: QN leads it alone.",
            "role": "leader",
        }
    ]


def test_a_statement_of_a_dossier__carries_party_and_actions() -> None:
    # By eye, from the ledger of the invented plan: a commitment for 3.1, exhorted on 18 June, found to jeopardise it.
    found = dossier("QN", "2031-12-31")
    about = {
        kind.kind: {(statement.party_code, tuple(map(str, statement.actions))) for statement in kind.evidence}
        for kind in found.criteria
    }
    assert about[CriterionKind.COMMITMENTS] == {("QN", ("Q-2031:3.1",))}
    assert about[CriterionKind.JEOPARDY] <= {("QN", ("Q-2031:3.1",))}
    assert {statement.party_code for statement in (*found.about, *found.beside, *found.decisions)} <= {"QN"}
    (uncommitted,) = (one for one in found.criteria[0].missing if one.text.startswith("The plan involves QN"))
    assert [str(ref) for ref in uncommitted.actions] == ["Q-2031:1.1", "Q-2031:1.2", "Q-2031:2.1", "Q-2031:3.2"]
    assert uncommitted.roles == (PartyRole.PARTICIPANT, PartyRole.LEADER)


def test_a_statement__is_about_the_actions_that_an_answer_names() -> None:
    both = commitment(actions=(Ref(action="3.1"), Ref(action="1.2")))
    late = attrs.evolve(answer("2031-06-02", Reply.MET, "e1"), actions=(Ref(action="3.1"),))
    found = criterion(CriterionKind.COMMITMENTS, "2031-12-01", both, late)
    assert [(one.text, list(map(str, one.actions))) for one in found.evidence] == [
        (f"{DUE}, but was reported as met for 3.1 only on 2031-06-02.", ["Q-2031:3.1"]),
        (f"{DUE}, and no entry says that it was met for 1.2.", ["Q-2031:1.2"]),
    ]
    assert [list(map(str, one.actions)) for one in found.against] == [["Q-2031:3.1"]]
