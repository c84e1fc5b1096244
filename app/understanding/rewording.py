"""The phrases of a lexicon in a text: the longest first, and only where words of the text begin and end."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import accumulate

from app.understanding.wording import Wording
from vectorstore.tokenizer import segments

LONGEST = 14
_DATED = re.compile(r"\d[年月日]")


def reworded(text: str, wording: Wording) -> str:
    """Loose phrases put in the words of reports, in one pass: 审了几件, but not 总结了六条."""
    pieces = []
    end = 0
    for start, stop in phrases_in(text, wording.rewrites):
        pieces += [text[end:start], wording.rewrites[text[start:stop]]]
        end = stop
    return "".join([*pieces, text[end:]])


def phrases_in(text: str, lexicon: Collection[str], shortest: int = 2) -> list[tuple[int, int]]:
    """The spans of the lexicon's phrases in the text, none over another. `lexicon` is asked for membership only."""
    edges = set(accumulate((len(word) for word in segments(text)), initial=0))
    edges |= {match.end() for match in _DATED.finditer(text)}  # 2020年|卫健支出, cut as 年卫健|支出
    spans = []
    at = 0
    while at < len(text):
        sizes = range(min(LONGEST, len(text) - at), shortest - 1, -1)
        size = next((n for n in sizes if text[at : at + n] in lexicon), 0)
        if size and at in edges and at + size in edges:
            spans.append((at, at + size))
        at += size if size and at in edges else 1
    return spans
