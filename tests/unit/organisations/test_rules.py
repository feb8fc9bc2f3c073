"""Names in addresses, the list of CBS, and the map on which every municipality is a tile."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemportal.organisations import source
from gemportal.organisations.rules import slug_of
from gemportal.organisations.tiles import tiles


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zwolle", "zwolle"),
        ("’s-Hertogenbosch", "s-hertogenbosch"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen (L.)", "bergen-l"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen-gerwen-en-nederwetten"),
    ],
)
def test_a_name_becomes_part_of_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text())
def test_an_address_holds_only_letters_digits_and_single_dashes(name: str) -> None:
    slug = slug_of(name)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug
    assert slug == slug.strip("-") == slug_of(slug)


def test_the_list_of_cbs_holds_every_municipality_of_2026_once() -> None:
    found = source.read()
    assert len(found) == 342
    assert len({line.code for line in found}) == len({slug_of(line.name) for line in found}) == 342
    assert len({line.province for line in found}) == 12
    assert all(line.code.startswith("GM") and len(line.code) == 6 for line in found)
    assert all(3 < line.longitude < 8 and 50 < line.latitude < 54 for line in found)
    assert 17_500_000 < sum(line.population for line in found) < 18_700_000


def test_a_malformed_list_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    head = "code,name,province,population,longitude,latitude\n"
    file.write_text(head + "GM0193,Zwolle,Overijssel,135000,6.1,52.5\nGM0166,Kampen,Overijssel,veel,5.9,52.6\n")
    with pytest.raises(source.MalformedList, match=r"list.csv, line 3: .*veel"):
        source.read(file)
    file.write_text("code,name\nGM0193,Zwolle\n")
    with pytest.raises(source.MalformedList, match="line 2"):
        source.read(file)


def test_every_municipality_has_its_own_tile() -> None:
    placed = tiles()
    assert {tile.code for tile in placed} == {line.code for line in source.read()}
    assert len({(tile.x, tile.y) for tile in placed}) == len(placed)
    assert list(placed) == sorted(placed, key=lambda tile: (tile.y, tile.x))
