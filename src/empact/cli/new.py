"""``empact new``: a plugin project that installs, validates and passes its tests at once."""

from __future__ import annotations

import importlib.util
import shlex
from pathlib import Path

import click

import empact
from empact.cli.project import (
    Project,
    RefusedError,
    checked_name,
    found_period,
    found_prefix,
    found_priority,
    module_of,
)
from empact.hooks import printable
from empact.hooks.discovery import normalised
from empact.reference import Cycle, cycles
from empact.session import Session
from empact.storage.writing import make_folder


@click.command()
@click.argument("name")
@click.option("--priority", required=True, metavar="CODE", help="Its letter in the cycle, such as G; or its id.")
@click.option("--cycle", required=True, metavar="YEARS", help="The policy cycle, such as 2011-2013.")
@click.option("--period", metavar="YEARS", help="The years of the plan, 2013 or 2024-2025; else the year in NAME.")
@click.option("--title", metavar="TEXT", help="What the priority is called; needed where empact does not know it.")
@click.option("--prefix", metavar="LETTERS", help="The letters of the codes of its rules; else OAP and the letter.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder to make; else NAME.")
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
    """Write a plugin project for a plan: plan, rule, exporter and tests, to be filled in.

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
        prefix=found_prefix(code, prefix, (one.value.prefix for one in session.rules)),
        fact=fact,
    )
    folder = Path(name) if output is None else output
    files = project.files(empact.__version__, session.schema())
    make_folder(folder, files)
    enter = [] if folder == Path() else [f"cd {shlex.quote(str(folder))}"]
    lines = (
        f"{folder}: {len(files)} files, with the plan {project.plan} and a rule, {project.prefix}001.",
        "README.md says what to do next; first:",
        "",
        *enter,
        "pip install -e '.[test]'",
        f"empact validate {name}",
        "pytest",
    )
    click.echo("\n".join(map(printable, lines)))


def _cycle(id: str) -> Cycle:
    """The cycle of this id; another one is told with those that there are."""
    for one in cycles():
        if id in (one.id, *one.also):
            return one
    known = ", ".join(one.id for one in cycles())
    raise RefusedError(f"The policy cycle {id!r} is not known; known are {known}.")


def _check_free(session: Session, name: str) -> None:
    """Refuse a name that something installed has: one of the two could not be found any more."""
    module = module_of(name)
    plugins = {normalised(word) for one in session.plugins for word in (one.name, one.distribution)}
    owners = (
        (f"there is a package {module!r}", importlib.util.find_spec(module) is not None),
        ("a plugin has it", name in plugins),
        ("a plugin brings a plan of that name", name in {normalised(one.name) for one in session.bundled}),
    )
    for why, taken in owners:
        if taken:
            raise RefusedError(f"The name {name!r} is taken: {why}. Choose another one.")
