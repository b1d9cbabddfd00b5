"""Documents in other languages than English: their fixed words, and the names of states."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from click.testing import CliRunner
from tests.support import shipped
from tests.support.document_rows import rows

import oap_c_2012
from empact import Session, UnknownIdError
from empact.analysis import PlanContext
from empact.cli import main
from empact.documents import (
    CellNote,
    Column,
    Document,
    Row,
    Section,
    Table,
    Text,
    build_council_document,
    build_plan_sheet,
    build_tasking,
    words_in,
)
from empact.hooks import DocumentSpec, Option, hookimpl
from empact.options import option_values
from empact.reference import LANGUAGES
from empact.session.exporting import export_context, find_document, run_exporter

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = PlanContext(plan=PLAN)
DAY = dt.date(2012, 6, 30)


def exported_bytes(language: str, to: str, document: str = "plan", **options: Any) -> bytes:
    return SESSION.export(PLAN, to=to, document=document, language=language, path=None, **options)


def exported(language: str, to: str = "markdown", document: str = "plan", **options: Any) -> str:
    return exported_bytes(language, to, document, **options).decode("utf-8-sig")


def titles(document: Document, key: str) -> list[str]:
    body = document.section(key).body
    assert isinstance(body, Table)
    return [column.title for column in body.columns]


def test_language__unknown_is_one_error_with_the_list() -> None:
    with pytest.raises(UnknownIdError, match=r"^Official language 'xx' does not exist\. Known: bg, cs, da, .*, sv\.$"):
        SESSION.export(PLAN, to="yaml", language="xx")


def test_language__is_a_text() -> None:
    untyped: Any = None
    with pytest.raises(TypeError, match="The language of a document must be a text"):
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
        "Zusammenfassung",
        "Dieses Blatt",
        "Maßnahmen nach Datum",
        "Der Plan",
        "Federführung",
        "Nimmt über eine Gruppe oder ein Amt teil",
        "Nimmt möglicherweise teil: der Plan lässt offen, ob der Akteur gemeint ist",
        "Allgemeine Bestimmungen des Plans",
    ]
    assert titles(document, "overview") == [
        *("Maßnahme", "Unsere Rolle", "Tätigkeit", "Federführend", "Wann", "KPI", "Ihre Antwort"),
        *("Bemerkung", "Zuständige Behörde", "Schlüssel der Frage"),
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
        *("Action", "Notre rôle", "Activité", "Dirigé par", "Quand", "ICP", "Votre réponse"),
        *("Remarque", "Autorité compétente", "Clé de la question"),
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
    document = "plan" if to == "csv" else "governance"
    once = exported_bytes(language, to, document)
    assert Session([oap_c_2012]).export(PLAN, to=to, document=document, language=language) == once


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


def workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_xlsx__has_its_own_words_in_the_language_and_the_fingerprint_in_none() -> None:
    english, german = (workbook(exported_bytes(language, "xlsx", "plan")) for language in ("en", "de"))
    assert german.sheetnames == ["Worum es geht", "Maßnahmen"]
    first = {row[0].value: row[1].value for row in german["Worum es geht"].iter_rows() if row[0].value}
    assert first["Blätter"] == "Maßnahmen (16 Zeilen)"
    assert first["empact.plan"] == "C-2012"
    properties = [{each.name: each.value for each in book.custom_doc_props.props} for book in (english, german)]
    assert properties[0] == properties[1]
    assert properties[1]["empact.document"] == "plan/1"
    refs = [[row[-1].value for row in book.worksheets[1].iter_rows(min_row=4)] for book in (english, german)]
    assert refs[0] == refs[1]
    assert str(refs[1][0]).startswith("C-2012:1.1 ")


def test_xlsx__says_in_the_language_that_a_table_is_empty_and_where_a_text_goes_on() -> None:
    long = "x" * 40_000
    body = Table((Column(key="a", title="A"),), (Row("1", (long,)),))
    sections = (
        Section(key="long", title="Long", body=body),
        Section(key="none", title="None", body=Table(body.columns)),
    )
    document = Document(kind="k", title="T", name="n", sections=sections)
    book = workbook(written("xlsx", document, "fr"))
    assert book.sheetnames == ["À propos", "Long", "None", "Suite"]
    assert book["None"]["A3"].value == "Néant."
    assert str(book["Long"]["A3"].value).endswith(
        "x\n[suite dans la feuille «\u00a0Suite\u00a0», à partir de la ligne 3]"
    )
    assert [cell.value for cell in book["Suite"][2]] == ["Suite de", "Texte"]


def written(to: str, document: Document, language: str) -> bytes:
    """The file that a writer makes of a document in a language."""
    (exporter,) = (each for each in SESSION.exporters if (each.name, each.takes) == (to, "document"))
    ctx = export_context(lambda: CONTEXT, option_values(exporter.options, {}), language=language)
    (artifact,) = run_exporter(SESSION.plugins, exporter, document, ctx)
    return artifact.data


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR"), ("de", "de-DE"), ("hu", "en-GB")])
def test_docx__states_the_language_of_its_fixed_words(language: str, tag: str) -> None:
    data = exported_bytes(language, "docx", "governance")
    assert f'<w:lang w:val="{tag}"' in member(data, "word/styles.xml")
    assert f"<dc:language>{tag}</dc:language>" in member(data, "docProps/core.xml")


def test_docx__has_its_own_words_in_the_language() -> None:
    noted = Text(("One.[^7]",), (CellNote("Two.", "7"),))
    empty = Section(key="none", title="Empty", body=Table((Column(key="a", title="A"),)))
    sections = (Section(key="noted", title="Noted", body=noted), empty)
    data = written("docx", Document(kind="k", title="T", name="n", properties={"as_of": DAY}, sections=sections), "de")
    assert " Anmerkung 7: Two.<" in member(data, "word/footnotes.xml")
    body = member(data, "word/document.xml")
    assert ">Keine.<" in body
    assert ">Stand vom: <" in body


def test_html__leads_back_from_the_note_of_a_text_in_the_language() -> None:
    noted = Section(key="noted", title="Noted", body=Text(("One.[^7]",), (CellNote("Two.", "7"),)))
    data = written("html", Document(kind="k", title="T", name="n", sections=(noted,)), "de").decode()
    assert 'aria-label="Zurück zu [7] im Text"' in data


def test_council_document__in_french_and_german() -> None:
    english, french, german = (build_council_document(CONTEXT, language=language) for language in ("en", "fr", "de"))
    lines = [document.section("cover-lines").body for document in (french, german)]
    assert [[row.values[0] for row in body.rows] for body in lines if isinstance(body, Table)] == [
        ["Origine\u00a0:", "Destinataire\u00a0:", "N° doc. préc.\u00a0:", "Objet\u00a0:"],
        ["Absender:", "Empfänger:", "Nr. Vordok.:", "Betr.:"],
    ]
    assert french.section("goal-1").title == english.section("goal-1").title.replace(
        "Strategic Goal", "Objectif stratégique"
    )
    assert german.section("goal-1").title.startswith("Strategisches Ziel 1: To maintain ")
    assert french.section("section-1").title == "1. Aim"
    keys = [[(section.key, section.level) for section in document.sections] for document in (english, french, german)]
    assert keys[0] == keys[1] == keys[2]
    assert ">Absender:<" in member(SESSION.export(PLAN, to="docx", language="de", path=None), "word/document.xml")


def test_findings__have_the_actions_in_the_language() -> None:
    plan = attrs.evolve(PLAN, actions=PLAN.actions[:3])
    tree = json.loads(SESSION.export(plan, to="json", document="findings", language="de", path=None))
    (actions,) = (section for section in tree["sections"] if section["key"] == "actions")
    assert actions["title"] == "Maßnahmen mit Feststellungen"
    assert [column["title"] for column in actions["body"]["columns"]][:3] == ["Maßnahme", "Tätigkeit", "Federführende"]
    assert actions["body"]["rows"][0]["ref"].startswith("C-2012:1.1 ")


def test_cli__writes_one_file_of_several_parties_in_the_language(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    call = ["task", "oap-c-2012", "--party", "HU", "--party", "AT", "--language", "de", "--format", "xlsx"]
    done = CliRunner().invoke(main, [*call, "-o", str(path)])
    assert (done.exit_code, done.output) == (0, "")
    book = workbook(path.read_bytes())
    assert book.sheetnames[:3] == ["Worum es geht", "Inhalt", "HU Dieses Blatt"]
    assert book["Inhalt"]["A2"].value == "Inhalt"
    assert [cell.value for cell in book["Inhalt"][3]][:2] == ["Name", "Titel"]
    assert book["Worum es geht"]["A2"].value == "Aufgaben von 2 Akteuren: C-2012"


def test_json__keeps_its_keys() -> None:
    tree = json.loads(exported("de", "json", "governance"))
    assert list(tree) == ["empact", "kind", "version", "title", "name", "marking", "properties", "plans", "sections"]
    assert tree["sections"][0]["body"]["columns"][0] == {"key": "who", "title": "Wer", "type": "list", "width": 40}


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
        return session.export(PLAN, to="markdown", document=document, language=language).decode()

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
        find_document(Session([Clash()]).plugins, "letter")


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
