"""Provides commands: one that works, and several with different faults."""

from __future__ import annotations

from collections.abc import Iterator

import click

from empact import Session
from empact.hooks import Command, hookimpl


@click.command()
@click.pass_obj
def feed(session: Session) -> None:
    """Feed the animals."""
    click.echo(f"fed {len(session.rules) > 0}")


def no_command() -> None:
    """Do nothing; this is not a click command."""


@hookimpl
def empact_commands() -> Iterator[Command]:
    yield Command(name="feed", summary="Feed the animals.", command="zoo_command:feed")
    yield Command(name="feign", summary="Look like a command.", command="zoo_command:no_command")
    yield Command(name="flee", summary="Lead nowhere.", command="zoo_command:nowhere")
    yield Command(name="fail", summary="Raise at import.", command="zoo_raises:command")
    yield Command(name="show", summary="Be what empact has.", command="zoo_command:feed")
