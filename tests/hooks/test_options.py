"""Options of documents and exporters: declared, converted from text, checked, and refused if two mean one name."""

from __future__ import annotations

import datetime as dt
import inspect
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from empact import Session
from empact.cli import main
from empact.hooks import Audience, DocumentSpec, Exporter, Option, hookimpl
from empact.hooks.combining import RESERVED
from empact.hooks.exporting import Input
from empact.options import option_values

PARTY = Option("party", summary="A party.", repeated=True)
SHOW = Option("show", summary="What to show.", choices=("error", "warning"), default="error")
WIDTH = Option("width", summary="The width.", type=int, default=80)
FIRST = Option("first_day", summary="The first day.", type=dt.date, required=True)
LONG = Option("long", summary="All of it.", type=bool)
FILE = Option("template", summary="A file.", type=Path)
SCORE = Option("score", summary="A score.", type=float, between=(0, 1))


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (PARTY, "HU", "HU"),
        (SHOW, " warning ", "warning"),
        (WIDTH, "100", 100),
        (FIRST, "2012-03-01", dt.date(2012, 3, 1)),
        (LONG, "yes", True),
        (LONG, "FALSE", False),
        (FILE, "a/b.docx", Path("a/b.docx")),
        (SCORE, "1", 1.0),
        (Option("level", summary="", type=int, choices=(1, 2)), "2", 2),
    ],
)
def test_option__parses_text(option: Option, text: str, value: object) -> None:
    assert option.parse(text) == value


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        (SHOW, "eror", "The option 'show' is 'eror'. Allowed: error, warning. Did you mean 'error'?"),
        (WIDTH, "wide", "The option 'width' is 'wide'. Allowed: a whole number."),
        (FIRST, "1 March 2012", "The option 'first_day' is '1 March 2012'. Allowed: a date: YYYY-MM-DD."),
        (FILE, "", "The option 'template' is ''. Allowed: the path of a file."),
        (SCORE, "1.01", "The option 'score' is '1.01'. Allowed: a number from 0 to 1."),
        (SCORE, "nan", "The option 'score' is 'nan'. Allowed: a number from 0 to 1."),
        (LONG, "perhaps", "The option 'long' is 'perhaps'. Allowed: yes or no."),
        (Option("level", summary="", type=int, choices=(1, 2)), "3", "The option 'level' is '3'. Allowed: 1, 2."),
    ],
)
def test_option__refuses_text(option: Option, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^The option") as caught:
        option.parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"type": float, "between": (0, 1), "default": 2.0}, ValueError, "Allowed: a number from 0 to 1"),
        ({"type": str, "between": (0, 1)}, ValueError, "so its type has to be int or float"),
        ({"type": float, "between": 1}, TypeError, "Option.between must be a tuple of two numbers"),
        ({"type": float, "between": (0, "1")}, TypeError, "Option.between must be a tuple of two numbers"),
    ],
)
def test_option__has_limits_that_fit_its_type_and_default(
    settings: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Option("score", summary="A score.", **settings)


@pytest.mark.parametrize(
    ("settings", "default"),
    [
        ({"type": float, "default": 2}, 2.0),
        ({"type": Path, "default": "a.docx"}, Path("a.docx")),
        ({"repeated": True, "default": ["a"]}, ("a",)),
        ({"repeated": True, "default": []}, ()),
        ({"type": float, "repeated": True, "default": [1, 0.5]}, (1.0, 0.5)),
    ],
)
def test_option__has_the_default_that_code_gets(settings: dict[str, Any], default: object) -> None:
    option = Option("score", summary="A score.", **settings)
    assert option.default == default
    assert repr(option.default) == repr(default)
    assert hash(option) == hash(Option("score", summary="A score.", **settings))
    assert option_values([option], {}) == {"score": default}


def test_option__refuses_a_choice_that_can_never_be_given() -> None:
    with pytest.raises(ValueError, match=r"^The option 'level' is the int 9\. Allowed: a whole number from 1 to 3\.$"):
        Option("level", summary="A level.", type=int, choices=(1, 9), between=(1, 3))
    assert Option("level", summary="A level.", type=int, choices=(1, 3), between=(1, 3)).allowed == "1, 3"


@pytest.mark.parametrize("given", [float("nan"), float("inf"), 10**400])
def test_option__refuses_a_number_that_no_file_can_hold(given: float) -> None:
    option = Option("score", summary="A score.", type=float)
    with pytest.raises(ValueError, match=r"^The option 'score' is the (float|int) \S+\. Allowed: a number\.$"):
        option.check(given)
    with pytest.raises(ValueError, match=r"Allowed: a number\.$"):
        option.parse(str(given))
    with pytest.raises(ValueError, match=r"Allowed: a number\.$"):
        Option("score", summary="A score.", type=float, default=given)


def test_option__refuses_a_choice_that_no_file_can_hold() -> None:
    with pytest.raises(ValueError, match=r"^The option 'score' is the float nan\. Allowed: a number\.$"):
        Option("score", summary="A score.", type=float, choices=(0.5, float("nan")))


def test_option_values__are_those_given_or_the_defaults() -> None:
    values = option_values([PARTY, SHOW, WIDTH, FIRST, LONG], {"first_day": dt.date(2012, 3, 1), "party": ["HU", "AT"]})
    assert dict(values) == {
        "party": ("HU", "AT"),
        "show": "error",
        "width": 80,
        "first_day": dt.date(2012, 3, 1),
        "long": None,
    }
    assert option_values([PARTY], {})["party"] == ()


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"widht": 1}, TypeError, "Unknown option 'widht'. Did you mean 'width'?"),
        ({"colour": 1}, TypeError, "Unknown option 'colour'. Options: party, show, width, first_day."),
        ({}, TypeError, "The option 'first_day' is required: The first day."),
        ({"width": "80"}, TypeError, "The option 'width' must be a whole number, not the text '80'."),
        ({"width": True}, TypeError, "The option 'width' must be a whole number, not the bool True."),
        ({"party": "HU"}, TypeError, "The option 'party' must be a list, not the text 'HU'. Write ['HU']."),
        ({"party": [7]}, TypeError, "The option 'party' must be a text, not the int 7."),
        (
            {"first_day": "2012-3-1"},
            TypeError,
            "The option 'first_day' must be a datetime.date, not the text '2012-3-1'.",
        ),
        ({"show": "info"}, ValueError, "The option 'show' is 'info'. Allowed: error, warning."),
    ],
)
def test_option_values__refuses_what_is_not_declared(
    given: dict[str, object], error: type[Exception], message: str
) -> None:
    known = {"first_day": dt.date(2012, 3, 1)} if "first_day" not in given and given else {}
    with pytest.raises(error) as caught:
        option_values([PARTY, SHOW, WIDTH, FIRST], known | given)
    assert str(caught.value) == message


@pytest.mark.parametrize("given", ["a/b.docx", Path("a/b.docx")])
def test_option_values__has_a_path_for_a_text(given: object) -> None:
    assert option_values([FILE], {"template": given})["template"] == Path("a/b.docx")


def test_option_values__refuses_what_is_no_path() -> None:
    with pytest.raises(TypeError, match="The option 'template' must be a path, not the text ''"):
        option_values([FILE], {"template": ""})
    with pytest.raises(TypeError, match="The option 'template' must be a path, not the int 7"):
        option_values([FILE], {"template": 7})


@pytest.mark.parametrize("name", ["", "First", "first day", "first-day", "1st", "_a", "a_", "class", "from"])
def test_option__has_a_name_that_can_be_a_keyword_argument(name: str) -> None:
    with pytest.raises(ValueError, match="the name of an option must be lower-case words joined by underscores"):
        Option(name, summary="")


def test_option__has_a_known_type_and_a_fitting_default() -> None:
    make: Any = Option
    with pytest.raises(
        TypeError, match=r"The type of an option must be str, int, float, bool, datetime\.date or pathlib\.Path, "
    ):
        make("a", summary="", type=complex)
    with pytest.raises(TypeError, match="The option 'a' must be a whole number, not the text 'x'"):
        make("a", summary="", type=int, default="x")
    with pytest.raises(ValueError, match=r"The option 'a' is 'z'\. Allowed: x, y"):
        make("a", summary="", choices=("x", "y"), default="z")


# Options that two descriptors share


def plugin(name: str, documents: list[DocumentSpec], exporters: list[Exporter]) -> types.ModuleType:
    module = types.ModuleType(name)

    def empact_documents() -> list[DocumentSpec]:
        return documents

    def empact_exporters() -> list[Exporter]:
        return exporters

    vars(module).update(empact_documents=hookimpl(empact_documents), empact_exporters=hookimpl(empact_exporters))
    return module


def document(name: str, *options: Option) -> DocumentSpec:
    return DocumentSpec(name=name, summary="", build="a:b", options=options)


def exporter(name: str, *options: Option, takes: Any = "document") -> Exporter:
    return Exporter(name=name, suffix=".x", write="a:b", options=options, takes=takes)


def option(name: str) -> Option:
    return Option(name, summary="")


OF_TEXT = "is one of the exporter 'text' of the plugin 'empact.text' already."
OF_TASKING = "is one of the document 'tasking' of the plugin 'empact.documents' already."
FAULTS: dict[str, tuple[list[DocumentSpec], list[Exporter], str]] = {
    "a parameter of export": (
        [document("aa", option("ledger")), document("kept")],
        [],
        "The plugin 'p' provides the document 'aa', but its option 'ledger' is a parameter of 'export' itself.",
    ),
    "the reports of export": (
        [document("aa", option("reports")), document("kept")],
        [],
        "The plugin 'p' provides the document 'aa', but its option 'reports' is a parameter of 'export' itself.",
    ),
    "the marking of export": (
        [],
        [exporter("bb", option("marking"), takes="plan"), exporter("kept")],
        "The plugin 'p' provides the exporter 'bb', but its option 'marking' is a parameter of 'export' itself.",
    ),
    "one of the command line": (
        [],
        [exporter("bb", option("output"), takes="plan"), exporter("kept")],
        "The plugin 'p' provides the exporter 'bb', but its option 'output' is a parameter of 'export' itself.",
    ),
    "two of one name": (
        [document("aa", option("x"), option("x")), document("kept")],
        [],
        "The plugin 'p' provides the document 'aa', but it has two options 'x'.",
    ),
    "one of a built-in exporter": (
        [document("aa", option("width")), document("kept")],
        [],
        f"The plugin 'p' provides the document 'aa', but its option 'width' {OF_TEXT}",
    ),
    "one of a built-in document": (
        [],
        [exporter("bb", option("party")), exporter("kept")],
        f"The plugin 'p' provides the exporter 'bb', but its option 'party' {OF_TASKING}",
    ),
}


@pytest.mark.parametrize(("command", "method"), [("export", Session.export), ("validate", Session.format)])
def test_reserved__are_the_parameters_of_the_method_and_the_options_of_the_command(
    command: str, method: Callable[..., object]
) -> None:
    parameters = inspect.signature(method).parameters.values()
    names = {parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_KEYWORD} - {"self"}
    found = main.get_command(click.Context(main), command)
    assert found is not None
    words = [word for parameter in found.params for word in parameter.opts if word.startswith("--")]
    options = {word.removeprefix("--").replace("-", "_") for word in [*words, "--help"]}
    assert names | options == RESERVED[command]


def provided(session: Session) -> set[str]:
    return {one.name for one in session.documents} | {one.name for one in session.exporters}


@pytest.mark.parametrize(("documents", "exporters", "message"), FAULTS.values(), ids=FAULTS)
def test_a_descriptor_whose_option_clashes__is_lost_alone(
    documents: list[DocumentSpec], exporters: list[Exporter], message: str
) -> None:
    session = Session([plugin("p", documents, exporters)])
    (found,) = session.plugins.diagnostics
    assert found.message == message
    assert found.hint is not None
    assert found.hint.endswith("is ignored; its authors must rename the option.")
    assert provided(session) - provided(Session()) == {"kept"}


def test_exporters_of_plans__may_have_the_options_of_documents() -> None:
    session = Session([plugin("p", [], [exporter("bb", option("party"), takes="plan")])])
    assert list(session.plugins.diagnostics) == []


def test_what_is_not_an_option__is_reported() -> None:
    wrong: Callable[..., Any] = document
    (found,) = Session([plugin("p", [wrong("aa", "party")], [])]).plugins.diagnostics
    assert found.message == "The plugin 'p' provides the document 'aa', but its option 'party' is not an Option."


def test_a_format__can_stand_once_for_each_of_what_it_takes() -> None:
    formats = [exporter("bb", takes=takes) for takes in ("plan", "document", "portfolio", "document")]
    session = Session([plugin("p", [], formats)])
    (found,) = session.plugins.diagnostics
    assert found.message == "The plugin 'p' provides 'bb for a document' twice; the first one is used."
    assert [one.takes for one in session.exporters if one.name == "bb"] == ["plan", "document", "portfolio"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: DocumentSpec(name="a", summary="", build="a:b", of="plans"),  # type: ignore[arg-type]
        lambda: DocumentSpec(name="a", summary="", build="a:b", inputs=("minutes",)),  # type: ignore[arg-type]
        lambda: Exporter(name="a", suffix=".a", write="a:b", takes="plans"),  # type: ignore[arg-type]
    ],
    ids=["of", "inputs", "takes"],
)
def test_a_descriptor__has_only_known_words(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r" must be '[a-z]+'(, '[a-z]+')* or '[a-z]+', not the text '[a-z]+'\.$"):
        make()


DRIVER = (Audience.DRIVER,)


@pytest.mark.parametrize("inputs", ["reports", "findings", "seals"])
def test_a_document_that_can_show_reports__declares_who_reads_it(inputs: Input) -> None:
    with pytest.raises(
        ValueError, match=r"^The document 'paper' can show reports, so it has to declare who reads it: "
    ):
        DocumentSpec(name="paper", summary="A paper.", build="a:b", inputs=(inputs,))
    spec = DocumentSpec(name="paper", summary="A paper.", build="a:b", inputs=(inputs,), audiences=[Audience.COSI])
    assert spec.audiences == (Audience.COSI,)


def test_a_document_without_reports__declares_nobody() -> None:
    assert DocumentSpec(name="paper", summary="A paper.", build="a:b", inputs=("practices", "kpis")).audiences == ()
    with pytest.raises(ValueError, match=r"^The document 'paper' declares audiences, but it gets neither reports nor "):
        DocumentSpec(name="paper", summary="A paper.", build="a:b", ledger=False, audiences=DRIVER)
    with pytest.raises(TypeError, match=r"^An audience must be an Audience, not the text 'COSI'\.$"):
        DocumentSpec(name="paper", summary="A paper.", build="a:b", reports=True, audiences=("COSI",))  # type: ignore[arg-type]


def test_an_exporter_that_can_show_reports__declares_who_reads_it() -> None:
    option = Option("filled", summary="Fill it.", type=bool, default=False, needs="reports")
    with pytest.raises(ValueError, match=r"^The exporter 'a' can show reports, so it has to declare who reads it: "):
        Exporter(name="a", suffix=".a", write="a:b", options=(option,))
    with pytest.raises(ValueError, match=r"^The exporter 'a' declares audiences, but it gets no reports\."):
        Exporter(name="a", suffix=".a", write="a:b", audiences=DRIVER)


def test_an_option_that_needs_seals__belongs_to_a_document_about_one_plan() -> None:
    option = Option("sealed", summary="As it was sealed.", type=bool, default=False, needs="seals")
    spec = DocumentSpec(name="paper", summary="A paper.", build="a:b", options=(option,), audiences=DRIVER)
    assert spec.options == (option,)
    with pytest.raises(
        ValueError, match=r"^The option 'sealed' needs seals, so the document has to be about one plan\.$"
    ):
        DocumentSpec(name="paper", summary="A paper.", build="a:b", of="portfolio", options=(option,), audiences=DRIVER)
    with pytest.raises(ValueError, match="needs seals, so its type has to be bool"):
        Option("sealed", summary="As it was sealed.", needs="seals")
