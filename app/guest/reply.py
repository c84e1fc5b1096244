"""The model's reply as text of ours: one spelling of citations, no markup, cut into sentences as it streams in."""

from __future__ import annotations

import re

_CITATION = re.compile(r"\s*[\[【［〔]\s*(\d{1,2}(?:\s*[,，、;]\s*\d{1,2})*)\s*[\]】］〕]")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+(?:\s*\[\d+\])*[。！？!?\n]*")
_MARKUP = re.compile(r"[<>`|*#{}\\~_]|https?:|www\.|!\[|\]\(")
_LEAK = re.compile(
    r"提示词|系统提示|系统指令|system\s*prompt|语言模型|人工智能|作为一[个名]|要点|资料[里中]|规则[:：]", re.IGNORECASE
)
LEAK_LENGTH = 12


def tidy(text: str) -> str:
    """Citations as [1][2], without the white space that models put around Chinese."""
    text = _CITATION.sub(lambda match: "".join(f"[{n}]" for n in re.findall(r"\d+", match[1])), text)
    return re.sub(r"(?<=[^\x21-\x7e])[ \t]+|[ \t]+(?=[^\x21-\x7e])|(?<=\d)[ \t]+(?=[%％])", "", text).strip()


def finished_sentences(text: str) -> tuple[list[str], str]:
    """The sentences of an unfinished reply that can no longer grow (citations behind a full stop too), and the rest."""
    sentences: list[str] = []
    position = 0
    for match in _SENTENCE.finditer(text):
        if match.end() >= len(text) or re.match(r"\s*[\[【［〔]\s*[\d,，、;\s]*\Z", text[match.end() :]):
            break
        sentences.append(match[0])
        position = match.end()
    return sentences, text[position:]


def refused_form(text: str, system: str) -> str:
    """Why a reply cannot be shown whatever it says: markup, links, its own prompt. "" when it can."""
    if _MARKUP.search(text):
        return "不要使用标记、链接或列表符号"
    if _LEAK.search(text) or _repeats(text, system):
        return "只写回答本身，不要提及规则或提示"
    return ""


def _repeats(text: str, system: str) -> bool:
    """Whether a stretch of the instructions stands in the text."""
    flat, rules = re.sub(r"\s", "", text), re.sub(r"\s", "", system)
    return any(flat[i : i + LEAK_LENGTH] in rules for i in range(len(flat) - LEAK_LENGTH + 1))
