"""A plugin as somebody writes it who has only the documentation: an exporter to OpenDocument, and a rule to set."""

from collections.abc import Iterator

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Exporter, Finding, Option, Rule, RuleContext, hookimpl


def busy_leader(plan: Plan, ctx: RuleContext, *, most: int, ignore: tuple[str, ...]) -> Iterator[Finding]:
    """A party leads many actions.

    Whoever leads collects the contributions of all others. With many actions at once, one of them is late.
    """
    actions: dict[str, list[str]] = {}
    for _, action in ctx.actions():
        for leader in action.leaders.understood:
            actions.setdefault(str(leader), []).append(action.number)
    for at, action in ctx.actions():
        for name in map(str, action.leaders.understood):
            numbers = actions[name]
            if name not in ignore and len(numbers) > most and numbers[most] == action.number:
                yield Finding(
                    f"{name} leads {len(numbers)} actions (at most {most}): {', '.join(numbers)}.",
                    at / "leaders",
                    hint="Find another leader for one of them.",
                )


@hookimpl
def empact_rules() -> Iterator[Rule]:
    most = Option("most", summary="The most actions that a party may lead.", type=int, between=(1, 50), default=2)
    ignore = Option("ignore", summary="Parties that may lead more, as the plan names them.", repeated=True)
    yield Rule(
        code="OAPODS001",
        name="busy-leader",
        severity=Severity.INFO,
        check=busy_leader,
        options=(most, ignore),
        plans=("O-*",),
    )


@hookimpl
def empact_exporters() -> Iterator[Exporter]:
    grid = Option("grid", summary="Write the grid of the sheets.", type=bool, default=True)
    yield Exporter(name="ods", suffix=".ods", takes="document", write="oap_ods.ods:write", options=(grid,))
