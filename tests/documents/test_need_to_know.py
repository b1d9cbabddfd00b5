"""Need to know: every document in every format, as each audience gets it, has what it may see and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.support.built_once import documents_built_once
from tests.support.invented import SESSION
from tests.support.planted_reports import (
    AS_OF,
    COSI,
    DRIVER,
    PLAN,
    PLANTED,
    QN,
    QP,
    QX,
    READERS,
    RECORDS,
    REPORTS,
    Reader,
    forbidden,
    options_of,
    standing,
)
from tests.support.written import file_text

from empact import Records, ReleaseError
from empact.analysis import check_release
from empact.audiences import SEES, Audience, Fact
from empact.hooks import DocumentSpec, Exporter
from empact.model import Reports
from empact.session import exporting

BELONGS = {
    ("plan", DRIVER): {
        *("total of 1.1", "status of 1.1", "shares of 1.2", "range of 1.3", "difference", "settled total of 1.4"),
        *("that it was settled", "silence on 1.5", "total of 1.6", "turnout"),
    },
    ("tasking", QN): {
        *("total of 1.1", "status of 1.1", "turnout", "range of 1.3", "difference", "settled total of 1.4"),
        *("that it was settled", "what QN was exhorted to"),
    },
    ("tasking", QP): {"what QP committed", "total of 1.1", "share of QP", "share of QP in 1.2", "settled total of 1.4"},
    ("tasking", QX): {"what QX committed", "share of QX", "share of QX in 1.2"},
    ("handbook", DRIVER): {
        *("total of 1.1", "status of 1.1", "shares of 1.2", "range of 1.3", "difference", "settled total of 1.4"),
        *("that it was settled", "silence on 1.5", "total of 1.6", "turnout"),
    },
    ("exclusion", DRIVER): {"what QP committed"},
    ("entries", DRIVER): {"what QR declined", "what QP committed", "what QX committed", "what QN was exhorted to"},
    ("agenda", DRIVER): {"what QP committed"},
    ("reports", DRIVER): {
        *("total of 1.1", "share of QO", "share of QP", "share of QX", "what QN says of QP", "words of QN"),
        *("words of QP", "authority of QP", "letter of QP", "decision", "total of 1.6"),
    },
    ("report-form", QN): {"total of 1.1"},
    ("report-form", QP): {"share of QP", "share of QP in 1.2"},
    ("report-form", QX): {"share of QX", "share of QX in 1.2"},
    ("progress", DRIVER): {
        *("total of 1.1", "status of 1.1", "shares of 1.2", "range of 1.3", "difference", "what was settled in 1.4"),
        *("silence on 1.5", "who is silent", "turnout"),
    },
    ("seals", DRIVER): set(),
    ("driver-report", COSI): {
        *("total of 1.1", "status of 1.1", "words of QN", "shares of 1.2", "range of 1.3", "difference"),
        *("settled total of 1.4", "what was settled in 1.4", "that it was settled", "silence on 1.5", "total of 1.6"),
        *("decision", "turnout"),
    },
    ("driver-annex", DRIVER): {"share of QO", "share of QP", "share of QX", "what QN says of QP", "who is silent"},
    ("round", DRIVER): {"who is silent"},
    ("findings", DRIVER): {"total of 1.1", "what QN says of QP"},
    ("parquet", DRIVER): {
        *("total of 1.1", "share of QO", "share of QP", "share of QX", "what QN says of QP", "authority of QP"),
        *("share of QP in 1.2", "total of 1.6", "what QR declined", "what QP committed", "what QN was exhorted to"),
    },
}
"""What stands in a document for a reader, whatever its format: written by hand."""
FOR_THE_DRIVER = "only the Driver and the Support Unit"


def drawn(folder: Path, document: str, to: str, used: DocumentSpec | Exporter, reader: Reader) -> list[str]:
    """The texts of the files of an export that shows the most."""
    options: dict[str, Any] = options_of(used, reader)
    if document == "report-form":
        options["checkpoint"] = "December"
    folder.mkdir()
    path = f"{folder / to}/"
    SESSION.export(PLAN, to=to, document=document, path=path, as_of=AS_OF, records=RECORDS, **options)
    return [file_text(file.read_bytes()) for file in sorted(Path(path).iterdir())]


def formats(document: str) -> Iterator[tuple[str, DocumentSpec | Exporter]]:
    """The formats of a document; the plan itself has formats of its own."""
    (spec,) = (spec for spec in SESSION.documents if spec.name == document)
    of_plans = {exporter.name: exporter for exporter in SESSION.exporters if exporter.takes != "document"}
    for exporter in SESSION.exporters:
        if exporter.takes == "document" and not (document == "plan" and exporter.name in of_plans):
            yield exporter.name, spec
    if document == "plan":
        yield from of_plans.items()


def shown(spec: DocumentSpec, used: DocumentSpec | Exporter) -> str:
    """What an export shows: the document, or what a format of several plans makes of them."""
    return used.name if isinstance(used, Exporter) and used.takes == "portfolio" else spec.name


def pairs() -> Iterator[tuple[DocumentSpec, Reader]]:
    """Each document with each of its readers; one without reports is for all of them."""
    for spec in SESSION.documents:
        for reader in READERS:
            if not spec.audiences or not reader.audiences.isdisjoint(spec.audiences):
                yield spec, reader


def check_document(spec: DocumentSpec, reader: Reader, folder: Path) -> None:
    """Export a document in every format, and look for what stands in it."""
    with_reports: list[str] = []
    with documents_built_once():
        drawn_as = [(to, used, drawn(folder / to, spec.name, to, used, reader)) for to, used in formats(spec.name)]
    for to, used, texts in drawn_as:
        found = standing(texts)
        if used.audiences:
            assert not found & {*forbidden(reader)}, to
            assert found >= BELONGS[shown(spec, used), reader], to
            with_reports.append(to)
        else:
            assert not found - {"who is silent"}, to  # the plan names the leaders
        if to != "csv":  # which has tables alone
            says_who_reads = FOR_THE_DRIVER in " ".join(" ".join(texts).split())
            assert says_who_reads == (used.audiences == (Audience.DRIVER,)), to
    assert bool(with_reports) == bool(spec.audiences)


@pytest.mark.parametrize(
    ("spec", "reader"), [pytest.param(*pair, id=f"{pair[0].name}-{pair[1].name}") for pair in pairs()]
)
def test_document__has_what_its_reader_may_see_and_nothing_else(
    spec: DocumentSpec, reader: Reader, tmp_path: Path
) -> None:
    check_document(spec, reader, tmp_path)


# Releases


def check_releases() -> None:
    """A document for the Driver alone is released at no level, and one from records above the level is not either."""
    for spec, reader in pairs():
        if spec.audiences == (Audience.DRIVER,):
            refused = f"^The document '{spec.name}' .* is for the Driver and the Support Unit only"
            with pytest.raises(ReleaseError, match=refused):
                released(spec, reader, RECORDS)
    content = attrs.evolve(REPORTS[0].content, marking="RESTREINT UE/EU RESTRICTED")
    marked = attrs.evolve(REPORTS[0], content=content)
    records = SESSION.records(reports=[Reports(plan=PLAN.id, reports=(marked, *REPORTS[1:]))])
    for spec, reader in pairs():
        if spec.audiences and spec.audiences != (Audience.DRIVER,) and "reports" in spec.inputs:
            assert released(spec, reader, RECORDS)
            with pytest.raises(ReleaseError, match="n1"):  # the report is named
                released(spec, reader, records)


def released(spec: DocumentSpec, reader: Reader, records: Records) -> bytes:
    options: dict[str, Any] = options_of(spec, reader)
    if spec.name == "report-form":
        options["checkpoint"] = "December"
    written: bytes = SESSION.export(
        PLAN, to="text", document=spec.name, as_of=AS_OF, records=records, release="LIMITE", **options
    )
    return written


def test_releases__have_nothing_of_the_driver_and_nothing_above_the_level() -> None:
    check_releases()


# The table itself


def test_every_document_with_reports__has_a_row_by_hand() -> None:
    of_documents = {(spec.name, reader) for spec, reader in pairs() if spec.audiences}
    exporters = [exporter for exporter in SESSION.exporters if exporter.audiences and exporter.takes == "portfolio"]
    assert {*BELONGS} == of_documents | {(exporter.name, DRIVER) for exporter in exporters}
    assert {audience for spec in SESSION.documents for audience in spec.audiences} == {*Audience}


def test_planted_facts__are_seen_by_the_driver_and_kept_from_somebody() -> None:
    assert [*forbidden(DRIVER)] == []
    assert {what for reader in READERS for what in forbidden(reader)} == {*PLANTED}
    assert {what for known in BELONGS.values() for what in known} == {*PLANTED}


def test_planted_leak__of_the_share_of_a_co_participant_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaking = SEES[Audience.PARTICIPANT] | {Fact.CLAIMS_OF_ITS_ACTIONS}
    monkeypatch.setitem(SEES, Audience.PARTICIPANT, leaking)
    (spec,) = (spec for spec in SESSION.documents if spec.name == "tasking")
    with pytest.raises(AssertionError, match=r"share of Q[OX]"):
        check_document(spec, QP, tmp_path)


def test_planted_leak__of_a_document_of_the_driver_that_is_released_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "is_internal", lambda _: False)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        check_releases()


def test_planted_leak__of_records_that_the_release_leaves_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "check_release", lambda plans, level, **_: check_release(plans, level, on=AS_OF))
    with pytest.raises(AssertionError, match="Expected regex: 'n1'"):
        check_releases()


def test_a_leak__is_found(tmp_path: Path) -> None:
    """The annex would not do as the paper for COSI, nor the sheet of a leader as that of a participant."""
    specs = {spec.name: spec for spec in SESSION.documents}
    annex = standing(drawn(tmp_path / "annex", "driver-annex", "text", specs["driver-annex"], DRIVER))
    assert annex & {*forbidden(COSI)} >= {"share of QP", "who is silent", "authority of QP"}
    sheet = standing(drawn(tmp_path / "sheet", "tasking", "text", specs["tasking"], QN))
    assert sheet & {*forbidden(QP)} == {
        *("status of 1.1", "turnout", "range of 1.3", "difference", "that it was settled", "what QN was exhorted to"),
    }
    entries = standing(drawn(tmp_path / "entries", "entries", "text", specs["entries"], DRIVER))
    assert entries & {*forbidden(QP)} == {"what QR declined", "what QX committed", "what QN was exhorted to"}


def test_data_of_the_drivers_report__is_what_cosi_sees() -> None:
    context = SESSION.context(PLAN, as_of=AS_OF, records=RECORDS)
    text = json.dumps(SESSION.tree(context.driver_report()), ensure_ascii=False)
    found = standing([text])
    assert found >= {"total of 1.1", "total of 1.6", "decision"}
    assert not found & {*forbidden(COSI)}
