"""The asker's own speech in a question: clauses of nothing else are left out, phrases of it name nothing."""

from __future__ import annotations

import re

from app.understanding.rewording import phrases_in
from app.understanding.wording import Wording, first_cue
from vectorstore.tokenizer import segments

SHORTEST = 3
_CLAUSE = re.compile(r"[^,，:：;；。!！?？]+[,，:：;；。!！?？]*")
_SAYS_SOMETHING = re.compile(
    r"[0-9A-Za-z]|多少|几|什么|啥|哪|谁|怎|咋|如何|吗|呢|[今去上前明后]年|[对是准行]不|不[对是准]"
)


def without_speech(text: str, wording: Wording) -> str:
    """The question without the clauses that only speak of the asking; as it is where nothing else would be left."""
    clauses = [match.group() for match in _CLAUSE.finditer(text)]
    kept = [clause for clause in clauses if not _only_speech(clause, wording)]
    return "".join(kept) if kept and len(kept) < len(clauses) else text


def speech_spans(text: str, wording: Wording) -> list[tuple[int, int]]:
    """The spans of the phrases that only speak of the asking."""
    return phrases_in(text, wording.speech, SHORTEST)


def _only_speech(clause: str, wording: Wording) -> bool:
    if _SAYS_SOMETHING.search(clause) or first_cue(clause, (*wording.operations, *wording.kinds, *wording.measures)):
        return False
    rest = clause
    for start, end in reversed(speech_spans(clause, wording)):
        rest = rest[:start] + " " + rest[end:]
    return not any(word.isalnum() and word not in wording.function for word in segments(rest))
