"""Characters: each one's normal form, found for it alone, so that offsets can be kept."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# U+2E80-2EF3, radical supplements, and the Kangxi radicals whose NFKC form is not the simplified character that fonts
# draw with them. After Unicode's EquivalentUnifiedIdeograph.txt.
_RADICAL_FORMS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠"
    "⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀"
    "⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟"
    "⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾"
)
_UNIFIED_FORMS = (
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民"
    "氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒罓羊羊羊耂肀聿肉臼艹艹艹"
    "虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠飠"
    "饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟户"
)
_RADICALS = dict(zip(_RADICAL_FORMS, _UNIFIED_FORMS, strict=True))

_DASHES = dict.fromkeys("–―‒─━﹘", "—") | dict.fromkeys("‐‑−﹣－⁃", "-") | dict.fromkeys("～〜∼﹏˜", "~")
_POINTS = {
    "．": ".", "﹒": ".", "｡": "。", "､": "、", "﹑": "、", "∶": "：", "︰": "：", "﹕": "：", "﹔": "；", "﹐": "，",
    "﹖": "？", "﹗": "！", "•": "·", "・": "·", "･": "·", "‧": "·", "∙": "·", "⋅": "·", "﹪": "%", "﹙": "（",
    "﹚": "）", "｢": "「", "｣": "」", "＂": '"', "〝": "“", "〞": "”", "＇": "'", "＜": "<", "＞": ">",
    "，": "，", "；": "；", "：": "：", "？": "？", "！": "！", "（": "（", "）": "）",
}  # fmt: skip
_PARENTHESES = str.maketrans("()", "（）")
# Kept as printed, because NFKC would turn them into digits or letters that read as figures or words.
_KEPT = frozenset("…²³¹℃℉‰‱㎡㎥㎢№™½¼¾⅓⅔⅛〇·") | frozenset(chr(code) for code in range(0x2160, 0x2180))
_CIRCLED = frozenset(chr(code) for code in (*range(0x2460, 0x2474), *range(0x24EA, 0x2500), *range(0x2776, 0x2794)))
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)


@lru_cache(maxsize=70_000)
def normal_form(character: str) -> str:
    """What one loaded character becomes: usually one character, none if invisible, several if it stands for several.

    White space becomes a space, line breaks stay "\\n". Context-dependent steps (commas, parentheses) come later.
    """
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF or 0x21 <= code <= 0x7E:
        return character
    if character in "\n\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if character in _INVISIBLE:
        return ""
    for table in (_RADICALS, _DASHES, _POINTS):
        if character in table:
            return table[character]
    if character in _KEPT or character in _CIRCLED:
        return character
    return _by_category(character)


def _by_category(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category in ("Cc", "Cf", "Cs"):
        return ""
    if unicodedata.combining(character):
        return character
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) > 1:
        normal = normal.translate(_PARENTHESES).strip()
    return "".join(_RADICALS.get(each, each) for each in normal)
