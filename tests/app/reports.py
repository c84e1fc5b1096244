"""Four reports of an invented city, dense with look-alike figures, read through the real pipeline into a real store."""

from __future__ import annotations

from pathlib import Path

from app.answer import Answer
from app.assistant import Assistant
from app.chain import Ask
from ingest.pipeline import Pipeline
from ingest.settings import IngestSettings
from ingest.steps import read_file
from tests.fakes import FakeEmbedder
from vectorstore.embedder import Embedder
from vectorstore.settings import StoreSettings
from vectorstore.store import PassageStore

QINGHE = """云川市青禾区人民政府工作报告(2023年)
——2022年12月26日在青禾区第六届人民代表大会第二次会议上
青禾区人民政府区长 陆知远
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2022年工作回顾
2022年,全区上下顶住压力,预计地区生产总值实现486.3亿元左右,增长5.2%;规模以上工业增加值增长7.4%;固定资产投资增长11.6%,其中工业投资增长15.8%;社会消费品零售总额213.7亿元,下降2.1%;一般公共预算收入42.6亿元,增长3.5%;城镇居民人均可支配收入43260元,增长4.8%。
(一)产业结构持续优化。净增高新技术企业36家,总数达到158家;引进亿元以上项目47个,协议投资312亿元。外贸进出口总额58.4亿元,下降6.3%。
(二)城区品质稳步提升。新增停车泊位3200个、充电桩860个;改造老旧小区24个,惠及居民2.3万户;新建口袋公园8个。空气质量优良天数291天,优良率79.7%,比上年上升1.6个百分点。
(三)民生保障更加有力。城镇新增就业1.86万人;新增养老床位640张;教育支出9.8亿元,占一般公共预算支出的比重为18.4%。
在看到成绩的同时,我们也清醒地认识到,工作中还存在不足:一是产业链条不长,龙头企业偏少;二是老城区停车难问题突出;三是部分干部担当精神不强。
二、2023年工作安排
2023年经济社会发展主要预期目标是:地区生产总值增长7%以上,规模以上工业增加值增长8.5%,固定资产投资增长12%,社会消费品零售总额增长9%,一般公共预算收入增长5%,城镇新增就业1.9万人。到2025年,地区生产总值突破700亿元。
重点抓好以下三个方面工作:
(一)聚力建设产业强区。净增高新技术企业40家,引进亿元以上项目55个。
(二)聚力推进城市更新。改造老旧小区30个,新增停车泊位4500个、充电桩1200个。
(三)聚力增进民生福祉。新增养老床位800张,新建公办幼儿园5所。
名词解释
1.“三园一廊”:指数字产业园、智造产业园、生物医药园和滨河创新走廊,是青禾区产业布局的核心载体。
2.“一窗通办”:指群众办理多个事项时只进一扇窗口、只交一套材料、由后台分类流转办理的政务服务方式。
"""

SONGLING = """云川市松岭区人民政府工作报告(2023年)
——2022年12月28日在松岭区第五届人民代表大会第三次会议上
松岭区人民政府代区长 程越
各位代表:
现在,我代表区人民政府向大会报告工作,请予审议。
一、2022年工作回顾
2022年,预计地区生产总值实现468.3亿元,增长4.6%;规模以上工业增加值增长6.9%;固定资产投资增长9.7%;社会消费品零售总额231.7亿元,增长1.2%;一般公共预算收入38.9亿元,下降4.4%;城镇居民人均可支配收入41750元,增长5.1%。
净增高新技术企业28家,总数达到131家。新增停车泊位2300个、充电桩680个;改造老旧小区42个,惠及居民3万户。城镇新增就业1.68万人;新增养老床位460张。空气质量优良天数312天,优良率85.5%。
五年来,累计改造老旧小区165个,年均增长的财政投入全部用于民生。
二、2023年工作安排
2023年经济社会发展主要预期目标是:地区生产总值增长6.5%,规模以上工业增加值增长8%,固定资产投资增长10%以上,社会消费品零售总额增长8%,一般公共预算收入增长4%,城镇新增就业1.7万人。
改造老旧小区20个,新增停车泊位2500个、充电桩900个,新增养老床位500张。
"""

TASKS = """区人民政府办公室关于印发《2023年省、市、区〈政府工作报告〉确定的主要目标任务责任分解方案》的通知
各街道办事处,区人民政府各部门:
《2023年省、市、区〈政府工作报告〉确定的主要目标任务责任分解方案》现印发给你们,请遵照执行。
附件:1.2023年省《政府工作报告》确定的主要目标任务(青禾区)责任分解方案
2.2023年市《政府工作报告》确定的主要目标任务(青禾区)责任分解方案
3.2023年区《政府工作报告》确定的主要目标任务责任分解方案
云川市青禾区人民政府办公室
2023年2月20日
附件1
2023年省《政府工作报告》确定的主要目标任务(青禾区)责任分解方案
1.新增城市停车泊位11万个,建设改造充电桩5万个。(区级责任单位:区建设局、区城管执法局)
2.新增养老床位3.6万张,完成适老化改造2.4万户。(区级责任单位:区民政局)
附件2
2023年市《政府工作报告》确定的主要目标任务(青禾区)责任分解方案
1.地区生产总值增长6.8%左右。(市级牵头单位:市发改委;区级牵头单位:区发改局)
2.新增停车泊位6万个,新建充电桩2.2万个。(市级牵头单位:市城建局;区级牵头单位:区建设局)
3.新增养老床位5200张。(市级牵头单位:市民政局;区级牵头单位:区民政局)
附件3
2023年区《政府工作报告》确定的主要目标任务责任分解方案
1.地区生产总值增长7%以上。(牵头单位:区发改局;责任单位:区统计局、区经信局)
2.新增停车泊位4500个、充电桩1200个。(牵头单位:区建设局;责任单位:区城管执法局、各街道办事处)
3.新增养老床位800张。(牵头单位:区民政局;责任单位:各街道办事处)
4.新建公办幼儿园5所。(牵头单位:区教育局;责任单位:区建设局、区财政局)
"""

BUDGET = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>青禾区2022年预算执行情况和2023年预算草案的报告</title></head>
<body><h1>关于云川市青禾区2022年预算执行情况和2023年预算草案的报告</h1>
<p>——2023年1月6日在青禾区第六届人民代表大会第二次会议上</p><p>青禾区财政局</p><p>各位代表:</p>
<p>受区人民政府委托,现将2022年预算执行情况和2023年预算草案提请大会审议。</p>
<h2>一、2022年预算执行情况</h2>
<p>2022年,全区一般公共预算收入完成42.3亿元,增长2.8%,其中税收收入33.1亿元,非税收入9.2亿元。全区一般公共预算支出53.2亿元,增长4.1%。政府债务余额61.5亿元。</p>
<h2>二、2023年预算草案</h2>
<p>2023年,全区一般公共预算收入预算安排44.4亿元,增长5%;一般公共预算支出预算安排55.6亿元,增长4.5%。</p>
<h2>附表</h2>
<table><caption>2022年青禾区一般公共预算支出执行情况表</caption><tr><td colspan="4">单位:万元</td></tr>
<tr><th>项目</th><th>2021年决算数</th><th>2022年预算数</th><th>2022年执行数</th></tr>
<tr><td>教育支出</td><td>93200</td><td>97500</td><td>98000</td></tr>
<tr><td>卫生健康支出</td><td>46100</td><td>47800</td><td>51300</td></tr>
<tr><td>住房保障支出</td><td>18700</td><td>20400</td><td>19600</td></tr></table>
</body></html>
"""

FILES = {
    "qinghe-2023.txt": QINGHE,
    "songling-2023.txt": SONGLING,
    "qinghe-tasks-2023.txt": TASKS,
    "qinghe-budget-2023.html": BUDGET,
}


class InProcessReader:
    """Reads files by the worker's own steps, without starting a worker."""

    read = staticmethod(read_file)


def fill_store(data: Path, files: dict[str, str] = FILES, embedder: Embedder | None = None) -> PassageStore:
    """An open store in `data` that holds the reports; embedder: the quick stand-in when None."""
    folder = data / "reports"
    folder.mkdir(parents=True)
    store = PassageStore.open(StoreSettings(data / "var"), writer=True, embedder=embedder or FakeEmbedder())
    pipeline = Pipeline(store, InProcessReader(), IngestSettings())
    for name, text in files.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        result = pipeline.ingest_file(path)
        assert result.outcome == "added", result.message
    return store


def said(answer: Answer) -> list[str]:
    """The figures that an answer states, value and unit as in its answer line, e.g. 486.3亿元."""
    return [f"{figure['value']}{figure['unit']}" for figure in answer.to_line("q")["figures"]]


def ask(chain: Assistant, question: str, *history: str) -> Answer:
    """The answer to a question behind the earlier questions of its conversation, oldest first."""
    return chain.ask(Ask(question, history))
