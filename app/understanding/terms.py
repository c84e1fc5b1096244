"""The content words of a question, and how well a text bears them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.understanding.rewording import phrases_in
from app.understanding.wording import Wording
from vectorstore.tokenizer import segments, word_class, word_frequency

SHORTEST_PHRASE = 3
LIGHT_WEIGHT, LINK_WEIGHT = 0.35, 0.1
_LINKS = frozenset("vdcrpuyeoqfiz")  # verbs, adverbs, the closed classes, idioms and words of state
_HAN = re.compile(r"[一-鿿]")
_RUN = re.compile(r"[0-9A-Za-z一-鿿.+]+")
_COUNTING = re.compile(
    r"[\d十]+大|(?:几|两|[一二三四五六七八九十]|第\d*)(?:多)?(?:个|类|种|家|所|条|处|座|套|户|人|项|件|区|张|台|部|辆|名|位|天|场|次|根|份|篇|批|只|栋|亩|步|成|岁|届)?"
)
_ASKED_COUNT = re.compile(
    r"[这那]一?[个家所条处座套户项件张台部辆名位场次根份篇批只栋种类块片层支组]|"  # 那台发动机
    r"多[高大长深宽重远强久快](?![一-鿿]{0,2}以上)|(?:多少|几)[万亿]?(?:块?钱)?"
    r"(?:[个家所条处座套](?!次)|人(?![民员口才大力均次])|[户项件张台部辆名位天场次根份篇批只栋亩步岁届米种类](?!均))?"
)
_PREFIXES = "新旧老"  # 引进|新教师: they belong to what follows
_PARTS = re.compile(r"[一二三四五六七八九十两几\d]+个?(?:区|县|市|街道|数字|数)(?=$|[^域县级府内])")
_TURNED = re.compile(r"[不未]$|基本$")
# Empty words that are part of a name there: 数字经济, 大数据, 新材料.
_JOINED = re.compile(
    r"数字(?=经济|化|产业|政府|技术|人才|赋能|孪生|金融|货币|人民币|乡村|文化|创意|贸易|社会|城市|治理|平台|应用)"
    r"|数据(?=中心|要素|资源|共享|产业|安全|局|赋能|交易|集|券|产品|标注|流通|治理)|(?<=大)数据|(?<=[新原])材料|材料(?=产业|科技|科学)"
)
_QUOTES = tuple('“"「『《‘')
_NAME_OPENERS = frozenset({"数字", "数据"})  # left standing only where they are joined: 数字经济 is one word
_EDGES = re.compile(r"^(?:那么?|(?:[的了是为和与及或从到]|在(?![校建职岗读编册]))+)|[的了是为吗呢吧]+$")


def content_words(text: str, wording: Wording) -> list[str]:
    """The words that say what a text is about, in order, each once; single characters join neighbours (充电桩)."""
    plain = _PARTS.sub(" ", _ASKED_COUNT.sub(" ", text))
    blanked = _empty_pattern(wording.empty).sub(lambda m: m.group() if _JOINED.match(plain, m.start()) else " ", plain)
    found: list[str] = []
    for run in _RUN.finditer(blanked):
        quoted = blanked[run.start() - 1 : run.start()] in _QUOTES  # “马上办” is a name
        found += _words_of(_EDGES.sub("", run.group()), wording, named=quoted)
    found = [*_sizes(found)]
    words = list(dict.fromkeys(word for word in found if _tells(word, wording)))
    if words and all(word in wording.light for word in words):
        words += _acts(blanked, wording)  # 签了多少个项目
    return words


def _sizes(words: Sequence[str]) -> Iterator[str]:
    """10, 亿元 of 10亿元以上项目 as the one word that they are."""
    before = ""
    for word in words:
        if before.isdigit() and word in ("亿元", "万元", "岁", "分"):
            word, before = before + word, ""
        if before:
            yield before
        before = word
    if before:
        yield before


def _acts(text: str, wording: Wording) -> list[str]:
    """The everyday verbs of a text, without what follows them."""
    plain = (word for word in segments(text) if word not in wording.light and is_plain(word, wording))
    return list(dict.fromkeys(word[0] for word in plain if word[0] in wording.acts))


@lru_cache(maxsize=4)
def _empty_pattern(empty: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted((re.escape(word) for word in empty if len(word) > 1), key=len, reverse=True)
    return re.compile("|".join(longest_first))


def _words_of(run: str, wording: Wording, named: bool = False) -> list[str]:
    """The words of a run; every one of them where it is a name in quotation marks."""
    words: list[str] = []
    loose = ""
    verb = False  # whether a verb with its complement was left out right before
    joins = False  # whether a single character goes on the word before it: not over a word that was left out
    cut = segments(run)
    if _is_unknown_name(run, cut, wording):
        return [run]
    if not named:
        cut = [part for whole in _with_phrases(run, cut, wording) for part in _trimmed(whole, wording)]
    for word in cut:
        if word in _NAME_OPENERS:
            loose += word
        elif not word or (is_plain(word, wording) and not named):
            loose, joins, verb = "", False, word[-1:] in wording.complements
        elif word == "后" and verb:
            verb = False  # 建好后解决了
        elif len(word) == 1 and _HAN.match(word):
            if word in _PREFIXES:
                loose = word
            elif words and joins and not loose:  # 医院|新院: the prefix has it
                words[-1] += word
            else:
                loose += word
        else:
            words.append(loose + word)
            loose, joins = "", True
    return words or ([loose] if loose else [])


def _with_phrases(run: str, cut: list[str], wording: Wording) -> list[str]:
    """The words of a run, with those that the lexicon knows as one phrase (网上零售) put together."""
    words: list[str] = []
    end = 0
    for start, stop in phrases_in(run, wording.synonyms, SHORTEST_PHRASE):
        words += [*segments(run[end:start]), run[start:stop]]
        end = stop
    return [*words, *segments(run[end:])] if words else cut


def _is_unknown_name(run: str, cut: Sequence[str], wording: Wording) -> bool:
    """兴达: two or three characters that no dictionary joins, none of them grammar, the first no everyday verb."""
    single = 2 <= len(run) <= 3 and len(cut) == len(run) and all(_HAN.match(word) for word in cut)
    return single and not any(word in wording.function for word in cut) and not is_plain(run[0], wording)


def is_plain(word: str, wording: Wording) -> bool:
    """Whether a word only carries the sentence: grammar, an everyday verb with its complement (做成了, 定得高)."""
    if word in wording.function:
        return True
    if len(word) == 1:
        return word in wording.empty or word in wording.light_verbs
    verb = _light_verb(wording.light_verbs, wording.complements)
    return word not in wording.light and verb.fullmatch(word) is not None


@lru_cache(maxsize=4)
def _light_verb(verbs: str, complements: str) -> re.Pattern[str]:
    return re.compile(rf"[{verbs}](?:[{complements}]{{1,2}}|得[高低多少大小快慢好]?)?")


def _trimmed(word: str, wording: Wording) -> list[str]:
    """A word that no dictionary holds (要配, 限额还), parted from the words of grammar that it was glued to."""
    if len(word) < 2 or not _HAN.match(word) or word_frequency(word) or word in wording.synonyms:
        return [word]
    grammar = [character in wording.function for character in word]
    if any(grammar) and all(plain or is_plain(c, wording) for plain, c in zip(grammar, word, strict=True)):
        return [""]
    start, end = grammar.index(False), len(word) - grammar[::-1].index(False)
    return [part for part in (word[:start], word[start:end], word[end:]) if part]


def _tells(word: str, wording: Wording) -> bool:
    return (
        bool(word) and word not in wording.empty and not _COUNTING.fullmatch(word) and (len(word) > 1 or word.isascii())
    )


def term_weight(term: str, wording: Wording) -> float:
    """What a word tells of the subject: little for words that stand everywhere, more for long ones."""
    if term in wording.light or len(term) == 1:
        return LIGHT_WEIGHT
    if _only_links(term, wording):
        return LINK_WEIGHT
    return 1.3 if len(term) >= 4 else 1.0


def _only_links(term: str, wording: Wording) -> bool:
    """Adverbs and other closed classes, and verbs that reports do not say of what they count."""
    tag = word_class(term)[:1]
    if term in wording.synonyms or tag not in _LINKS:
        return False
    return tag != "v" or term not in wording.report_verbs


HALF = 2  # characters of each of two names that stand as one word


def borne(term: str, text: str, wording: Wording) -> float:
    """How far `text` (lower case) bears a term: 1 for the word or a synonym, less for part of a long one, else 0."""
    if any(variant in text and _holds(text, variant) for variant in wording.lowered(term)):
        return 1.0
    if len(term) == 2 * HALF and any(f"{term[:HALF]}{mark}{term[HALF:]}" in text for mark in "、和与"):
        return 1.0  # 北大清华 said of 北大、清华
    if parts := parts_of(term, wording):
        return sum(borne(part, text, wording) for part in parts) / len(parts)
    pairs = _pairs(term)
    if len(pairs) < 2:
        return 0.0
    share = sum(pair in text for pair in pairs) / len(pairs)
    return 0.9 * share if share >= 0.5 else 0.0


def parts_of(term: str, wording: Wording) -> tuple[str, ...]:
    """The words of a phrase of the lexicon (新能源汽车产量), () for any other term."""
    return _segments(term) if len(term) >= SHORTEST_PHRASE and term in wording.synonyms else ()


@lru_cache(maxsize=4096)
def _segments(term: str) -> tuple[str, ...]:
    parts = tuple(segments(term))
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=4096)
def _pairs(term: str) -> tuple[str, ...]:
    return tuple(term[i : i + 2] for i in range(len(term) - 1))


def _holds(text: str, word: str) -> bool:
    """Whether the text holds the word other than turned into another (不满意 and 基本满意 are not 满意)."""
    at = text.find(word)
    while at >= 0:
        if not _TURNED.search(text[max(0, at - 2) : at]):
            return True
        at = text.find(word, at + 1)
    return False
