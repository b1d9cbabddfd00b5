"""The catalogues of documents are complete: every fixed word has its translation, and none is left over."""

from __future__ import annotations

import ast
import datetime as dt
import enum
import io
import itertools
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.documents.test_practice_register import LATE, TEAM
from tests.support import shipped
from tests.support.built_once import documents_built_once
from tests.support.council_word import later
from tests.support.council_word.reference import reference

import empact
import oap_c_2012
import oap_cyber_2026
import oap_invented_2031
from empact import Plan, Session
from empact.analysis import (
    REFUSALS,
    Apart,
    Certainty,
    Continuation,
    CriterionKind,
    DependencyState,
    DueKind,
    EvidenceState,
    InboxState,
    Light,
    LinkState,
    PartState,
    PartyRole,
    Portfolio,
    PreconditionState,
    Relation,
    SealedKind,
    SheetPart,
    TargetState,
)
from empact.analysis.claims.indicators import POINTS
from empact.analysis.revisions.differences import DOUBT, DOUBT_WITHOUT_WORDS, WHY
from empact.analysis.revisions.meant import FIELD_WORDS, NOTHING, SENTENCES
from empact.analysis.taskings.clashes import ClashKind
from empact.diagnostics import Severity
from empact.documents import Words, words_in
from empact.documents.language import CATALOGUES
from empact.documents.months import MONTH_NAMES
from empact.documents.round_replies import RECEIVED, WRITE
from empact.documents.workload import ROLE_TITLES, ROLE_WORDS, WHY_APART
from empact.hooks import DocumentSpec
from empact.model import (
    ActionStatus,
    Adds,
    AnswerKind,
    BreakdownKind,
    ChannelUse,
    CommitmentBacking,
    Comparison,
    EntryKind,
    FundingStatus,
    LinkOrigin,
    MarkingStatus,
    Opportunity,
    PartReply,
    ProposalKind,
    ProvisionKind,
    Reply,
    State,
    Strength,
    Unit,
    Verdict,
)
from empact.model.timing import MONTHS
from empact.session.exporting import Choice, Export
from empact.session.import_reviews import import_review, written_review
from empact.storage.records import Records

PACKAGE = Path(empact.__file__).parent
ADDRESSEES = PACKAGE / "analysis/taskings/provisions.py"
SOURCES = [
    *PACKAGE.glob("documents/*.py"),
    PACKAGE / "analysis/columns.py",
    ADDRESSEES,
    PACKAGE / "cli/task.py",
    *PACKAGE.glob("plugins/*/*.py"),
]
ASKED_BACK = [
    *(PACKAGE / f"analysis/forms/{name}.py" for name in ("answering", "answers", "returned")),
    PACKAGE / "grammar/numbers.py",
]
"""What an answer that is asked back is to be instead, which a reply translates where no value is in it."""
TEMPLATE = (PACKAGE / "plugins/html/templates/page.html").read_text(encoding="utf-8")
ENUMS: tuple[type[enum.Enum], ...] = (
    ActionStatus,
    *(AnswerKind, Apart, Continuation, DependencyState),
    *(
        Adds,
        Certainty,
        ChannelUse,
        ClashKind,
        CriterionKind,
        EntryKind,
        EvidenceState,
        FundingStatus,
        LinkOrigin,
        LinkState,
    ),
    ProposalKind,
    *(Adds, DueKind, InboxState, Light, MarkingStatus, Opportunity),
    *(BreakdownKind, CommitmentBacking, Reply, Verdict),
    *(PartState, PartyRole, PreconditionState, ProvisionKind, Relation, Severity, SheetPart, State, Strength),
    TargetState,
)
"""Whose values documents look up; no plan has all of them."""
HYPHENATED = (ActionStatus, CommitmentBacking, Reply, MarkingStatus, ProvisionKind)
"""Those whose values are looked up with spaces."""

WITHOUT_WORDS = (Comparison.EQUAL, Comparison.BETWEEN, Comparison.OF_BASELINE)
CHANGES = (Comparison.INCREASE_BY, Comparison.INCREASE_TO, Comparison.DECREASE_BY, Comparison.DECREASE_TO)
BOUNDS = (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.MORE_THAN, Comparison.LESS_THAN)


def catalogue(language: str) -> Mapping[str, str]:
    text = (PACKAGE / f"documents/languages/{language}.toml").read_text(encoding="utf-8")
    words: dict[str, str] = tomllib.loads(text)["words"]
    return words


def values() -> Iterator[str]:
    """The words for the members of enumerations, and those of tables."""
    for member in itertools.chain.from_iterable(ENUMS):
        yield member.value.replace("-", " ") if isinstance(member, HYPHENATED) else member.value
    yield from (relation.plural for relation in Relation)
    yield from (kind.facts.noun for kind in SealedKind)
    yield from (part.called for part in PartReply)
    yield from (*RECEIVED.values(), *WRITE.values(), *(refusal.instead for refusal in REFUSALS))
    yield from (refusal.in_form for refusal in REFUSALS if refusal.in_form)
    yield from (*ROLE_WORDS.values(), *ROLE_TITLES.values(), *WHY_APART.values(), *MONTH_NAMES, *MONTHS)
    yield from (*SENTENCES.values(), *FIELD_WORDS.values(), NOTHING, *WHY.values(), DOUBT, DOUBT_WITHOUT_WORDS)
    yield from (comparison.value for comparison in Comparison if comparison not in WITHOUT_WORDS)
    yield from (f"{change.value} {bound.value}" for change, bound in itertools.product(CHANGES, BOUNDS))
    yield from (POINTS, *(f"per {unit.value}" for unit in Unit))
    yield from (f"may {word.removesuffix('s')}" for word in ROLE_WORDS.values())


def literals() -> Iterator[str]:
    """The words that the source looks up by themselves, the titles of columns, and whom provisions address."""
    for node in itertools.chain.from_iterable(ast.walk(ast.parse(path.read_text("utf-8"))) for path in SOURCES):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if (called in {"words", "_words"} and node.args) or called == "_Addressee":
                yield from texts(node.args[0])
            elif called == "column" and len(node.args) > 1:  # key, title, get
                yield from filter(None, texts(node.args[1]))
    yield from re.findall(r'words\("([^"]+)"', TEMPLATE)


def texts(node: ast.expr) -> Iterator[str]:
    """The text of a constant, or those of a choice between two."""
    if isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def constants() -> Iterator[str]:
    """Every text in the source of the documents and of the writers, also as the title of a property."""
    property_title = words_in("en").property_title
    for path in (*SOURCES, *ASKED_BACK):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
                yield property_title(node.value)


def calls(spec: DocumentSpec, *, known: bool) -> list[dict[str, Any]]:
    """The options of the calls that build a document; a form is of the parties of one plan, and others have none."""
    forms = [{"party": party, "checkpoint": point} for party, point in (("QM", "December"), ("QO", "June"))]
    options: dict[str, list[dict[str, Any]]] = {
        "plan": [{}, {"per_goal": True}],
        "tasking": [{"party": party, "with_ledger": True} for party in ("HU", "ES", "DK", "HR", "LY", "QN", "QZ")],
        "workload": [{}, {"party": ["HU", "Frontex"]}],
        "exclusion": [{"party": party, "impact": True} for party in ("QN", "QO", "Europol")],
        "agenda": [{}, {"since": dt.date(2031, 6, 1), "until": dt.date(2031, 6, 30)}],
        "findings": [{}],
        "report-form": forms if known else [],
        "round": [{"checkpoint": "June"}, {"checkpoint": "December"}] if known else [],
        "parsed-cell": [{"cell": text, "column": name} for name, texts in CELLS.items() for text in texts],
    }
    return options.get(spec.name, [{}])


CELLS = {
    "participants": (
        "All MS, relevant MS, zorgle (tbc: no answer), AT (if: needed), Presidency",
        "ES, together with AT",
    ),
    "links/actions": ("99.9",),
    "timing": ("February/June", "May and August, by June, after the workshop"),
    "target": ("Increase of 5 % in arrests", "Peace"),
    "kpis": ("5 arrests per month by June, Workshop held", "zorgle (5)"),
}
"""Cells with everything that the document about a cell can say."""


def recorder(folder: Path) -> Session:
    (folder / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    session = Session([oap_c_2012, oap_cyber_2026, oap_invented_2031], config=folder / "empact.toml")
    for practice in (TEAM, LATE):
        session.workspace.practices.add(practice, folder / "records" / "practice", create=True)
    return session


def export_everything(session: Session, language: str) -> None:
    """Export every document of every example plan, of an empty one and of two together, with all options.

    Also export the plans as the Council prints them. The words of a document do not depend on the format, and those of
    a format not on the options: each document is written in every format for the plan with records, for one with
    co-drivers, and for two together.
    """
    plans = [*(session.load(bundled.name) for bundled in session.bundled), Plan(id="X-2031")]
    writers = [exporter for exporter in shipped.EXPORTERS if exporter.takes == "document"]
    json = next(exporter for exporter in writers if exporter.name == "json")
    as_printed = [exporter for exporter in shipped.EXPORTERS if exporter.takes == "plan" and exporter.name == "docx"]
    together = (plans[0], Plan(id="Y-2031", marking="LIMITE"))
    invented = oap_invented_2031
    folders = {"reports": invented.REPORTS, "operations": invented.OPERATIONS, "kpis": invented.KPIS}
    recorded = session.workspace.read_records(given={"ledger": invented.LEDGER, **folders})
    for each in (*((plan,) for plan in plans), together):
        known = each[0].id == "Q-2031"
        day = dt.date(2031, 12, 20)
        formats = writers if known or each[0].id == "YF-2026" or each == together else [json]
        asked = Export(
            session.setup, Portfolio(each), (recorded if known else Records()).of_kinds, day, language=language
        )
        for spec in shipped.DOCUMENTS:
            for number, options in enumerate(calls(spec, known=known)):
                with documents_built_once():
                    for exporter in [json] if number else formats:
                        asked.artifacts(Choice(exporter, spec), options)
        for per_goal, exporter in itertools.product((False, True), as_printed):
            asked.artifacts(Choice(exporter), {"per_goal": per_goal})
    for document in (reference(), later.later()):
        imported = session.import_plan(io.BytesIO(document), format="docx", options={"accept": True})
        draft = session.read(io.BytesIO(session.export(imported.plan, to="yaml")), format="yaml")
        review = import_review(session.setup, imported, draft)
        written_review(session.setup, review, json, language=language)


@pytest.fixture(scope="module")
def looked_up(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is looked up in a catalogue, which does not depend on the language."""
    found: set[str] = set()
    original = Words.__call__

    def recorded(words: Words, text: str, /, **values: object) -> str:
        found.add(text)
        return original(words, text, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "__call__", recorded)
        export_everything(recorder(tmp_path_factory.mktemp("words")), CATALOGUES[0])
    return found


@pytest.mark.one_python
@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue__has_every_word_of_every_document(language: str, looked_up: set[str]) -> None:
    assert sorted({*looked_up, *literals(), *values()} - {*catalogue(language)}) == []


@pytest.mark.one_python
@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue__has_no_word_that_nothing_uses(language: str, looked_up: set[str]) -> None:
    assert sorted({*catalogue(language)} - {*looked_up, *constants(), *literals(), *values()}) == []


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue__has_the_same_placeholders_in_each_language(language: str) -> None:
    assert {key: text for key, text in catalogue(language).items() if placeholders(key) != placeholders(text)} == {}


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue__has_no_empty_word_and_no_spaces_around(language: str) -> None:
    assert {key: text for key, text in catalogue(language).items() if not text or text != text.strip()} == {}


@pytest.mark.parametrize(("language", "word"), [("de", "operation"), ("fr", "opération")])
def test_catalogue__has_one_word_for_operations(language: str, word: str) -> None:
    named = re.compile(r"(?<!{)\boperations?\b", re.IGNORECASE)
    about = {key: text for key, text in catalogue(language).items() if named.search(key)}
    assert about["Operations"].casefold().startswith(word)
    assert {key: text for key, text in about.items() if word not in text.casefold()} == {}
