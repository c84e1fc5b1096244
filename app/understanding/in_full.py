"""What a question says short (2.17还是2.1亿美元, 城乡收入相差多少, 收支差额), said in full."""

from __future__ import annotations

import re

from vectorstore.quantity import find_quantities

_COUNTS = re.compile(r"多少|几|多大|差额|相差|之差|是啥|如何|[?？]$")
_TIMES = re.compile(r"倍|之比|收入比|比值|缩小|扩大到")
_APART = r"(?:之间)?的?(?:相?差(?!异|别)|之差|缺口)"
_TOWN_AND_COUNTRY = re.compile(rf"城乡(?:常住)?(?:居民)?的?(?:人均)?(?:可支配)?收入(?={_APART})")
_TOWN = r"(?:城里人|城里|城镇居民|城市居民|城镇|城市)"
_COUNTRY = r"(?:农村人|农村居民|乡下人|乡里人|农民|农村|乡下)"
_INCOME = r"的?(?:人均)?(?:可支配)?收入(?=[多高少低])"
_TOWN_OVER_COUNTRY = re.compile(rf"{_TOWN}(?:人均)?比{_COUNTRY}{_INCOME}")
_COUNTRY_UNDER_TOWN = re.compile(rf"{_COUNTRY}(?:人均)?比{_TOWN}{_INCOME}")
_FUND = r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营预算|社会保险基金(?:预算)?|公共预算|财政)"
_INCOME_AND_SPENDING = re.compile(rf"(?P<fund>{_FUND}?)收支(?:相抵)?{_APART}")
_NAMED_FUND = re.compile(_FUND)
# 收入够覆盖支出的百分之几, 只抵得上支出的几成: what share of the one the other is.
_COVERS = re.compile(
    r"(?:大概|大约|约|只|仅|才)?(?:够|能够?|可以?)?(?:覆盖|抵得?上?|满足|支撑|保障|弥补|够(?=[一-鿿]{0,10}支出))了?(?P<what>[一-鿿]{0,10}支出)的?(?:百分之(?:几|多少)|几成|多大(?:比例|比重|份额)?|多少)"
)
# 用亿元怎么表示, 以万元计是多少
_EXPRESSED_IN = re.compile(
    r"[,，]?(?:若|如果)?[用以按](?P<unit>(?:万亿|[亿万千百])?(?:美?元|亩|人次?|平方米|平方公里|公顷|吨)|公顷|平方公里|亩)(?:来|为单位)?(?:怎么|如何|应该?怎么)?"
    r"(?:来)?(?:表示|表述|表达|写|计|说)(?:出来)?(?:(?:应?该?是|为|等于)?多少|怎么写|是几|呢)?(?=[?？。]|$)"
)
_OR_NUMBER = re.compile(r"(?<![\d.])(?P<one>\d+(?:\.\d+)?)(?P<or>[,，]?还是)(?P<other>\d+(?:\.\d+)?)")
# 比2021年至少得多收多少: that it has to is said of the later year.
_HAS_TO = re.compile(
    r"(?<=年)(?:至少|起码|最少|大概|大约)?(?:还|就)?(?:得|要|需要?|应该?)(?=再?(?:多|少|增加|减少|提高|增长|下降)[一-鿿]{0,2}(?:多少|几))"
)
_TOWN_NAME, _COUNTRY_NAME = "城镇居民人均可支配收入", "农村居民人均可支配收入"


def said_in_full(text: str) -> str:
    """The unit of 2.17还是2.1亿美元 with both numbers, 用亿元怎么表示 as 换算成亿元, 至少得多收 as 多收."""
    return _EXPRESSED_IN.sub(r"换算成\g<unit>是多少", _HAS_TO.sub("", _with_unit_of_second(text)))


def _with_unit_of_second(text: str) -> str:
    """是2.17还是2.1亿美元: the first number has the unit of the second."""
    match = _OR_NUMBER.search(text)
    unit = next((q for q in find_quantities(text) if match and q.start == match.end("or")), None)
    if match is None or unit is None or not unit.unit:
        return text
    said = text[match.end("other") : unit.end]
    return f"{text[: match.end('one')]}{said}{text[match.end('one') :]}"


def said_apart(text: str) -> str:
    """城乡收入相差多少 as 城镇…和农村…相差多少, 收支差额 as 支出和收入相差, 收入覆盖支出的几成 as its share of it."""
    text = _COVERS.sub(r"占\g<what>的比重是多少", text)
    if not _COUNTS.search(text) or _TIMES.search(text):
        return text
    text = _TOWN_AND_COUNTRY.sub(f"{_TOWN_NAME}和{_COUNTRY_NAME}", text)
    text = _TOWN_OVER_COUNTRY.sub(f"{_TOWN_NAME}比{_COUNTRY_NAME}", text)
    text = _COUNTRY_UNDER_TOWN.sub(f"{_COUNTRY_NAME}比{_TOWN_NAME}", text)
    return _INCOME_AND_SPENDING.sub(lambda said: _income_and_spending(text, said), text)


def _income_and_spending(text: str, said: re.Match[str]) -> str:
    """The fund of a bare 收支 is the one that was named before it; without one it stays."""
    named = _NAMED_FUND.findall(text[: said.start()])
    fund = said["fund"] or (named[-1] if named else "")
    return f"{fund}支出和{fund}收入相差" if fund else said.group()
