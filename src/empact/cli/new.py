"""``empact new``: a plugin project that can be installed, validates and passes its tests."""

from __future__ import annotations

import importlib.util
import shlex
from pathlib import Path

import click

import empact
from empact.cli.console import echo
from empact.cli.options import output_option
from empact.cli.project import (
    Project,
    RefusedError,
    checked_name,
    found_period,
    found_prefix,
    found_priority,
    module_of,
)
from empact.hooks.discovery import normalised
from empact.reference import Cycle, cycles
from empact.session import Session
from empact.storage.writing import make_folder


@click.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--priority", required=True, metavar="CODE", help="The letter of the priority in the cycle, such as G, or its id."
)
@click.option("--cycle", required=True, metavar="CYCLE", help="The policy cycle, such as 2011-2013.")
@click.option(
    "--period",
    metavar="YEARS",
    help="The years of the plan, 2013 or 2024-2025; default: those of the plan that covers the year in NAME.",
)
@click.option("--title", metavar="TEXT", help="The name of the priority; required if empact does not know it.")
@click.option(
    "--prefix", metavar="LETTERS", help="The prefix of its rule codes; default: OAP and letters of the priority."
)
@output_option("FOLDER", "The folder to create; default: NAME.")
@click.pass_obj
def new(
    session: Session,
    name: str,
    priority: str,
    cycle: str,
    period: str | None,
    title: str | None,
    prefix: str | None,
    output: Path | None,
) -> None:
    """Create a plugin project for a plan in a new folder: a plan to fill in, a rule, an exporter and tests.

    NAME is the name of the project, the plugin and the plan. The README in the folder lists the next steps.

    \b
    empact new oap-g-2013 --priority G --cycle 2011-2013
    empact new oap-drugs-2026 --priority drug-trafficking --cycle 2026-2029
    """
    name = checked_name(name)
    _check_free(session, name)
    during = _cycle(cycle)
    code, called, fact = found_priority(during, priority, title)
    project = Project(
        name=name,
        code=code,
        title=called,
        cycle=during,
        period=found_period(during, name, period),
        prefix=found_prefix(code, prefix, (sourced.value.prefix for sourced in session.rules)),
        fact=fact,
    )
    folder = Path(name) if output is None else output
    files = project.files(empact.__version__, session.schema())
    make_folder(folder, files)
    enter = [] if folder == Path() else [f"cd {shlex.quote(str(folder))}"]
    lines = (
        f"{folder}: {len(files)} files, with the plan {project.plan} and a rule, {project.prefix}001.",
        "README.md lists the next steps. Start with:",
        "",
        *enter,
        "pip install -e '.[test]'",
        f"empact validate {name}",
        "pytest",
    )
    echo("\n".join(lines))


def _cycle(id: str) -> Cycle:
    """Return the cycle with an id; if there is none, raise an error that lists the known ones."""
    for cycle in cycles():
        if id in (cycle.id, *cycle.also):
            return cycle
    known = ", ".join(cycle.id for cycle in cycles())
    raise RefusedError(f"Unknown policy cycle {id!r}. Use one of {known}.")


def _check_free(session: Session, name: str) -> None:
    """Refuse the name of an installed package, plugin or plan: one of the two would hide the other."""
    module = module_of(name)
    plugins = {normalised(word) for plugin in session.plugins for word in (plugin.name, plugin.distribution)}
    owners = (
        (f"it is the name of the package {module!r}", importlib.util.find_spec(module) is not None),
        ("it is the name of a plugin", name in plugins),
        ("it is the name of a bundled plan", name in {normalised(plan.name) for plan in session.bundled}),
    )
    for why, taken in owners:
        if taken:
            raise RefusedError(f"The name {name!r} is taken: {why}. Choose another name.")
