"""Sessions: reading from wherever a plan may be, and writing what exporters make."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import empact
from empact import ExportError, Plan, PlanReadError, Portfolio, Reading, Session, UnknownFormatError, UnknownIdError
from empact.diagnostics import MALFORMED, Severity
from empact.errors import MissingExtraError, PluginError
from empact.hooks import (
    Artifact,
    BundledPlan,
    ExportContext,
    Exporter,
    Option,
    RawDocument,
    ReadContext,
    Reader,
    Unreadable,
    hookimpl,
)
from empact.model import Practice, PracticeKind
from empact.session import default_session
from empact.storage.reading import MAX_BYTES

YAML = "empact: plan/1\nid: X\ntitle: é\n"
JSON = '{"empact": "plan/1", "id": "X", "title": "é"}'
PLAN = Plan(id="X", title="é")


# What an exporter and a reader of these tests do, by the name of the format

ARTIFACTS: dict[str, Callable[[], Any]] = {}
READERS: dict[str, Callable[[bytes, ReadContext], Any]] = {}


def write(_plan: Plan, ctx: ExportContext) -> Any:
    return ARTIFACTS[str(ctx.options["case"])]()


def read(data: bytes, ctx: ReadContext) -> Any:
    return READERS[Path(ctx.file).stem](data, ctx)


class Plugin:
    @hookimpl
    def empact_exporters(self) -> list[Exporter]:
        return [
            Exporter(name="test", suffix=".test", write=f"{__name__}:write", options=(Option("case", summary="A"),)),
            Exporter(name="nowhere", suffix=".x", write="empact.nowhere:write"),
        ]

    @hookimpl
    def empact_readers(self) -> list[Reader]:
        return [
            Reader(name="test", suffixes=(".test",), read=f"{__name__}:read"),
            Reader(name="needy", suffixes=(".needy",), read="needy_reader:read"),
        ]

    @hookimpl
    def empact_plans(self) -> list[BundledPlan]:
        return [BundledPlan(name="oap-c-2012", package="oap_c_2012", resource="plan.yaml")]


@pytest.fixture
def session() -> Session:
    return Session([Plugin()])


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], dict[str, Any]]:
    """A function that says what the exporter does, and gives the options that make it do so."""

    def case(make: Callable[[], Any]) -> dict[str, Any]:
        monkeypatch.setitem(ARTIFACTS, "case", make)
        return {"case": "case"}

    return case


# Reading


@pytest.mark.parametrize("name", ["oap-c-2012", "OAP_C_2012", "oap_c_2012", "Oap-C_2012", "oap--c__2012"])
def test_a_bundled_plan_is_loaded_by_its_name_however_it_is_spelt(session: Session, name: str) -> None:
    plan = session.load(name)
    assert plan.id == "C-2012"
    assert plan.source is not None
    assert plan.source.file == "oap_c_2012/plan.yaml"


def test_an_unknown_bundled_plan_is_told_with_the_closest(session: Session) -> None:
    with pytest.raises(
        UnknownIdError, match=r"^Bundled plan 'oap-c-2021' does not exist. Did you mean 'oap-c-2012'\?$"
    ):
        session.load("oap-c-2021")
    with pytest.raises(UnknownIdError, match=r"^Bundled plan 'x' does not exist\.$"):
        Session().load("x")


@pytest.mark.parametrize(("file", "text"), [("a.yaml", YAML), ("a.yml", YAML), ("A.YAML", YAML), ("a.json", JSON)])
def test_the_suffix_says_the_format(session: Session, tmp_path: Path, file: str, text: str) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    assert session.load(path) == session.load(str(path)) == PLAN


def test_a_string_without_suffix_is_a_name_and_a_path_is_always_a_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan").write_text(YAML, encoding="utf-8")
    with pytest.raises(UnknownIdError):
        session.load("plan", format="yaml")
    assert session.load(Path("plan"), format="yaml") == PLAN
    assert session.load("./plan", format="yaml") == PLAN
    assert session.load(f".{os.sep}plan", format="yaml") == PLAN
    with pytest.raises(FileNotFoundError):
        session.load(".\\plan", format="yaml")  # a Windows path, not a name


def test_the_format_can_be_named_against_the_suffix(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(JSON, encoding="utf-8")
    assert session.load(path, format="json") == PLAN


@pytest.mark.parametrize("mode", ["r", "rb"])
def test_an_open_file_is_read_in_either_mode(session: Session, tmp_path: Path, mode: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(YAML, encoding="utf-8")
    with path.open(mode, encoding=None if "b" in mode else "utf-8") as file:
        reading = session.read(file)
    assert reading == Reading(PLAN, reading.diagnostics, str(path))


def test_a_stream_without_a_name_needs_a_format(session: Session) -> None:
    assert session.load(io.BytesIO(YAML.encode()), format="yaml") == PLAN
    assert session.load(io.StringIO(JSON), format="json") == PLAN
    with pytest.raises(UnknownFormatError):
        session.load(io.StringIO(JSON))


def test_a_text_is_read_in_the_format_that_is_named(session: Session) -> None:
    assert session.loads(YAML, format="yaml") == session.loads(JSON, format="json") == PLAN


def test_a_text_with_half_a_character_is_told_and_not_raised(session: Session) -> None:
    with pytest.raises(PlanReadError, match="OAP001"):
        session.loads("id: \ud800", format="yaml")
    assert [one.code for one in session.read(io.StringIO("id: \ud800"), format="yaml").diagnostics] == ["OAP001"]


def test_a_file_of_an_unknown_suffix_is_told_with_the_closest(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.yamll"
    path.write_text(YAML, encoding="utf-8")
    with pytest.raises(UnknownFormatError, match=r"suffix '.yamll' does not exist. Known: .*.yaml, .yml.$"):
        session.read(path)


def test_an_unknown_format_is_told_with_the_closest(session: Session) -> None:
    with pytest.raises(UnknownFormatError, match=r"^Format 'yamll' does not exist. Did you mean 'yaml'\?$"):
        session.loads(YAML, format="yamll")
    with pytest.raises(UnknownFormatError, match=r"^Format 'jsn' does not exist. Did you mean 'json'\?$"):
        session.export(PLAN, to="jsn")


def test_a_missing_file_stays_an_error_of_the_operating_system(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        session.read(tmp_path / "missing.yaml")
    assert caught.value.filename == str(tmp_path / "missing.yaml")
    with pytest.raises(IsADirectoryError):
        session.read(tmp_path, format="yaml")


def test_a_file_that_is_too_large_is_refused(session: Session, tmp_path: Path) -> None:
    head = YAML.encode()
    for size, codes in ((MAX_BYTES, []), (MAX_BYTES + 1, ["OAP006"])):
        path = tmp_path / "large.yaml"
        path.write_bytes(head + b"\n" * (size - len(head)))
        for source in (path, io.BytesIO(path.read_bytes())):
            reading = session.read(source, format="yaml")
            assert [one.code for one in reading.diagnostics] == codes
            assert (reading.value is None) == bool(codes)
    assert reading.diagnostics[0].message == "The file is larger than 16,000,000 bytes."


def test_reading_never_raises_for_the_content(session: Session) -> None:
    reading = session.read(io.BytesIO(b"\xff\xfe"), format="yaml")
    assert reading.value is None
    assert reading.source == "<stream>"
    assert reading.diagnostics.worst is Severity.ERROR


def test_the_exception_tells_every_problem_in_the_order_of_the_file(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("empact: plan/1\ntitel: t\nid: X\nactions:\n- number: [1]\n- goal: '1'\n", encoding="utf-8")
    with pytest.raises(PlanReadError) as caught:
        session.load(path)
    assert [(one.code, one.place.line) for one in caught.value.diagnostics] == [
        ("OAP012", 2),
        ("OAP014", 5),
        ("OAP013", 6),
    ]
    lines = str(caught.value).splitlines()
    assert [line.split(" ")[:2] for line in lines] == [
        [f"{path}:2:1:", "OAP012"],
        [f"{path}:5:11:", "OAP014"],
        [f"{path}:6:3:", "OAP013"],
    ]
    assert lines[0].endswith("Unknown key 'titel'. Did you mean 'title'?")


def test_what_no_file_holds_cannot_be_loaded(session: Session) -> None:
    known = "Plan, EntryContent, Practice, Answers, Report, Redaction, Operation, KpiRegister, Seal"
    known += ", RevisionMapping, ReturnedForm"
    with pytest.raises(TypeError, match=rf"^A Portfolio cannot be loaded\. These can: {known}\.$"):
        session.loads(YAML, format="yaml", kind=Portfolio)
    assert session.loads(YAML, format="yaml", kind=Plan) == PLAN


def inside(function: Callable[..., Any], lines: int = 1) -> str:
    """Return the place of a line of a function, counted from its first one, as messages name it."""
    return f"line {function.__code__.co_firstlineno + lines} of test_sessions.py"


def crash(_data: bytes, _ctx: ReadContext) -> None:
    raise ZeroDivisionError("in the reader")


def leave(_data: bytes, _ctx: ReadContext) -> None:
    raise SystemExit(0)


def give_up(_data: bytes, _ctx: ReadContext) -> None:
    raise Unreadable


def answer(_data: bytes, _ctx: ReadContext) -> dict[str, str]:
    return {"empact": "plan/1", "id": "X"}


def tell_and_crash(_data: bytes, ctx: ReadContext) -> None:
    ctx.report(MALFORMED, "It breaks.", ctx.at(3, 1))
    raise ValueError("and then")


TEST = "The reader 'test' of the plugin 'Plugin'"


@pytest.mark.parametrize(
    ("reader", "messages"),
    [
        (
            crash,
            [f"{TEST} stops with ZeroDivisionError: in the reader ({inside(crash)})."],
        ),
        (leave, [f"{TEST} stops with SystemExit: 0 ({inside(leave)})."]),
        (give_up, [f"{TEST} raises Unreadable without reporting a problem."]),
        (answer, [f"{TEST} returns dict instead of RawDocument."]),
        (
            tell_and_crash,
            [
                "It breaks.",
                f"{TEST} stops with ValueError: and then ({inside(tell_and_crash, 2)}).",
            ],
        ),
    ],
)
def test_a_reader_that_fails_is_named(
    session: Session, monkeypatch: pytest.MonkeyPatch, reader: Callable[..., Any], messages: list[str]
) -> None:
    monkeypatch.setitem(READERS, "<stream>", reader)
    reading = session.read(io.BytesIO(b""), format="test")
    assert reading.value is None
    assert [one.message for one in reading.diagnostics] == messages
    assert reading.diagnostics[-1].code == "OAP901"
    with pytest.raises(PlanReadError, match=r"OAP901 The reader 'test' of the plugin 'Plugin'"):
        session.load(io.BytesIO(b""), format="test")


def test_a_reader_can_warn_and_still_give_a_plan(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def warn(_data: bytes, ctx: ReadContext) -> RawDocument:
        ctx.report(MALFORMED, "It breaks.")
        ctx.diagnostics[0] = empact.Diagnostic(kind=MALFORMED, message="Odd.", severity=Severity.WARNING)
        return RawDocument({"empact": "plan/1", "id": "X"})

    monkeypatch.setitem(READERS, "<stream>", warn)
    reading = session.read(io.BytesIO(b""), format="test")
    assert reading.value == Plan(id="X")
    assert [one.message for one in reading.diagnostics] == ["Odd."]


def test_what_a_reader_needs_and_is_not_installed_is_told_with_the_cure(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "needy_reader.py").write_text("import no_such_library\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(MissingExtraError, match="needs the module 'no_such_library'"):
        session.read(io.BytesIO(b""), format="needy")


# Writing


def test_without_a_target_the_bytes_are_returned(session: Session) -> None:
    data = session.export(PLAN, to="yaml")
    assert data is not None
    assert data.decode() == YAML


def test_a_file_is_written(session: Session, tmp_path: Path) -> None:
    for target in (tmp_path / "a.json", str(tmp_path / "b.json")):
        assert session.export(PLAN, to="json", path=target) is None
        assert Path(target).read_bytes() == session.export(PLAN, to="json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]


def test_into_a_folder_the_file_is_named_by_the_exporter(session: Session, tmp_path: Path) -> None:
    session.export(PLAN, to="json", path=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["X.json"]


def test_several_files_need_a_folder(
    session: Session, tmp_path: Path, case: Callable[[Callable[[], Any]], dict[str, Any]]
) -> None:
    options = case(lambda: [Artifact("a", b"1"), Artifact("b", b"2")])
    with pytest.raises(ExportError, match=r"The format 'test' makes 2 files \(a, b\); name a folder as path"):
        session.export(PLAN, to="test", **options)
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(ExportError, match=r"Cannot write 2 files: '.*file' is not a folder"):
        session.export(PLAN, to="test", path=tmp_path / "file", **options)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"old"}
    (tmp_path / "file").unlink()
    session.export(PLAN, to="test", path=tmp_path, **options)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def raising() -> Any:
    yield Artifact("a", b"1")
    raise ValueError("half-way")


def leaving() -> Any:
    raise SystemExit(0)


def refusing() -> Any:
    raise ExportError("No.")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (raising, f"The exporter 'test' of the plugin 'Plugin' stops with ValueError: half-way ({inside(raising, 2)})"),
        (leaving, f"The exporter 'test' of the plugin 'Plugin' stops with SystemExit: 0 ({inside(leaving)})"),
        (
            lambda: None,
            "The exporter 'test' of the plugin 'Plugin' stops with TypeError: 'NoneType' object is not iterable",
        ),
        (lambda: [b"bytes"], "The exporter 'test' of the plugin 'Plugin' returns bytes instead of Artifact."),
        (refusing, "No."),
        (list, "The exporter 'test' of the plugin 'Plugin' makes no file."),
    ],
)
def test_an_exporter_that_fails_is_named_and_the_old_file_stays(
    session: Session, tmp_path: Path, case: Callable[..., dict[str, Any]], make: Callable[[], Any], message: str
) -> None:
    target = tmp_path / "old"
    target.write_bytes(b"old")
    options = case(make)
    with pytest.raises(ExportError) as caught:
        session.export(PLAN, to="test", **options)
    assert str(caught.value) == message
    with pytest.raises(ExportError):
        session.export(PLAN, to="test", path=target, **options)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"old": b"old"}


def test_an_exporter_that_does_not_exist_is_told(session: Session) -> None:
    with pytest.raises(PluginError, match=r"The code 'empact.nowhere:write' does not exist"):
        session.export(PLAN, to="nowhere")


# The session behind the functions


def test_the_functions_are_methods_of_one_session_that_knows_what_is_installed() -> None:
    assert default_session() is default_session()
    functions: list[Any] = [empact.load, empact.loads, empact.validate, empact.export]
    assert [function.__self__ for function in functions] == [default_session()] * 4
    assert "oap-c-2012" in {plan.name for plan in default_session().bundled}


def test_an_unknown_rule_is_told_with_the_closest(session: Session) -> None:
    with pytest.raises(UnknownIdError, match=r"^Rule 'danglin-link' does not exist. Did you mean 'dangling-link'\?$"):
        session.rule("danglin-link")


def test_a_bundled_plan_whose_file_is_missing_is_told_with_its_plugin() -> None:
    class Plugin:
        @hookimpl
        def empact_plans(self) -> list[BundledPlan]:
            return [BundledPlan(name="lost", package="empact", resource="lost.yaml")]

    with pytest.raises(PluginError, match=r"'lost' \(file 'lost\.yaml' in the package 'empact'\)"):
        Session([Plugin()]).load("lost")


def test_workspace__without_a_folder_says_what_to_do(tmp_path: Path) -> None:
    practice = Practice(plan="X", title="T", kind=PracticeKind.GOOD, on=dt.date(2026, 1, 1), source="Invented")
    message = r"^No folder for the practice: name one, or set 'workspace' in the configuration\.$"
    with pytest.raises(empact.ConfigError, match=message):
        Session().workspace.practices.add(practice)
    config = empact.Config(workspace="records", source=str(tmp_path / "empact.toml"))
    path = Session(config=config).workspace.practices.add(practice, create=True)
    assert path.parent == tmp_path / "records" / "practice" / "X"


# Bundled plans


@pytest.mark.parametrize("name", ["oap-c-2012", "OAP_C.2012"])
def test_load__bundled_takes_a_name(name: str) -> None:
    assert default_session().load(name, bundled=True).id == "C-2012"
    assert empact.load(name, bundled=True).id == "C-2012"


@pytest.mark.parametrize("name", ["plan.yaml", "./oap-c-2012", "../plan.yaml", "plan", ""])
def test_load__bundled_never_opens_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("plan.yaml", "plan", "oap-c-2012"):
        Path(file).write_text(YAML, encoding="utf-8")
    with pytest.raises(UnknownIdError, match="Bundled plan"):
        default_session().load(name, bundled=True)


def test_load__bundled_refuses_a_path() -> None:
    with pytest.raises(TypeError, match="The name of a bundled plan must be a text"):
        default_session().load(Path("oap-c-2012"), bundled=True)
