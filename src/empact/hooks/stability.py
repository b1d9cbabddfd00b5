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
    """A hook: its specification, the descriptor it returns, its stability.

    ``since`` is the first version of empact with the hook.
    """

    spec: Callable[..., Any]
    descriptor: type[Any]
    tier: Tier
    since: str = "0.1"

    @property
    def name(self) -> str:
        """The name of the function that a plugin implements."""
        return self.spec.__name__


HOOKS: tuple[Hook, ...] = (
    Hook(specs.empact_rules, Rule, Tier.STABLE),
    Hook(specs.empact_plans, BundledPlan, Tier.STABLE),
    Hook(specs.empact_exporters, Exporter, Tier.STABLE),
    Hook(specs.empact_documents, DocumentSpec, Tier.STABLE),
    Hook(specs.empact_readers, Reader, Tier.STABLE),
    Hook(specs.empact_formatters, Formatter, Tier.STABLE),
    Hook(specs.empact_parties, Party, Tier.STABLE),
    Hook(specs.empact_profiles, Profile, Tier.STABLE),
    Hook(specs.empact_extensions, Extension, Tier.PROVISIONAL),
    Hook(specs.empact_commands, Command, Tier.PROVISIONAL),
)
"""Every hook, the most common first.

:meta hide-value:
"""
