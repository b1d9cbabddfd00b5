"""Whether a marking is printed in a text, however the format escapes it."""

from __future__ import annotations

import json

import pytest

from empact.containers.texts import decoded, is_printed

MARKING = "TR\u00c8S SECRET; \u201cA&B\u201d"


@pytest.mark.parametrize(
    ("marking", "text"),
    [
        ("LIMITE", "a LIMITE b"),
        ("LIMITE", "LIMITE"),
        ("RESTREINT UE/EU RESTRICTED", "RESTREINT\n  UE/EU\nRESTRICTED"),
        ("RESTREINT UE/EU RESTRICTED", "RESTREINT UE/EU RESTR\r\n ICTED"),
        ("RESTREINT UE/EU RESTRICTED", "<b>RESTR</b>EINT <i>UE/EU</i> RESTRICTED"),
        ("RESTREINT UE/EU RESTRICTED", r'label="RESTREINT UE/EU\nRESTRICTED"'),
        ("LIMITE", "<b>LIMI\r\n TE</b>"),
        (MARKING, f"a {MARKING} b"),
        (MARKING, json.dumps(MARKING)),
        (MARKING, "TR&Egrave;S SECRET&#59; &ldquo;A&amp;B&rdquo;"),
        (MARKING, r"TR\'c8S SECRET; A&B"),
        (MARKING, "TRE\u0300S SECRET A&B"),
        ("A_B", "A\\_B"),
        ('SECRET "UE"', "SECRET #34;UE#34;"),
        (r'SECRET \N "UE"', r'// SECRET \N "UE"'),
        ("SECRET\x1bUE", r"SECRET\\x1bUE"),
        ("SECRET\x1bUE", "SECRETUE"),
        ("SECRET\x1bUE", "SECRET_x001B_UE"),
        ("SEC\u202eRET", r'"SEC\u202eRET"'),
        ("SEC\u202eRET", "SECRET"),
        (r"\u0041 x1b \x41B", r"\u0041 x1b \x41B"),
        ("---", "nothing to look for"),
    ],
)
def test_is_printed__finds_a_marking_with_the_escapes_of_formats(marking: str, text: str) -> None:
    assert is_printed(marking, text)


@pytest.mark.parametrize(
    ("marking", "text"),
    [
        ("LIMITE", "LIMITED"),
        ("LIMITE", "SUBLIMITE"),
        ("LIMITE", "limite"),
        ("SECRET UE", "SECRET EU"),
        ("SECRET UE", "SECRETUE"),
        ("SECRET UE", "SECRET #34;DE UE"),
        ("SECRET UE", "SECRET x1b UE"),
        ("RESTREINT UE/EU RESTRICTED", "RESTREINT UE"),
        ("RESTREINT UE/EU RESTRICTED", "RESTRICTED RESTREINT UE/EU"),
    ],
)
def test_is_printed__does_not_find_another_word(marking: str, text: str) -> None:
    assert not is_printed(marking, text)


def test_is_printed__takes_linear_time_for_escapes() -> None:
    assert not is_printed("A B", "A" + "&#34;" * 50_000)
    assert not is_printed("A\x1bB", "A" + r"\x1b" * 50_000)


def test_is_printed__looks_for_what_there_is_room_for() -> None:
    marking = "LIMITE " * 40
    assert is_printed(marking, "LIMITE " * 22, room=150)
    assert not is_printed(marking, "LIMITE " * 22)


def test_decoded__is_empty_for_what_is_not_a_text() -> None:
    assert decoded(b"a\0b") == ()
    assert decoded(b"\xff\x01") == ()
    assert decoded(b"\xff\xfe\x00") == ()
    assert decoded("\u00e9".encode()) == ("\u00e9",)
    assert len(decoded(b"\xe9")) > 1


def test_decoded__reads_a_text_with_few_nul() -> None:
    """A plan may have it, and so a file about one."""
    text = "a\0 text in UTF-8"
    assert decoded(text.encode()) == (text,)
