"""The pages on writing and testing a plugin work for a new user, who installs only what the page says.

An installer needs a network, so ``_Environment.install`` takes the place of pip: it links the distributions that a
requirement leads to, with its extras, from the environment of this run into a new virtual environment.
"""

from __future__ import annotations

import doctest
import importlib.metadata
import os
import re
import shlex
import subprocess
import sysconfig
import tomllib
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from packaging.requirements import Requirement
from tests.support.paths import DOCS

PAGES = DOCS / "plugins"
PARTS = ("Before you start", "Create a project", "1. Create the files")
_FILE = re.compile(r"```(?:python|yaml|toml)\n(# (\S+)\n.*?)```", re.DOTALL)
_COMMANDS = re.compile(r"```(sh|console)\n(.*?)```", re.DOTALL)


@attrs.define
class _Environment:
    """A virtual environment, and the folder that a user works in."""

    root: Path
    folder: Path
    scripts: dict[str, str] = attrs.field(factory=dict[str, str])

    @classmethod
    def create(cls, top: Path) -> _Environment:
        """An environment in which nothing but empact is installed."""
        venv.create(top / "venv", with_pip=False)
        folder = top / "work"
        folder.mkdir()
        environment = cls(top / "venv", folder)
        environment.require([Requirement("empact")])
        return environment

    def _path(self, name: str) -> Path:
        base = str(self.root)
        return Path(sysconfig.get_path(name, scheme="venv", vars={"base": base, "platbase": base}))

    @property
    def site(self) -> Path:
        """The folder that holds what is installed."""
        return self._path("purelib")

    def run(self, command: str) -> str:
        """Run a command as a terminal would, and return what it prints."""
        name, *arguments = shlex.split(command)
        if name == "cd":
            self.folder = (self.folder / arguments[0]).resolve()
            return ""
        if name == "pip":
            assert arguments[0] == "install"
            self.install([argument for argument in arguments[1:] if argument != "-e"])
            return ""
        if name == "cat":
            return "".join((self.folder / argument).read_text(encoding="utf-8") for argument in arguments)
        assert name in self.scripts, f"The page runs {name!r}, but nothing that it installs provides it."
        module, _, function = self.scripts[name].partition(":")
        code = f"import sys; from {module} import {function}; sys.argv[0] = {name!r}; sys.exit({function}())"
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST", "COV"))}
        done = subprocess.run(
            [self._path("scripts") / "python", "-P", "-c", code, *arguments],
            cwd=self.folder,
            env=inherited | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}"
        return done.stdout

    def install(self, arguments: Iterable[str]) -> None:
        """Install a requirement, or the project in a folder, such as ``.[test]``."""
        for argument in arguments:
            path, _, extras = argument.removesuffix("]").partition("[")
            if (self.folder / path / "pyproject.toml").is_file():
                self._install_project(self.folder / path, [extra for extra in extras.split(",") if extra])
            else:
                self.require([Requirement(argument)])

    def _install_project(self, folder: Path, extras: Iterable[str]) -> None:
        project: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        module = project["name"].replace("-", "_")
        information = self.site / f"{module}-{project['version']}.dist-info"
        information.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        (information / "METADATA").write_text(metadata, encoding="utf-8")
        points = (f"{name} = {value}\n" for name, value in project["entry-points"]["empact"].items())
        (information / "entry_points.txt").write_text("[empact]\n" + "".join(points), encoding="utf-8")
        (self.site / f"{module}.pth").write_text(f"{(folder / 'src').resolve()}\n", encoding="utf-8")
        optional = project.get("optional-dependencies", {})
        wanted = [*project["dependencies"], *(text for extra in extras for text in optional[extra])]
        self.require(map(Requirement, wanted))

    def require(self, wanted: Iterable[Requirement]) -> None:
        """Link the distributions of these requirements, and of all that they require."""
        for distribution in _closure(wanted):
            for file in distribution.files or ():
                top = file.parts[0]
                here = self.site / top
                if top not in {"..", "__pycache__"} and not here.exists():
                    here.symlink_to(str(distribution.locate_file(top)))
            for point in distribution.entry_points:
                if point.group == "console_scripts":
                    self.scripts[point.name] = point.value


def _closure(wanted: Iterable[Requirement]) -> Iterator[importlib.metadata.Distribution]:
    """The installed distributions that requirements lead to, with their extras."""
    waiting = list(wanted)
    seen = set[tuple[str, frozenset[str]]]()
    while waiting:
        requirement = waiting.pop()
        key = (requirement.name.lower(), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        distribution = importlib.metadata.distribution(requirement.name)
        yield distribution
        for further in map(Requirement, distribution.requires or ()):
            extras = ("", *requirement.extras)
            if further.marker is None or any(further.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(further)


def _commands(page: str) -> Iterator[tuple[str, str | None]]:
    """Each command of a page, with the output that the page shows (None if it shows none)."""
    for language, block in _COMMANDS.findall(page):
        if language == "sh":
            yield from ((line, None) for line in block.splitlines())
        else:
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield command, output


def _follow(page: str, environment: _Environment, project: str) -> None:
    """Write the files that a page names into the folder of its project, and run its commands in order."""
    for text, path in _FILE.findall(page):
        file = environment.folder / project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for command, expected in _commands(page):
        printed = environment.run(command)
        if expected is not None:
            same = doctest.OutputChecker().check_output(expected, f"{printed.rstrip()}\n", doctest.ELLIPSIS)
            assert same, f"$ {command}\n{printed}"


@pytest.fixture
def environment(tmp_path: Path) -> _Environment:
    return _Environment.create(tmp_path)


@pytest.mark.one_python
@pytest.mark.parametrize("part", PARTS[1:])
def test_first_plugin__works_in_a_new_environment(environment: _Environment, part: str) -> None:
    """A reader may skip the project of ``empact new``, so each part follows the preparation alone."""
    page = (PAGES / "first-plugin.md").read_text(encoding="utf-8")
    sections = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    titles = [section.partition("\n")[0].removeprefix("## ") for section in sections]
    preparation, project, by_hand = (titles.index(title) for title in PARTS)
    chosen = sections[project:by_hand] if part == titles[project] else sections[by_hand:]
    _follow("".join([sections[preparation], *chosen]), environment, "oap-x-2026")


@pytest.mark.one_python
def test_testing__works_in_a_new_environment(environment: _Environment) -> None:
    (toml,) = re.findall(r"```toml\n(.*?)```", (PAGES / "first-plugin.md").read_text(encoding="utf-8"), re.DOTALL)
    project = environment.folder / "oap-y-2026"
    project.mkdir()
    text = toml.replace("oap-x-2026", project.name).replace("oap_x_2026", "oap_y_2026")
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    _follow((PAGES / "testing.md").read_text(encoding="utf-8"), environment, project.name)


def test_environment__does_not_provide_what_nothing_requires(environment: _Environment) -> None:
    with pytest.raises(AssertionError, match="runs 'pytest', but nothing that it installs provides it"):
        environment.run("pytest")
