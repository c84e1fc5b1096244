"""A follow-up that the rules could not place, rewritten into a whole question by the guest."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence

from pydantic import BaseModel, Field

from app.errors import ModelError
from app.guest.endpoint import Endpoint
from app.guest.vocabulary import FUNCTION_WORDS
from prompts import load_prompt
from vectorstore.tokenizer import segments

LONGEST = 200
_HISTORY = 4
_ASKING_TEXT = "多少 什么 哪些 哪个 哪 谁 如何 怎么 怎样 几 吗 呢 请问 负责 牵头 单位"
_ASKING = frozenset(_ASKING_TEXT.split())


class Rewritten(BaseModel):
    """改写后的问题。"""

    question: str = Field(description="不看上文也能懂的完整问题", min_length=2, max_length=LONGEST)


def rewrite(endpoint: Endpoint, history: Sequence[str], question: str) -> Generator[str, None, str]:
    """The whole question, made of words of the conversation only; yields "" while waiting. Raises ModelError."""
    prompt = load_prompt("rewrite")
    asked = list(history[-_HISTORY:])
    reply = yield from endpoint.fill(prompt.system, prompt.fill(history="\n".join(asked), question=question), Rewritten)
    rewritten = re.sub(r"\s+", "", reply.question)
    new = added_words(rewritten, [*asked, question])
    if new:
        raise ModelError(f"改写的问题添加了“{new[0]}”")
    return rewritten


def added_words(rewritten: str, conversation: Sequence[str]) -> list[str]:
    """Words and numbers of the rewritten question that nobody said; question words are free."""
    said = re.sub(r"\s", "", "\n".join(conversation)).lower()
    numbers = [
        n for n in re.findall(r"\d+(?:\.\d+)?", rewritten) if not re.search(rf"(?<![\d.]){re.escape(n)}(?![\d.])", said)
    ]
    free = FUNCTION_WORDS | _ASKING
    words = [w for w in segments(rewritten) if re.search(r"[^\W\d_]", w) and w not in free]
    return numbers + [word for word in words if word not in said and not _is_named_short(word, said)]


def _is_named_short(word: str, said: str) -> bool:
    """望岭区 where 望岭 was said."""
    return len(word) > 2 and word[-1] in "省市区县" and word[:-1] in said
