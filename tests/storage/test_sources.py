"""Sources at the edges: streams in pieces, texts instead of names, folders, endless files, and closed streams."""

from __future__ import annotations

import importlib.resources
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner, Result
from tests.support.processes import unmeasured

import empact
from empact import Session
from empact.cli import main
from empact.storage.reading import MAX_BYTES
from empact.syntax.reading import MAX_PROBLEMS

PLAN = "empact: plan/1\nid: X\n"
SECRET = "The house in Harbour Street is searched on Monday"


def run(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, prog_name="empact")


class Pieces:
    """A stream that returns at most some characters or bytes a call, as a socket does."""

    name = "plan.yaml"

    def __init__(self, data: bytes | str, size: int = 100) -> None:
        self.data, self.size, self.at = data, size, 0

    def read(self, most: int = -1) -> bytes | str:
        size = self.size if most < 0 else min(most, self.size)
        piece = self.data[self.at : self.at + size]
        self.at += len(piece)
        return piece


class Endless:
    """A stream without end."""

    name = "plan.yaml"
    read_bytes = 0

    def read(self, most: int) -> bytes:
        size = min(most, 1_000_000)
        self.read_bytes += size
        return b"x" * size


class Silent:
    """A non-blocking stream without data, and one that returns numbers."""

    name = "plan.yaml"

    def __init__(self, value: object) -> None:
        self.value = value

    def read(self, _most: int) -> object:
        return self.value


# Streams


@pytest.mark.parametrize("as_text", [False, True])
def test_a_stream__is_read_to_its_end(*, as_text: bool) -> None:
    data = (importlib.resources.files("oap_c_2012") / "plan.yaml").read_bytes()
    source = Pieces(data.decode() if as_text else data)
    plan = empact.load(source)  # type: ignore[call-overload]
    assert len(plan.actions) == 16


def test_a_stream__without_end_is_read_up_to_the_limit() -> None:
    endless = Endless()
    reading = Session().read(endless)  # type: ignore[call-overload]
    assert [found.message for found in reading.diagnostics] == ["The file is larger than 16,000,000 bytes."]
    assert endless.read_bytes == MAX_BYTES + 1


def test_a_stream__that_has_no_data_yet_is_an_error() -> None:
    with pytest.raises(BlockingIOError, match="no more data yet"):
        Session().read(Silent(None))  # type: ignore[call-overload]


def test_a_stream__of_numbers_is_a_wrong_type() -> None:
    with pytest.raises(TypeError, match="text or bytes"):
        Session().read(Silent(3))  # type: ignore[call-overload]


# Names


@pytest.mark.parametrize(
    "text",
    [
        f"empact: plan/1\nid: X\ntitle: {SECRET}\n",
        f"empact: plan/1\rid: X\rtitle: {SECRET}",
        f'{{"empact": "plan/1", "id": "X", "title": "{SECRET}"}}',
        SECRET * 200,
        f"{SECRET}\0",
    ],
)
@pytest.mark.parametrize("read", [empact.load, empact.portfolio, Session().files])
def test_a_text_instead_of_a_name__is_an_error_without_its_content(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(OSError, match=r"empact\.loads\(\) reads a text") as problem:
        read(text)
    assert SECRET not in str(problem.value)
    assert problem.value.filename is None


def test_a_text_instead_of_a_name__is_cut_on_the_command_line() -> None:
    done = run("validate", f"{PLAN}title: {SECRET}\n")
    assert done.exit_code == 2
    assert SECRET not in done.output
    assert "is a text of" in done.stderr


def test_a_name_with_a_line_break__can_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a\nb.yaml"
    try:
        file.write_text(PLAN, encoding="utf-8")
    except OSError:
        return  # a system without such names
    assert empact.load(str(file)).id == "X"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a folder `plans` that has two plans."""
    (tmp_path / "plans").mkdir()
    for name in "XY":
        (tmp_path / "plans" / f"{name}.yaml").write_text(PLAN.replace("X", name), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("source", ["plans", "plans/", "./plans"])
def test_a_folder__needs_no_slash(folder: Path, source: str) -> None:
    assert [plan.id for plan in empact.portfolio(source)] == ["X", "Y"]
    assert "No findings in 2 plans (X, Y)." in run("validate", source).stdout


def test_files__leaves_out_hidden_files_and_the_marks_of_open_documents(tmp_path: Path) -> None:
    for name in ("QM.xlsx", "~$QM.xlsx", "~$QN.docx", ".QP.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert list(map(str, empact.Session().files(tmp_path, forms=True))) == [str(tmp_path / "QM.xlsx")]


def test_a_folder__with_the_name_of_a_bundled_plan_does_not_hide_it(folder: Path) -> None:
    (folder / "oap-c-2012").mkdir()
    (folder / "oap-c-2012" / "z.yaml").write_text(PLAN.replace("X", "Z"), encoding="utf-8")
    assert [plan.id for plan in empact.portfolio("oap-c-2012")] == ["C-2012"]
    assert [plan.id for plan in empact.portfolio("./oap-c-2012")] == ["Z"]


@pytest.mark.parametrize("source", ["plans", "plans/"])
def test_load__of_a_folder_says_what_reads_it(folder: Path, source: str) -> None:
    with pytest.raises(IsADirectoryError, match=r"It is a folder, not a plan; name a file"):
        empact.load(source)


def test_two_plans_with_one_id__are_a_finding_and_have_no_files_of_their_own(folder: Path) -> None:
    (folder / "copy.yaml").write_text(PLAN, encoding="utf-8")
    assert "OAP710 plan-id-twice" in run("validate", "plans", "copy.yaml").stdout
    done = run("export", "plans", "copy.yaml", "--to", "csv", "-o", "out/")
    assert (done.exit_code, (folder / "out").exists()) == (2, False)
    assert "Two plans have the id 'X', so their files have the same name: export one of them." in done.stderr


# What could not be read


def test_validate__of_nothing_does_not_count_findings(folder: Path) -> None:
    done = run("validate", "none.yaml")
    assert (done.exit_code, done.stdout) == (2, "No plan was checked.\nNot read: none.yaml.\n")
    done = run("validate", "plans/X.yaml", "none.yaml")
    assert done.exit_code == 2
    assert done.stdout == "No findings in X.\nNot read: none.yaml.\n"
    (folder / "bad.yaml").write_text("empact: plan/1\ntitle: no id\n", encoding="utf-8")
    assert run("validate", "bad.yaml").stdout.splitlines()[0] == "1 error."


def test_validate__lists_in_json_what_was_not_read(folder: Path) -> None:
    assert '"missing": [\n    "none.yaml"\n  ]' in run("validate", "none.yaml", "--format", "json").stdout


# Limits


def test_structural_problems__are_bounded_as_those_of_readers_are() -> None:
    rows = "\n".join(f"  - {{number: 1.{number}, colour: red}}" for number in range(MAX_PROBLEMS + 500))
    with pytest.raises(empact.PlanReadError) as problem:
        empact.loads(f"{PLAN}actions:\n{rows}\n", format="yaml")
    found = problem.value.diagnostics
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].message == f"Reading stopped after {MAX_PROBLEMS} problems."


def test_a_huge_key__is_cut_in_messages() -> None:
    with pytest.raises(empact.PlanReadError) as problem:
        empact.loads(f'{{"empact": "plan/1", "id": "X", "{"k" * 100_000}": 1}}', format="json")
    assert len(problem.value.diagnostics[0].message) < 100


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs POSIX pipes")
def test_a_configuration__without_end_is_refused() -> None:
    done = run("--config", "/dev/zero", "plans")
    assert done.exit_code == 2
    assert done.stderr == (
        "Error: /dev/zero: the file has more than 1,000,000 characters; it is not a configuration.\n"
    )


# The process: streams, clock and signals


def process(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which `$EMPACT` is the program; its path can have spaces."""
    known = unmeasured() | environment | {"PYTHON": sys.executable}
    line = command.replace("$EMPACT", '"$PYTHON" -m empact')
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, env=known, check=False)


needs_shell = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs POSIX pipes")


@needs_shell
@pytest.mark.parametrize(
    ("command", "code", "error"),
    [
        ("$EMPACT validate - --from yaml <&-", 2, "Error: '-' reads the standard input, but it is closed."),
        ("$EMPACT plans >&-", 2, "Error: The standard output is closed"),
        ("$EMPACT validate oap-c-2012 >&-", 2, "Error: The standard output is closed"),
        ("$EMPACT export oap-c-2012 --to csv >&-", 2, "Error: The standard output is closed"),
    ],
)
def test_a_closed_stream__is_one_line_and_the_code(command: str, code: int, error: str) -> None:
    done = process(command)
    assert (done.returncode, done.stderr.splitlines()[0]) == (code, error)
    assert "Traceback" not in done.stderr


@needs_shell
def test_a_closed_standard_error__changes_nothing() -> None:
    assert process("$EMPACT plans 2>&-").stdout == process("$EMPACT plans").stdout != ""


@needs_shell
def test_a_zone_that_does_not_exist__does_not_stop_a_command() -> None:
    done = process("$EMPACT workload oap-c-2012 --party HU", TZ="UTC+99")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interruption__while_modules_load_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from empact import __main__ as program

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("empact.cli.main", interrupted)
    monkeypatch.setattr("empact.__main__.gc", mock.Mock())  # the collector of the tests goes on
    monkeypatch.setattr("empact.__main__.atexit", mock.Mock())
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Error: Interrupted.\n"


def test_an_interruption__of_a_command_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "read", interrupted)
    done = run("validate", "oap-c-2012")
    assert (done.exit_code, done.stderr) == (130, "Error: Interrupted.\n")


def test_the_program__starts_where_ctrl_c_is_caught() -> None:
    from importlib import metadata

    (point,) = (point for point in metadata.entry_points(group="console_scripts") if point.name == "empact")
    assert point.value == "empact.__main__:main"


@needs_shell
@pytest.mark.parametrize(
    "command",
    [
        "export oap-c-2012 --to yaml -o {folder}/plan.yaml",
        "export oap-c-2012 --document workload --to csv -o {folder}/out/",
        "schema --of plan -o {folder}/schema.json",
        "ledger add oap-c-2012 contact --text A --source B --on 2012-05-14 --ledger {folder}/ledger --create",
        "new oap-g-2013 --priority G --cycle 2011-2013 -o {folder}/new",
    ],
)
def test_a_full_disk__is_one_line_and_leaves_nothing(tmp_path: Path, command: str) -> None:
    done = process(f"ulimit -f 0; $EMPACT {command.format(folder=tmp_path)}", PYTHONDONTWRITEBYTECODE="1")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith("Error: ")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
