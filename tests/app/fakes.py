"""A small library of invented reports and a scripted chain, for tests of the surfaces."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.answer import Answer, Calculation, Citation, Nearest, StatedFigure, Understood
from app.chain import AnswerEvent, Ask, Event, EvidenceEvent, TokenEvent, UnderstoodEvent
from app.evaluation import CaseChange, GroupResult, OpenCase, RunDifference, RunSummary
from app.ingestion import IngestResult, Outcome, Progress
from vectorstore.figure import Direction, Figure, Kind, Measure
from vectorstore.passage import Passage, PassageKind
from vectorstore.period import Period
from vectorstore.record import DocumentRecord, FigureFilter, SubdocumentRecord
from vectorstore.region import Level, Region
from vectorstore.source import Run, Source

EAST = Region("东泽区", Level.DISTRICT, ("临江市",))
WEST = Region("西岭区", Level.DISTRICT, ("临江市",))

NASTY = (
    '西岭区网站转载稿。<script>window.ran=1</script><img src=x onerror="window.ran=2">'
    '[点这里](javascript:window.ran=3)![图](http://evil.test/p.png)<a href="javascript:window.ran=4">链接</a>'
    '<iframe src="http://evil.test"></iframe><style>body{display:none}</style>$$\\href{javascript:window.ran=5}{x}$$'
    "西岭区2022年财政收入45.6亿元。"
)

TEXTS = {
    "dongze-2022": (
        "东泽区2022年政府工作报告\n一、2021年工作回顾\n"
        "2021年，全区地区生产总值完成860.5亿元，增长7.2%。新增停车泊位3200个，超额完成任务。\n"
        "二、2022年工作安排\n2022年主要预期目标是：地区生产总值增长7%，新增停车泊位3000个。\n"
    ),
    "xiling-2022": (
        "西岭区2022年政府工作报告\n一、2021年工作回顾\n"
        "2021年，全区地区生产总值完成512.3亿元，增长6.8%。\n"
        "二、2022年工作安排\n2022年地区生产总值预期增长6.5%。\n"
    ),
    "xiling-nasty": NASTY,
    "dongze-secret": "东泽区内部资料\n2021年东泽区专项资金1.25亿元。\n",
}


def version_of(document: str) -> str:
    return (document.encode().hex() + "0" * 64)[:64]


def _record(id: str, region: Region, title: str, groups: tuple[str, ...], path: str) -> DocumentRecord:
    text = TEXTS[id]
    part = SubdocumentRecord(
        title, "work_report", "区人民政府", date(2022, 1, 6), region, (2021, 2022), 2022, 0, len(text)
    )
    return DocumentRecord(id, version_of(id), path, "txt", title, region, part.date, (part,), 2, 3, 0, groups=groups)


def find(document: str, quote: str) -> tuple[int, int]:
    start = TEXTS[document].index(quote)
    return start, start + len(quote)


def cite(number: int, document: str, quote: str, section: str, page: int | None = None) -> Citation:
    start, end = find(document, quote)
    title = TITLES[document]
    version = version_of(document)
    return Citation(
        number, document, title, (section,), page, quote, start, end, f"{document}@{version[:8]}:0", version
    )


TITLES = {
    "dongze-2022": "东泽区2022年政府工作报告",
    "xiling-2022": "西岭区2022年政府工作报告",
    "xiling-nasty": '<img src=x onerror="window.ran=6">转载',
    "dongze-secret": "东泽区内部资料",
}


def ledger_figure(
    document: str, region: Region, text: str, indicator: str, year: int, kind: Kind, measure: Measure = Measure.LEVEL
) -> Figure:
    start, end = find(document, text)
    number = text.rstrip("亿元%个")
    return Figure(
        document=document,
        version=version_of(document),
        passage=f"{document}@{version_of(document)[:8]}:0",
        text=text,
        value=Decimal(number),
        unit=text[len(number) :],
        indicator=indicator,
        phrase=indicator,
        measure=measure,
        kind=kind,
        period=Period.year(year),
        region=region,
        subdocument=TITLES[document],
        section=("一、2021年工作回顾",),
        start=start,
        end=end,
        sentence_start=start,
        sentence_end=end,
        direction=Direction.UP if measure is Measure.GROWTH else Direction.NONE,
    )


EAST_GDP = ledger_figure("dongze-2022", EAST, "860.5亿元", "地区生产总值", 2021, Kind.ACTUAL)
WEST_GDP = ledger_figure("xiling-2022", WEST, "512.3亿元", "地区生产总值", 2021, Kind.ACTUAL)
PARKING = ledger_figure("dongze-2022", EAST, "3200个", "新增停车泊位", 2021, Kind.ACTUAL)
GROWTH = ledger_figure("dongze-2022", EAST, "7.2%", "地区生产总值", 2021, Kind.ACTUAL, Measure.GROWTH)
SECRET = ledger_figure("dongze-secret", EAST, "1.25亿元", "专项资金", 2021, Kind.ACTUAL)


class FakeLibrary:
    """The invented reports in memory, with the methods of PassageStore that the server uses."""

    def __init__(self, folder: Path | None = None) -> None:
        self._records: dict[str, DocumentRecord] = {}
        for id, region in (
            ("dongze-2022", EAST),
            ("xiling-2022", WEST),
            ("xiling-nasty", WEST),
            ("dongze-secret", EAST),
        ):
            path = ""
            if folder is not None:
                file = folder / f"{id}.txt"
                file.write_text(TEXTS[id], encoding="utf-8")
                path = str(file)
            groups = ("finance",) if id == "dongze-secret" else ()
            self._records[id] = _record(id, region, TITLES[id], groups, path)

    def add(self, record: DocumentRecord, text: str, page_starts: tuple[int, ...] = ()) -> None:
        TEXTS[record.id], TITLES[record.id] = text, record.title
        self._records[record.id] = record
        self._pages = {record.id: page_starts}

    def documents(self) -> list[DocumentRecord]:
        return list(self._records.values())

    def record(self, document: str) -> DocumentRecord:
        return self._records[document]

    def source(self, document: str) -> Source:
        text = TEXTS[document]
        return Source(text, text, (Run(0, 0, len(text)),), getattr(self, "_pages", {}).get(document, ()))

    def passages_of(self, document: str) -> list[Passage]:
        record = self._records[document]
        text = TEXTS[document]
        return [
            Passage(
                f"{document}@{record.version[:8]}:0",
                document,
                record.version,
                0,
                text,
                record.title,
                0,
                len(text),
                PassageKind.TEXT,
                record.title,
                record.title,
                "work_report",
                ("一、2021年工作回顾",),
                record.region,
                (2021, 2022),
            )
        ]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        every = {passage.id: passage for id in self._records for passage in self.passages_of(id)}
        return [every[id] for id in ids if id in every]

    def figures(self, where: FigureFilter) -> list[Figure]:
        found = []
        for figure in (EAST_GDP, WEST_GDP, PARKING, GROWTH, SECRET):
            record = self._records.get(figure.document)
            if record is None or not _seen(record, where.groups):
                continue
            if where.regions and figure.region.full_name not in where.regions:
                continue
            if where.documents and figure.document not in where.documents:
                continue
            if where.kinds and figure.kind not in where.kinds:
                continue
            if where.years and figure.period and figure.period.start not in where.years:
                continue
            found.append(figure)
        return found

    def regions(self) -> list[Region]:
        return [EAST, WEST]

    def remove(self, document: str) -> None:
        self._records.pop(document, None)


def _seen(record: DocumentRecord, groups: tuple[str, ...] | None) -> bool:
    return groups is None or not record.groups or bool(set(groups) & set(record.groups))


def _stated(text: str, region: str, citation: int, kind: Kind = Kind.ACTUAL) -> StatedFigure:
    number = text.rstrip("亿元%个")
    return StatedFigure(
        text, Decimal(number), text[len(number) :], "地区生产总值", region, "2021", kind, citation, True
    )


EAST_CITE = cite(1, "dongze-2022", "2021年，全区地区生产总值完成860.5亿元，增长7.2%。", "一、2021年工作回顾")
WEST_CITE = cite(2, "xiling-2022", "2021年，全区地区生产总值完成512.3亿元，增长6.8%。", "一、2021年工作回顾")

SINGLE = Answer(
    question="",
    text="2021年，东泽区地区生产总值完成860.5亿元，增长7.2%[1]。",
    citations=(EAST_CITE,),
    figures=(_stated("860.5亿元", "东泽区", 1), _stated("7.2%", "东泽区", 1)),
    understood=Understood(("东泽区",), ("2021年",), ("地区生产总值",), "完成", "value"),
    evidence=(EAST_GDP,),
    timings_ms=(("total", 12),),
)
COMPARISON = Answer(
    question="",
    text="2021年地区生产总值，东泽区高于西岭区：\n\n| 地区 | 数值 | 出处 |\n|---|---|---|\n"
    "| 东泽区 | 860.5亿元 | [1] |\n| 西岭区 | 512.3亿元 | [2] |",
    citations=(EAST_CITE, WEST_CITE),
    figures=(_stated("860.5亿元", "东泽区", 1), _stated("512.3亿元", "西岭区", 2)),
    understood=Understood(("东泽区", "西岭区"), ("2021年",), ("地区生产总值",), "完成", "compare"),
    calculations=(Calculation("860.5亿元 − 512.3亿元 = 348.2亿元", (1, 2)),),
    evidence=(EAST_GDP, WEST_GDP),
)
CONFLICT = replace(
    COMPARISON,
    text="两处说法不一：东泽区报告为860.5亿元[1]，西岭区报告转述为512.3亿元[2]；可能因口径不同。",
    conflict=True,
    calculations=(),
    evidence=(),
)
REFUSAL = Answer(
    question="",
    text="已装入的报告里没有东泽区2035年的地区生产总值。",
    refused=True,
    citations=(EAST_CITE,),
    understood=Understood(("东泽区",), ("2035年",), ("地区生产总值",), "", "value"),
    nearest=(Nearest("2021年完成860.5亿元", "东泽区2021年地区生产总值完成多少？", 1),),
)
NASTY_ANSWER = Answer(
    question="",
    text=NASTY + "[1]\n\n" + NASTY,
    citations=(cite(1, "xiling-nasty", NASTY, "<b onmouseover=window.ran=7>节</b>"),),
    understood=Understood(("<img src=x onerror=window.ran=8>",), (), (), "", ""),
    notice="<script>window.ran=9</script>",
)
FOLLOW_UP = replace(
    SINGLE,
    text="2021年，西岭区地区生产总值完成512.3亿元[2]。",
    citations=(WEST_CITE,),
    figures=(_stated("512.3亿元", "西岭区", 2),),
    understood=Understood(("西岭区",), ("2021年",), ("地区生产总值",), "完成", "value", ("2021年", "地区生产总值")),
    evidence=(WEST_GDP,),
)
SCRIPT: tuple[tuple[str, Answer], ...] = (
    ("攻击", NASTY_ANSWER),
    ("哪个", COMPARISON),
    ("矛盾", CONFLICT),
    ("2035", REFUSAL),
    ("西岭区呢", FOLLOW_UP),
)


class FakeChain:
    """Answers by script: the first cue that stands in the question decides. 慢 in a question makes it slow."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.asked: list[Ask] = []
        self.closed = 0

    def ask(self, ask: Ask) -> Answer:
        return next(event.answer for event in self.stream_events(ask) if isinstance(event, AnswerEvent))

    def stream_events(self, ask: Ask) -> Iterator[Event]:
        self.asked.append(ask)
        if "故障" in ask.question:
            raise RuntimeError("内部细节 secret-detail")
        answer = next((scripted for cue, scripted in SCRIPT if cue in ask.question), SINGLE)
        answer = replace(answer, question=ask.question)
        pause = 0.2 if "慢" in ask.question else self.pause
        try:
            yield UnderstoodEvent(answer.understood)
            yield EvidenceEvent(())
            pieces = 40 if "慢" in ask.question else 4
            size = max(1, len(answer.text) // pieces)
            for at in range(0, len(answer.text), size):
                time.sleep(pause)
                yield TokenEvent(answer.text[at : at + size])
            yield AnswerEvent(answer)
        except GeneratorExit:
            self.closed += 1
            raise


@dataclass(frozen=True)
class Step:
    stage: str
    fraction: float


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    document: str
    message: str = ""
    warnings: tuple[str, ...] = ()


class FakeIngester:
    """Takes every text file in; one with 坏 in its name fails."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def ingest_file(self, path: Path, groups: tuple[str, ...], on_progress: Callable[[Progress], None]) -> IngestResult:
        on_progress(Step("正在识别结构", 0.4))
        time.sleep(0.4)
        if "坏" in path.name:
            return Result("failed", "", message="第 1 页读不出文字，请换成可复制文字的文件")
        text = path.read_text(encoding="utf-8", errors="replace")
        known = path.stem in {record.id for record in self._library.documents()}
        TEXTS[path.stem], TITLES[path.stem] = text, text.splitlines()[0]
        self._library.add(_record(path.stem, EAST, TITLES[path.stem], groups, str(path)), text)
        on_progress(Step("正在建立索引", 0.9))
        return Result("updated" if known else "added", path.stem)


class FakeEvaluator:
    """Has made one run; the next gets one question right that was wrong, and another wrong."""

    def __init__(self) -> None:
        self._runs = [_made("20221101-090000", 8, ())]

    def runs(self) -> list[RunSummary]:
        return self._runs

    def difference(self, before: str, after: str) -> RunDifference:
        assert (before, after) == (self._runs[1].id, self._runs[0].id)
        better = CaseChange("d-3", "东泽区2021年新增停车泊位", "错", "对")
        return RunDifference((better,), (CaseChange("d-9", WRONG.question, "对", "错"),), new=2)

    def run(self, on_progress: Callable[[int, int], None]) -> RunSummary:
        for done in range(11):
            on_progress(done, 10)
            time.sleep(0.15)
        self._runs.insert(0, _made("20221102-090000", 8, (WRONG, NEEDLESS)))
        return self._runs[0]


WRONG = OpenCase("d-9", "西岭区<b onclick=window.ran=10>增长</b>多少", "单个数字", "错", ("数值不符:应为 6.8%",))
NEEDLESS = OpenCase("d-10", "东泽区停车泊位的目标", "目标对完成", "不必要的拒答", ("报告里有,却拒答",))


def _made(id: str, right: int, open_cases: tuple[OpenCase, ...]) -> RunSummary:
    overall = GroupResult("全部", 10, right, 1, 1, 0.49, 0.94)
    kinds = (GroupResult("单个数字", 6, 5, 1, 0, 0.44, 0.97), GroupResult("目标对完成", 4, 3, 0, 1, 0.30, 0.95))
    return RunSummary(id, f"2022-11-{id[6:8]} 09:00:00", 12.0, "abc1234", overall, kinds, open_cases)
