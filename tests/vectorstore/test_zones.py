"""Development zones go by several names."""

from __future__ import annotations

import pytest

from vectorstore.region import Level, Region
from vectorstore.regions import find_regions, same_place
from vectorstore.similar_places import find_similar_regions
from vectorstore.zones import zone_names

ZONE = Region("云江临湾经济开发区", Level.DISTRICT, ("云江市",))


@pytest.mark.parametrize("name", ["临湾经开区", "临湾开发区", "临湾经济开发区", "临湾", "云江临湾经开区"])
def test_a_zone_is_known_by_its_shorter_names(name: str) -> None:
    (mention,) = find_regions(f"{name}2026年的目标", (ZONE,))
    assert mention.region == ZONE
    assert mention.known


def test_a_new_district_is_not_known_by_its_bare_stem() -> None:
    assert "澜湾" not in zone_names("澜湾新区", {"云江"})
    assert zone_names("青禾区", {"云江"}) == []


def test_one_zone_under_two_names_is_one_place() -> None:
    assert same_place(ZONE, Region("临湾经开区", Level.DISTRICT, ("云江市",)))
    assert not same_place(ZONE, Region("临湾高新区", Level.DISTRICT, ("云江市",)))
    assert not same_place(ZONE, Region("临湾经开区", Level.DISTRICT, ("白川市",)))


def test_a_slip_in_a_short_name_must_sound_alike() -> None:
    known = (Region("洪山区", Level.DISTRICT, ("武汉市", "湖北省")),)
    assert find_similar_regions("桁山区2025年收入", known) == []
    (mention,) = find_similar_regions("鸿山区2025年收入", known)
    assert mention.region == known[0]
