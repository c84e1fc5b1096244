"""Find broken cases: schema, repeated ids, evidence that the documents do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.case import Case, Evidence, Turn
from evals.case_file import explain, parse_case, read_lines
from evals.evidence import locate
from evals.literal import holds_value
from vectorstore.source import Source


@dataclass(frozen=True)
class Finding:
    """Something wrong with a case. error: False for a mere hint (a heading that cannot be found)."""

    place: str
    id: str
    message: str
    error: bool = True


def check_files(paths: Sequence[Path], sources: Mapping[str, Source]) -> list[Finding]:
    """Everything wrong in these gold files. sources: documents at hand; evidence in others is not looked up."""
    findings: list[Finding] = []
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in paths:
        for number, data in read_lines(path):
            place = f"{path.name}:{number}"
            if isinstance(data, str):
                findings.append(Finding(place, "", data))
                continue
            id = str(data.get("id", ""))
            if id in seen:
                findings.append(Finding(place, id, f"编号重复,已在 {seen[id]} 用过"))
            seen.setdefault(id, place)
            try:
                cases.append(parse_case(data, str(path), number))
            except ValidationError as error:
                findings.append(Finding(place, id, explain(error)))
    return findings + [finding for case in cases for finding in check_case(case, sources)]


def named_documents(paths: Sequence[Path]) -> set[str]:
    """Ids of all documents that the evidence of these files names."""
    named: set[str] = set()
    for path in paths:
        for _, data in read_lines(path):
            turns = data.get("turns", [data]) if isinstance(data, dict) else []
            evidence = [item for turn in turns if isinstance(turn, dict) for item in turn.get("evidence", [])]
            named.update(str(item.get("document", "")) for item in evidence if isinstance(item, dict))
    return named


def check_case(case: Case, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Whether a case's evidence is in its documents, and its copied figures in its evidence."""
    place = f"{Path(case.file).name}:{case.line}"
    for index, turn in enumerate(case.turns):
        id = case.turn_id(index)
        for evidence in turn.evidence:
            yield from _check_evidence(evidence, sources, place, id)
        if turn.answerable and not turn.evidence:
            yield Finding(place, id, "可回答的问题没有写依据 evidence", error=False)
        yield from _check_figures(case, turn, place, id)


def _check_evidence(evidence: Evidence, sources: Mapping[str, Source], place: str, id: str) -> Iterator[Finding]:
    source = sources.get(evidence.document)
    if source is None:
        if sources:
            yield Finding(place, id, f"没有名为 {evidence.document} 的文件;现有:{'、'.join(sorted(sources))}")
        return
    found = locate(evidence, source)
    if not found.found and (evidence.figure or evidence.text):
        yield Finding(place, id, f"{evidence.document} 中找不到“{evidence.figure or evidence.text}”")
    if not found.section_found:
        yield Finding(place, id, f"{evidence.document} 中找不到标题“{evidence.section}”", error=False)


COPIED = frozenset({"single", "table", "target_vs_actual", "noisy", "follow_up"})


def _check_figures(case: Case, turn: Turn, place: str, id: str) -> Iterator[Finding]:
    """A figure that should be a copy is told when no evidence holds it: it may be computed, or it may be a slip."""
    texts = [evidence.figure for evidence in turn.evidence if evidence.figure]
    if case.kind.value not in COPIED or not texts:
        return
    for figure in turn.figures:
        if not any(holds_value(amount.value, amount.unit, text) for amount in figure.amounts for text in texts):
            yield Finding(place, id, f"数字 {figure.label} 不在任何一条依据里", error=False)
