"""The hooks of the plugin API and the stability of each."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from empact.hooks import specs
from empact.hooks.commands import Command
from empact.hooks.exporting import DocumentSpec, Exporter
from empact.hooks.formatting import Formatter
from empact.hooks.plans import BundledPlan
from empact.hooks.readers import Reader
from empact.model import Extension, Party
from empact.validation import Profile, Rule
from empact.values import value


class Tier(enum.Enum):
    """The stability of a part of the plugin API.

    A ``stable`` part changes its meaning, or is removed, only after two minor versions with a warning. A
    ``provisional`` part may change in any minor version; the changelog describes the change.
    """

    STABLE = "stable"
    PROVISIONAL = "provisional"


@value
class Hook:
    """A hook of the plugin API: a plugin yields descriptors of one class."""

    descriptor: type[Any]
    """The class of the descriptors that a plugin yields."""
    tier: Tier
    """How stable the hook is."""
    since: str = "0.1"
    """The first version of empact with the hook."""

    @property
    def name(self) -> str:
        """The name of the function that a plugin implements."""
        return specs.hook_of(self.descriptor)

    @property
    def spec(self) -> Callable[..., Any]:
        """The specification, whose docstring is the page of the hook."""
        function: Callable[..., Any] = getattr(specs, self.name)
        return function


HOOKS: tuple[Hook, ...] = (
    Hook(Rule, Tier.STABLE),
    Hook(BundledPlan, Tier.STABLE),
    Hook(Exporter, Tier.STABLE),
    Hook(DocumentSpec, Tier.STABLE),
    Hook(Reader, Tier.STABLE),
    Hook(Formatter, Tier.STABLE),
    Hook(Party, Tier.STABLE),
    Hook(Profile, Tier.STABLE),
    Hook(Extension, Tier.PROVISIONAL),
    Hook(Command, Tier.PROVISIONAL),
)
"""Every hook, the most common first.

:meta hide-value:
"""
