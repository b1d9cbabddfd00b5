"""Which known markings are printed in a text."""

from __future__ import annotations

import pytest

from empact.reference import known_markings, national_markings, printed_markings, read_marking

EU = "RESTREINT UE/EU RESTRICTED"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{EU} and LIMITE, {EU}", (EU, "LIMITE")),
        ("RESTREINT UE\n/ EU RESTRICTED", (EU,)),
        ("EU RESTRICTED", (EU,)),
        ("TRÈS SECRET UE", ("TRES SECRET UE/EU TOP SECRET",)),
        ("TRE\u0300S SECRET UE", ("TRES SECRET UE/EU TOP SECRET",)),
        ("DE:GEHEIM", ("DE:GEHEIM",)),
        ("limite, UNLIMITED, LIMITED, LIMITE1", ()),
        ("a Secret, confidential, Geheim", ()),
        ("SECRET", ()),
        ("", ()),
    ],
)
def test_printed_markings__are_those_in_capitals_by_their_names(text: str, names: tuple[str, ...]) -> None:
    assert printed_markings(text) == names


@pytest.mark.parametrize("words", [name for known in known_markings() for name in known.names])
def test_printed_markings__finds_each_marking_of_the_union(words: str) -> None:
    (name,) = printed_markings(f"a {words}, b")
    assert read_marking(name) == read_marking(words)


@pytest.mark.parametrize("words", sorted({str(national) for national in national_markings()}))
def test_printed_markings__finds_each_marking_of_a_state(words: str) -> None:
    (name,) = printed_markings(f"a {words}; b")
    assert read_marking(name).rank == read_marking(words).rank
