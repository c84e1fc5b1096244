"""Measures the figure ledger against hand-labelled figures: `python -m evals.ledger [--part dev|final|all] [--show N]`.

Gold: evals/gold/figures_ID.jsonl, one figure a line; evals/gold/figures_passages.jsonl (reports) and
figures_passages_corpus.jsonl (invented ones, evals/corpus and evals/unseen) name the passages that are labelled whole,
so that precision counts every figure that the extractor finds in them. Even lines (counted from 1) are
for development, odd lines are kept back for the number that is reported. Precision counts extracted figures at places
of the chosen lines and at places of labelled passages where gold has none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.ledger_places import Passage, Plain, locate, passages
from ingest.clean.cleaning import clean
from ingest.figures.ledger import extract_figures
from ingest.figures.phrase import tidy
from ingest.figures.words import LEADING_VERBS
from ingest.loaders import load
from ingest.reading import read_document
from vectorstore.figure import Figure
from vectorstore.indicators import canonical
from vectorstore.units import canonical_unit, same_dimension, to_base

GOLD = Path(__file__).parent / "gold"
INVENTED = (Path(__file__).parent / "corpus", Path(__file__).parent / "unseen")
FIELDS = ("value", "unit", "indicator", "measure", "direction", "region", "period", "kind")


@dataclass(frozen=True)
class Label:
    """A gold figure. at: its place as in `Found`; line: its line in the file, from 1."""

    document: str
    line: int
    at: int
    raw: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """An extracted figure. at: offset into the text without whitespace, loaded (reports) or cleaned (invented ones)."""

    at: int
    figure: Figure


@dataclass
class Score:
    """Counts of one document. bound: value, unit and indicator right; full: region, period and kind too."""

    gold: int = 0
    found: int = 0
    bound: int = 0
    full: int = 0
    uncertain: int = 0
    certain_found: int = 0
    certain_bound: int = 0
    certain_full: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("gold", "found", "bound", "full", "uncertain", "certain_found", "certain_bound", "certain_full"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong.update(other.wrong)
        self.misses += other.misses


@dataclass(frozen=True)
class Labelled:
    """A document with its labels, the places that are labelled whole, and what the extractor finds."""

    labels: tuple[Label, ...]
    passages: tuple[Passage, ...]
    found: tuple[Found, ...]


def read_labelled(path: Path) -> Labelled:
    """Labels, labelled passages and extracted figures of a document, all placed in one text without whitespace."""
    document = load(path, path.stem)
    reading = read_document(document, clean(document), None)
    figures = extract_figures(reading)
    lines = (GOLD / f"figures_{path.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    raw = [json.loads(line) for line in lines]
    if all("at" in each for each in raw):
        plain = Plain.of(reading.source.text)
        found = tuple(Found(plain.place(reading.source.original_offset(f.start)), f) for f in figures)
        whole, places = passages(GOLD / "figures_passages.jsonl", path.stem, plain), [each["at"] for each in raw]
    else:
        plain = Plain.of(reading.source.clean, bars=False)
        found = tuple(Found(plain.place(figure.start), figure) for figure in figures)
        whole = passages(GOLD / "figures_passages_corpus.jsonl", path.stem, plain)
        places = locate(raw, whole, plain)
    named = tuple(Label(path.stem, line, at, each) for line, (at, each) in enumerate(zip(places, raw, strict=True), 1))
    return Labelled(named, whole, found)


def agreements(label: Label, figure: Figure) -> dict[str, bool]:
    """Which fields of an extracted figure agree with the label."""
    raw = label.raw
    value, unit = Decimal(raw["value"]), canonical_unit(raw["unit"])
    same_unit = _same_unit(unit, figure.unit)
    same_value = figure.value == value
    if not same_value and same_unit and same_dimension(unit, figure.unit):
        same_value = to_base(figure.value, figure.unit) == to_base(value, unit)
    return {
        "value": same_value,
        "unit": same_unit,
        "indicator": indicator_agrees(raw["indicator"], figure),
        "measure": raw["measure"] == figure.measure.value,
        "direction": raw["direction"] == figure.direction.value,
        "region": _same_region(raw["region"], figure),
        "period": _same_period(raw["period"] or "", str(figure.period) if figure.period else ""),
        "kind": raw["kind"] == figure.kind.value,
    }


def _same_unit(gold: str, found: str) -> bool:
    strip = re.compile(r"\(.\)$")
    return canonical_unit(strip.sub("", gold)) == canonical_unit(strip.sub("", found)) or {gold, found} == {"名", "人"}


def _same_period(gold: str, found: str) -> bool:
    """上半年 is the months 1 to 6, 一季度 the months 1 to 3."""
    spelt = {"H1": "M1-6", "Q1": "M1-3"}
    return spelt.get(gold[4:], gold[4:]) == spelt.get(found[4:], found[4:]) and gold[:4] == found[:4]


def _same_region(gold: str, figure: Figure) -> bool:
    """临溪区所在市 stands for the city that other reports name."""
    placeholder = "所在" in figure.region.name and figure.region.name[-1] == gold[-1]
    return placeholder or gold in (figure.region.name, figure.region.full_name)


_ASPECT = re.compile(r"(?:的)?(?:数量|总数|总量|总额|金额|个数|人数|数|增速|增幅|增长率|率|占比|比例|比重)$")


def indicator_agrees(gold: str, figure: Figure) -> bool:
    """The same canonical name, or words of gold and of the extracted name or phrase that are mostly the same.

    Free phrases (完成改造老旧小区, 老旧小区改造完成) are compared as bags of characters, verbs aside.
    """
    names = (figure.indicator, figure.phrase.rsplit("/", 1)[-1])
    known = canonical(gold)
    if known and known == figure.indicator:
        return True
    if known and canonical(figure.indicator) and known != canonical(figure.indicator):
        return False
    return any(_alike(_core(gold), _core(name)) for name in names if name)


def _core(text: str) -> str:
    text = re.sub(r"[\s“”\"、,,的()()]", "", text)
    plain = LEADING_VERBS.sub("", tidy(text)) or text
    return _ASPECT.sub("", plain) or plain


def _alike(gold: str, found: str) -> bool:
    if not gold or not found:
        return False
    if len(gold) >= 2 and len(found) >= 2 and (gold in found or found in gold):
        return True
    shared = sum((Counter(gold) & Counter(found)).values())
    return shared / len(gold) >= 0.6 and shared / len(found) >= 0.4


def score(labelled: Labelled, part: str) -> Score:
    found, every = labelled.found, labelled.labels
    chosen = [label for label in every if part == "all" or (label.line % 2 == 0) == (part == "dev")]
    result = Score(gold=len(chosen))
    gold_places = {(label.at, label.raw["text"]) for label in every}
    used: set[int] = set()
    for label in chosen:
        match = _at(label, found, used)
        if match is None:
            missed = f"漏 {label.raw['text']} {label.raw['indicator']} …{label.raw['hint']}"
            result.misses.append(f"{label.document}:{label.line} {missed}")
            continue
        used.add(match)
        _compare(label, found[match].figure, result)
    for passage in labelled.passages:
        for index, item in enumerate(found):
            # Places in words (第一) are not labelled.
            in_words = item.figure.measure.value == "rank" and not re.search(r"\d", item.figure.text)
            inside = passage.start <= item.at < passage.end
            if inside and index not in used and not in_words and not _near(item, gold_places):
                _add_spurious(item, result)
    return result


def _add_spurious(item: Found, result: Score) -> None:
    figure = item.figure
    result.found += 1
    result.wrong["spurious"] += 1
    result.certain_found += figure.certain
    result.uncertain += not figure.certain
    result.misses.append(f"{figure.document} 多 {figure.text} {figure.indicator} ({figure.phrase}) @{item.at}")


def _at(label: Label, found: Sequence[Found], used: set[int]) -> int | None:
    near = [i for i, item in enumerate(found) if abs(item.at - label.at) <= 2 and i not in used]
    wanted = re.sub(r"\s", "", label.raw["text"])
    exact = [i for i in near if _plain(found[i].figure.text)[:3] == wanted[:3]]
    pool = exact or near
    return max(pool, key=lambda i: sum(agreements(label, found[i].figure).values())) if pool else None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _near(item: Found, places: Iterable[tuple[int, str]]) -> bool:
    return any(abs(item.at - at) <= 2 for at, _ in places)


def _compare(label: Label, figure: Figure, result: Score) -> None:
    fields = agreements(label, figure)
    bound = fields["value"] and fields["unit"] and fields["indicator"]
    full = bound and fields["region"] and fields["period"] and fields["kind"]
    result.found += 1
    result.bound += bound
    result.full += full
    result.uncertain += not figure.certain
    if figure.certain:
        result.certain_found += 1
        result.certain_bound += bound
        result.certain_full += full
    wrong = [name for name in FIELDS if not fields[name]]
    result.wrong.update(wrong)
    if wrong:
        got = {
            "value": figure.value,
            "unit": figure.unit,
            "indicator": f"{figure.indicator}<{figure.phrase}>",
            "measure": figure.measure.value,
            "direction": figure.direction.value,
            "region": figure.region.name,
            "period": str(figure.period),
            "kind": figure.kind.value,
        }
        detail = " ".join(f"{name}:{label.raw[name]}≠{got[name]}" for name in wrong)
        flag = "" if figure.certain else f" [{figure.doubt}]"
        result.misses.append(
            f"{label.document}:{label.line} 错 {label.raw['text']} {detail} …{label.raw['hint']}{flag}"
        )


def _line(name: str, score: Score) -> str:
    def ratio(count: int, of: int) -> str:
        return f"{count / of:.3f}" if of else "-"

    return (
        f"{name:28} {score.gold:4} {score.found:5}  "
        f"{ratio(score.bound, score.found)} {ratio(score.bound, score.gold)}   "
        f"{ratio(score.full, score.found)} {ratio(score.full, score.gold)}   {score.uncertain:4}  "
        f"{ratio(score.certain_bound, score.certain_found)} {ratio(score.certain_full, score.certain_found)}"
    )


def documents(reports: Path, name: str) -> list[Path]:
    """The labelled documents that are there: reports first, then the invented ones."""
    stems = {path.stem.removeprefix("figures_") for path in GOLD.glob("figures_*.jsonl")}
    folders = (reports, *INVENTED)
    found = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file() and path.stem in stems]
    return [path for path in found if not name or path.stem == name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, default=Path("../shared/reports"))
    parser.add_argument("--part", choices=("dev", "final", "all"), default="dev")
    parser.add_argument("--show", type=int, default=0, help="so many errors a document")
    parser.add_argument("--document", default="")
    arguments = parser.parse_args()
    totals: dict[str, Score] = {}
    print(f"{'document':28} gold found  P(bound) R     P(full) R      unc.  certain: P(bound) P(full)")
    for path in documents(arguments.reports, arguments.document):
        one = score(read_labelled(path), arguments.part)
        print(_line(path.stem, one))
        for miss in one.misses[: arguments.show]:
            print("   ", miss)
        group = "reports" if path.parent == arguments.reports else path.parent.name
        totals.setdefault(group, Score()).add(one)
    for group, total in totals.items():
        print(_line(f"total {group}", total))
        print("   wrong by field:", dict(total.wrong))


if __name__ == "__main__":
    main()
