"""The command line: a thin skin over the session."""

from empact.cli.app import main

__all__ = ["main"]
