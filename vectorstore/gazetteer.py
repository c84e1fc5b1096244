"""All provinces, cities and districts of China by name, from the cpca package's table of administrative codes."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

import yaml

from vectorstore.region import Level, Region

NATION = Region("全国", Level.NATION)

_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "开发区",
    "地区",
    "林区",
    "矿区",
    "新区",
    "街道",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "盟",
    "镇",
    "乡",
    "街",
)
_LEVELS = {
    "特别行政区": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "自治州": Level.CITY,
    "地区": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "街道": Level.TOWN,
    "街": Level.TOWN,
    "镇": Level.TOWN,
    "乡": Level.TOWN,
}
_PLACEHOLDERS = ("市辖区", "县", "自治区直辖县级行政区划", "省直辖县级行政区划")
_PEOPLE = (  # every people whose name an autonomous place may carry before 自治
    "维吾尔|哈萨克|柯尔克孜|蒙古|朝鲜|土家|布依|仡佬|傈僳|景颇|哈尼|拉祜|傣|佤|怒|独龙|白|彝|苗|侗|瑶|壮|回|藏|羌|满|黎|畲|水|"
    "锡伯|塔吉克|撒拉|东乡|保安|裕固|达斡尔|鄂温克|鄂伦春|毛南|仫佬|布朗|普米|纳西|各|土|京"
)
_PEOPLES = re.compile(f"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLE})族?)+")


def level_of(name: str) -> Level:
    """Level that the last characters of a place name tell: X省 PROVINCE, X市 CITY, X县 and X区 DISTRICT, X镇 TOWN."""
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "区")
    return _LEVELS.get(suffix, Level.DISTRICT)


@lru_cache(maxsize=8192)  # every question holds the names of all places against each other
def short_name(name: str) -> str:
    """The name without its level: 江汉区 -> 江汉, 恩施土家族苗族自治州 -> 恩施; all of it if one character is left."""
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), "")
    stem = name.removesuffix(suffix)
    if suffix.startswith("自治") and (match := _PEOPLES.fullmatch(stem)):
        stem = match["stem"]
    return stem if len(stem) >= 2 else name


@lru_cache(maxsize=8192)
def aliases_of(name: str) -> tuple[str, ...]:
    """Other names that a place goes by: 恩施土家族苗族自治州 -> 恩施州, and those of place_aliases.yaml (博州)."""
    listed = _aliases().get(name, ())
    stem = short_name(name)
    kind = re.search(r"自治(?P<kind>[州县旗])$", name)
    return (*listed, stem + kind["kind"]) if kind and stem != name else listed


@lru_cache(maxsize=1)
def _aliases() -> dict[str, tuple[str, ...]]:
    text = resources.files("vectorstore").joinpath("place_aliases.yaml").read_text(encoding="utf-8")
    return {name: tuple(others) for name, others in yaml.load(text, yaml.CSafeLoader).items()}


class Gazetteer:
    """Region by name; several regions may share one name (青山区 of 武汉市 and of 包头市)."""

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        by_name: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            by_name[region.name].append(region)
        self._by_name = {name: tuple(found) for name, found in by_name.items()}

    @classmethod
    def from_codes(cls, path: Path) -> Gazetteer:
        """Read a CSV with `adcode` (12 digits, two a level) and `name`."""
        with path.open(encoding="utf-8", newline="") as file:
            names = {row["adcode"]: row["name"] for row in csv.DictReader(file)}
        regions = [
            _region(code, name, names) for code, name in names.items() if name not in _PLACEHOLDERS and code != "0" * 12
        ]
        return cls(tuple(sorted(regions, key=lambda region: (region.name, region.parents))))

    def named(self, name: str) -> tuple[Region, ...]:
        """Every region of exactly this full name."""
        return self._by_name.get(name, ())

    def chosen(self, name: str, context: frozenset[str] = frozenset()) -> Region | None:
        """The one region of this name, or the one whose parents' names are in `context`; None if not decidable."""
        found = self.named(name)
        if len(found) > 1:
            ranked = sorted(found, key=lambda region: len(context.intersection(region.parents)), reverse=True)
            first, second = (len(context.intersection(region.parents)) for region in ranked[:2])
            return ranked[0] if first > second else None
        return found[0] if found else None


def _region(code: str, name: str, names: dict[str, str]) -> Region:
    city, province = code[:4] + "0" * 8, code[:2] + "0" * 10
    parents = tuple(
        dict.fromkeys(
            names[parent]
            for parent in (city, province)
            if parent != code and parent in names and names[parent] not in _PLACEHOLDERS and names[parent] != name
        )
    )
    if code.endswith("0" * 10):
        level = Level.CITY if name.endswith("市") else Level.PROVINCE
    else:
        level = Level.CITY if code.endswith("0" * 8) else Level.DISTRICT
    return Region(name, level, parents)


@lru_cache(maxsize=1)
def china() -> Gazetteer:
    """The gazetteer of all China; reads the package's table without importing the package (which would load pandas)."""
    package = find_spec("cpca")
    if package is None or package.origin is None:
        raise FileNotFoundError("找不到行政区划数据:请安装 cpca(pip install cpca)。")
    return Gazetteer.from_codes(Path(package.origin).parent / "resources" / "adcodes.csv")
