"""What plugins print goes to the standard error: it is no part of the output of a built-in command."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import empact

NOISY = """
print("noise: import")

import click

from empact.diagnostics import Pointer, Severity
from empact.documents import Document
from empact.hooks import (
    Artifact, BundledPlan, Command, DocumentSpec, Exporter, Finding, Formatter, Option, Profile, RawDocument, Reader,
    Rule, hookimpl,
)


def check(plan, ctx):
    print("noise: rule")
    yield Finding("Noisy.", Pointer())


def read(data, ctx):
    print("noise: reader")
    return RawDocument({"empact": "plan/1", "id": "N-1", "title": "Noise"}, place)


def place(pointer):
    print("noise: place")
    return None


def build(ctx, *, loud):
    print("noise: document")
    return Document(kind="noise", title="Noise", name="noise")


def write(what, ctx):
    click.echo("noise: exporter")
    return [Artifact("noise.txt", b"exported")]


def write_findings(diagnostics, ctx):
    print("noise: formatter")
    return "formatted"


@click.command()
@click.pass_obj
def speak(session):
    print("spoken")
    click.echo("echoed")


@hookimpl
def empact_rules():
    print("noise: hook")
    yield Rule(code="NOISE001", name="noise", severity=Severity.WARNING, doc="Noise.", check=check)


@hookimpl
def empact_readers():
    print("noise: hook")
    yield Reader(name="noise", suffixes=".noise", read="noisy:read")


@hookimpl
def empact_documents():
    print("noise: hook")
    yield DocumentSpec(
        name="noise", summary="Noise.", build="noisy:build", options=(Option("loud", summary="Loud.", default="no"),)
    )


@hookimpl
def empact_exporters():
    yield Exporter(name="noise", suffix=".noise", write="noisy:write")


@hookimpl
def empact_formatters():
    yield Formatter(name="noise", write="noisy:write_findings")


@hookimpl
def empact_commands():
    print("noise: hook")
    yield Command(name="speak", summary="Speak.", command="noisy:speak")
"""

PROGRAM = "import sys; from empact.__main__ import main; sys.argv[0] = 'empact'; main()"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs the program with a noisy plugin installed."""
    (tmp_path / "noisy.py").write_text(NOISY, encoding="utf-8")
    info = tmp_path / "noisy-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[empact]\nnoisy = noisy\n", encoding="utf-8")
    (tmp_path / "plan.noise").write_text("x", encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), *(path for path in sys.path if path)])

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": paths} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


JSON = [
    ("validate", "plan.noise"),
    ("show", "plan.noise"),
    ("coverage", "plan.noise"),
    ("workload", "plan.noise"),
    ("plugins",),
    ("rules",),
    ("plans",),
    ("formats",),
    ("documents",),
]


@pytest.mark.one_python
@pytest.mark.parametrize("arguments", JSON, ids=" ".join)
def test_json__with_a_plugin_that_prints__is_json(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--format", "json")
    assert json.loads(done.stdout)["empact"]
    assert "noise: import" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "output", "noise"),
    [
        (("export", "plan.noise", "--to", "noise"), "exported", {"import", "hook", "reader", "exporter"}),
        (("export", "plan.noise", "--to", "json", "--document", "noise"), None, {"import", "hook", "document"}),
        (("validate", "plan.noise", "--format", "noise"), "formatted\n", {"rule", "place", "formatter"}),
    ],
    ids=["exporter", "document", "formatter"],
)
def test_the_output__with_a_plugin_that_prints__is_whole(
    run: Run, arguments: tuple[str, ...], output: str | None, noise: set[str]
) -> None:
    done = run(*arguments)
    assert "noise:" not in done.stdout
    if output is None:
        json.loads(done.stdout)
    else:
        assert done.stdout == output
    for source in noise:
        assert f"noise: {source}\n" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("validate", "--help"), ("export", "--document", "noise", "--help"), ("--version",)],
    ids=" ".join,
)
def test_help__with_a_plugin_that_prints__is_on_the_standard_output(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith(("Usage: ", "empact, version"))
    assert "noise:" not in done.stdout


@pytest.mark.parametrize("words", ["empact sp", "empact rules NOISE0"])
def test_completion__with_a_plugin_that_prints__completes(run: Run, words: str) -> None:
    done = run(_EMPACT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
    assert done.stdout.splitlines() == ["plain,speak" if words == "empact sp" else "plain,NOISE001"]


def test_a_command_of_a_plugin__has_the_standard_output(run: Run) -> None:
    done = run("speak")
    assert done.stdout == "spoken\nechoed\n"
    assert "noise: import\n" in done.stderr


def test_an_unknown_command__with_a_plugin_that_prints__has_no_output(run: Run) -> None:
    assert run("spaek").stdout == ""


@pytest.mark.usefixtures("run")
def test_the_library__leaves_the_standard_output_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    noisy = importlib.import_module("noisy")
    monkeypatch.delitem(sys.modules, "noisy")
    empact.Session([noisy]).validate(empact.Plan(id="X"), select="NOISE001")
    assert capsys.readouterr().out.startswith("noise: import\nnoise: hook\nnoise: rule\n")
