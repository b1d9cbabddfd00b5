"""Hostile values: what no file can hold is refused where a plugin makes it, not where it is met later."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.support import shipped
from tests.support.hostile import assert_readable, plugin, rule, session_with

from empact import Diagnostics, ExportError, Plan, Session
from empact.diagnostics import Diagnostic, Edit, Pointer
from empact.documents import (
    BarChart,
    CellNote,
    Column,
    ColumnType,
    Document,
    FillIn,
    Hyperlink,
    Row,
    Section,
    Table,
    TableCell,
    Text,
)
from empact.documents.charts import Bar
from empact.hooks import (
    Artifact,
    BundledPlan,
    Command,
    DocumentSpec,
    Exporter,
    Finding,
    Formatter,
    Option,
    Party,
    Plain,
    Profile,
    RawDocument,
    ReadContext,
    Reader,
    Rule,
)
from empact.model import Membership, PartyKind, PartyName

PLAN = Plan(id="X")
HALF = "a\ud800b"
"""A text with half a character, as from ``errors="surrogateescape"``; no encoding can write it."""
SHOWN = r"a\ud800b"


@pytest.fixture
def code(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module whose functions descriptors name."""
    module = ModuleType("hostile_code")
    monkeypatch.setitem(sys.modules, "hostile_code", module)
    return module


def nested(levels: int) -> list[Any]:
    return [] if levels == 1 else [nested(levels - 1)]


def endless() -> list[Any]:
    values: list[Any] = []
    values.append(values)
    return values


def doubled(times: int) -> list[Any]:
    """A list that has few lists in memory and 2 ** times values: a bomb for whoever goes through it."""
    values: list[Any] = []
    for _ in range(times):
        values = [values, values]
    return values


NOT_PLAIN: dict[str, tuple[Callable[[], object], str]] = {
    "a Decimal": (lambda: Decimal("1.5"), " is a Decimal"),
    "a set": (lambda: {1}, " is a set"),
    "a tuple": (lambda: ("a",), " is a tuple"),
    "bytes": (lambda: b"a", " is a bytes"),
    "a date": (lambda: dt.date(2031, 1, 1), " is a date"),
    "a plan": (lambda: PLAN, " is a Plan"),
    "no number": (lambda: float("nan"), " is the float nan"),
    "an infinite number": (lambda: float("inf"), " is the float inf"),
    "a number of 5,000 digits": (lambda: 10**5_000, " is a whole number of more than 4,000 digits"),
    "half a character": (lambda: HALF, " has half a character (U+D800)"),
    "half a character in a key": (lambda: {HALF: 1}, " has half a character in a key (U+D800)"),
    "a number as a key": (lambda: {1: "a"}, " has an int as a key"),
    "a date in it": (lambda: {"a/b": [{"on": dt.date(2031, 1, 1)}]}, "/a~1b/0/on' is a date"),
    "65 levels": (lambda: nested(65), " has more than 64 levels"),
    "itself": (endless, "/0' contains itself"),
    "a bomb": (lambda: doubled(40), " has more than 10,000,000 values"),
}
"""Values that no file can hold, each with what is said about it."""
each_wrong_value = pytest.mark.parametrize("what", NOT_PLAIN)


# Findings


def validated(make: Callable[[], Finding]) -> tuple[Session, Diagnostics]:
    """Validate with a rule that makes one finding; check that the rule beside it has reported and JSON is valid."""
    session = session_with(plugin("hostile", empact_rules=lambda: [rule(lambda _plan, _ctx: (make() for _ in "1"))]))
    found = session.validate(PLAN, select=["BAD", "GOOD"])
    assert "Seen X." in {finding.message for finding in found}
    for formatter in session.formatters:
        text = session.format(found, formatter.name, PLAN)
        text.encode()
        if formatter.name == "json":
            json.loads(text)
    return session, found


def crash_in(found: Diagnostics) -> Diagnostic:
    (crash,) = (finding for finding in found if finding.code == "OAP902")
    assert crash.origin == "hostile"
    assert "of test_hostile_values.py" in (crash.hint or "") or "of hostile.py" in (crash.hint or "")
    assert_readable(crash.message)
    return crash


@pytest.mark.parametrize("field", ["old", "new"])
@each_wrong_value
def test_an_edit__with_a_value_that_no_file_can_hold__is_a_fault_of_its_rule(what: str, field: str) -> None:
    make, words = NOT_PLAIN[what]

    def found() -> Finding:
        edit: dict[str, Any] = {"op": "replace", "pointer": "/title", field: make()}
        return Finding("One.", Pointer(), fix=Edit(**edit))

    crash = crash_in(validated(found)[1])
    assert f"TypeError: Edit.{field}" in crash.message
    assert words[:40] in crash.message


def test_an_edit__has_a_copy_of_its_values() -> None:
    items: list[object] = ["HU", ["AT"], {"code": ["RO"]}]

    def found() -> Finding:
        edit = Edit(op="replace", pointer="/title", old=items, new={"items": items})
        items.append({1})
        items[1] = items
        return Finding("One.", Pointer(), fix=edit)

    (finding,) = (finding for finding in validated(found)[1] if finding.code == "BAD001")
    assert finding.fix is not None
    assert finding.fix.old == ["HU", ["AT"], {"code": ["RO"]}]
    assert finding.fix.new == {"items": ["HU", ["AT"], {"code": ["RO"]}]}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Edit(op="add", pointer="title", new=1), "Edit.pointer is 'title', which is not a pointer."),
        (lambda: Edit(op="add", pointer=f"/{HALF}", new=1), "Edit.pointer has half a character (U+D800)."),
        (lambda: Edit(op="add", pointer="/a", old=1), "Edit.old is None if a value is added."),
        (lambda: Edit(op="remove", pointer="/a", new=1), "Edit.new is None if a value is removed."),
        (lambda: Finding("One.", Pointer("title")), "Finding.at is 'title', which is not a pointer."),
        (lambda: Finding("One.", Pointer(f"/{HALF}")), "Finding.at has half a character (U+D800)"),
        (lambda: Finding(" ", Pointer()), "Finding.message has no words."),
    ],
)
def test_a_finding__that_no_formatter_can_write__is_a_fault_of_its_rule(make: Any, message: str) -> None:
    assert message.rstrip(".") in crash_in(validated(make)[1]).message


def test_a_finding__shows_half_a_character_as_its_escape() -> None:
    session, found = validated(lambda: Finding(f"Odd {HALF}.", Pointer(), hint=HALF))
    (finding,) = (finding for finding in found if finding.code == "BAD001")
    assert str(finding).endswith(rf"Odd {SHOWN}.")
    (entry,) = (
        entry for entry in json.loads(session.format(found, "json", PLAN))["diagnostics"] if entry["code"] == "BAD001"
    )
    assert (entry["message"], entry["hint"]) == (f"Odd {SHOWN}.", SHOWN)


# Trees of readers


def reading_of(code: ModuleType, tmp_path: Path, tree: object) -> list[Diagnostic]:
    def read(_data: bytes, _ctx: ReadContext) -> RawDocument:
        return RawDocument(tree)

    code.read = read  # type: ignore[attr-defined]
    reader = Reader(name="odd", suffixes=".odd", read="hostile_code:read")
    session = session_with(plugin("hostile", empact_readers=lambda: [reader]))
    path = tmp_path / "plan.odd"
    path.write_bytes(b"x")
    reading = session.read(path)
    session.format(reading.diagnostics, "json", reading).encode()
    assert (reading.value is None) == bool(reading.diagnostics)
    return list(reading.diagnostics)


@each_wrong_value
def test_a_reader__with_a_value_that_no_file_can_hold__is_named_with_the_place(
    code: ModuleType, tmp_path: Path, what: str
) -> None:
    make, words = NOT_PLAIN[what]
    tree = {"empact": "plan/1", "id": "X", "extensions": {"hostile": make()}}
    (fault,) = reading_of(code, tmp_path, tree)
    assert (fault.code, fault.origin) == ("OAP901", "hostile")
    start = (
        "The reader 'odd' of the plugin 'hostile' returns a tree that is not plain: the value at '/extensions/hostile"
    )
    assert fault.message.startswith(start)
    assert words[:40] in fault.message
    assert (fault.place.pointer or "").startswith("/extensions/hostile")
    assert "Report this to the authors of the reader 'odd' of the plugin 'hostile'." in (fault.hint or "")


def test_a_reader__with_the_same_list_in_two_places__is_read(code: ModuleType, tmp_path: Path) -> None:
    links: list[Any] = [Plain("1.1")]
    actions = [{"number": number, "links": links} for number in ("1.1", "1.2")]
    assert reading_of(code, tmp_path, {"empact": "plan/1", "id": "X", "actions": actions}) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"place": 5}, "RawDocument.place must be a function, not the int 5."),
        ({"suspects": "x"}, "RawDocument.suspects must be a tuple of Suspect, not the text 'x'."),
        ({"suspects": (7,)}, "Each item of RawDocument.suspects must be a Suspect, not the int 7."),
        ({"words_place": None}, "RawDocument.words_place must be a function, not None."),
    ],
)
def test_a_raw_document__with_a_look_up_that_cannot_be_called__is_refused(fields: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        RawDocument({}, **fields)
    assert str(caught.value) == message


# Parties


def party(**fields: Any) -> Party:
    given: dict[str, Any] = {"code": "ZZZ", "kind": PartyKind.NETWORK, "name": "Zed", **fields}
    return Party(**given)


JANUARY = dt.date(2031, 1, 1)
MARCH = dt.date(2031, 3, 1)
PARTIES: list[tuple[Party, str]] = [
    (party(code=""), "whose code '' has no letters."),
    (party(code="*"), "whose code '*' has no letters."),
    (party(code="A, B"), "whose code 'A, B' is not read as one party in a cell."),
    (party(code="ZZ (tbc)"), "whose code 'ZZ (tbc)' is not read as one party in a cell."),
    (party(code="MS"), "whose code 'MS' means a group of parties in plans."),
    (party(code="EU"), "whose code 'EU' is a word of the notation."),
    (party(code="tbc"), "whose code 'tbc' is a word of the notation."),
    (party(name=" "), "whose name ' ' has no letters."),
    (party(name="A\nB"), r"whose name 'A\nB' is not one line of text."),
    (party(name=HALF), r"whose name 'a\ud800b' is not one line of text."),
    (party(names=("All MS",)), "whose name 'All MS' means a group of parties in plans."),
    (party(names=("Relevant MS",)), "whose name 'Relevant MS' means a group of parties in plans."),
    (party(names=("Third countries",)), "whose name 'Third countries' means a group of parties in plans."),
    (party(names=("n/a",)), "whose name 'n/a' means in plans that there is nobody."),
    (party(names=("V4",)), "whose name 'V4' is that of a group."),
    (party(names=("Presidency",)), "whose name 'Presidency' is that of a role."),
    (party(names=("ILO",)), "whose name 'ILO' has several meanings."),
    (party(names=("co-leader",)), "whose name 'co-leader' is a word of the notation."),
    (party(since=MARCH, until=JANUARY), "which ends on 2031-01-01, before it begins on 2031-03-01."),
    (
        party(names=(PartyName(text="Zeta", since=MARCH, until=JANUARY),)),
        "whose name 'Zeta' ends on 2031-01-01, before it begins on 2031-03-01.",
    ),
    (
        party(kind=PartyKind.MEMBER_STATE, memberships=(Membership(since=MARCH, until=JANUARY),)),
        "whose membership ends on 2031-01-01, before it begins on 2031-03-01.",
    ),
    (party(memberships=(Membership(since=JANUARY),)), "which has memberships and is not a state."),
    (party(successor="ZZZ"), "whose successor is itself."),
    (party(iso=""), "whose ISO code '' is not capital letters."),
]


@pytest.mark.parametrize(("wrong", "message"), PARTIES, ids=[message for _, message in PARTIES])
def test_a_party__that_means_something_else_in_plans__is_refused_alone(wrong: Party, message: str) -> None:
    other = party(code="QSHORE", name="Shore Network", names=("Network of Shores",))
    session = session_with(plugin("hostile", empact_parties=lambda: [wrong, other]))
    (fault,) = session.plugins.diagnostics
    assert (fault.code, fault.origin) == ("OAP901", "hostile")
    assert fault.message == f"The plugin 'hostile' provides the party {wrong.code!r}, {message}"
    assert session.register.get("QSHORE") == other
    assert wrong not in session.register.parties


@pytest.mark.parametrize(
    ("fields", "in_2031"),
    [
        ({"memberships": (Membership(),)}, 1),
        ({"memberships": (Membership(since=dt.date(2012, 1, 1)),)}, 1),
        ({"memberships": (Membership(until=dt.date(2012, 12, 31)),)}, 0),
        ({}, 1),
    ],
    ids=["at any time", "from 2012 on", "until 2012", "without days"],
)
def test_a_party__is_no_member_state_where_all_of_them_are_known(fields: dict[str, Any], in_2031: int) -> None:
    """The register has the 27 member states of 2012; "All MS" of a plan of that year never means 28."""
    state = party(code="QZ", kind=PartyKind.MEMBER_STATE, **fields)
    session = session_with(plugin("late", empact_parties=lambda: [state]))
    assert len(session.register.members(PartyKind.MEMBER_STATE, dt.date(2012, 6, 1))) == 27
    members = session.register.members(PartyKind.MEMBER_STATE, JANUARY)
    assert [member.code for member in members].count("QZ") == in_2031
    assert session.register.kind(session.register.get("QZ"), dt.date(2012, 6, 1)) is PartyKind.THIRD_COUNTRY
    (fault,) = session.plugins.diagnostics
    assert (fault.code, fault.origin) == ("OAP901", "late")
    assert fault.message == "The plugin 'late' provides 'QZ' as a member state on or before 2025-12-31."


@pytest.mark.parametrize("fields", [{"memberships": (Membership(since=JANUARY),)}, {"since": JANUARY}])
def test_a_party__may_be_a_member_state_that_joins_later(fields: dict[str, Any]) -> None:
    state = party(code="QZ", kind=PartyKind.MEMBER_STATE, **fields)
    session = session_with(plugin("late", empact_parties=lambda: [state]))
    assert list(session.plugins.diagnostics) == []
    assert session.register.get("QZ") == state


@pytest.mark.parametrize(
    "name", ["Agency for Security, Freedom and Justice", "Shore Network (invented)", "Customs and Tax"]
)
def test_a_party__may_have_a_name_that_no_cell_has(name: str) -> None:
    session = session_with(plugin("careful", empact_parties=lambda: [party(name=name)]))
    assert list(session.plugins.diagnostics) == []
    assert session.register.get("ZZZ").name == name


# Documents


def document(body: Text | Table, **fields: Any) -> Document:
    section = Section(key="all", title=fields.pop("section", "All"), body=body)
    return Document(**{"kind": "odd", "title": "Odd", "name": "X-odd", "sections": (section,), **fields})


def one_cell(value: Any, kind: ColumnType = ColumnType.TEXT, title: str = "A") -> Document:
    return document(Table((Column(key="a", title=title, type=kind),), (Row("r", (value,)),)))


WITH_HALF: dict[str, Callable[[], Document]] = {
    "a paragraph": lambda: document(Text((HALF,))),
    "a title": lambda: document(Text(("a",)), title=HALF),
    "a heading": lambda: document(Text(("a",)), section=HALF),
    "a property": lambda: document(Text(("a",)), properties={"about": HALF}),
    "a marking": lambda: document(Text(("a",)), marking=HALF),
    "a column": lambda: one_cell("a", title=HALF),
    "a cell": lambda: one_cell(HALF),
    "a list": lambda: one_cell((HALF, "b"), ColumnType.LIST),
    "a link": lambda: one_cell(Hyperlink(HALF, "https://example.org"), ColumnType.LINK),
    "a note": lambda: one_cell(TableCell("a", (CellNote(HALF, "1"),))),
    "an answer": lambda: one_cell(TableCell(None, (), FillIn((HALF,)))),
}


def exported(code: ModuleType, make: Callable[[], Document], to: str, path: Path) -> list[Path]:
    code.build = lambda _ctx: make()  # type: ignore[attr-defined]
    spec = DocumentSpec(name="odd", summary="Odd.", build="hostile_code:build")
    session = session_with(plugin("hostile", empact_documents=lambda: [spec]))
    session.export(PLAN, to=to, document="odd", path=path / "files")
    written = path / "files"
    return sorted(written.iterdir()) if written.is_dir() else [written]


@pytest.mark.parametrize("to", shipped.WRITERS)
@pytest.mark.parametrize("what", WITH_HALF)
def test_a_document__with_half_a_character__is_written_with_its_escape(
    code: ModuleType, tmp_path: Path, what: str, to: str
) -> None:
    (file,) = exported(code, WITH_HALF[what], to, tmp_path)
    if to in {"text", "json", "html"}:
        plain = file.read_text(encoding="utf-8").replace("\\\\", "\\")
        assert SHOWN in plain or (what == "an answer" and to == "html")


def bar(value: Decimal) -> BarChart:
    return BarChart(title="B", bars=(Bar(key="a", label="a", low=value, high=value, text="a"),))


NUMBER = ColumnType.NUMBER
LARGE, SMALL, LONG = Decimal("1e999999"), Decimal("1e-999999"), 10**5_000
WORDS = Text(("a",))
UNWRITTEN: dict[str, tuple[Callable[[], Any], str]] = {
    "a long number": (lambda: one_cell(LONG, NUMBER), "is an int of more than 4,000 digits"),
    "a large number": (lambda: one_cell(LARGE, NUMBER), "is a Decimal of more than 4,000 digits"),
    "a small number": (lambda: one_cell(SMALL, NUMBER), "is a Decimal of more than 4,000 digits"),
    "no number": (lambda: one_cell(float("nan"), NUMBER), "is the float nan, which is not a finite number"),
    "a long property": (lambda: document(WORDS, properties={"n": LONG}), "is an int of more than 4,000 digits"),
    "a large bar": (lambda: bar(LARGE), "is a Decimal of more than 4,000 digits"),
    "a path as its name": (lambda: document(WORDS, name="../x"), "Document.name is '../x', which is not the name of"),
    "a long name": (lambda: document(WORDS, name="x" * 201), "Document.name is 'xxxxxxxx"),
    "a device as its name": (lambda: document(WORDS, name="nul"), "Document.name is 'nul', which is not the name of"),
    "half a character as its kind": (lambda: document(WORDS, kind=HALF), "A key of the documents has half a character"),
    "half a column": (lambda: Table((Column(key=HALF, title="A"),)), "A key of the columns has half a character"),
    "no width": (lambda: Column(key="a", title="A", width=0), "column 'a' must be at least 1 character"),
    "a level of 3": (
        lambda: Section(key="a", title="A", body=WORDS, level=3),
        "The level of the section 'a' must be 1 or 2",
    ),
}


@pytest.mark.parametrize("what", UNWRITTEN)
@pytest.mark.parametrize("to", ["text", "json"])
def test_a_document__that_no_writer_can_write__is_named_with_its_line(
    code: ModuleType, tmp_path: Path, what: str, to: str
) -> None:
    make, message = UNWRITTEN[what]
    with pytest.raises(ExportError) as caught:
        exported(code, make, to, tmp_path)
    assert str(caught.value).startswith("The document 'odd' of the plugin 'hostile' stops with ValueError: ")
    assert message in str(caught.value)
    assert "of test_hostile_values.py)" in str(caught.value)


# Files of exporters


def written(code: ModuleType, path: str | Path | None, names: Iterable[str], *plans: Plan) -> None:
    code.write = lambda plan, _ctx: [Artifact(name.format(plan=plan), b"x") for name in names]  # type: ignore[attr-defined]
    exporter = Exporter(name="odd", suffix=".odd", write="hostile_code:write")
    session = session_with(plugin("hostile", empact_exporters=lambda: [exporter]))
    given: dict[str, Any] = {} if path is None else {"path": path}
    session.export(*plans or (PLAN,), to="odd", **given)


@pytest.mark.parametrize("path", ["one.odd", "folder/", None])
@pytest.mark.parametrize("name", ["../x", "/x", "", "a\\b", "a:b", "CON.txt", "com\xb9", "a ", "a\nb", HALF, "x" * 300])
def test_a_file__whose_name_is_no_name_on_some_system__is_named_with_its_line(
    code: ModuleType, tmp_path: Path, name: str, path: str | None
) -> None:
    with pytest.raises(ExportError) as caught:
        written(code, None if path is None else f"{tmp_path}/{path}", [name])
    assert str(caught.value).startswith(
        "The exporter 'odd' of the plugin 'hostile' stops with ValueError: Artifact.name "
    )
    assert "of test_hostile_values.py)" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a.odd", "a.odd"], "writes 'a.odd' twice."),
        (["a.odd", "A.odd"], "writes 'a.odd' and 'A.odd', which are the same file on some systems."),
        (["\xe9.odd", "e\u0301.odd"], "writes '\xe9.odd' and 'e\u0301.odd', which are the same file on some systems."),
    ],
)
def test_files__that_are_one_on_some_system__are_refused(
    code: ModuleType, tmp_path: Path, names: list[str], message: str
) -> None:
    with pytest.raises(ExportError) as caught:
        written(code, tmp_path, names)
    assert str(caught.value) == f"The exporter 'odd' of the plugin 'hostile' {message}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("X", "X"), "Two plans have the id 'X', so their files have the same name: export one of them."),
        (("X", "x"), "The files of the plans 'X' and 'x' have the same name on some systems: export one of them."),
        (("A?", "A*"), "The files of the plans 'A?' and 'A*' have the same name on some systems: export one of them."),
    ],
)
def test_files_of_plans__that_are_one_on_some_system__are_refused(
    tmp_path: Path, ids: tuple[str, str], message: str
) -> None:
    with pytest.raises(ExportError) as caught:
        session_with().export(*(Plan(id=plan_id) for plan_id in ids), to="yaml", path=tmp_path)
    assert str(caught.value) == message


# Names, code and suffixes of descriptors

GIVEN: dict[Callable[..., Any], dict[str, Any]] = {
    BundledPlan: {"name": "a", "package": "b", "resource": "c"},
    Command: {"name": "a", "summary": "b", "command": "a:b"},
    DocumentSpec: {"name": "a", "summary": "b", "build": "a:b"},
    Exporter: {"name": "a", "suffix": ".a", "write": "a:b"},
    Formatter: {"name": "a", "write": "a:b"},
    Option: {"name": "a", "summary": "b"},
    Profile: {"name": "a"},
    Reader: {"name": "a", "suffixes": ".a", "read": "a:b"},
    Rule: {"code": "BAD001", "name": "bad", "severity": "x", "doc": "", "check": str},
}
ONE_WORD = "A name is one word without spaces that does not start with a hyphen."
END = "After the dot comes the end of a file name, as in '.csv'."
NO_CODE = "which does not name code. Write 'package.module:function'."
NO_HALF = "has half a character (U+D800), which no file can have."


@pytest.mark.parametrize(
    ("cls", "field", "value", "message"),
    [
        (BundledPlan, "name", "", f"BundledPlan.name is ''. {ONE_WORD}"),
        (Command, "name", "--all", f"Command.name is '--all'. {ONE_WORD}"),
        (Command, "summary", HALF, f"Command.summary {NO_HALF}"),
        (
            Command,
            "command",
            "a.b",
            "Command.command is 'a.b', which does not name code. Write 'package.module:object'.",
        ),
        (DocumentSpec, "name", "my minutes", f"DocumentSpec.name is 'my minutes'. {ONE_WORD}"),
        (DocumentSpec, "name", "a\x1bb", rf"DocumentSpec.name is 'a\x1bb'. {ONE_WORD}"),
        (DocumentSpec, "build", "minutes.build", f"DocumentSpec.build is 'minutes.build', {NO_CODE}"),
        (Exporter, "name", HALF, f"Exporter.name {NO_HALF}"),
        (Exporter, "suffix", ".", f"Exporter.suffix is '.'. {END}"),
        (Exporter, "suffix", "./x", f"Exporter.suffix is './x'. {END}"),
        (Exporter, "write", "a:b:c", f"Exporter.write is 'a:b:c', {NO_CODE}"),
        (Formatter, "write", ":write", f"Formatter.write is ':write', {NO_CODE}"),
        (Option, "summary", HALF, f"Option.summary {NO_HALF}"),
        (Profile, "name", "-p", f"Profile.name is '-p'. {ONE_WORD}"),
        (Reader, "suffixes", ". odd", f"Each suffix of a Reader is '. odd'. {END}"),
        (Reader, "read", "", f"Reader.read is '', {NO_CODE}"),
    ],
)
def test_a_descriptor__with_a_text_that_cannot_be_used__is_refused(
    cls: Callable[..., Any], field: str, value: object, message: str
) -> None:
    with pytest.raises(ValueError, match=r"^") as caught:
        cls(**GIVEN[cls] | {field: value})
    assert str(caught.value) == message


@pytest.mark.parametrize("between", [(5, 1), (float("nan"), 1.0)])
def test_an_option__whose_lowest_number_is_above_the_highest__is_refused(between: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"^The lowest number of the option 'a' is above the highest: "):
        Option("a", summary="b", type=float, between=between)


def test_a_reader__of_a_suffix_in_capital_letters__reads_such_files(code: ModuleType, tmp_path: Path) -> None:
    code.read = lambda _data, _ctx: RawDocument({"empact": "plan/1", "id": "X"})  # type: ignore[attr-defined]
    reader = Reader(name="odd", suffixes=".ODD", read="hostile_code:read")
    (tmp_path / "plan.odd").write_bytes(b"x")
    session = session_with(plugin("odd", empact_readers=lambda: [reader]))
    assert session.load(tmp_path / "plan.odd").id == "X"
