"""Makes the exercise folder that the page about the Driver's year offers, and follows that page in it.

To follow the page is to run its commands, in their order, in a new exercise folder. What they write is what the page
shows, as embedded documents and as pictures of Word and Excel files.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
PAGE = _ROOT / "docs" / "tutorials" / "drivers-year.md"
NAME = "driver-2031"
"""The name of the folder."""

_EXAMPLE = _ROOT / "examples" / "oap_invented_2031"
_PACKAGE = _EXAMPLE / "src" / "oap_invented_2031"
_REPORT = re.compile(r"[\d-]+-(?P<checkpoint>\w+)-2031-(?P<party>q\w)-")
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
_RUN_EACH_LINE = """
import shlex, sys
from empact.cli import main
from empact.session.sessions import installed_session

for line in sys.stdin:
    installed_session.cache_clear()  # each command reads what the one before it has written
    if status := main(shlex.split(line), standalone_mode=False):
        sys.exit(f"Exit code {status}: {line}")
"""
"""One process for all commands: starting Python takes longer than most of them."""


def write_records(folder: Path) -> None:
    """Write what the Driver has before it adds the first report: the records of the year, and the answers to add."""
    for kind in ("ledger", "operations", "kpis"):
        shutil.copytree(_PACKAGE / kind, folder / "records" / kind)
    (folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    for report in sorted((_PACKAGE / "reports").rglob("*.yaml")):
        words = _REPORT.match(report.name)
        if words is None:
            raise ValueError(f"The file name {report.name} has no checkpoint and party of 2031.")
        party = words["party"].upper()
        answers = folder / "answers" / words["checkpoint"]
        answers.mkdir(parents=True, exist_ok=True)
        number = len([*answers.glob(f"{party}*")]) + 1
        shutil.copy(report, answers / f"{party}{'' if number == 1 else f'-{number}'}.yaml")


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the invented plan without a network, and return its path."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=_EXAMPLE,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def write_archive(path: Path) -> None:
    """Write a ZIP archive with the exercise folder, which also has the wheel of the invented plan."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / NAME
        write_records(folder)
        build_wheel(folder)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.rglob("*")):
                archive.write(file, file.relative_to(temporary))


def commands(page: str) -> Iterator[str]:
    """Yield the arguments of each call of ``empact`` in the console blocks of a page, each as one line."""
    for block in _BLOCK.findall(page):
        for line in block.splitlines():
            if line.startswith("$ empact "):
                yield line.removeprefix("$ empact ")


def follow(archive: Path, folder: Path) -> Path:
    """Do what the page says in a new folder, with the archive that it offers.

    Returns:
        The exercise folder, with all files that the commands of the page write.

    Raises:
        RuntimeError: A command fails.
    """
    shutil.unpack_archive(archive, folder)
    exercise = folder / NAME
    (wheel,) = exercise.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        content.extractall(folder / "site")
    modules = os.pathsep.join([str(folder / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", _RUN_EACH_LINE],
        input="\n".join(commands(PAGE.read_text(encoding="utf-8"))),
        cwd=exercise,
        env=os.environ | {"PYTHONPATH": modules, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        encoding="utf-8",
        check=False,
        capture_output=True,
    )
    if done.returncode:
        raise RuntimeError(f"The commands of {PAGE.name} stop: {done.stderr}")
    return exercise
