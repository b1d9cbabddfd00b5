"""Every message that a test of the command line provokes names only options that its command has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tests.support.named_options import missing_options


@pytest.fixture(autouse=True)
def _only_options_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check each call of a test after it has run."""
    invoke = CliRunner.invoke

    def checked(
        self: CliRunner, cli: click.Command, args: Sequence[str] | None = None, *rest: Any, **more: Any
    ) -> Result:
        done = invoke(self, cli, args, *rest, **more)
        missing = missing_options([*map(str, args or ())], done, lambda words: invoke(self, cli, words, *rest, **more))
        assert not missing, f"{' '.join(map(str, args or ()))}: a message names {', '.join(sorted(missing))}"
        return done

    monkeypatch.setattr(CliRunner, "invoke", checked)
