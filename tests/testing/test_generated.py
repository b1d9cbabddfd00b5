"""Generated portfolios: the same for the same seed, of the size asked for, with links that lead where they should."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact import Plan, Session, Severity
from empact.testing import generated
from empact.testing.generated import generate, main, write_portfolio

SESSION = Session()
FIRST_ACTION = [
    "Financial inquiries into cocaine couriers at the HU-RS land border.",
    "AT",
    "HU, SK, RS, Europol",
    "1.2",
    "March and September",
    "KPI: At least 18 accounts frozen",
]
DIGEST = "c6c848c87bf3539a5e4853e52c5ddf087740df8a2458d9a46ac2387f7bca924b"


class Abroad(NamedTuple):
    """A link from an action to one of another plan, by the id of that plan."""

    plan: str
    action: str
    to_plan: str
    to_action: str

    @property
    def back(self) -> Abroad:
        return Abroad(self.to_plan, self.to_action, self.plan, self.action)


def abroad(plans: list[Plan]) -> Iterator[Abroad]:
    for plan in plans:
        year = plan.id.partition("-")[2]
        for action in plan.actions:
            for link in action.links.understood:
                if link.to.plan is not None:
                    to = link.to.plan if "-" in link.to.plan else f"{link.to.plan}-{year}"
                    yield Abroad(plan.id, action.number, to, str(link.to.action))


def told(plans: list[Plan]) -> str:
    """All that the plans say, in figures and words: the digest of it is the same on every machine."""
    return json.dumps(
        [
            [plan.id, action.number, *map(str, (action.goal, action.activity, action.description, action.timing))]
            + [*map(str, (action.leaders, action.participants, action.links, action.kpis, *action.continues))]
            + [f"{checkpoint}: {result}" for checkpoint, result in action.results.items()]
            for plan in plans
            for action in plan.actions
        ],
        ensure_ascii=False,
    )


# The same for the same seed


def test_the_first_action_of_a_seed_is_this_one_in_every_version_of_python() -> None:
    action = next(generate(1, 2, seed=1)).action("1.1")
    row = (action.activity, action.leaders, action.participants, action.links, action.timing, action.kpis)
    assert [str(cell) for cell in row] == FIRST_ACTION


def test_all_that_a_seed_gives_is_the_same_in_every_version_of_python() -> None:
    digest = hashlib.sha256(told(list(generate(17, 30, seed=1))).encode()).hexdigest()
    assert digest == DIGEST


def test_another_seed_gives_other_plans_of_the_same_shape() -> None:
    one, other = list(generate(9, 24, seed=1)), list(generate(9, 24, seed=2))
    assert told(one) != told(other)
    assert [plan.id for plan in one] == [plan.id for plan in other]
    assert [action.number for plan in one for action in plan.actions] == [
        action.number for plan in other for action in plan.actions
    ]


@given(st.integers())
def test_no_seed_is_refused(seed: int) -> None:
    assert told(list(generate(2, 3, seed))) == told(list(generate(2, 3, seed)))


def test_whole_years_are_the_same_in_a_larger_portfolio() -> None:
    assert list(generate(16, 12))[:8] == list(generate(8, 12))


# Sizes


@pytest.mark.parametrize(("plans", "actions"), [(0, 5), (1, 0), (1, 1), (3, 25), (9, 7), (8, 250)])
def test_there_are_as_many_plans_and_actions_as_asked_for(plans: int, actions: int) -> None:
    made = list(generate(plans, actions))
    assert [len(plan.actions) for plan in made] == [actions] * plans
    assert len({plan.id for plan in made}) == plans
    for plan in made:
        numbers = [action.number for action in plan.actions]
        assert len(set(numbers)) == actions
        assert {action.goal for action in plan.actions} <= {goal.number for goal in plan.goals}
        assert len(plan.goals) == max(1, min(9, actions // 12))


def test_eight_priorities_have_a_plan_each_in_every_year() -> None:
    ids = [plan.id for plan in generate(18, 1)]
    assert ids == [f"{letter}-{year}" for year in (2012, 2013) for letter in "ABCDEFGH"] + ["A-2014", "B-2014"]


def test_every_year_lies_in_its_policy_cycle() -> None:
    cycles = {plan.id: plan.cycle.id for plan in generate(41, 0) if plan.cycle and plan.id.startswith("A-")}
    assert cycles == {
        "A-2012": "2011-2013",
        "A-2013": "2011-2013",
        "A-2014": "2014-2017",
        "A-2015": "2014-2017",
        "A-2016": "2014-2017",
        "A-2017": "2014-2017",
    }


@pytest.mark.parametrize(
    "wrong", [{"plans": -1}, {"actions": -1}, {"plans": 70_000}, {"one_way": 0.7, "dangling": 0.4}, {"carried": 1.5}]
)
def test_what_cannot_be_is_refused_before_the_first_plan(wrong: dict[str, float]) -> None:
    sizes = {"plans": 1, "actions": 1} | wrong
    with pytest.raises(ValueError, match=r"^cannot generate .* plans|^the shares .* have to be"):
        generate(**sizes)  # type: ignore[arg-type]  # a number of either kind


# Links


def test_without_a_share_of_bad_links_every_link_is_answered() -> None:
    plans = list(generate(16, 60, one_way=0, dangling=0))
    links = set(abroad(plans))
    actions = {(plan.id, action.number) for plan in plans for action in plan.actions}
    # Of 60 actions those at places 2, 10 ... 58 are linked to another plan, each of 16 plans having three partners.
    assert len(links) == 8 * 16
    assert {link.back for link in links} == links
    assert {(link.to_plan, link.to_action) for link in links} <= actions


def test_links_go_by_the_id_of_a_plan_and_by_the_letter_of_its_priority() -> None:
    plan = next(generate(8, 60, one_way=0, dangling=0))
    found = [str(link) for action in plan.actions for link in action.links.understood if link.to.plan]
    assert [link.partition(":")[0] for link in found] == ["B-2012", "C", "E-2012", "B", "C-2012", "E", "B-2012", "C"]


def test_with_all_links_one_way_none_is_answered_and_all_lead_somewhere() -> None:
    plans = list(generate(8, 60, one_way=1, dangling=0))
    links = set(abroad(plans))
    assert len(links) == 8 * 8 // 2
    assert not {link.back for link in links} & links
    actions = {(plan.id, action.number) for plan in plans for action in plan.actions}
    assert {(link.to_plan, link.to_action) for link in links} <= actions


def test_with_all_links_dangling_none_leads_to_an_action() -> None:
    plans = list(generate(8, 60, one_way=0, dangling=1))
    links = set(abroad(plans))
    assert len(links) == 8 * 8 // 2
    assert {link.to_plan for link in links} <= {plan.id for plan in plans}
    actions = {(plan.id, action.number) for plan in plans for action in plan.actions}
    assert not {(link.to_plan, link.to_action) for link in links} & actions


def test_the_shares_of_bad_links_are_those_asked_for() -> None:
    plans = list(generate(24, 400, seed=3, one_way=0.2, dangling=0.1))
    links = set(abroad(plans))
    actions = {(plan.id, action.number) for plan in plans for action in plan.actions}
    dangling = {link for link in links if (link.to_plan, link.to_action) not in actions}
    one_way = {link for link in links - dangling if link.back not in links}
    pairs = 24 * 50 // 2
    assert len(dangling) / pairs == pytest.approx(0.1, abs=0.04)
    assert len(one_way) / pairs == pytest.approx(0.2, abs=0.05)
    assert len(links) == 2 * pairs - len(dangling) - len(one_way)


def test_a_plan_names_every_priority_that_it_links_to() -> None:
    for plan in generate(11, 60):
        named = {one.priority for one in plan.interdependencies}
        assert {link.to_plan[0] for link in abroad([plan])} <= named


def test_links_inside_a_plan_go_both_ways() -> None:
    for plan in generate(2, 50):
        inner = {
            (action.number, link.to.action)
            for action in plan.actions
            for link in action.links.understood
            if link.to.plan is None and link.to.action
        }
        assert len(inner) == 26  # of 50 actions the pairs (0, 1), (4, 5) ... (48, 49)
        assert {(other, one) for one, other in inner} == inner


# What is carried on


def test_actions_carry_on_those_of_the_year_before_each_at_most_once() -> None:
    plans = {plan.id: plan for plan in generate(24, 60, seed=5, carried=0.5)}
    for plan in plans.values():
        refs = [ref for action in plan.actions for ref in action.continues]
        assert len(set(refs)) == len(refs)
        for action in plan.actions:
            for ref in action.continues:
                assert ref.plan == f"{plan.id[0]}-{int(plan.id[2:]) - 1}"
                earlier = plans[str(ref.plan)].action(str(ref.action))
                assert action.activity == earlier.activity
                assert f"Continues action {earlier.number} " in str(action.description)
    assert not [action for name in ("A-2012", "H-2012") for action in plans[name].actions if action.continues]


def test_all_or_none_are_carried_on_and_a_third_of_the_pairs_change_their_numbers() -> None:
    *_, second = generate(9, 12, carried=1)
    assert [str(ref) for action in second.actions for ref in action.continues] == [
        f"A-2012:1.{number}" for number in (2, 1, 3, 4, 5, 6, 8, 7, 9, 10, 11, 12)
    ]
    *_, second = generate(9, 12, carried=0)
    assert not [action for action in second.actions if action.continues]


# The cost


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a number was drawn so far."""
    count = [0]

    class Counting(random.Random):
        def random(self) -> float:
            count[0] += 1
            return super().random()

    monkeypatch.setattr(generated, "Random", Counting)
    return count


def test_twice_the_actions_or_plans_take_twice_the_draws(draws: list[int]) -> None:
    def cost(plans: int, actions: int) -> int:
        before = draws[0]
        assert len(list(generate(plans, actions))) == plans
        return draws[0] - before

    once = cost(16, 100)
    assert cost(16, 200) / once == pytest.approx(2, abs=0.05)
    assert cost(32, 100) / once == pytest.approx(2, abs=0.05)


def test_a_plan_is_made_only_when_it_is_asked_for(draws: list[int]) -> None:
    plans = generate(60_000, 10)
    assert draws == [0]
    assert [plan.id for plan in itertools.islice(plans, 2)] == ["A-2012", "B-2012"]
    assert draws[0] < 2 * 10 * 12


# What the plans are worth


@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_every_plan_comes_back_from_its_file(tmp_path: Path, format_: str) -> None:
    files = write_portfolio(tmp_path / "new" / "folder", 9, 20, 4, format=format_)
    assert [file.name for file in files] == [f"{plan.id}.{format_}" for plan in generate(9, 20, 4)]
    assert sorted(files) == sorted((tmp_path / "new" / "folder").iterdir())
    assert [SESSION.load(file) for file in files] == list(generate(9, 20, 4))


def test_a_generated_plan_was_read_from_no_file_and_says_that_it_is_invented() -> None:
    for plan in generate(2, 1):
        assert plan.source is None
        assert str(plan.title).startswith("Invented for tests: ")
        assert str(plan.cover.issuer) == "INVENTED FOR TESTS, NO DOCUMENT OF THE COUNCIL"


def test_every_cell_of_a_plan_is_understood_and_no_rule_crashes() -> None:
    plans = list(generate(17, 40, seed=7))
    for action in (action for plan in plans for action in plan.actions):
        cells = (action.leaders, action.participants, action.links, action.timing, action.target, action.kpis)
        assert [cell.unparsed for cell in cells] == [()] * 6
    found = SESSION.validate(*plans)
    assert "rule-crashed" not in {one.name for one in found}
    assert [one.message for one in SESSION.validate(plans[0]) if one.severity is Severity.ERROR] == []


def test_the_command_writes_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "empact.testing.generated", str(tmp_path), "--plans", "3", "--actions", "4"]
    done = subprocess.run([*command, "--seed", "1"], capture_output=True, text=True, check=True)
    assert done.stdout == f"Plans written to {tmp_path}: 3. Actions of each: 4.\n"
    assert done.stderr == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A-2012.yaml", "B-2012.yaml", "C-2012.yaml"]
    assert SESSION.load(tmp_path / "C-2012.yaml") == list(generate(3, 4, 1))[2]


def test_the_command_writes_json_where_it_is_asked_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path), "--plans", "1", "--actions", "2", "--format", "json"])
    assert capsys.readouterr().out == f"Plans written to {tmp_path}: 1. Actions of each: 2.\n"
    assert json.loads((tmp_path / "A-2012.json").read_bytes())["id"] == "A-2012"
