"""What kind of report a title or an opening tells: work report, plan, budget, notice …, or other."""

from __future__ import annotations

import re

GLOSSARY = re.compile(
    r"(?:名词|用语|术语|词语|缩略语|专有名词)(?:的)?(?:解释|解读|注释|说明|释义)$|^(?:名词|用语|术语)解释"
)

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("glossary", GLOSSARY),
    ("decision", re.compile(r"的?(?:决定|决议)(?:[（(].*)?$")),
    ("agenda", re.compile(r"(?:议程|日程|日程安排)(?:[（(].*)?$")),
    ("appointment", re.compile(r"任免|任命|免职|拟任|辞职|辞去|任职")),
    ("attendance", re.compile(r"(?:出席|列席|缺席|请假).*(?:情况|名单|人员)|^(?:出席|列席)")),
    ("notice", re.compile(r"(?:通知|通告)(?:[（(].*)?$")),
    ("proposals_report", re.compile(r"(?:议案|建议|提案).*办理.*(?:报告|汇报|说明)")),
    ("standing_committee_report", re.compile(r"(?:人民代表大会|人大)常务?委(?:员会|会)?工作报告|人大常委会工作报告")),
    ("court_report", re.compile(r"法院工作报告")),
    ("procuratorate_report", re.compile(r"检察院工作报告")),
    ("plan_execution", re.compile(r"计划.{0,20}执行情况|国民经济和社会发展(?:年度)?计划")),
    ("budget_report", re.compile(r"(?:财政|预算|决算).*(?:报告|草案|说明)|预算执行")),
    ("plan", re.compile(r"(?:五年规划|规划|纲要|行动计划)(?:[（(].*)?$|五年规划")),
    ("work_report", re.compile(r"政府工作(?:的)?报告|政府工作$")),
    ("annex", re.compile(r"实事|目标任务|责任分解|分工|清单|一览表")),
    # what a government sets out to do or to grant, without the word 通知 at its end
    ("notice", re.compile(r"(?:意见|措施|举措|办法|方案|政策|细则|要点|指引|行动|[一二三四五六七八九十]{1,3}条)”?$")),
)


def kind_of(title: str, opening: str = "") -> str:
    """Kind of a report by its title, else by its opening sentence; see ingest.document.SubDocument."""
    bare = re.sub(r"[（(][^）)]*[)）]|[-—_]+全文$", "", title).strip()
    bare = re.sub(r"《[^》]*》", lambda match: match[0] if bare.endswith(match[0]) else "", bare) or bare
    for kind, pattern in _KINDS:
        if pattern.search(bare):
            return kind
    if re.search(
        r"人民政府.{0,20}(?:报告(?:政府)?工作|作(?:政府)?工作报告)|代表.{0,6}区?政府.{0,14}(?:报告工作|作(?:政府)?工作报告)",
        opening,
    ):
        return "work_report"
    if not bare and re.search(r"年[^。]{0,6}工作的?(?:回顾|总结)", opening) and re.search(r"[县市区州省]政府", opening):
        return "work_report"  # its head was left out of the copy
    if re.search(r"法院.{0,20}报告工作", opening):
        return "court_report"
    if re.search(r"检察院.{0,20}报告工作", opening):
        return "procuratorate_report"
    if re.search(r"常委会.{0,20}报告工作", opening):
        return "standing_committee_report"
    speech = r"拟任|提请任(?:命|免)|任免|任前|我(?:于|是)?\d{4}年\d{1,2}月出生"
    return "appointment" if re.search(speech, opening) else "other"
