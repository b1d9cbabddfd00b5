"""What reaches the terminal: text on the standard output, complaints on the standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from empact.hooks import printable, printable_json


def complain(message: str) -> None:
    """Tell in one line what was wrong with the call."""
    click.echo(printable(f"empact: {message}"), err=True)


def say_json(tree: Any) -> None:
    """Print a document for programs; an output that is not in UTF-8 gets ASCII alone."""
    encoding = sys.stdout.encoding.lower().replace("-", "")
    click.echo(printable_json(json.dumps(tree, indent=2, ensure_ascii=encoding != "utf8")))


def say(text: str) -> None:
    """Print a text: the one way by which anything but an export or a report reaches the standard output."""
    click.echo(printable(text))
