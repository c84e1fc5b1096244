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
_OWN_AFFAIR = re.compile(
    r"(?:我|咱|俺|他|她)?们?(?:家里?)?的?(?:孩子|小孩|娃|儿子|女儿|闺女|老人|老爷子|爸|妈|父母|爱人|亲戚|朋友|同事)"
)
_ASKS = re.compile(r"多少|几|什么|啥|哪|谁|怎|咋|如何|吗|呢|是否|有没有")
# A person, a manner of speaking, a closing particle: the clause says something, it names no thing.
_TELLS_WHY = re.compile(
    r"我|咱|俺|大家|人家|他们|她|领导|同事|老师|朋友|邻居|家里|爸|妈|孩子|听说|看到|看见|都说|据说|听|想|要|该|得(?=[一-鿿])"
    r"|(?:局|办|委|处|科)[一-鿿]{0,2}(?:编|查|报|写|做|核)|(?:用|说|讲|比一比|一下|规划|总结|分析|汇报|材料)[,，]$"
    r"|天天|老是|总是|一直|经常|越来越|挺|蛮|真的?|太|特别|好[多大]|愁|怕|担心|好奇|奇怪|[了吧嘛呀啊呢的][,，。!！]?$"
)


def without_speech(text: str, wording: Wording) -> str:
    """The question without the clauses that only speak of the asking; as it is where nothing else would be left."""
    clauses = [match.group() for match in _CLAUSE.finditer(text)]
    kept = [clause for clause in clauses if not _only_speech(clause, wording)]
    return "".join(kept) if kept and len(kept) < len(clauses) else text


def background_spans(text: str) -> list[tuple[int, int]]:
    """The clauses before the one that asks which tell why it is asked: 鸡蛋的价天天变,…; 审计要对账:…

    A bare noun phrase before a comma (东湖绿道二期,绿化面积多少) is what the question is about and stays.
    """
    clauses = list(_CLAUSE.finditer(text))
    asking = next((at for at, clause in enumerate(clauses) if _says_something(clause.group())), 0)
    return [
        clause.span()
        for clause in clauses[:asking]
        if clause.group().rstrip().endswith((":", "：")) or _TELLS_WHY.search(clause.group())
    ]


def _says_something(clause: str) -> bool:
    """Whether a clause asks or says when; 我家孩子明年上学 is the asker's own affair."""
    return bool(_SAYS_SOMETHING.search(clause)) and not (_OWN_AFFAIR.match(clause) and not _ASKS.search(clause))


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
