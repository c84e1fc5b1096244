"""Who a question takes for the speaker of a report: 区长李某作报告时说, 区长李某2023年底作的报告里."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍"
    "庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
)
_TITLE = r"(?:代?副?[区县市省州]长)"
_NAME = rf"[{_SURNAMES}][一-鿿]{{1,2}}?"
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
