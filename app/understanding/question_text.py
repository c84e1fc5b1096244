"""The question's text: made plain, and with the spans marked that some slot has already taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from opencc import OpenCC

from app.errors import QuestionError
from app.understanding.addressing import without_address, without_aside
from app.understanding.given import share_spelled_out
from app.understanding.in_full import said_apart, said_in_full
from app.understanding.misspelling import respelled
from app.understanding.pinyin_typed import from_pinyin
from app.understanding.plain_words import plainly_said
from app.understanding.requests import as_question
from app.understanding.rewording import reworded
from app.understanding.speech import without_speech
from app.understanding.wording import Wording
from vectorstore.indicators import find_indicators
from vectorstore.known_places import NOWHERE, KnownPlaces
from vectorstore.regions import find_regions
from vectorstore.tokenizer import segments
from vectorstore.units import PLAIN_UNIT

MAX_LENGTH = 2000
HAS_CONTENT = re.compile(r"[0-9A-Za-z一-鿿]")

# 几多, 好多钱, 装了好多: how the south-west and others say 多少.
_HOW_MANY = re.compile(rf"几多|好多(?=(?:{PLAIN_UNIT})(?![目人]?[民目])|[钱亿万嘞哦喔嘛呢啊咧哟噻]|[^一-鿿]|$)")
# 同比怎么变的, 比上年变化如何: which way, and how far.
_MOVED_HOW = re.compile(
    r"(?<=同比)是?(?:怎么|如何|怎样|咋)(?:变化?|走|变动|表现)的?了?(?![一-鿿])|(?<=同比)(?:的)?(?:变化|变动|表现)(?:如何|怎样|怎么样|咋样)"
)
_HOW_LONG_HOURS = re.compile(r"(?<=[几多少半个])个?钟头")
# 从多少降到了多少 asks for one figure and for what it started from.
_FROM_TO = re.compile(
    r"[从由](?:原来的?)?(?:多少|几)(?:个?[元天人%亿万]{1,2}|[个家所条处座张户](?!百分点))?,?([一-鿿]{0,3}?)([到至成])了?(?=多少|几)"
    r"|[,，?？。](?:那)?(?:原来|原先|以前|之前|从前)(?:是|的)?(?:呢|多少|几)[一-鿿]{0,3}[?？。]?$"
)
STARTED = "由起点"
_SAME_YEAR = re.compile(r"(?<=20\d\d年)[这那]?一年(?![级期半])(?:里|内|间|下来)?")  # 2020年一年新增多少
_MORE_THAN_BEFORE = re.compile(r"(?<=年)(多|少)[收花支卖产投办招建种挣缴交用](?:了|出)?(?=多少|几)")  # 比上年多收多少
# 征了多少亩地, 种了多少树: one word (征地, 种树) that the question has torn apart.
_TORN_APART = re.compile(
    r"(?P<act>[征修种栽植建盖拆造架])了?(?P<asked>(?:多少|几)(?:亩|公里|平方米|平|棵|株|套|栋|座)?)(?P<thing>[地路树房林桥楼])(?=[,，?？。、\s]|$)"
)
_ABOVE = re.compile(
    r"([高快低慢多少大小])于((?!全[市省国]|平均)[一-鿿]{2,14}?)(?=[,，。?？吗么]|$|是不是|对不)"
)  # 甲高于乙吗
_A_HEAD = re.compile(  # 平均每个人摊到多少GDP
    r"(?:平均)?每(?:一?个|位|名)?人(?:能|大概|大约)?(?:平均)?(?:摊到|分到|摊|合|分)?(?:多少|有多少)(?P<what>GDP|gdp|地区生产总值|生产总值|(?:一般公共)?预算收入)"
)
# 新建充电桩|这件实事|归哪个局管: what is asked about was named just before.
_THIS_MATTER = re.compile(
    r"(?<=[一-鿿])这(?:件|项|个|块|桩)(?:民生)?(?:实事|任务|工作|活儿?|事儿?|事情)(?=归|由|是|谁|哪|什么|几|[,，?？]|$)"
)
_GOVERNS = re.compile(r"归(?P<who>(?:哪[个家些]?|什么)(?:局|部门|单位|委|办|处室|街道))(?:来)?(?:管|抓|负责|牵头)")
# 新开工套数和建成套数: asks for two counts.
_TWO_COUNTS = re.compile(
    r"(?<=[一-鿿])([套家件处项条张台辆间宗])数(?:以?及|[和与、/])([^,，?？。数]{2,14})([套家件处项条张台辆间宗])数"
)
# 医保基金今年收了多少, 财政支了多少: the two sides of an account as verbs.
_TAKEN_IN = re.compile(
    r"(?P<account>(?:基金|医保|社保|养老保险|失业保险|工伤保险|财政|预算)[^,，。;；?？收支花用]{0,12}?)"
    r"(?P<act>收|支|花|用)(?:了|到|进来|上来|出去|掉)*(?=(?:多少|几)(?!个百分点|个点))"
)
_FUND = re.compile(r"基金|医保|社保|保险")
_LEVEL_ALONE = re.compile(r"[省市区县州]")  # 某区2025年生产总值 is no 区生产总值
_YEAR_WITHIN = re.compile(r"(?:在)?20\d\d年(?:度|末|底)?的?")
_SPENT_ON = re.compile(r"(?:花|用|投)在([一-鿿、]{2,16}?)上的?(?:财政)?(?:支出|资金|的?钱)")  # 花在民生上的钱
_EXAMPLE = re.compile(
    r"(?<=[一-鿿]{2})(?:这些|这类|这种|之类的?|这样的)(?=[一-鿿]{2})(?!任务|工作|事项|指标|项目|方面|领域|地方|数)"
)
_RHETORIC = re.compile(r"[一-鿿]得([一-鿿])不\1[,，]")  # 卖得火不火,限额以上…
# 按地区生产总值1360亿元计,…: what is given to reckon with.
_GIVEN_FIRST = re.compile(
    r"^(?:如果|若)?[按以]照?(?P<given>[^,，。?？]{4,40}\d[^,，。?？]{0,8}?)(?:来?计算?|来?(?<![推测折换估核])算|测算)[,，]"
)
# 收入与GDP之比: the share of the one in the other; 城镇与农村之比 is a multiple.
_OF_EACH_OTHER = re.compile(
    r"(?P<part>(?!城镇|城市|男)[一-鿿]{2,12}(?:收入|支出|投资|税收|产值|增加值|债务))(?:与|和|同)(?P<whole>[一-鿿A-Z]{2,12})之比(?!重)"
)
_LEADS_PLACE = re.compile(r"长(?=[是叫姓,，。?？ \d]|谁|哪|为|由|的|任|作|$)")
_EVENTS = re.compile(r"(?<=[两三四五六七八九十几\d])桩")  # 几桩大事
_BIG_PARTS = re.compile(r"(?<=[两三四五六七八九十几])(?:大块|块(?=[?？]|$))")  # 分六大块, 哪六块
_CHILDREN = re.compile(r"(多少|几)个?(?:孩子|小孩子?|娃娃|娃儿?)(?=[^一-鿿]|[上考被领拿得享进入读受])")
_ASKS_AGREEMENT = re.compile(
    r"(?:口径|说法|数字|数据|表述)?(?:是不是|是否)?(?:一样|一致|相同|统一|对得上|对不上|吻合)(?:[吗么不]|$|[?？])|是不是(?:一样|一致|相同)|是否(?:一样|一致|相同)"
    r"|(?:[几两三]|不同)(?:个|份)?(?:报告|文件|处|地方).{0,8}(?:说法|口径|各|分别|一个写|怎么(?:说|写))|一个(?:写|说).{0,14}一个(?:写|说)|有没有出入"
)


def asks_agreement(text: str) -> bool:
    """Whether a question asks if the reports give one figure alike (几个报告口径一样吗)."""
    return bool(_ASKS_AGREEMENT.search(text))


class Span(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass
class QuestionText:
    """A question's text with the spans that some slot has already taken."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))

    def take_words(self, words: str) -> bool:
        """Takes the first such words; whether there were any."""
        at = self.text.find(words)
        if at >= 0:
            self.take(at, at + len(words))
        return at >= 0

    def is_free(self, start: int, end: int) -> bool:
        return all(end <= begin or start >= stop for begin, stop in self.taken)

    def is_mostly_free(self, start: int, end: int) -> bool:
        taken = sum(max(0, min(stop, end) - max(begin, start)) for begin, stop in self.taken)
        return taken * 2 < end - start

    def rest(self) -> str:
        """The text with taken spans blanked, same length."""
        return _blanked(self.text, self.taken)

    def without(self, spans: Iterable[Span]) -> str:
        """The rest with further spans blanked, same length."""
        return _blanked(self.rest(), [(span.start, span.end) for span in spans])


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


# 多少支医疗队、合计多少名医护: each is counted for itself, nothing is added up.
_TOTALLED = re.compile(
    rf"(?P<before>(?:多少|几)(?P<one>{PLAIN_UNIT})[一-鿿]{{2,12}}[、,，])(?:合计|共计|总计|一共|总共)"
    rf"(?=(?:多少|几)(?P<other>{PLAIN_UNIT})[一-鿿]{{2}})"
)


def _as_meant(plain: str) -> str:
    """PM25, 十四无期间, 多少资金, 合计多少名: as they are written where nobody hurries."""
    plain = re.sub(r"(?i)pm\s?2\s?[.．·]?\s?5(?!\d)", "PM2.5", plain)
    plain = re.sub(
        r"(?<=十[二三四五六])[无伍舞务物](?=[”\s]*(?:期间|时期|规划|末|开局|收官))", "五", plain
    )  # 十四无期间
    plain = re.sub(r"(?<=多少)(?:资金|经费|款项|钱款)(?![一-鿿]?缺口)", "钱", plain)
    return _TOTALLED.sub(_counted_anew, plain)


def _counted_anew(match: re.Match[str]) -> str:
    return match[0] if match["one"] == match["other"] else match["before"]


def normalise_question(text: str, wording: Wording, known: KnownPlaces = NOWHERE) -> str:
    """Half-width, simplified, English and pinyin names turned into Chinese. QuestionError if empty or over-long."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would stop the converter
    plain = _simplify(unicodedata.normalize("NFKC", whole)).strip()
    plain = re.sub(r"\s+", " ", "".join(c for c in plain if c.isprintable() or c.isspace()))
    if not HAS_CONTENT.search(plain):
        raise QuestionError("问题是空的：请输入要查询的内容，例如“某区2020年地区生产总值是多少？”")
    if len(plain) > MAX_LENGTH:
        raise QuestionError(f"问题太长（{len(plain)}字，上限{MAX_LENGTH}字）：请只写要查的那一问，或分成几问。")
    plain = without_speech(without_aside(without_address(plain, known)), wording)
    plain = from_pinyin(plain, wording)
    plain = re.sub(r"(?<=\d)[oO](?=\d)", "0", plain)  # 2O23年
    plain = re.sub(r"(?:去年|今年|明年|前年|上年)[(](20\d\d)年?[)]", r"\1年", plain)  # 去年(2025)
    plain = re.sub(r"(?<![\d.续近满第达超过共])([12]\d)年(?![级来前后内间以])", r"20\1年", plain)  # 23年, not 连续15年
    plain = re.sub(r"(?<![几多两三四五六七八九十\d这那])个税(?![目种])", "个人所得税", plain)
    plain = re.sub(r"(?<=条)路(?![线径由灯段口])", "道路", plain)  # 几条路要通车
    plain = re.sub(r"(?<=好)几(?=[十百千万]|[年月天次回家处个])", "多", plain)  # 堵了好几年 asks for no number
    plain = re.sub(r"(?:研发)?[(]?R&D[)]?", "研发", plain)
    plain = re.sub(r"(?<=[一-鿿])/(?=[一-鿿])", "、", plain)
    plain = re.sub(r"(?<=20\d\d年)中(?=考|小学|学|职|医|等|高职|国|央|部|心|介|型)", "的中", plain)  # 2020年中考
    plain = re.sub(r"城里(的?[、和与跟及])(?:乡下|农村|乡里|村里)(?=的|人均|居民)", r"城镇\1农村", plain)
    plain = re.sub(r"(?i)(?<![A-Z])(GDP|CPI|PPI)(?=\d)", r"\1 ", plain)  # GDP1360亿
    plain = _as_meant(plain)
    plain = _GIVEN_FIRST.sub(r"\g<given>,", plain)
    plain = _OF_EACH_OTHER.sub(r"\g<part>占\g<whole>的比重", plain)
    plain = re.sub(r"头(?=(?:\d{1,2}|[一二三四五六七八九十]{1,2})个月)", "前", plain)
    plain = _MOVED_HOW.sub("增减多少", plain)
    plain = re.sub(r"(?<=[一-鿿、,，])\+(?=\d[\d.]*%)", "增长", plain)
    plain = re.sub(r"(?<=[一-鿿、,，])-(?=\d[\d.]*%)", "下降", plain)  # 较上年-1.7%
    plain = _HOW_LONG_HOURS.sub("小时", plain)
    plain = _FROM_TO.sub(lambda m: f"{STARTED}{m[1]}{m[2]}" if m[2] else f",{STARTED}", plain)
    plain = _TAKEN_IN.sub(_side_of_account, plain)
    plain = plainly_said(plain)
    plain = _SPENT_ON.sub(r"\1支出", plain)
    plain = _leader_of_place(plain)
    plain = _BIG_PARTS.sub("个方面", _EVENTS.sub("件", plain.replace("哪一位", "哪位")))
    plain = _HOW_MANY.sub("多少", plain)
    plain = _RHETORIC.sub("，", _without_example(plain))
    plain = _SAME_YEAR.sub("", plain)
    plain = said_in_full(plain)
    plain = _MORE_THAN_BEFORE.sub(lambda said: "增加" if said[1] == "多" else "减少", plain)
    plain = _TORN_APART.sub(r"\g<act>\g<thing>\g<asked>", plain)
    plain = _ABOVE.sub(r"比\2\1", plain)
    plain = _GOVERNS.sub(r"\g<who>负责", _THIS_MATTER.sub("", plain))
    plain = _A_HEAD.sub(r"人均\g<what>多少", plain)
    plain = _CHILDREN.sub(r"\1人", plain)
    plain = re.sub(r"(多少|几)个人(?![均口])", r"\1人", plain)
    plain = re.sub(r"(多少|几)个(?=[千万亿]+(?:美元|美金|元|吨|人|平方|千瓦))", r"\1", plain).replace("美金", "美元")
    plain = said_apart(plain)
    plain = _TWO_COUNTS.sub(r"多少\1,\2多少\3", reworded(plain, wording))
    plain = share_spelled_out(_year_first(as_question(plain)))
    return respelled(_in_chinese(plain, wording, known), wording, known.spellings).strip()


def _side_of_account(said: re.Match[str]) -> str:
    """基金收了多少 as 基金收入多少; what 财政 花 is spent on something and stays as it is."""
    if said["act"] in "花用" and not _FUND.search(said["account"]):
        return said[0]
    return f"{said['account']}{'收入' if said['act'] == '收' else '支出'}"


def _leader_of_place(text: str) -> str:
    """某某区长: the place and its leader (某某区区长), where the place's name holds the letter that both need."""
    for mention in reversed(find_regions(text)):
        if text[mention.end - 1] in "省市区县州" and _LEADS_PLACE.match(text, mention.end):
            text = text[: mention.end] + text[mention.end - 1] + text[mention.end :]
    return text


def _without_example(text: str) -> str:
    """手机这类通讯器材: the word before 这类 is an example of what follows; a place stays."""
    match = _EXAMPLE.search(text)
    if match is None or any(mention.end == match.start() for mention in find_regions(text)):
        return text
    word = (segments(text[: match.start()]) or [""])[-1]
    short = (
        len(word) < 2 or not text[: match.start()].endswith(word) or text[: match.start() - len(word)].endswith("、")
    )
    return text if short else text[: match.start() - len(word)] + text[match.end() :]


def _year_first(text: str) -> str:
    """农村居民2021年人均可支配收入: the only year of a question, put before the name that it stands within."""
    years = list(_YEAR_WITHIN.finditer(text))
    if len(years) != 1 or not years[0].start():
        return text
    at, said = years[0].start(), years[0].group()
    whole = text[:at] + text[years[0].end() :]
    for mention in find_indicators(whole):
        if mention.start < at < mention.end and not _LEVEL_ALONE.fullmatch(text[mention.start : at]):
            return f"{text[: mention.start]}{said}{whole[mention.start :]}"
    return text


def _in_chinese(text: str, wording: Wording, known: KnownPlaces) -> str:
    if not re.search(r"[A-Za-z]{3}", text):
        return text
    for english, chinese in wording.english:
        text = re.sub(rf"\b{re.escape(english)}\b", chinese, text, flags=re.IGNORECASE | re.ASCII)
    for sound, name in known.sounds:
        if sound in text.lower():
            text = re.sub(rf"(?<![A-Za-z]){sound}(?![A-Za-z])", name, text, flags=re.IGNORECASE)
    return text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplify(text: str) -> str:
    return str(_converter().convert(text))
