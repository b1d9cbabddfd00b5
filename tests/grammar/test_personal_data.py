"""Personal data in texts: what is found, what is not, and that nothing of it is repeated. All of it is invented."""

from __future__ import annotations

import time

import pytest
from tests.support.paths import ROOT

import empact
from empact.grammar.personal_data import PersonalData, addresses_in, personal_data, without_personal_data

TELEPHONES = (
    "+49 30 5550 1234",
    "+49 (0)30 55501234",
    "+32475123456",
    "+352 621 123 456",
    "0032 2 525 12 34",
    "00 32 2 525 12 34",
    "030 55501234",
    "0171/5550123",
    "(030) 5550 1234",
    "030 - 1234567",
    "07231/1234567",
    "02 525 12 34",
    "0475/12.34.56",
    "01 23 45 67 89",
    "01.23.45.67.89",
    "06-12345678",
    "020 7946 0958",
    "0161 496 0123",
    "030\u00a05550\u20111234",
    "+49 30\n  5550 1234",
    "tel. 555 1234",
    "Tel.: 612 345 678",
    "Tél. 612 345 678",
    "phone no. 91 123 45 67",
    "mobile: 5551234",
    "+ 49 30 5550 1234",
    "\uff0b49 30 5550 1234",
    "+\uff14\uff19 30 5550 1234",
    "+49\u200930\u20095550\u20091234",
    "+1 202 555 0123",
    "+376 312 345",
    "Telefonnr. 5550123",
    "Telefonnummer: 5550123",
    "Tlf. 55 50 12 34",
    "WhatsApp 4915555501234",
)
IBANS = (
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "de89 3704 0044 0532 0130 00",
    "GB82 WEST 1234 5698 7654 32",
    "NO93 8601 1117 947",
    "AT61 1904 3002 3457 3201",
    "DE89-3704-0044-0532-0130-00",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    "DE89 37040044 0532013000",
    "DE 89 3704 0044 0532 0130 00",
    "GB 82 WEST 12345698765432",
)
EMAILS = (
    "jo.doe@clocks.example",
    "Jo_Doe+desk@sub.clocks.example",
    "jo.doe (at) clocks.example",
    "jo[at]clocks.example",
    "jo.doe@\n  clocks.example",
    "jo (at) clocks (dot) example",
    "jo\uff20clocks.example",
)
NOTHING = (
    "document 7231/12",
    "document 07231/12 of 12 March 2031",
    "07231/12 12 actions",
    "07231/1/12 REV 1",
    "15358/10 COSI 69 ENFOPOL 298",
    "fax 12345/12",
    "1 250 000 EUR",
    "1.250.000 EUR, 1,250,000.50",
    "+10 000 000 EUR",
    "+100 000 000 EUR",
    "an increase of +123 456 789",
    "an increase of +200 000 000",
    "EUR 012 345 678",
    "seized 050 000 000 cigarettes",
    "seized 050 123 000 cigarettes",
    "mobile: 1 234 567 units",
    "GSM 900 1800 1900",
    "GSM 900/1800",
    "case 0123456789",
    "case no. 0123456789",
    "file 0049/2012/123456",
    "5 @ 3.5",
    "250 000 000",
    "phone 250 000 EUR",
    "mobile phones: 250 000",
    "01.02.2031",
    "01/02/2031-05/03/2031",
    "01.02-05.03.2031",
    "01.02-05.03.31",
    "01/2031-06/2031",
    "2031-06-30 09:00",
    "by telephone on 2031-06-30",
    "by phone 2031-06-30",
    "telephone 30.06.2031",
    "08.00-16.00",
    "action 2.2, actions 1.1, 1.2 and 10.11",
    "KPI 1: 460; KPI 2: 12 of 20",
    "C-2012:2.2/1a own be1f7d2c",
    "2031-06-28-june-2031-qo-0123456789abcdef",
    "JAD-2031-1",
    "2010/C 115/01, OJ L 327, 05.12.2008, p. 27",
    "0.123456789",
    "DE88 3704 0044 0532 0130 00 has a wrong checksum",
    "DE12 THIS TEXT ISNT IBAN",
    "meet @ noon, 12 clocks @ 30 EUR",
    "a plate such as AB-123-CD, a case 123/2031, and the name Jo Doe",
)


@pytest.mark.parametrize("text", TELEPHONES)
@pytest.mark.parametrize("around", ["{}", "Invented: call {}, please.", "Call ({}) on 3 June 2031"])
def test_personal_data__finds_telephone_numbers(text: str, around: str) -> None:
    assert personal_data(around.format(text)) == (PersonalData.TELEPHONE,)


@pytest.mark.parametrize("text", IBANS)
@pytest.mark.parametrize("around", ["{}", "Invented: to {}.", "Paid to {} EUR"])
def test_personal_data__finds_ibans_and_no_telephone_number_in_them(text: str, around: str) -> None:
    assert personal_data(around.format(text)) == (PersonalData.IBAN,)


@pytest.mark.parametrize("text", EMAILS)
@pytest.mark.parametrize("around", ["{}", "Invented: write to <{}>.", "mailto:{}?subject=clocks"])
def test_personal_data__finds_e_mail_addresses(text: str, around: str) -> None:
    assert personal_data(around.format(text)) == (PersonalData.EMAIL,)


@pytest.mark.parametrize("text", NOTHING)
def test_personal_data__is_not_found_in_other_numbers(text: str) -> None:
    assert personal_data(text) == ()


@pytest.mark.parametrize("text", [*TELEPHONES, *IBANS, *EMAILS])
def test_without_personal_data__has_an_asterisk_for_each_character(text: str) -> None:
    masked = without_personal_data(f"Invented: {text} (desk)")
    assert set(masked.removeprefix("Invented: ").removesuffix(" (desk)")) <= {"*", "\n"}
    assert len(masked) == len(f"Invented: {text} (desk)")


HIDING = {
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "mark from right to left": "\u200f",
    "variation selector": "\ufe0f",
    "combining grapheme joiner": "\u034f",
    "control code": "\x02",
}


@pytest.mark.parametrize("sign", HIDING.values(), ids=HIDING)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jo@cl{}ocks.example", PersonalData.EMAIL),
        ("j{}o{}@clocks{}.exa{}mple", PersonalData.EMAIL),
        ("j{}o (a{}t) clocks.example", PersonalData.EMAIL),
        ("ask{}+49 30 55{}50 1234", PersonalData.TELEPHONE),
        ("ask{}030 5550 12{}34", PersonalData.TELEPHONE),
        ("te{}l. 555 1{}234", PersonalData.TELEPHONE),
        ("DE89 3704{} 0044 053{}2 0130 00", PersonalData.IBAN),
    ],
)
def test_personal_data__is_not_hidden_by_signs_that_nobody_sees(text: str, kind: PersonalData, sign: str) -> None:
    assert personal_data(text.replace("{}", sign)) == (kind,)


@pytest.mark.parametrize("blank", ["\t", "\t\t", "  ", " \u00a0", "\u3000", "\u1680", "\u200b ", "\u2028", "\v"])
@pytest.mark.parametrize("text", ["+49{}30{}5550{}1234", "030{}5550{}1234", "jo{}@{}clocks.example"])
def test_personal_data__is_not_hidden_by_blanks(text: str, blank: str) -> None:
    assert len(personal_data(text.replace("{}", blank))) == 1


def test_personal_data__reads_the_digits_of_all_scripts() -> None:
    arabic = "".join(chr(0x660 + int(digit)) for digit in "49305550123")
    assert personal_data(f"+{arabic}") == (PersonalData.TELEPHONE,)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("a\u00adb jo@cl\u00adocks.example, c", f"a\u00adb {'*' * 18}, c"),
        ("\u200ba  b\u200b +49\t\t30  5550 1234 d", f"\u200ba  b\u200b {'*' * 18} d"),
        ("x\u200b030 5550 1234\u00ad;", f"x\u200b{'*' * 13}\u00ad;"),
    ],
)
def test_without_personal_data__masks_the_places_in_the_text_as_it_is(text: str, masked: str) -> None:
    assert without_personal_data(text) == masked


def test_personal_data__apart_from_an_address_is_about_whole_addresses() -> None:
    known = addresses_in(["Send it to Desk@clocks.example."])
    assert personal_data("desk@clo\u00adcks.example", known) == ()
    for other in ("xdesk@clocks.example", "sk@clocks.example", "desk@clocks.example.org", "jo.desk@clocks.example"):
        assert personal_data(other, known) == (PersonalData.EMAIL,)


def test_personal_data__finds_an_iban_beside_its_name_and_after_a_code() -> None:
    for text in ("IBANDE89370400440532013000", "IBAN:DE89370400440532013000", "AB12 DE89 3704 0044 0532 0130 00"):
        assert personal_data(text) == (PersonalData.IBAN,)
    assert without_personal_data("IBANDE89370400440532013000 AB12") == f"IBAN{'*' * 22} AB12"


def test_without_personal_data__masks_each_place_once() -> None:
    """The local part of an address can look like a telephone number."""
    assert without_personal_data("a +32475123456@clocks.example b") == f"a {'*' * 27} b"


def test_personal_data__is_not_in_the_texts_of_the_plans_and_the_examples() -> None:
    """No figure, date or number of a document is found, in any file as a whole and so in any text of it."""
    files = [path for path in (ROOT / "examples").rglob("*.yaml") if path.is_file()]
    assert len(files) > 40
    found = {str(path): kinds for path in files if (kinds := personal_data(path.read_text(encoding="utf-8")))}
    assert found == {}
    source = empact.load("oap-c-2012").source
    assert source is not None
    assert source.text is not None
    assert len(source.text) > 40_000
    assert personal_data(source.text) == ()


@pytest.mark.one_python
def test_personal_data__takes_time_in_proportion_to_the_text() -> None:
    for text in (
        "a" * 200_000 + "@",
        "0" * 200_000,
        "01 " * 60_000,
        "+1 " * 60_000,
        "a.b-" * 50_000 + "at",
        "AA00" * 50_000,
        "AA00 " * 50_000,
        "DE89 3704 0044 0532 0130 00, " * 10_000,
        "a.b" * 50_000 + "@c" + ".d" * 50_000,
        "a@" + "b.c1" * 50_000,
        "\u00ad" * 200_000 + "@",
        "0\u200b" * 100_000,
        " \u200b" * 100_000 + "at",
        "a  b" * 50_000,
    ):
        assert isinstance(personal_data(text), tuple)


@pytest.mark.one_python
@pytest.mark.parametrize(
    "text", ["DE89370400440532013000 ", "jo@clocks.example ", "+49 30 5550 1234, ", "jo@a\u00ad.example  "]
)
def test_without_personal_data__takes_time_in_proportion_to_what_is_found(text: str) -> None:
    """Measured against itself: four times the text takes about four times as long, not sixteen times."""

    def seconds(number: int) -> float:
        long, start = text * number, time.process_time()
        assert without_personal_data(long).count("*") >= number
        return time.process_time() - start

    few = min(seconds(8_000) for _ in range(3))
    assert seconds(32_000) < 10 * few
