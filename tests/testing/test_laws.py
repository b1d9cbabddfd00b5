"""The laws that several descriptors share, and how their problems become sentences."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from empact import Session
from empact.hooks import Command, Exporter
from empact.testing import commanding, laws  # not its class Tested by name: pytest would take it for tests
from empact.testing.laws import Law, its_code_can_be_called, its_name_is_lower_case, law, problems_of
from empact.testing.samples import usual

SESSION = Session([])


def exporter(name: str = "text", write: str = "json:dumps") -> laws.Tested[Exporter]:
    return laws.Tested(Exporter(name=name, suffix=".x", write=write), SESSION)


@pytest.mark.parametrize("name", ["text", "web-page", "oscal-1", "3d"])
def test_its_name_is_lower_case__accepts_words_joined_by_hyphens(name: str) -> None:
    assert its_name_is_lower_case(exporter(name)) == []


@pytest.mark.parametrize("name", ["Text", "webPage", "web_page", "web-", "web--page", "web.page"])
def test_its_name_is_lower_case__refuses_any_other_name(name: str) -> None:
    assert its_name_is_lower_case(exporter(name)) == [
        f"The Exporter name {name!r} has to consist of lower-case words joined by hyphens."
    ]


@pytest.mark.parametrize(
    ("write", "problem"),
    [
        ("json:dumps", None),
        (
            "json:decoder",
            "The code 'json:decoder' of the exporter 'text' has to be a function, but has the type module.",
        ),
    ],
)
def test_its_code_can_be_called__needs_a_function(write: str, problem: str | None) -> None:
    assert its_code_can_be_called(exporter(write=write)) == ([] if problem is None else [problem])


def test_its_code_can_be_called__needs_a_click_command_for_a_command() -> None:
    command = laws.Tested(Command(name="count", command="json:dumps", summary="Count."), SESSION)
    (problem,) = its_code_can_be_called(command)
    assert problem.endswith("has to be a click command, but has the type function.")
    group = laws.Tested(Command(name="count", command="empact.cli.app:main", summary="Count."), SESSION)
    assert its_code_can_be_called(group) == []


@law
def cases_of(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    yield from pairs


def test_law__makes_one_sentence_of_the_cases_of_a_problem() -> None:
    assert cases_of() == []
    assert cases_of(("It stops.", "plan A")) == ["It stops (plan A)."]
    assert cases_of(("It stops", "plan A"), ("It waits.", "plan B"), ("It stops.", "plan B")) == [
        "It stops (plan A, and 1 more).",
        "It waits (plan B).",
    ]


def test_law__counts_a_case_once() -> None:
    assert cases_of(("It stops.", "plan A"), ("It stops.", "plan A")) == ["It stops (plan A)."]
    assert cases_of(*(("It stops.", f"plan {letter}") for letter in "ABAC")) == ["It stops (plan A, and 2 more)."]


def breaks(_tested: laws.Tested[Exporter]) -> list[str]:
    return ["It is broken."]


def test_problems_of__are_those_of_all_laws_in_their_order() -> None:
    checks: tuple[Law[Exporter], ...] = (its_name_is_lower_case, breaks, its_code_can_be_called, breaks)
    problems = list(problems_of(exporter("Text"), checks))
    assert problems == [*its_name_is_lower_case(exporter("Text")), "It is broken.", "It is broken."]


def test_problems_of__stop_if_the_code_cannot_be_called() -> None:
    without = exporter(write="json:missing")
    checks: tuple[Law[Exporter], ...] = (its_code_can_be_called, breaks)
    assert list(problems_of(without, checks)) == its_code_can_be_called(without)
    assert len(its_code_can_be_called(without)) == 1


@click.command()
@click.argument("plan")
def echo_file(plan: str) -> None:
    """Print the name of the file."""
    click.echo(f'{{"file": "{plan}"}}')


def test_answers_of_a_command__do_not_depend_on_where_the_plans_are() -> None:
    command = Command(name="echo-file", summary="Print.", command=f"{__name__}:echo_file")
    first, second = (laws.Tested(command, Session(), usual()) for _ in range(2))
    assert commanding.answers(first) == commanding.answers(second)
    assert set(commanding.answers(first).values()) == {'{"file": "plan.json"}\n'}
