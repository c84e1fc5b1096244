"""Who a question takes for the speaker of a report: 区长李某作报告时说, 区长李某2023年底作的报告里."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.understanding.surnames import SURNAME

_TITLE = r"(?:代?副?[区县市省州]长)"
_NAME = rf"{SURNAME}[一-鿿]{{1,2}}?"
_WHEN = r"(?:(?:20\d\d年|去年|今年|上年)[底末初]?)?"
_GIVES = rf"(?:同志)?{_WHEN}在?(?:人代会|大会|会议?)?上?[作做](?:的)?(?:政府)?(?:工作)?报告"
_SAYS = r"(?:里面?|中|时|上)?(?:都|还|又)?(?:说|讲|提|称)?[到过了]?的?[,，]?"
_NAMED = re.compile(
    rf"(?:(?P<title>{_TITLE})(?P<name>{_NAME})?|(?P<before>{_NAME})(?<![省市县区州])(?P<after>{_TITLE})){_GIVES}{_SAYS}"
)


@dataclass(frozen=True)
class Speaker:
    """The title and the name that a question gives."""

    title: str
    name: str


def read_speaker(text: str) -> tuple[Speaker | None, str]:
    """The speaker whom a question names, None where it only says his title, and the question without him."""
    match = _NAMED.search(text)
    if match is None:
        return None, text
    name = match["name"] or match["before"]
    said = Speaker(match["title"] or match["after"], name) if name else None
    return said, text[: match.start()] + text[match.end() :]
