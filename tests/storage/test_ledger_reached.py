"""What cannot be reached is an error, never "nothing recorded": folders, links, workspaces and configurations."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.invented import day, entry

import oap_invented_2031
from empact import ConfigError, Session
from empact.cli.app import main
from empact.model import EntryKind, Practice, PracticeKind
from empact.storage.configs import find_config

pytestmark = pytest.mark.usefixtures("invented_plan_installed")
MEETING = entry(EntryKind.MEETING, "2031-02-01")
PRACTICE = Practice(plan="Q-2031", title="A team", kind=PracticeKind.GOOD, on=day("2031-02-01"), source="Invented")
COMMANDS = [
    ("validate", "oap-invented-2031"),
    ("workload", "oap-invented-2031"),
    ("overlaps", "oap-invented-2031"),
    ("exclusion", "oap-invented-2031", "QZ"),
    ("governance", "oap-invented-2031"),
    ("ledger", "list", "oap-invented-2031"),
    ("ledger", "check", "oap-invented-2031"),
    ("practice", "list", "oap-invented-2031"),
    ("practice", "search", "oap-invented-2031", "team"),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a workspace that does not exist."""
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def session(project: Path) -> Session:
    return Session([oap_invented_2031], config=project / "empact.toml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def add(*more: str) -> Result:
    return run("ledger", "add", "oap-invented-2031", "meeting", "--on", "2031-02-20", "--source", "Invented", *more)


@contextlib.contextmanager
def without_rights(path: Path) -> Generator[None]:
    """Take all rights to a path away; root drops its privileges meanwhile, since it may read everything."""
    mode, root = path.stat().st_mode, os.geteuid() == 0
    path.chmod(0)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(mode)


@pytest.fixture
def shared_folder() -> Generator[Path]:
    """A folder that every user can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


# The workspace


@pytest.mark.parametrize("command", COMMANDS)
def test_workspace__that_does_not_exist_is_an_error(project: Path, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    where, folder = project / "empact.toml", str(project / "records")
    assert done.stderr == (
        f"Error: {where}:1: 'workspace' names 'records', but there is no folder at {folder!r}. Create the folder, or "
        "correct the name. The option --create of 'ledger add', 'practice add', 'report add', 'report seal', "
        "'records map' also creates it (in Python: create=True).\n"
    )


def test_workspace__that_does_not_exist_is_named_with_its_line_also_in_a_pyproject(project: Path) -> None:
    (project / "empact.toml").unlink()
    text = '[tool.uv.workspace]\nmembers = []\n\n[tool.empact]\nselect = ["links"]\nworkspace = "records"\n'
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    for command in (("export", "oap-invented-2031", "--to", "csv"), ("progress", "oap-invented-2031")):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"Error: {project / 'pyproject.toml'}:6: 'workspace' names 'records', but ")


@pytest.mark.parametrize(
    "command",
    [
        ("show", "oap-invented-2031"),
        ("links", "oap-invented-2031"),
        ("task", "oap-invented-2031", "--party", "QO"),
        ("export", "oap-invented-2031", "--to", "yaml"),
    ],
)
def test_workspace__that_does_not_exist_stops_nothing_that_does_not_read_it(
    project: Path, command: tuple[str, ...]
) -> None:
    done = run(*command)
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["file", "link"])
def test_workspace__that_is_no_folder_is_an_error(project: Path, command: tuple[str, ...], kind: str) -> None:
    if kind == "file":
        (project / "records").write_text("", encoding="utf-8")
    else:
        (project / "records").symlink_to("nowhere")
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "but there is no folder at" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_workspace__without_a_ledger_is_empty(project: Path, command: tuple[str, ...]) -> None:
    (project / "records").mkdir()
    done = run(*command, *(["--select", "OAP8"] if command[0] == "validate" else []))
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_workspace__with_a_dangling_link_inside_is_an_error(project: Path, command: tuple[str, ...]) -> None:
    (project / "records").mkdir()
    part = "practice" if command[0] == "practice" else "ledger"
    (project / "records" / part).symlink_to("nowhere")
    done = run(*command)
    assert (done.exit_code, "No such file or directory" in done.stderr) == (2, True)


def test_workspace__python_raises_too(project: Path) -> None:
    workspace = session(project).workspace
    with pytest.raises(ConfigError, match="there is no folder at"):
        workspace.ledger.read()
    with pytest.raises(ConfigError, match="there is no folder at"):
        workspace.practices.read()
    with pytest.raises(ConfigError, match="there is no folder at"):
        workspace.ledger.add(MEETING)
    with pytest.raises(ConfigError, match="there is no folder at"):
        workspace.practices.add(PRACTICE)
    assert not (project / "records").exists()
    workspace.ledger.add(MEETING, create=True)
    workspace.practices.add(PRACTICE)
    assert [len(workspace.ledger.of_plan("Q-2031")), len(workspace.practices.read().practices)] == [1, 1]


def test_workspace__that_cannot_be_entered_is_an_error(shared_folder: Path) -> None:
    (shared_folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    (shared_folder / "records" / "ledger").mkdir(parents=True)
    workspace = session(shared_folder).workspace
    workspace.ledger.read()
    with without_rights(shared_folder / "records"), pytest.raises(PermissionError):
        workspace.ledger.read()


# add --create


@pytest.mark.parametrize("folder", [(), ("--ledger", "elsewhere")])
def test_add__makes_a_missing_folder_only_with_create(project: Path, folder: tuple[str, ...]) -> None:
    done = add(*folder)
    assert (done.exit_code, sorted(one.name for one in project.iterdir())) == (2, ["empact.toml"])
    assert "--create" in done.stderr
    assert add(*folder, "--create").exit_code == 0
    assert add(*folder, "--text", "Again").exit_code == 0
    assert run("ledger", "list", "oap-invented-2031", *folder).stdout.count("Entry: meeting, 20 February 2031") == 2


def test_add__a_practice_makes_a_missing_folder_only_with_create(project: Path) -> None:
    words = ("practice", "add", "oap-invented-2031", "A team", "--good", "--on", "2031-02-20", "--source", "Invented")
    assert run(*words).exit_code == 2
    assert not (project / "records").exists()
    assert run(*words, "--create").exit_code == 0


# The folder of a ledger


def test_read__a_dangling_link_is_an_error(tmp_path: Path) -> None:
    read = Session().workspace.ledger.read
    folder = tmp_path / "ledger"
    (folder / "Q-2031").mkdir(parents=True)
    assert len(read(folder).readings) == 0
    for link in (folder / "Q-2032", folder / "note.yaml", folder / "Q-2031" / "note.yaml"):
        link.symlink_to("nowhere")
        with pytest.raises(FileNotFoundError):
            read(folder)
        link.unlink()
    (folder / ".hidden.yaml").symlink_to("nowhere")
    assert len(read(folder).readings) == 0


@pytest.mark.parametrize("part", [".", "Q-2031", "Q-2031/note.yaml"])
def test_read__what_may_not_be_read_is_an_error(shared_folder: Path, part: str) -> None:
    read = Session().workspace.ledger.read
    (shared_folder / "ledger" / "Q-2031").mkdir(parents=True)
    (shared_folder / "ledger" / "Q-2031" / "note.yaml").write_text("a: b\n", encoding="utf-8")
    assert len(read(shared_folder / "ledger").readings) == 1
    with without_rights(shared_folder / "ledger" / part), pytest.raises(PermissionError):
        read(shared_folder / "ledger")


# The configuration


@pytest.mark.parametrize(
    "text",
    [
        '[tool.empact]\nworkspace = "records\n',
        '[tool]\nempact = {workspace = "records"\n',
        "[tool.empact]\nworkspace = [1, 2\n",
        '[project]\nname = "x\n[tool.empact]\nworkspace = "records"\n',
    ],
)
def test_find_config__a_broken_table_of_empact_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("validate", "oap-invented-2031")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "pyproject.toml" in done.stderr
    assert "the file is not valid TOML" in done.stderr


def test_find_config__a_broken_file_that_never_names_empact_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x\n', encoding="utf-8")
    assert find_config(tmp_path) is None


def test_find_config__a_broken_table_in_latin_1_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_bytes('[tool.empact]\nworkspace = "é"\n'.encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    done = run("validate", "oap-invented-2031")
    assert (done.exit_code, "the file is not UTF-8 text" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["empact.toml", "pyproject.toml"])
def test_find_config__a_dangling_link_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    done = run("validate", "oap-invented-2031")
    assert (done.exit_code, "No such file or directory" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["empact.toml", "pyproject.toml"])
def test_find_config__a_file_that_may_not_be_read_is_an_error(shared_folder: Path, name: str) -> None:
    path = shared_folder / name
    path.write_text("[tool.empact]\n" if name == "pyproject.toml" else "", encoding="utf-8")
    assert find_config(shared_folder) == path
    with without_rights(path):
        assert find_config(shared_folder) == path  # and reading it fails
        with pytest.raises(PermissionError):
            Session(config=path)
