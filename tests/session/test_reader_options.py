"""Readers with options, and readers of documents, whose files are read only if they are named themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from empact import PluginError, Session, UnknownFormatError
from empact.diagnostics import GUESSED, NOT_UNDERSTOOD, Severity
from empact.hooks import Option, RawDocument, ReadContext, Reader, hookimpl

LINE = "X-2031 1.1 QM"
OPTIONS = (
    Option("columns", summary="The file that says what each column is.", type=Path),
    Option("priority", summary="The letter of the priority.", default="X"),
)
NEEDY = [Option("columns", summary="A file.", required=True)]
NO_OPTIONS = "columns"


def read(data: bytes, ctx: ReadContext) -> RawDocument:
    plan, number, leader = ctx.text(data).split()
    ctx.report(GUESSED, f"The priority is {ctx.options['priority']}.", ctx.at(1))
    ctx.report(NOT_UNDERSTOOD, f"The columns are {ctx.options['columns']}.", ctx.at(1))
    return RawDocument({"empact": "plan/1", "id": plan, "actions": [{"number": number, "leaders": leader}]})


class Plugin:
    def __init__(self, options: str | None = f"{__name__}:OPTIONS", *, from_folders: bool = False) -> None:
        self.reader = Reader(
            name="line", suffixes=".line", read=f"{__name__}:read", options=options, from_folders=from_folders
        )

    @hookimpl
    def empact_readers(self) -> Iterable[Reader]:
        return [self.reader]


class Forms:
    @hookimpl
    def empact_readers(self) -> Iterable[Reader]:
        yield Reader(name="line", suffixes=".line", read="nowhere:read", forms=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes.line").write_text(LINE)
    (tmp_path / "plan.yaml").write_text("empact: plan/1\nid: Y-2031\n")
    return tmp_path


def test_options__are_converted_and_have_their_defaults(folder: Path) -> None:
    reading = Session([Plugin()]).read(folder / "notes.line", options={"columns": "later.toml"})
    assert reading.require().id == "X-2031"
    assert [(finding.code, finding.severity, finding.message) for finding in reading.diagnostics] == [
        ("OAP023", Severity.INFO, "The priority is X."),
        ("OAP024", Severity.WARNING, f"The columns are {Path('later.toml')}."),
    ]


def test_options__are_taken_by_load(folder: Path) -> None:
    session = Session([Plugin()])
    plan = session.load(folder / "notes.line", options={"priority": "Y"})
    assert [str(leader) for leader in plan.action("1.1").leaders] == ["QM"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"column": "later.toml"}, TypeError, "Unknown option 'column'. Did you mean 'columns'?"),
        ({"priority": 3}, TypeError, "The option 'priority' must be a text, not the int 3."),
        (["priority"], TypeError, "options must be a mapping of names to values, not a list."),
    ],
)
def test_options__wrong_ones_are_an_error(
    folder: Path, options: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        Session([Plugin()]).read(folder / "notes.line", options=options)


def test_options__of_a_reader_without_any_are_an_error(folder: Path) -> None:
    with pytest.raises(TypeError, match=r"^Unknown option 'columns'\. Options: none\.$"):
        Session([Plugin()]).read(folder / "plan.yaml", options={"columns": "x"})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (f"{__name__}:NEEDY", "cannot be used: its option 'columns' is required."),
        (f"{__name__}:NO_OPTIONS", "cannot be used: its option 'columns' is not an Option."),
        (
            f"{__name__}:NOWHERE",
            f"has options; they cannot be loaded: The module {__name__!r} has no function 'NOWHERE'.",
        ),
    ],
)
def test_options__that_cannot_be_used_name_the_reader(folder: Path, options: str, message: str) -> None:
    with pytest.raises(PluginError) as caught:
        Session([Plugin(options)]).read(folder / "notes.line")
    assert str(caught.value).startswith("The reader 'line' of the plugin ")
    assert str(caught.value).endswith(message)


def test_from_folders__a_folder_has_only_files_of_readers_that_say_so(folder: Path) -> None:
    names = [Path(str(file)).name for file in Session([Plugin()]).files(str(folder))]
    assert names == ["plan.yaml"]
    assert [plan.id for plan in Session([Plugin()]).portfolio(folder)] == ["Y-2031"]
    also = Session([Plugin(None, from_folders=True)]).files(str(folder))
    assert [Path(str(file)).name for file in also] == ["notes.line", "plan.yaml"]


def test_from_folders__a_file_that_is_named_is_read(folder: Path) -> None:
    session = Session([Plugin()])
    assert session.files(str(folder / "notes.line")) == (str(folder / "notes.line"),)
    assert [plan.id for plan in session.portfolio(folder / "notes.line")] == ["X-2031"]


def test_forms__a_reader_of_plans_and_one_of_forms_can_share_a_name(folder: Path) -> None:
    session = Session([Plugin(), Forms()])
    assert not session.plugins.diagnostics
    assert session.read(folder / "notes.line", format="line").require().id == "X-2031"


def test_forms__without_a_reader_of_plans_the_format_is_unknown_to_plans(folder: Path) -> None:
    with pytest.raises(UnknownFormatError):
        Session([Forms()]).read(folder / "notes.line", format="line")
