"""The check of ``conftest.py``, by which the messages of all calls in these tests name only options that exist."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner
from tests.support.named_options import missing_options


@click.group()
def program() -> None:
    """Do something."""


@program.command()
@click.option("--good/--bad")
@click.argument("words")
def tell(words: str, *, good: bool) -> None:
    """Print words."""
    del good
    click.echo(words, err=True)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("2 info not shown; use --show info.", {"--show"}),
        ("Use --good or --bad, or see --help.", set()),
        ("Use 'empact validate --show info'.", set()),
        ("No option here - or there--not.", set()),
    ],
)
def test_missing_options__are_those_that_the_help_of_the_command_does_not_list(words: str, missing: set[str]) -> None:
    runner = CliRunner()
    arguments = ["tell", words]

    class Done:
        """A call that only printed words, so that the check of the tests does not see them."""

        stdout, stderr = "", words

    assert missing_options(arguments, Done, lambda asked: runner.invoke(program, asked)) == missing  # type: ignore[arg-type] # it has what is read
