"""The cover of a Council document, line by line."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.council_word.markup import paragraph, run
from tests.support.office import word
from tests.support.word_tables import TITLES, actions, cell, findings, joined, table, text, tree

from empact.diagnostics import NOT_UNDERSTOOD, OVER_LIMIT
from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.docx import read
from empact.plugins.importing.markings import markings_of

PLAN = text("Operational Action Plan 2031: Counterfeit Clocks", "<w:b/>") + table(TITLES, *actions("1.1"))


def cover(*lines: str) -> Any:
    return tree("".join(map(text, lines)) + PLAN).get("cover", {})


def said(*lines: str) -> list[str]:
    return [finding for finding in findings("".join(map(text, lines)) + PLAN) if "guessed: " not in finding]


def test_cover__has_its_lines_by_what_they_look_like() -> None:
    assert cover(
        *("COUNCIL OF", "THE EUROPEAN UNION", "Brussels, 3 February 2031", "5432/1/31", "REV 1", "LIMITE"),
        *("COSI 12", "ENFOPOL 34", "COVER NOTE", "From:\tPresidency", "To:\tDelegations", "Subject:\tClocks"),
        *("Delegations will find a plan.", "It is invented."),
    ) == {
        "issuer": "COUNCIL OF THE EUROPEAN UNION",
        "place": "Brussels",
        "date": "3 February 2031",
        "number": "5432/1/31 REV 1",
        "codes": "COSI 12 ENFOPOL 34",
        "kind": "COVER NOTE",
        "sender": "Presidency",
        "recipient": "Delegations",
        "subject": "Clocks",
        "covering": "Delegations will find a plan.\n\nIt is invented.",
    }


def test_cover__in_tables_is_the_same() -> None:
    head = table(["COUNCIL OF\n\nTHE EUROPEAN UNION", "Brussels, 3 February 2031\n\n5432/31\n\nCOSI 12"], columns=2)
    lines = table(("From:", "Presidency"), ("To:", "Delegations"), ("Subject:", "Clocks"), columns=2)
    assert tree(joined([head, lines]) + PLAN)["cover"] == {
        "issuer": "COUNCIL OF THE EUROPEAN UNION",
        "place": "Brussels",
        "date": "3 February 2031",
        "number": "5432/31",
        "codes": "COSI 12",
        "sender": "Presidency",
        "recipient": "Delegations",
        "subject": "Clocks",
    }


@pytest.mark.parametrize(
    ("line", "previous"),
    [
        (["No. prev. doc.: 5432/31 COSI 12"], [("5432/31", "COSI 12")]),
        (["No. prev. doc.:", "5432/1/31 REV 1 COSI 12 ENFOPOL 3"], [("5432/1/31 REV 1", "COSI 12 ENFOPOL 3")]),
        (["No. prev. doc.: 5432/31 COSI 12", "ENFOPOL 3"], [("5432/31", "COSI 12 ENFOPOL 3")]),
        (["No. prev. docs: 5432/31 COSI 12, 5111/31"], [("5432/31", "COSI 12"), ("5111/31", None)]),
        (["No. prev. doc.: see the last one"], [("see the last one", None)]),
    ],
)
def test_previous_documents__have_their_codes(line: list[str], previous: list[tuple[str, str | None]]) -> None:
    found = cover(*line)["previous"]
    assert [(document["number"], document.get("codes")) for document in found] == previous


@pytest.mark.parametrize(
    "number",
    [
        "5432/31",
        "ST 5432/31",
        "ST 5432 2031 REV 2",
        "ST-5432-2031-INIT",
        "5432/2/31 REV 2",
        "5432/31 INIT",
        "5432/31 EXT 1",
        "5432/31 DCL 1",
    ],
)
def test_number__is_read(number: str) -> None:
    assert cover(number)["number"] == number


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("5432/31 COR 1", "The document 5432/31 COR 1 corrects 5432/31; it is not a plan."),
        ("5432/2/31 REV 2 COR 3", "The document 5432/2/31 REV 2 COR 3 corrects 5432/2/31 REV 2; it is not a plan."),
        ("5432/31 ADD 1", "The document 5432/31 ADD 1 adds to 5432/31; it is not a plan."),
        ("5432/31 ADD 1 REV 2", "The document 5432/31 ADD 1 REV 2 adds to 5432/31; it is not a plan."),
        ("5432/31 COR 1 (en)", "The document 5432/31 COR 1 (en) corrects 5432/31; it is not a plan."),
        (
            "ST 5432 2031 REV 2 COR 1",
            "The document ST 5432 2031 REV 2 COR 1 corrects ST 5432 2031 REV 2; it is not a plan.",
        ),
        ("ST-5432-2031-ADD-1", "The document ST-5432-2031-ADD-1 adds to ST-5432-2031; it is not a plan."),
        ("5432/31 ADD 1 COR 1", "The document 5432/31 ADD 1 COR 1 corrects 5432/31 ADD 1; it is not a plan."),
    ],
)
def test_document__that_changes_another_one_is_refused(number: str, message: str) -> None:
    assert findings(text(number) + text("Page 3 should read:") + PLAN) == [f"not-a-plan: {message}"]
    assert findings(text(number) + text("Page 3 should read:")) == [f"not-a-plan: {message}"]


def test_line__that_is_not_understood_is_reported() -> None:
    assert said("Interinstitutional File:", "SENSITIVE*") == [
        "not-understood: The line 'Interinstitutional File:' of the cover is not read.",
        "not-understood: The line 'SENSITIVE*' of the cover is not read.",
    ]
    row = table(("No. Cion doc.:", "5555/31"), columns=2)
    assert findings(text("5432/31") + row + PLAN)[-1] == (
        "table 1, row 1, column 1: not-understood: The line 'No. Cion doc.: 5555/31' of the cover is not read."
    )


def test_marking__is_that_of_all_pages_and_of_the_cover() -> None:
    assert tree(text("RESTREINT UE/EU RESTRICTED") + PLAN)["marking"] == "RESTREINT UE/EU RESTRICTED"
    assert tree(text("LIMITE EN") + PLAN)["marking"] == "LIMITE"
    between = table(TITLES, *actions("1.1"), [cell("LIMITE", '<w:gridSpan w:val="4"/>')])
    assert tree(between)["marking"] == "LIMITE"
    assert "marking" not in tree(PLAN)


def test_markings_of__leaves_out_the_end_of_one_in_a_narrow_cell() -> None:
    lines = ["RESTREINT UE/EU", "RESTRICTED", "RESTREINT UE/EU RESTRICTED", "LIMITE"]
    assert markings_of(lines) == ["RESTREINT UE/EU RESTRICTED", "LIMITE"]


def test_margins__have_the_marking_and_other_words_are_reported() -> None:
    up, down = (f"<w:r><w:t>{words}</w:t></w:r>" for words in ("LIMITE", "5432/31 ab/CD 12 EN"))
    section = '<w:sectPr><w:headerReference r:id="up"/><w:footerReference r:id="down"/></w:sectPr>'
    ctx = ReadContext(file="plan.docx")
    document = read(word(text("5432/31") + PLAN + section, up=up, down=down), ctx)
    assert document.tree["marking"] == "LIMITE"
    assert [finding.message for finding in ctx.diagnostics if finding.kind is NOT_UNDERSTOOD] == [
        "The text '5432/31 ab/CD 12 EN' above or below the pages is not read."
    ]


def of_pages(up: str, down: str = "", body: str = "") -> Any:
    section = '<w:sectPr><w:headerReference r:id="up"/><w:footerReference r:id="down"/></w:sectPr>'
    ctx = ReadContext(file="plan.docx")
    document = read(word(body + PLAN + section, up=up, down=run(down)), ctx)
    assert ctx.marking == document.tree["marking"]
    not_read = [finding.message for finding in ctx.diagnostics if finding.kind is NOT_UNDERSTOOD]
    return document.tree["marking"], not_read


@pytest.mark.parametrize(
    ("words", "marking", "rest"),
    [
        ("SECRET UE/EU SECRET   17793/2/11 REV 2", "SECRET UE/EU SECRET", True),
        ("17793/2/11 REV 2\tRESTREINT UE/EU RESTRICTED\tEN", "RESTREINT UE/EU RESTRICTED", True),
        ("Copy 3 of 12 CONFIDENTIEL UE/EU CONFIDENTIAL", "CONFIDENTIEL UE/EU CONFIDENTIAL", True),
        ("SECRET UE/EU SECRET - releasable to Iceland", "SECRET UE/EU SECRET", True),
        ("R-UE/EU-R 3", "RESTREINT UE/EU RESTRICTED", False),
    ],
)
def test_marking__beside_other_words_counts_and_the_rest_is_reported(words: str, marking: str, *, rest: bool) -> None:
    line = " ".join(words.split())
    said = [f"The text {line!r} above or below the pages is not read."] if rest else []
    assert of_pages(run(words)) == (marking, said)
    assert of_pages(run("Clocks"), words)[0] == marking


def test_margins__count_for_the_length_of_a_document() -> None:
    ctx = ReadContext(file="plan.docx")
    with pytest.raises(Unreadable):
        read(
            word(
                PLAN + '<w:sectPr><w:headerReference r:id="up"/></w:sectPr>', up=run(" ".join(map(str, range(310_000))))
            ),
            ctx,
        )
    assert [finding.kind for finding in ctx.diagnostics] == [OVER_LIMIT]


def test_marking__beside_the_number_of_the_cover_says_all() -> None:
    footer = "17793/2/11 REV 2\tRESTREINT UE/EU RESTRICTED\tEN"
    marking = "RESTREINT UE/EU RESTRICTED"
    assert of_pages(run(marking), footer, text("17793/2/11 REV 2")) == (marking, [])


def test_marking__that_is_drawn_as_a_watermark_counts() -> None:
    drawn = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;z-index:-5">'
        '<v:textpath string="SECRET UE/EU SECRET"/></v:shape></w:pict></w:r>'
    )
    assert of_pages(drawn) == ("SECRET UE/EU SECRET", [])
    assert tree(paragraph(drawn) + PLAN)["marking"] == "SECRET UE/EU SECRET"


def test_marking__among_the_words_of_a_text_counts_and_is_reported() -> None:
    copy = "Copy 3 of 12 CONFIDENTIEL UE/EU CONFIDENTIAL"
    lines = text(copy) + text("LIMITE")
    rows = [*actions("1.1"), ("1.2", "Send EU SECRET.", "QM", "May 2031")]
    body = lines + text("Operational Action Plan 2031") + table(TITLES, *rows)
    assert tree(body)["marking"] == "LIMITE; CONFIDENTIEL UE/EU CONFIDENTIAL; SECRET UE/EU SECRET"
    ending = ", which counts for the plan."
    assert [finding.removesuffix(ending) for finding in findings(body) if finding.endswith(ending)] == [
        f"guessed: The text {copy!r} has the marking 'CONFIDENTIEL UE/EU CONFIDENTIAL'",
        "table 1, row 3, column 2: guessed: The text 'Send EU SECRET.' has the marking 'SECRET UE/EU SECRET'",
    ]


def test_marking__of_a_text_that_is_not_read_counts() -> None:
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>".format(text("See LIMITE annex"))
    boxed = f"<w:tc>{paragraph(box)}</w:tc>"
    body = table(TITLES, *actions("1.1"), [cell("1.2"), boxed, cell("QM"), cell("May")])
    assert tree(body)["marking"] == "LIMITE"
    assert "guessed: A text that is not read has the marking 'LIMITE', which counts for the plan." in findings(body)


@pytest.mark.parametrize(
    ("footer", "message"),
    [
        ("LIMITE\t5432/1/31 REV 1\tEN", None),
        ("5432/1/31 REV 1\t\t12", None),
        ("ST 5432 2031 REV 1", None),
        ("NOTE Delegations", None),
        ("5432/1/31 REV 2", "has another number than the cover, '5432/1/31 REV 1'."),
        ("5432/1/31 REV 1 COR 1", "has another number than the cover, '5432/1/31 REV 1'."),
        ("REV 2", "is not read."),
        ("To some Delegations", "is not read."),
    ],
)
def test_margins__repeat_whole_lines_of_the_cover(footer: str, message: str | None) -> None:
    ctx = ReadContext(file="plan.docx")
    down = "".join(f"<w:r><w:t>{part}</w:t><w:tab/></w:r>" for part in footer.split("\t"))
    head = "".join(map(text, ("5432/1/31 REV 1 (en)", "NOTE", "To: Delegations", "Subject: To some, REV 1")))
    section = '<w:sectPr><w:footerReference r:id="down"/></w:sectPr>'
    read(word(head + PLAN + section, down=down), ctx)
    said = [finding.message for finding in ctx.diagnostics if "above or below" in finding.message]
    words = " ".join(footer.split())
    assert said == ([] if message is None else [f"The text {words!r} above or below the pages {message}"])


def test_facts__are_guessed_from_the_title() -> None:
    plan = tree(PLAN)
    assert (plan["title"], plan["priority"], plan["period"]) == (
        "Operational Action Plan 2031: Counterfeit Clocks",
        {"name": "Counterfeit Clocks", "stated": "title"},
        {"start": "2031-01-01", "end": "2031-12-31"},
    )
    assert [finding for finding in findings(PLAN) if "guessed" in finding] == [
        "guessed: The priority is 'Counterfeit Clocks', by the words of the title.",
        "guessed: The period is 2031-01-01 to 2031-12-31, by the year of the title.",
    ]


@pytest.mark.parametrize(
    ("title", "plan_id", "period"),
    [
        ("Operational Action Plan 2031: Priority Crime Area X: Clocks", "X-2031", "2031-12-31"),
        ("Operational Action Plan 2031-2032 for priority X", "X-2031", "2032-12-31"),
        ("Operational Action Plan 2031/32, crime priority X", "X-2031", "2032-12-31"),
    ],
)
def test_id__is_guessed_from_the_priority_and_the_year(title: str, plan_id: str, period: str) -> None:
    plan = tree(text(title) + table(TITLES, *actions("1.1")))
    assert (plan["id"], plan["period"]["end"]) == (plan_id, period)


def test_id__is_the_one_that_is_given() -> None:
    assert tree(PLAN, id="X-2031")["id"] == "X-2031"
    assert tree(PLAN)["id"] == "plan"
