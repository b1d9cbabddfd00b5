"""Which party a hint about an unknown name proposes: the members of ``families/names.yaml``, and slips of any word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.family_cells import families

from empact import reference
from empact.diagnostics import did_you_mean
from empact.errors import UnknownIdError
from empact.slips import _within, slip

CELLS: list[dict[str, Any]] = [cell for family in families("names") for cell in family["cells"]]
STATES = [party for party in reference.register().parties if party.memberships]


def of_verdict(verdict: str) -> list[Any]:
    return [
        pytest.param(cell["text"], cell.get("means"), id=cell["text"]) for cell in CELLS if cell["verdict"] == verdict
    ]


def proposed(name: str) -> str | None:
    """Return the code of the party that a hint proposes."""
    register = reference.register()
    close = register.suggest(name)
    found = None if close is None else register.find(close)
    return close if found is None else found.code


@pytest.mark.parametrize(("name", "code"), of_verdict("hint"))
def test_hint__of_a_name_in_another_language_or_a_slip__names_the_party(name: str, code: str) -> None:
    assert reference.register().find(name) is None
    assert proposed(name) == code
    assert reference.register().hint(name)


@pytest.mark.parametrize(("name", "code"), of_verdict("spelling"))
def test_a_known_spelling__needs_no_hint(name: str, code: str) -> None:
    found = reference.register().find(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("name", "code"), of_verdict("none"))
def test_hint__is_never_about_another_party(name: str, code: None) -> None:
    assert reference.register().find(name) is None
    assert reference.register().hint(name) is code
    with pytest.raises(UnknownIdError) as caught:
        reference.register().get(name)
    assert str(caught.value) == f"Party {name!r} does not exist."


NEAR = """
Uber Telegram Signal Visa Siemens Thales Indra Deloitte Europcar Eurolines LKA GNR SEF PSP DIA DDA PSNI MPS
KRP PPA VP FNTT SG KGP PZ NAV MUP Carina Dogana Eurasia Balkan Baltics Maghreb Levant Iberia Caribbean Africa
Asia Oceania America Sahara Crimea Kurdistan Kashmir Wales England Saxony Hesse Tyrol Silesia Moravia Bohemia
Slavonia Dalmatia Istria Galicia Castile Navarra Normandy Corsica Sardinia Sicily Crete Thrace Wallonia Vienna
Warsaw Prague Lisbon Sofia Riga Eurofisc Eurostat Eurocop Eurozone Europa Euratom Aquapol Tispol Railpol
Ameripol Afripol Presidents Residence Precedent Presidium Romagna Lapland Australasia Manchuria
"""
PHRASES = (
    "North Africa",
    "South Asia",
    "East Africa",
    "European Council",
    "Lex Europol",
    "Europol Drugs",
    "Holland Casino",
)


@pytest.mark.parametrize("name", [*NEAR.split(), *PHRASES])
def test_hint__of_a_firm_an_authority_or_a_region__is_not_a_state(name: str) -> None:
    if reference.register().find(name) is None:
        assert reference.register().hint(name) is None


@given(state=st.sampled_from(STATES), data=st.data())
def test_hint__finds_a_swap_and_a_missing_letter_or_nothing(state: Any, data: st.DataObject) -> None:
    name, register = state.name, reference.register()
    at = data.draw(st.integers(1, len(name) - 2))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    for slipped in (swapped, name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]):
        if register.find(slipped) is None:
            assert proposed(slipped) in (state.code, None)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.code)
def test_hint__finds_most_slips_of_one_letter(state: Any) -> None:
    name, register = state.name, reference.register()
    swaps = [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(1, len(name) - 1)]
    unknown = [slipped for slipped in swaps if register.find(slipped) is None and len(slipped) > 4]
    assert [proposed(slipped) for slipped in unknown] == [state.code] * len(unknown)


def test_hint__finds_slips_of_two_letters() -> None:
    slips = {"Lithunnia": "LT", "Luxmborg": "LU", "Nethrlnds": "NL", "Portuggall": "PT", "Swwitzerlnd": "CH"}
    assert {name: proposed(name) for name in slips} == slips
    assert proposed("Bulgeriaa") is None  # three letters from Algeria


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("jsn", ("json", "yaml", "csv"), "json"),
        ("validat", ("validate", "export"), "validate"),
        ("vlaidate", ("validate", "export"), "validate"),
        ("itle", ("title", "id"), "title"),
        ("zo", ("zoo", "zoo-times"), "zoo"),
        ("SG12", ("SG 1", "SG 12"), "SG 12"),
        ("one-way", ("one-way-link", "dangling-link"), "one-way-link"),
        ("OAP2O1", ("OAP201", "OAP202"), "OAP201"),
        ("OAP2011", ("OAP201", "OAP202"), "OAP201"),
        ("oap-c-2021", ("oap-c-2012",), "oap-c-2012"),
        ("1.21", ("1.12", "12.1"), None),
        ("12", ("1.2",), None),
        ("SG21", ("SG 12",), None),
        ("2011-1013", ("2011-2013", "2014-2017"), None),
        ("OAP20X", ("OAP201", "OAP202"), None),
        ("OAP203", ("OAP201", "OAP202"), None),
        ("1.2", ("1.1", "1.3"), None),
        ("6.9", ("6.3",), None),
        ("C-2013", ("C-2012",), None),
        ("2011-2014", ("2011-2013", "2014-2017"), None),
        ("BKA", ("BA", "BE"), None),
        ("PRES", ("RS", "ES"), None),
        ("csv", ("tsv", "ics"), None),
        ("d", ("id",), None),
        ("plan", ("plans", "plane"), None),
        ("", ("id",), None),
    ],
)
def test_did_you_mean__is_a_slip_and_never_a_guess(word: str, known: tuple[str, ...], meant: str | None) -> None:
    assert did_you_mean(word, known) == meant


@given(st.text(max_size=12), st.text(max_size=12))
def test_slip__is_none_or_at_most_two(left: str, right: str) -> None:
    found = slip(left.casefold(), right.casefold())
    assert found is None or 0 <= found <= 2
    assert slip(left.casefold(), left.casefold()) == 0


def distance(left: str, right: str) -> int:
    """The number of letters that are missing, extra, wrong or swapped, from the complete table."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left), len(right)]


WORDS = st.text("abc", max_size=8)


@given(WORDS, WORDS, st.integers(1, 3))
def test_within__is_the_distance_of_the_complete_table(left: str, right: str, limit: int) -> None:
    wrong = distance(left, right)
    assert _within(left, right, limit) == (wrong if wrong <= limit else None)


def test_closest__does_not_compare_a_text_that_is_not_a_word() -> None:
    assert did_you_mean("a" * 1_000_000, ["a" * 999_999 + "b", "id"]) is None
    assert reference.register().hint("Europol " * 100_000) is None
