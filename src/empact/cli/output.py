"""What reaches the terminal: text on the standard output, complaints on the standard error."""

from __future__ import annotations

import click

from empact.hooks import printable


def complain(message: str) -> None:
    """Tell in one line what was wrong with the call."""
    click.echo(printable(f"empact: {message}"), err=True)


def say(text: str) -> None:
    """Print a text: the one way by which anything but an export or a report reaches the standard output."""
    click.echo(printable(text))
