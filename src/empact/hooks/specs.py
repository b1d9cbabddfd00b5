"""The hooks: what a plugin may hand over. Each takes no argument and answers with descriptors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pluggy

from empact.hooks.exporting import Exporter
from empact.hooks.plans import BundledPlan
from empact.hooks.reading import Reader
from empact.hooks.reporting import Reporter
from empact.validation import Rule

hookspec = pluggy.HookspecMarker("empact")
hookimpl = pluggy.HookimplMarker("empact")
"""Marks a function of a plugin as the implementation of the hook of its name."""


@hookspec
def empact_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Rules that check plans.

    Example::

        from empact.hooks import Finding, Rule, Severity, hookimpl

        def check(plan, ctx):
            for at, action in ctx.actions(plan):
                if not action.documentation:
                    yield Finding(f"Action {action.number} names no documentation.", at)

        @hookimpl
        def empact_rules():
            yield Rule(
                code="OAPX001", name="undocumented", severity=Severity.INFO,
                doc="An action names no documentation.", check=check,
            )
    """


@hookspec
def empact_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Readers of further file formats.

    Example::

        from empact.hooks import Reader, hookimpl

        @hookimpl
        def empact_readers():
            yield Reader(name="toml", suffixes=(".toml",), read="my_plugin.toml:read")
    """


@hookspec
def empact_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Exporters into further formats.

    Example::

        from empact.hooks import Exporter, hookimpl

        @hookimpl
        def empact_exporters():
            yield Exporter(name="csv", suffix=".csv", write="my_plugin.csv:write")
    """


@hookspec
def empact_reporters() -> Iterable[Reporter]:  # type: ignore[empty-body]
    """Reporters, which tell findings in further forms.

    Example::

        from empact.hooks import Reporter, hookimpl

        def write(diagnostics, ctx):
            return "; ".join(f"{one.place} {one.code} {ctx.line(one.place)}" for one in diagnostics)

        @hookimpl
        def empact_reporters():
            yield Reporter(name="brief", write="my_plugin:write")
    """


@hookspec
def empact_plans() -> Iterable[BundledPlan]:  # type: ignore[empty-body]
    """Plans that come with the plugin.

    Example::

        from empact.hooks import BundledPlan, hookimpl

        @hookimpl
        def empact_plans():
            yield BundledPlan(name="oap-g-2013", package="oap_g_2013", resource="plan.yaml")
    """


class ProvidesRules(Protocol):
    """A plugin with rules: a module that matches may say ``plugin: ProvidesRules = my_plugin``."""

    def empact_rules(self) -> Iterable[Rule]:
        """See the hook."""
        ...


class ProvidesReaders(Protocol):
    """A plugin with readers."""

    def empact_readers(self) -> Iterable[Reader]:
        """See the hook."""
        ...


class ProvidesExporters(Protocol):
    """A plugin with exporters."""

    def empact_exporters(self) -> Iterable[Exporter]:
        """See the hook."""
        ...


class ProvidesReporters(Protocol):
    """A plugin with reporters."""

    def empact_reporters(self) -> Iterable[Reporter]:
        """See the hook."""
        ...


class ProvidesPlans(Protocol):
    """A plugin with plans."""

    def empact_plans(self) -> Iterable[BundledPlan]:
        """See the hook."""
        ...
