"""Many known places at once: which are the same, and which a text may have misspelt."""

from __future__ import annotations

from vectorstore.known_places import KnownPlaces, SamePlaces, variants
from vectorstore.region import Level, Region
from vectorstore.similar_places import find_similar_regions

BARE = Region("云溪区", Level.DISTRICT)
FULL = Region("云溪区", Level.DISTRICT, ("临江市",))
OTHER = Region("云溪区", Level.DISTRICT, ("远山市",))
ZONE = Region("云溪经济开发区", Level.DISTRICT, ("临江市",))
SHORT_ZONE = Region("云溪经开区", Level.DISTRICT, ("临江市",))
CITY = Region("临江市", Level.CITY)
PLACES = [BARE, FULL, OTHER, ZONE, SHORT_ZONE, CITY]


def test_known_places_name_the_same_ones_as_a_look_at_each_of_them() -> None:
    known = KnownPlaces(PLACES)
    for region in [*PLACES, Region("塘口区", Level.DISTRICT)]:
        assert known.same_as(region) == variants(region, PLACES)
    assert known.same_as(BARE) == (BARE, FULL, OTHER)
    assert known.same_as(SHORT_ZONE) == (ZONE, SHORT_ZONE)


def test_places_added_one_by_one_are_held_once_in_their_order() -> None:
    same = SamePlaces([ZONE])
    assert same.of(FULL) == ()
    same.add(FULL)
    same.add(FULL)
    assert list(same) == [ZONE, FULL]
    assert same.of(BARE) == (FULL,)


def test_windows_about_one_character_from_a_name_are_looked_at_as_slips() -> None:
    known = KnownPlaces([Region("衡梧新港市", Level.CITY), Region("塘口区", Level.DISTRICT)])
    text = "衡梧星港市去年和糖口区、湖口县"
    assert [text[start:end] for _, start, end in known.likely_slips(text)] == ["衡梧星港市", "糖口区", "口区"]
    assert [mention.region.name for mention in find_similar_regions(text, known)] == ["衡梧新港市", "塘口区"]


def test_places_lie_in_their_parents_and_bear_short_names() -> None:
    known = KnownPlaces([FULL, OTHER])
    assert known.parents == {"临江市", "远山市"}
    assert known.with_short_name("云溪") == (FULL, OTHER)
    assert FULL in known
    assert CITY not in known


def test_a_name_spoken_like_a_known_place_is_its_even_where_another_place_bears_it() -> None:
    known = [Region("洪山区", Level.DISTRICT, ("武汉市", "湖北省"))]
    assert [mention.region.name for mention in find_similar_regions("红山区2020年", known)] == ["洪山区"]
    held = [*known, Region("红山区", Level.DISTRICT, ("赤峰市", "内蒙古自治区"))]
    assert find_similar_regions("红山区2020年", held) == []
