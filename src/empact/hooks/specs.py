"""The hooks that a plugin can implement. Each takes no arguments and returns descriptors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:  # a plugin that needs only `hookimpl` does not import the descriptors
    from empact.hooks.commands import Command
    from empact.hooks.exporting import DocumentSpec, Exporter
    from empact.hooks.formatting import Formatter
    from empact.hooks.plans import BundledPlan
    from empact.hooks.readers import Reader
    from empact.model import Extension, Party
    from empact.validation import Profile, Rule

hookspec = pluggy.HookspecMarker("empact")
hookimpl = pluggy.HookimplMarker("empact")
"""Decorator that marks a function of a plugin as the implementation of the hook with the same name."""


@hookspec
def empact_rules() -> Iterable[Rule]:  # type: ignore[empty-body]
    """Rules that check plans.

    Example::

        from empact.diagnostics import Severity
        from empact.hooks import Finding, Rule, hookimpl

        def check(plan, ctx):
            for at, action in ctx.actions():
                if not action.documentation:
                    message = f"Action {action.number} names no documentation."
                    yield Finding(message, at / "documentation", hint="Name the project file.")

        @hookimpl
        def empact_rules():
            yield Rule(
                code="OAPX001", name="undocumented", severity=Severity.INFO,
                doc="An action names no documentation.", check=check,
            )
    """


@hookspec
def empact_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """Readers of additional file formats.

    Example::

        from empact.hooks import Reader, hookimpl

        @hookimpl
        def empact_readers():
            yield Reader(name="toml", suffixes=(".toml",), read="my_plugin.toml:read")
    """


@hookspec
def empact_documents() -> Iterable[DocumentSpec]:  # type: ignore[empty-body]
    """Documents that people read; every exporter that takes documents can write them.

    Example::

        from empact.documents import Document, Section, column, table
        from empact.hooks import DocumentSpec, Option, hookimpl

        def build(ctx, *, leader):
            actions = [action for action in ctx.plan.actions if leader in map(str, action.leaders)]
            columns = (
                column("number", "#", lambda action: action.number),
                column("activity", "Activity", lambda action: str(action.activity)),
            )
            body = table(columns, actions, key=lambda action: action.number)
            return Document(
                kind="led", title=f"Actions of {leader}", name=f"{ctx.plan.id}-led", marking=ctx.marking,
                sections=(Section(key="actions", title="Actions", body=body),),
            )

        @hookimpl
        def empact_documents():
            leader = Option("leader", summary="The code of the leader.", required=True)
            yield DocumentSpec(
                name="led", summary="The actions of a leader", build="my_plugin:build", options=(leader,)
            )
    """


@hookspec
def empact_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Exporters to additional formats, for plans, documents or portfolios.

    Example::

        from empact.hooks import Exporter, hookimpl

        @hookimpl
        def empact_exporters():
            yield Exporter(name="minutes", suffix=".txt", write="my_plugin.minutes:write")
    """


@hookspec
def empact_formatters() -> Iterable[Formatter]:  # type: ignore[empty-body]
    """Formatters of findings.

    Example::

        from empact.hooks import Formatter, hookimpl

        def write(diagnostics, ctx):
            return "; ".join(f"{found.place} {found.code} {ctx.line(found.place)}" for found in diagnostics)

        @hookimpl
        def empact_formatters():
            yield Formatter(name="brief", write="my_plugin:write")
    """


@hookspec
def empact_plans() -> Iterable[BundledPlan]:  # type: ignore[empty-body]
    """Plans that the plugin bundles.

    Example::

        from empact.hooks import BundledPlan, hookimpl

        @hookimpl
        def empact_plans():
            yield BundledPlan(name="oap-g-2013", package="oap_g_2013", resource="plan.yaml")
    """


@hookspec
def empact_extensions() -> Iterable[Extension[Any]]:  # type: ignore[empty-body]
    """Additional typed data of plans, goals or actions.

    Example::

        import attrs
        from empact import Action
        from empact.hooks import Extension, hookimpl

        @attrs.frozen(kw_only=True)
        class Grant:
            beneficiary: str
            euros: int | None = attrs.field(default=None, metadata={"title": "Grant (EUR)", "width": 12})

        GRANT = Extension(name="grant", on=Action, cls=Grant, summary="The EU grant of an action")

        @hookimpl
        def empact_extensions():
            yield GRANT
    """


@hookspec
def empact_parties() -> Iterable[Party]:  # type: ignore[empty-body]
    """Parties that empact does not know, with their spellings and dates.

    Example::

        from empact.hooks import Party, hookimpl
        from empact.model import PartyKind

        @hookimpl
        def empact_parties():
            yield Party(
                code="ENEX", kind=PartyKind.NETWORK, name="European Network of Examples",
                names=("ENEX network",), source="https://www.enex.example",
            )
    """


@hookspec
def empact_profiles() -> Iterable[Profile]:  # type: ignore[empty-body]
    """Profiles: named selections of rules.

    Example::

        from empact.hooks import Profile, hookimpl

        @hookimpl
        def empact_profiles():
            yield Profile(
                name="first-draft", summary="Before the first meeting of the drafters",
                ignore=["measures"], severity={"links": "info"},
            )
    """


@hookspec
def empact_commands() -> Iterable[Command]:  # type: ignore[empty-body]
    """Subcommands of ``empact``: ``empact NAME``.

    Example::

        from empact.hooks import Command, hookimpl

        @hookimpl
        def empact_commands():
            yield Command(name="calendar", summary="Print the next meetings.", command="my_plugin.calendar:command")
    """


HOOK_OF: Mapping[str, str] = {
    "Rule": "empact_rules",
    "Reader": "empact_readers",
    "DocumentSpec": "empact_documents",
    "Exporter": "empact_exporters",
    "Formatter": "empact_formatters",
    "BundledPlan": "empact_plans",
    "Extension": "empact_extensions",
    "Party": "empact_parties",
    "Profile": "empact_profiles",
    "Command": "empact_commands",
}
"""The hook for each class of descriptors. Classes are named, since each is imported when its hook is called."""


def hook_of(descriptor: type[object]) -> str:
    """Return the name of the hook for a class of descriptors."""
    return HOOK_OF[descriptor.__name__]
