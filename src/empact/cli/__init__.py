"""The command line: ``empact`` and its built-in commands."""

from empact.cli.app import main

__all__ = ["main"]
