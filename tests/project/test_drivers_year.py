"""The page about the Driver's year: what it offers, embeds and shows is what its own commands write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs._scripts.exercise import NAME, PAGE, commands, follow, write_archive, write_records
from docs._scripts.pictures import LARGEST, PICTURES
from tests.support.paths import ROOT

_TEXT = PAGE.read_text(encoding="utf-8")
_PICTURES = {picture.name: picture.file for picture in PICTURES}
_EMBEDDED = re.findall(r"^```\{shown-document\} (\S+)$", _TEXT, re.MULTILINE)


def test_commands__are_the_calls_of_empact_in_console_blocks() -> None:
    page = "```console\n$ empact plans\nPlan\n$ ls\n$ empact show x 1.1\n```\n\n```sh\n$ empact rules\n```\n"
    assert list(commands(page)) == ["plans", "show x 1.1"]


def test_write_records__leaves_the_reports_to_the_reader(tmp_path: Path) -> None:
    write_records(tmp_path)
    assert sorted(folder.name for folder in (tmp_path / "records").iterdir()) == ["kpis", "ledger", "operations"]
    june = sorted(form.name for form in (tmp_path / "answers" / "june").iterdir())
    assert june == ["QM-2.yaml", "QM.yaml", "QO.yaml", "QP.yaml", "QR.yaml", "QZ-2.yaml", "QZ.yaml"]
    assert len([*(tmp_path / "answers" / "december").iterdir()]) == 8


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that the page offers."""
    path = tmp_path_factory.mktemp("offered") / "exercise.zip"
    write_archive(path)
    return path


@pytest.fixture(scope="module")
def exercise(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exercise folder of a reader who has followed the page."""
    return follow(archive, tmp_path_factory.mktemp("reader"))


@pytest.mark.one_python
def test_follow__writes_every_document_that_the_page_embeds_or_shows(exercise: Path) -> None:
    assert _EMBEDDED == ["tasking.html", "progress.html", "paper.html"]
    assert [file for file in (*_EMBEDDED, *_PICTURES.values()) if not (exercise / file).is_file()] == []


def test_follow__installs_the_wheel_that_the_page_names(exercise: Path) -> None:
    (wheel,) = exercise.glob("*.whl")
    assert f"pip install {wheel.name}\n" in _TEXT
    assert exercise.name == NAME == "driver-2031"
    assert f"{{download}}`{NAME}.zip`" in _TEXT


def test_embedded_documents__are_small(exercise: Path) -> None:
    assert [name for name in _EMBEDDED if (exercise / name).stat().st_size > 100_000] == []


def test_follow__stops_at_a_command_that_fails(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ empact show no-such-plan\n```\n", encoding="utf-8")
    monkeypatch.setattr("docs._scripts.exercise.PAGE", page)
    with pytest.raises(RuntimeError, match="no-such-plan"):
        follow(archive, tmp_path)


def test_pictures__are_those_of_the_script_and_small() -> None:
    pages = (PAGE, ROOT / "docs" / "index.md")
    shown = {name for page in pages for name in re.findall(r"pictures/(\w+)\.png", page.read_text(encoding="utf-8"))}
    files = {file.stem: file.stat().st_size for file in (PAGE.parent / "pictures").iterdir()}
    assert shown == files.keys() == _PICTURES.keys()
    assert [name for name, size in files.items() if size > LARGEST] == []


def test_pictures__have_a_text_for_those_who_do_not_see_them() -> None:
    figures = re.findall(r"^```\{figure\} (\S+)\n(?::\w+: .*\n)*?:alt: (.+)$", _TEXT, re.MULTILINE)
    assert len(figures) == len(PICTURES)
    assert [name for name, text in figures if len(text) < 60] == []


@pytest.mark.parametrize("page", ["tutorials/drivers-year.md", "howto/year.md"])
def test_pages_for_officials__show_no_python(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    languages = re.findall(r"^```(\{?[\w-]+)", text, re.MULTILINE)
    assert "console" in languages
    assert [language for language in languages if language.startswith(("python", "py"))] == []
    assert ">>>" not in text


def test_guide_of_the_year__has_six_steps_with_a_command_each() -> None:
    text = (ROOT / "docs" / "howto" / "year.md").read_text(encoding="utf-8")
    steps = dict(re.findall(r"^## \d\. (\w+)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    assert [*steps] == ["Plan", "Check", "Tasking", "Confirm", "Report", "Paper"]
    assert [name for name, step in steps.items() if not re.search(r"^(?:\$ )?empact ", step, re.MULTILINE)] == []
