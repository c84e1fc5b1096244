"""Small invented documents for tests of the store."""

from __future__ import annotations

from decimal import Decimal

from vectorstore.figure import Figure, Kind, Measure
from vectorstore.passage import Passage, PassageKind
from vectorstore.period import Period
from vectorstore.record import DocumentRecord, StoredDocument
from vectorstore.region import Level, Region
from vectorstore.source import Run, Source

YUNXI = Region("云溪区", Level.DISTRICT, ("临江市",))
TANGKOU = Region("塘口区", Level.DISTRICT, ("临江市",))


def make_passage(document: str, version: str, index: int, text: str, region: Region) -> Passage:
    return Passage(
        id=f"{document}@{version[:8]}:{index}",
        document=document,
        version=version,
        index=index,
        text=text,
        prefix=f"{region.name}政府工作报告 2031年",
        start=0,
        end=len(text),
        kind=PassageKind.TEXT,
        title=f"{region.name}政府工作报告",
        subdocument="政府工作报告",
        subdocument_kind="work_report",
        section=("一、2031年工作回顾",),
        region=region,
        years=(2031,),
        fields=(("term", "三湖一岛"),),
    )


def make_figure(passage: Passage, value: str, year: int | None = 2031, indicator: str = "地区生产总值") -> Figure:
    return Figure(
        document=passage.document,
        version=passage.version,
        passage=passage.id,
        text=f"{value}亿元",
        value=Decimal(value),
        unit="亿元",
        indicator=indicator,
        phrase=indicator,
        measure=Measure.LEVEL,
        kind=Kind.ACTUAL,
        period=None if year is None else Period.year(year),
        region=passage.region,
        subdocument=passage.subdocument,
        section=passage.section,
        start=0,
        end=4,
        sentence_start=0,
        sentence_end=9,
    )


def make_document(
    id: str,
    texts: list[str],
    *,
    region: Region = YUNXI,
    version: str = "a" * 64,
    groups: tuple[str, ...] = (),
    regions: dict[int, Region] | None = None,
) -> StoredDocument:
    """A document of one passage a text and one figure a passage; `regions` sets single passages' regions."""
    places = regions or {}
    passages = tuple(
        make_passage(id, version, index, text, places.get(index, region)) for index, text in enumerate(texts)
    )
    whole = "\n".join(texts)
    record = DocumentRecord(
        id=id,
        version=version,
        path=f"/reports/{id}.txt",
        format="txt",
        title=f"{region.name}政府工作报告",
        region=region,
        date=None,
        subdocuments=(),
        passage_count=len(passages),
        figure_count=len(passages),
        uncertain_count=0,
        groups=groups,
    )
    source = Source(whole, whole, (Run(0, 0, len(whole)),))
    figures = tuple(make_figure(passage, f"{passage.index + 1}.50") for passage in passages)
    return StoredDocument(record, source, passages, figures)
