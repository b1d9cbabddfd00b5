"""Documents in other languages than English: their fixed words, and the names of states."""

from __future__ import annotations

import datetime as dt
import json
import sys
import types
from typing import Any

import pytest
from click.testing import CliRunner
from tests import shipped
from tests.document_rows import rows

import oap_c_2012
from empact import Session, UnknownIdError
from empact.analysis import PlanContext
from empact.cli import main
from empact.documents import Document, Table, build_plan_sheet, build_tasking, words_in
from empact.hooks import DocumentSpec, Option, hookimpl
from empact.reference import LANGUAGES
from empact.session.exporting import find_document

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = PlanContext(plan=PLAN)
DAY = dt.date(2012, 6, 30)


def exported(language: str, to: str = "markdown", document: str = "plan", **options: Any) -> str:
    data = SESSION.export(PLAN, to=to, document=document, language=language, ledger=(), path=None, **options)
    return data.decode("utf-8-sig")


def titles(document: Document, key: str) -> list[str]:
    body = document.section(key).body
    assert isinstance(body, Table)
    return [column.title for column in body.columns]


def test_language__unknown_is_one_error_with_the_list() -> None:
    with pytest.raises(UnknownIdError, match=r"^Official language 'xx' does not exist\. Known: bg, cs, da, .*, sv\.$"):
        SESSION.export(PLAN, to="yaml", language="xx")


def test_language__is_a_text() -> None:
    untyped: Any = None
    with pytest.raises(TypeError, match="The language of a document is a text"):
        SESSION.export(PLAN, to="yaml", language=untyped)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words__are_english_where_there_is_no_catalogue(language: str) -> None:
    words = words_in(language)
    assert (words.language, words.fixed) == (language, language if language in {"en", "fr", "de"} else "en")
    assert (words("Leader") == "Leader") is (language not in {"fr", "de"})


def test_words__keep_braces_of_values_and_words_without_translation() -> None:
    assert words_in("en")("{first} to {last}", first="{last}", last="{0}") == "{last} to {0}"
    assert words_in("de")("{first} to {last}", first="{last}", last="{0}") == "{last} bis {0}"
    assert words_in("de")("{not a key}") == "{not a key}"


def test_plan_sheet__in_german_and_french() -> None:
    document = build_plan_sheet(CONTEXT, language="de")
    assert document.title == "Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    assert document.sections[0].title == "Maßnahmen"
    assert titles(document, "actions") == [
        *("Ziel", "#", "Tätigkeit", "Federführung", "Teilnehmer", "Beschreibung", "I/D SG", "I/D OA", "Zeitplan"),
        *("Zielvorgabe", "Ergebnisse>June", "Ergebnisse>Dec", "Kanäle", "Kanäle des Plans"),
    ]
    document = build_plan_sheet(CONTEXT, language="fr")
    assert titles(document, "actions") == [
        *("Objectif", "#", "Activité", "Chef de file", "Participants", "Description", "I/D SG", "I/D OA"),
        *("Calendrier", "Cible", "Résultats>June", "Résultats>Dec", "Canaux", "Canaux du plan"),
    ]
    french, english = rows(document, "actions"), rows(build_plan_sheet(CONTEXT), "actions")
    assert {key: values[:-1] for key, values in french.items()} == {key: values[:-1] for key, values in english.items()}
    assert french["3.1"][-1] == "AWF Checkpoint (principal); EIS (facultatif); SIENA (recommandé)"


def test_tasking_sheet__in_german() -> None:
    document = build_tasking(CONTEXT, party="HU", language="de")
    title = "Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration"
    assert document.title == f"Aufgaben von HU (Ungarn): {title}"
    assert [section.title for section in document.sections] == [
        "Maßnahmen nach Datum",
        "Der Plan",
        "Federführung",
        "Nimmt über eine Gruppe oder ein Amt teil",
        "Nimmt möglicherweise teil: der Plan lässt offen, ob der Akteur gemeint ist",
        "Allgemeine Bestimmungen des Plans",
    ]
    assert titles(document, "overview") == [
        *("Maßnahme", "Unsere Rolle", "Tätigkeit", "Federführend", "Wann", "KPI", "Zu entscheiden"),
        *("Zuständige Behörde", "Anmerkung"),
    ]
    sheet = rows(document, "overview")
    assert sheet["2.2"][1] == "federführend"
    assert sheet["2.3"][1] == "beteiligt (All MS)"
    assert sheet["4.2"][1] == "evtl. beteiligt (Relevant MS)"
    assert sheet["1.3"][4] == ("März bis Apr. 2012 (möglich)",)
    assert str(sheet["2.2"][2]).startswith("Operation FIMATHU focusing on facilitated illegal border crossings")
    assert rows(document, "provisions")["section 5.3/1/1"][1:3] == ["vorgesehen", "alle Teilnehmer"]
    assert document.properties["member_state"] == "ja"


def test_tasking_sheet__in_french() -> None:
    document = build_tasking(CONTEXT, party="HR", language="fr")
    assert document.title.startswith("Tâches de HR (Croatie): ")
    assert document.properties["member_state"] == "non, seulement à partir du 2013-07-01"
    document = build_tasking(CONTEXT, party="DK", language="fr")
    assert document.title.startswith("Tâches de DK (Danemark): ")
    assert titles(document, "overview") == [
        *("Action", "Notre rôle", "Activité", "Dirigé par", "Quand", "ICP", "À décider"),
        *("Autorité compétente", "Note"),
    ]
    assert rows(document, "overview")["4.1"][1] == "chef de file (Acting EU Presidency); peut participer (Relevant MS)"


NAMES = {
    "bg": "Унгария",
    "cs": "Maďarsko",
    "da": "Ungarn",
    "de": "Ungarn",
    "el": "Ουγγαρία",
    "en": "Hungary",
    "es": "Hungría",
    "et": "Ungari",
    "fi": "Unkari",
    "fr": "Hongrie",
    "ga": "an Ungáir",
    "hr": "Mađarska",
    "hu": "Magyarország",
    "it": "Ungheria",
    "lt": "Vengrija",
    "lv": "Ungārija",
    "mt": "l-Ungerija",
    "nl": "Hongarije",
    "pl": "Węgry",
    "pt": "Hungria",
    "ro": "Ungaria",
    "sk": "Maďarsko",
    "sl": "Madžarska",
    "sv": "Ungern",
}


@pytest.mark.parametrize(("language", "name"), NAMES.items())
def test_tasking_sheet__names_the_state_in_each_language(language: str, name: str) -> None:
    assert set(NAMES) == set(LANGUAGES)
    document = build_tasking(CONTEXT, party="HU", language=language)
    assert f" HU ({name}): " in document.title
    if language not in {"fr", "de"}:
        assert document.title.startswith("Tasking of HU (")


def test_tasking_sheet__of_a_body_keeps_its_name() -> None:
    english, german = (build_tasking(CONTEXT, party="CEPOL", language=language).title for language in ("en", "de"))
    assert german == english.replace("Tasking of", "Aufgaben von")
    assert "CEPOL (European Police College)" in german


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("to", shipped.WRITERS)
def test_export__is_the_same_bytes_again(to: str, language: str) -> None:
    once = exported(language, to, "governance") if to != "csv" else exported(language, to)
    again = Session([oap_c_2012]).export(
        PLAN, to=to, document="plan" if to == "csv" else "governance", language=language, ledger=()
    )
    assert again.decode("utf-8-sig") == once


def test_html__states_the_language_of_its_fixed_words() -> None:
    assert '<html lang="de">' in exported("de", "html")
    assert '<html lang="fr">' in exported("fr", "html")
    assert '<html lang="en">' in exported("hu", "html")
    assert '<html lang="en">' in exported("en", "html")


def test_html__has_its_own_words_in_the_language() -> None:
    text = exported("de", "html", "governance")
    for word in (">Inhalt<", ">Suchen<", ">Zum Inhalt springen<", "{shown} von {all} Zeilen"):
        assert word in text
    assert ">Search<" not in text


@pytest.mark.parametrize(("to", "words"), [("text", "Keine."), ("markdown", "Keine.")])
def test_writers__have_their_own_words_in_the_language(to: str, words: str) -> None:
    text = exported("de", to, "tasking", party="HR")
    assert words in text
    assert "None." not in text


def test_json__keeps_its_keys() -> None:
    tree = json.loads(exported("de", "json", "governance"))
    assert list(tree) == ["empact", "kind", "version", "name", "title", "marking", "properties", "sections"]
    assert tree["sections"][0]["columns"][0] == {"key": "who", "title": "Wer", "type": "list", "width": 40}


class Plugin:
    """Documents of a plugin: one takes the language, one does not."""

    @hookimpl
    def empact_documents(self) -> list[DocumentSpec]:
        return [
            DocumentSpec(name="greeting", summary="A.", build="greetings:build", inputs=["language"]),
            DocumentSpec(name="silent", summary="B.", build="greetings:build_silent"),
        ]


def greet(_ctx: PlanContext, *, language: str) -> Document:
    return Document(kind="greeting", title={"de": "Guten Tag"}.get(language, "Hello"), name="greeting")


def be_silent(_ctx: PlanContext) -> Document:
    return Document(kind="silent", title="Hello", name="silent", properties={"as_of": DAY})


def test_plugin__gets_the_language_if_it_declares_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = types.ModuleType("greetings")
    module.build, module.build_silent = greet, be_silent
    monkeypatch.setitem(sys.modules, "greetings", module)
    session = Session([Plugin()])

    def text(document: str, language: str) -> str:
        return session.export(PLAN, to="markdown", document=document, language=language, ledger=()).decode()

    assert "# Guten Tag" in text("greeting", "de")
    assert "# Hello" in text("greeting", "fr")
    # A document without the input is built as it is; the writer's own words are in the language.
    assert "# Hello" in text("silent", "de")
    assert "- Stand vom: 2012-06-30" in text("silent", "de")


def test_language__is_no_name_of_an_option() -> None:
    class Clash:
        @hookimpl
        def empact_documents(self) -> list[DocumentSpec]:
            options = [Option("language", summary="A language.")]
            return [DocumentSpec(name="letter", summary="A letter.", build="letters:build", options=options)]

    with pytest.raises(UnknownIdError):
        find_document(Session([Clash()]), "letter")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_cli__says_once_that_a_language_has_only_names_of_states() -> None:
    code, out, err = run("export", "oap-c-2012", "--document", "governance", "--to", "text", "--language", "hu")
    assert (code, err) == (0, "Note: The names of states are in 'hu', all other words in English.\n")
    assert "Governance of C-2012" in out
    code, out, err = run("export", "oap-c-2012", "--document", "governance", "--to", "text", "--language", "de")
    assert (code, err) == (0, "")
    assert "Steuerung: C-2012" in out


@pytest.mark.parametrize("command", ["export oap-c-2012 --to csv", "task oap-c-2012 --party HU"])
def test_cli__refuses_an_unknown_language(command: str) -> None:
    code, out, err = run(*command.split(), "--language", "xx")
    assert (code, out) == (2, "")
    assert "Official language 'xx' does not exist. Known: bg, cs, da, " in err
