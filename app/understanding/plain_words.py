"""Turns of everyday speech that a lexicon of phrases cannot hold, put as reports and tables would say them."""

from __future__ import annotations

import re
from collections.abc import Callable

from vectorstore.tokenizer import segments, word_frequency

_OWN_ACCOUNT = re.compile(r"基金|资本|保险|医保|社保|公共|部门|单位|[局院校委]")
_THINGS = r"个条大项类种件座处张支批"
_NOT = (
    r"[,，]\s*(?:可|请)?(?:不要|别要?|莫|不是|不看|不问|不用)(?:拿|给|报|说|算|提|看|问|要)?(?:我|成)?(?:那个)?"
    r"(?:年初|年度|当年|全年|原定|今年|去年)?的?"
)
_FOBBED_OFF = r"(?:来?(?:糊弄|忽悠|应付|搪塞|凑数|充数|交差|敷衍)(?:我们?|人)?)?"
_FORMS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # …为什么下滑,报告怎么解释的
    (
        re.compile(
            r"(?<=[一-鿿])[,，](?:报告|材料|文件|公报|文中)(?:里面?|中|上)?(?:又|都|是)*(?:怎么|如何|咋)(?:来)?(?:解释|说|讲|交代|表述|写|提)的?(?=[?？。]?$)"
        ),
        "",
    ),
    # 跟乙区合到一起后,面积扩大了多少
    (
        re.compile(
            r"(?:跟|和|与|同)[一-鿿]{2,8}?(?:合到一起|合在一起|合并到一起|合并|整合|并到一起)(?:以后|之后|后)[,，]?"
        ),
        "",
    ),
    # 2022和2023两年…分别多少
    (
        re.compile(r"(?P<one>20\d\d)年?(?P<joint>[和与、及跟])(?P<two>20\d\d)年?(?:这|那)?两年"),
        r"\g<one>年\g<joint>\g<two>年",
    ),
    # 新增市场主体多少户,莫拿年初任务糊弄我
    (
        re.compile(
            rf"(?=(?:多少|好多|几)[^,，。?？]{{0,8}}{_NOT}(?:目标|任务|计划|预期|预算)(?:数字|数|值)?{_FOBBED_OFF}[?？。!！]?$)"
        ),
        "实际完成",
    ),
    (re.compile(rf"{_NOT}(?:目标|任务|计划|预期|预算)(?:数字|数|值)?{_FOBBED_OFF}(?=[?？。!！]?$)"), ""),
    (re.compile(rf"{_NOT}(?:增幅|增速|增长率|涨幅|降幅|百分比|比例|占比)(?=[?？。!！]?$)"), "绝对额"),
    # 目标哪个定得高
    (
        re.compile(r"(?P<who>哪个|哪家|哪边|谁|哪个[区县市])(?:[定订设]|安排)[得的](?:更)?(?P<way>[高低多少快])"),
        r"\g<who>更\g<way>",
    ),
    # 政府债务余额刨掉市级,县区那部分有多少亿
    (
        re.compile(
            r"(?P<what>[^的,，。?？\d]{2,14}(?:余额|收入|支出|总额|面积|人数|产值))[里中]?(?:刨掉|刨去|刨除|扣除|扣掉|除去|去掉|减掉)"
            r"(?P<level>[市县区州省]本?级)(?:的|部分|那块)*(?:之?[后外])?[,，]?[^,，。?？]{0,8}?(?:还有|剩下?|有|是)(?=多少)"
        ),
        r"\g<what>减去\g<level>\g<what>是",
    ),
    # 发电量有多大比例是火电
    (
        re.compile(
            r"(?P<whole>(?<=[的年])[^的,，。?？\d]{2,12}?)[里中]?有(?:多大|多少)的?(?:比例|比重)是(?P<part>[^,，。?？]{2,10})(?=[?？。]?$)"
        ),
        r"\g<part>占\g<whole>的比重",
    ),
    # 征收面积,占“十三五”征收总面积的百分之多少
    (re.compile(r"[,，]?(?P<whole>占了?[^,，。?？\d占]{2,24}?)的?百分之(?:几|多少)(?=[?？。]?$)"), r"\g<whole>的比重"),
    # 养老床位里,社区养老床位占全部的比重
    (
        re.compile(
            r"(?P<whole>(?<=的)[^的,，。?？\d]{2,10}|(?<![一-鿿])[^的,，。?？\d]{2,10})(?:里面?|当中|中)[,，]?(?P<part>[^,，。?？\d占]{2,16})占"
            r"(?:全部|总数|总量|总的|所有)的?(?:比重|比例|份额|百分之(?:几|多少)|几成)"
        ),
        r"\g<part>占\g<whole>总数的比重",
    ),
    # 洪山高中这所学校: what kind of thing the name is of
    (
        re.compile(
            r"(?<=[一-鿿])这(?:所学校|家(?:企业|公司|医院|单位|法院)|个(?:项目|工程|园区|公司|小区|地方|单位)|座(?:桥|大桥|隧道|公园|电站)|条(?:路|隧道|河|线)|处(?:公园|绿地))(?=[一-鿿0-9])"
        ),
        "",
    ),
    # 再单看市本级: how the next is asked
    (re.compile(r"^(?:那么?|再|就|然后|如果|要是)*(?:单独?|只|光|仅)(?:看|说|算|讲|论)(?=[一-鿿]{2})"), ""),
    # 2024年目标较2023年完成数减少的人数
    (
        re.compile(
            r"(?<=[^,，。?？])(?P<way>增加|减少|提高|下降|降低|多出?|少了?|高出?|低了?)的(?:人数|数量|金额|个数|户数|数额|规模|幅度|数)(?=[?？。]?$)"
        ),
        lambda said: f"{said['way']}多少" if re.search("较|比", said.string[: said.start()]) else said[0],
    ),
    # 住房,开工目标和建成目标分别是多少套: each stage asked for by itself
    (
        re.compile(
            r"^(?P<head>[^?？。;；]{2,}?)[,，]?的?(?P<one>(?:新?开工|启动|在建)(?P<state>目标|任务|计划|数量?|完成数)?)(?:[和与及、]|以及)"
            r"(?P<two>(?:建成|竣工|完工|完成|投用)(?:目标|任务|计划|数量?|完成数)?)(?:的(?:目标|任务)数?)?(?:各自?|分别|都)(?:是|为|有)?(?P<asked>(?:多少|几)[^,，。?？]{0,4})[?？。]?$"
        ),
        r"\g<head>\g<one>是\g<asked>?\g<head>\g<two>是\g<asked>?",
    ),
    # …完成情况,并列出目标增速与实际增速: told with the target and the result
    (
        re.compile(
            r"[,，](?:并|同时|请)*(?:分别)?列(?:出|明|示)(?:其)?(?:目标|计划|预期)(?:增速|增幅|数值?|值|任务)?[与和、及](?:其)?实际(?:完成)?(?:增速|增幅|数值?|值|情况)?(?=[?？。]?$)"
        ),
        "",
    ),
    # 请分别列明甲、乙、丙的预期目标: numbers, not the items of a list
    (
        re.compile(
            r"^(?P<lead>[^,，。?？]*?)(?:请|分别|逐一|一并)*列(?:明|出|示)(?:一下)?(?P<what>(?![^,，。?？]*(?:哪|主要|各项|清单|措施|任务|项目|类别|重点|几|多少|名称|名单))"
            r"[^,，。?？]*?(?:目标|增速|增幅|数额|总额|金额|数值|余额|收入|支出|总量|面积|人数|规模))(?=[?？。]?$)"
        ),
        r"\g<lead>\g<what>各是多少",
    ),
    # 政府性基金支出按功能科目分,城乡社区支出是多少: the one within the other
    (
        re.compile(
            r"(?<=[一-鿿])按(?:照)?(?:支出)?(?:功能|经济|预算)?(?:分类)?(?:科目|项目|类别|用途|行业|领域|产业|功能)(?:来)?(?:分|看|划分|分类)[,，](?=[一-鿿])"
        ),
        "中",
    ),
    # 调整预算定的多少
    (re.compile(r"(?<=预算)数?定的?(?:是|为)?(?=多少)"), "数是"),
    # 基金收入,调整预算是多少
    (re.compile(r"(?:(?<=收入)|(?<=支出))[,，](?=(?:年初|调整后?的?|变动)?预算数?(?:是|为)?多少)"), "的"),
    # 收入为什么一直往下掉
    (
        re.compile(
            r"(?:一直|老是?|总是?|持续|连年|直)?(?:往|朝)下(?:掉|走|滑|降|跌)|(?:一直|连年|老是?|总是?)(?:掉|跌)"
        ),
        "下降",
    ),
    # 支出几乎砍了一半
    (
        re.compile(
            r"(?:几乎|差不多|突然|一下子?)*(?:砍掉?|腰斩|少|降|跌|掉|缩水)了?(?:快|近|将近|差不多|几乎)?(?:一|大|一大)半"
        ),
        "下降",
    ),
    # 支出怎么不增反降,报告给的理由是什么
    (
        re.compile(
            r"(?:怎么|咋|为什么|为何)(?:会|就|反而)?不(?:增|升|涨)反(?:降|跌|减)了?(?:[,，](?:报告|材料|文件)?[里中]?(?:给|讲|说|列)(?:出|到)?的(?:理由|原因|解释|说法)是(?:什么|啥|哪些))?(?=[,，?？。]|$)"
        ),
        "为什么下降",
    ),
    (
        re.compile(
            r"(?<=[降跌减少增升涨高低了])[,，](?:报告|材料|文件)[里中]?(?:给|讲|说|列)(?:出|到)?的(?:理由|原因|解释|说法)是(?:什么|啥|哪些)(?=[?？。]?$)"
        ),
        "是什么原因",
    ),
    # 水质达到几类了: a class, no count
    (
        re.compile(r"(?<=水质)的?(?:类别|等级|标准)?(?:达到?了?|是|为|属于?)*(?:多少|几)类?(?:水|标准)?了?"),
        "是什么类别",
    ),
    # 民生支出31个亿
    (re.compile(r"(?<=\d)个亿(?!元|吨|人|度|斤)"), "亿元"),
    # 农民的人均收入
    (re.compile(r"(?<=[民工])的(?=人均(?:可支配|纯)?收入)"), ""),
    # 那全州甜菜呢
    (re.compile(r"^那么?(?=[全我本][省市区县州盟旗])"), ""),
    # 一般公共预算这块要花出去多少钱
    (
        re.compile(
            r"(?<=公共预算)(?:这一?块|这边|方面)?(?P<when>[^,，。;；?？收支]{0,8}?)(?:花|支|用)(?:出去|掉|了)*(?=多少)"
        ),
        r"支出\g<when>",
    ),
    (
        re.compile(
            r"(?<=公共预算)(?:这一?块|这边|方面)?(?P<when>[^,，。;；?？收支]{0,8}?)收(?:进来|上来|到|了)*(?=多少)"
        ),
        r"收入\g<when>",
    ),
    # 降了多少个百分比
    (re.compile(r"(?:多少|几)个百分比"), "百分之多少"),
    # GDP 1500亿 对不对
    (re.compile(r"(?<=[\d十百千]亿)(?=[\s,，]*(?:对不对|对[吗么嘛]|是不是|是否|属实|[,，?？]*$))"), "元"),
    # 那块地是多少钱拍下来的
    (
        re.compile(r"[,，]?(?:那|这)?(?:块|宗)?地块?(?:是|当时|最后)?(?:花了?)?多少钱(?:拍|拿|买)(?:下来?|到)?的?"),
        "摘牌价是多少",
    ),
    # 是七十几来着, 排在二十几
    (re.compile(r"(?<=[是有到了约占])[一二三四五六七八九]?十几(?![一-鿿]?年|岁|号|[个名]?百分)"), "多少"),
    (re.compile(r"(?<=[一-鿿)])来着(?=[?？。]?$)"), ""),
    # 投了多少钱抢险救灾: what the money went to stands behind it
    (
        re.compile(
            r"(?P<act>[投花拿掏])(?:入|出|费)?了?(?P<asked>多少(?:[万亿]?元|钱))(?:来|去|用来|用于|搞|做)?(?P<what>[一-鿿]{4,10})(?=[?？。]?$)"
        ),
        r"用于\g<what>\g<act>了\g<asked>",
    ),
    # 表里,人才专项资金给了多少
    (re.compile(r"(?<=[一-鿿)])(?:一共|总共|大概|一年)?(?:给了|批了|拨了|列了|排了)多少(?:钱)?(?=[?？。]?$)"), "多少"),
    # 提的五条新赛道是什么: the things, not their number
    (
        re.compile(
            rf"(?P<lead>[\d一二三四五六七八九十]{{1,3}}(?:[{_THINGS}]|方面)[^,，。?？\d]{{2,14}}?)(?:都|分别|具体)*是(?:什么|啥)(?P<end>[?？。]?$)"
        ),
        r"\g<lead>分别是哪些\g<end>",
    ),
    # 争取到, 争取了 tell what was got; 争取 alone what is aimed at
    (re.compile(r"争取(?:到了?|了|来了?|回来)(?=多少|几)"), "拿到"),
    # 空气优良天数占比: as tables head it
    (re.compile(r"(?<=天数)(?:的)?(?:占比|比重|百分比)"), "比例"),
    # PM2.5 年均值, 待售面积年末数
    (
        re.compile(
            r"(?<=[一-鿿0-9A-Za-z])[\s的]*(?:年均值|年均浓度值|年平均值|均值|平均值)(?=[\s?？。,，\d(（]|是|多少|$)"
        ),
        "多少",
    ),
    (re.compile(r"(?<=[一-鿿])的?(?:年末|年底|期末|全年|累计|当年)(?:数|值)(?=[\s?？。(（]|$)"), "多少"),
    (re.compile(r"(?P<what>PM(?:2\.5|10))(?=\s*(?:是|为|有)?多少)"), r"\g<what>浓度"),
    (re.compile(r"(?:保(?:基本民生|工资|运转)(?:[、和及与]|以及)?){3}"), "三保"),
    # 相当于调整预算的百分之几, 占预算几成: what part of the plan was carried out
    (
        re.compile(
            r"(?:相当于|占到?|是|为)(?P<plan>(?:年初|调整后?|变动|全年)?预算)数?的?(?:百分之(?:几|多少)|几成|多少(?![万亿]?元|钱)|多大比[例重])"
        ),
        r"完成\g<plan>的百分之几",
    ),
    # 高标准启动改造: how it was done names nothing; 高标准农田 does
    (
        re.compile(r"高(?:标准|质量|水平|效率?|起点|品质)(?:地)?(?=启动|推进|开工|完成|实施|打造|建成|改造|提升|编制)"),
        "",
    ),
    # 2023年预算收入多少: of the general public budget, where no fund and no office is named
    (
        re.compile(r"(?:(?<=[年度月区县市省州])|^)的?预算(?=(?:总?收入|总?支出)(?!预算|决算|表|草案|情况))"),
        lambda said: said[0] if _OWN_ACCOUNT.search(said.string) else "一般公共预算",
    ),
    # 某区某某区长作报告时说: who said it
    (
        re.compile(
            r"(?<=[区县市省州])(?:[一-鿿]{2,3}?(?:代?副?[区县市省州]长)?)?在?[作做](?:政府)?(?:工作)?报告[时里中](?:都|还|又)?(?:说|讲|提|称)[到过了]?[,，]?"
        ),
        "",
    ),
    # 认定多少家 同比
    (
        re.compile(r"(?P<many>(?:多少|几)(?:[家个户件处座条张辆所项名套]|[万亿]?元))[\s,，、和及]*同比(?=[?？。]?$)"),
        r"\g<many>,同比增长多少",
    ),
    # 疫情最紧张那阵
    (
        re.compile(
            r"疫情(?:最|正|特别)?(?:紧张|严重|吃紧|厉害|凶|高峰)?的?(?:那阵[子儿]?|那会儿?|那段(?:时间|日子)|时候|当口)(?=[,，一-鿿])[,，]?"
        ),
        "疫情期间",
    ),
    # 疫情那年: the year of the first outbreak, as everybody says it
    (re.compile(r"(?:新冠)?疫情(?:爆发|暴发|最?严重|来)?的?那一?年"), "2020年"),
    # 分解方案要求新增的学位, 和工作安排里的数字相比: both are plans
    (re.compile(r"(?:责任|任务)(?:分解|分工)方案(?:里面?|中)?(?:要求|提出|明确|定下?)的?(?=[一-鿿]{2})"), "计划"),
    (
        re.compile(
            r"(?:[区市县省]里的?)?(?:责任|任务)(?:分解|分工)(?:里面?|中)?(?:要求|提出|明确|定下?|下达|给)的(?=目标|任务)"
        ),
        "计划",
    ),
    (
        re.compile(
            r"(?<=[,，])(?:年底|后来|最后|年终)的?(?:工作)?报告(?:里面?|中|上)?(?:说|讲|称|写)?(?=完成|实际|做到|实现)"
        ),
        "年底",
    ),
    (re.compile(r"工作安排(?:里面?|中|上)的?(?:数字?|目标数?)(?![一-鿿]{2}是)"), "的目标"),
    # 想达到什么水平
    (
        re.compile(r"(?P<aim>想|要|能|会)?(?:达到|做到|提高到|到)(?:个)?(?:什么|啥|怎样的?)(?:样的?)?水平"),
        lambda said: f"{said['aim'] or ''}达到多少",
    ),
    (re.compile(r"每万人(?:口)?的发明专利(?!拥有|申请|授权)"), "每万人发明专利拥有量"),
    # 平均每个法官结了多少件
    (
        re.compile(
            r"平均?每一?(?:个|位|名)?(?P<who>法官|检察官)(?:一年)?(?:审)?[结办](?:了|完)?(?:多少|几)件(?:案件|案子|官司)?"
        ),
        r"\g<who>人均结案多少件",
    ),
    # 要修路,修几条; 给残疾人发辅具,发多少套: the verb said again
    (
        re.compile(
            r"(?<![加配新改扩组安重])(?P<act>[发种修建装改办盖栽招请送配])(?P<what>[一-鿿]{1,5})[,，]"
            r"(?:一共|总共|大概|要|能|会|计划)*(?P=act)了?(?=多少|几)"
        ),
        lambda said: ("" if said["act"] in "发送配办" and len(said["what"]) > 1 else said["act"]) + said["what"],
    ),
    # 受理的案子
    (re.compile(r"案子(?!里|中的)"), "案件"),
    # 惠企的三笔钱——奖补、贴息…: the members are named
    (
        re.compile(
            r"(?:(?<=年)|(?<=[区县市州省]))?(?P<head>(?:[一-鿿]{2}的)?[两三四五六七八九\d]+(?:笔|项|个|样|类|种|块|部分)[一-鿿]{0,3})[—:：-]+"
            r"(?=[^,，。?？、]{2,}、[^,，。?？]{2,}[,，]?[^,，。?？]{0,6}(?:加起来|合计|一共|总共|总和|之和|共))"
        ),
        "",
    ),
    # 居民楼加装了多少部电梯, 给老楼装的电梯: houses that lack one are the only ones to get one
    (
        re.compile(
            r"[给为在]?(?:居民楼|居民住宅|老楼|旧楼|老房子?|老旧?(?:小区|住宅|楼房)|既有(?:多层)?住宅)的?"
            r"(?=(?:加|增|安)?装[了的]?(?:多少[部台]|几[部台])?电梯)"
        ),
        "",
    ),
    (re.compile(r"(?:加|增|安)?装的电梯"), "加装电梯"),
    # 在2028年底前搞出
    (re.compile(r"(?<=20\d\d年)(?P<end>底|末)(?:之?前|以前)(?=[^,，。?？]{2,})"), r"\g<end>"),
)
# 毕业生数和招生数(2023): a row of names of counts, and nothing that asks.
_NAMES_OF_COUNTS = re.compile(r"^(?P<names>[^,，。?？]{2,30}[一-鿿]{2}数)(?P<when>[\s(（]*20\d\d年?[)）]?)?[?？。]?$")
# 小学毕业生数和招生数: of one thing.
_OF_ONE_THING = re.compile(r"(?P<first>[一-鿿]{3,10}?)数(?P<joint>[和与及、])(?P<other>[一-鿿]{2,4})数")
# 收入增速:2025年的目标、2025年的完成、2026年的目标各是多少: each of them a question.
_EACH = r"20\d\d年的?(?:目标|任务|计划|预期|完成|实际|预计|预算|决算|执行|实绩)(?:数|值|情况)?"
_ROW_OF_STATES = re.compile(
    rf"(?P<head>[^?？。;；]*?[一-鿿])[:：,，的]?(?P<row>{_EACH}(?:[、,，]{_EACH})+(?:[、,，]?[和与及]?{_EACH})?)"
    r"(?:各自?|分别|都)(?:是|为|有)?(?:多少|几)(?P<end>[^,，。?？]{0,3})[?？。]?$"
)
FEWEST_STATES = 3
_JOINT = re.compile("[、和与及]")
_COUNT = re.compile("(?<!完成)(?<!执行)(?<!实际)(?<!预算)(?<!决算)(?<!计划)(?<!目标)(?<!任务)数$")
_ASKS = re.compile(r"多少|几|什么|啥|哪|谁|怎|如何|吗|呢|是否|对不对|是不是")


def plainly_said(text: str) -> str:
    """The question with such turns put plainly."""
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    text = _ROW_OF_STATES.sub(_one_by_one, text)
    text = _OF_ONE_THING.sub(_with_head, text)
    names = _NAMES_OF_COUNTS.match(text)
    if names and not _ASKS.search(text) and all(_COUNT.search(name) for name in _JOINT.split(names["names"])):
        when = re.sub(r"[^\d]", "", names["when"] or "")
        text = f"{f'{when}年' if when else ''}{names['names']}各多少"
    return text


def _with_head(match: re.Match[str]) -> str:
    """What two counts are of said of the second, too, where its name is one word and the first two."""
    first, other = segments(match["first"]), segments(match["other"])
    if len(first) < 2 or len(first[-2]) < 2 or first[-1][-1] != match["other"][-1] or match["other"] == first[-1]:
        return match.group()
    if len(other) > 1 and word_frequency(match["other"]):
        return match.group()
    return f"{match['first']}数{match['joint']}{first[-2]}{match['other']}数"


def _one_by_one(match: re.Match[str]) -> str:
    """A row of years and states as so many questions; two of them are read as they stand."""
    states = re.findall(_EACH, match["row"])
    if len(states) < FEWEST_STATES:
        return match.group()
    return "".join(f"{match['head']}{state}是多少{match['end']}?" for state in states)
