"""The model's reply as text of ours: one spelling of citations, no markup, cut into sentences as it streams in."""

from __future__ import annotations

import re

_CITATION = re.compile(r"\s*[\[【［〔]\s*(\d{1,2}(?:\s*[,，、;]\s*\d{1,2})*)\s*[\]】］〕]")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+(?:\s*\[\d+\])*[。！？!?\n]*")
_MARKUP = re.compile(r"[<>`|*#{}\\~_]|https?:|www\.|!\[|\]\(")
_LEAK = re.compile(
    r"提示词|系统提示|系统指令|system\s*prompt|语言模型|人工智能|作为一[个名]|要点|资料[里中]|规则[:：]", re.IGNORECASE
)
_ENDS_CITED = re.compile(r"\[\d+\][。！？!?；;\s]*$")
_AFTER_STOP = re.compile(r"([。！？!?]+)\s*((?:\[\d+\])+)")
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


def cited_in_sentence(text: str) -> str:
    """The sentence with its citations before the full stop, as we print them."""
    return _AFTER_STOP.sub(r"\2\1", text)


def ends_cited(text: str) -> bool:
    """Whether a citation closes the sentence."""
    return bool(_ENDS_CITED.search(text))


def refused_form(text: str, system: str, ground: str) -> str:
    """Why a reply cannot be shown whatever it says: markup, links, its own prompt. "" when it can.

    ground: the composed answer, whose own words may also stand in the prompt's examples.
    """
    if _MARKUP.search(text):
        return "不要使用标记、链接或列表符号"
    if any(match[0] not in ground for match in _LEAK.finditer(text)) or _repeats(text, system, ground):
        return "只写回答本身，不要提及规则或提示"
    return ""


def _repeats(text: str, system: str, ground: str) -> bool:
    """Whether a stretch of the instructions stands in the text."""
    flat, rules, own = (re.sub(r"\s", "", one) for one in (text, system, ground))
    stretches = (flat[i : i + LEAK_LENGTH] for i in range(len(flat) - LEAK_LENGTH + 1))
    return any(stretch in rules and stretch not in own for stretch in stretches)
