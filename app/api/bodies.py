"""Bodies of requests and responses, with Chinese descriptions for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.api.errors import ErrorBody

Id = Annotated[str, StringConstraints(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
Label = Annotated[str, StringConstraints(max_length=200)]
QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=20000)]

REASONS = ("", "数字错误", "出处错误", "答非所问", "应能回答", "其他")


class ScopeBody(BaseModel):
    """提问范围；各项为空即不限。"""

    regions: Annotated[list[Label], Field(max_length=100, description="地区名", examples=[["青山区"]])] = []
    years: Annotated[list[Annotated[int, Field(ge=1900, le=2200)]], Field(max_length=100, description="年份")] = []
    documents: Annotated[list[Label], Field(max_length=500, description="文件编号")] = []


class AskBody(BaseModel):
    """一次提问。"""

    question: QuestionText = Field(description="问题", examples=["青山区2020年地区生产总值是多少？"])
    history: list[QuestionText] | None = Field(
        None, max_length=50, description="此前问过的问题，由早到晚；不给则取会话中已有的问题"
    )
    conversation: Id | None = Field(None, description="会话编号；不给则新建会话")
    scope: Annotated[ScopeBody, Field(description="提问范围")] = ScopeBody()
    stream: bool = Field(False, description="为真时以 SSE 事件返回：understood → evidence → token → answer")


class CitationBody(BaseModel):
    """出处。"""

    number: int
    document: str
    title: str
    section: list[str]
    page: int | None
    quote: str
    start: int
    end: int
    passage: str = Field(description="段落编号，用于 /v1/passages/{id}")
    version: str = Field(description="文件内容指纹（sha256）")


class StatedFigureBody(BaseModel):
    """回答中陈述的数字。"""

    text: str
    value: str = Field(description="十进制数的精确文本")
    unit: str
    indicator: str
    region: str
    period: str
    kind: str | None
    citation: int | None
    verified: bool = Field(description="是否已在所引句子中核对到")


class UnderstoodBody(BaseModel):
    """对问题的理解。"""

    regions: list[str]
    periods: list[str]
    indicators: list[str]
    kind: str
    operation: str
    carried: list[str] = Field(description="承接上文得来的项")


class CalculationBody(BaseModel):
    """由程序完成的计算。"""

    expression: str
    operands: list[int] = Field(description="各运算数的出处编号")


class NearestBody(BaseModel):
    """拒答时给出的相近数字。"""

    label: str
    question: str
    citation: int


class FigureBody(BaseModel):
    """台账中的一个数字。"""

    document: str
    version: str
    passage: str
    indicator: str
    phrase: str
    region: str
    period: str
    kind: str
    measure: str
    text: str
    value: str
    upper: str | None
    unit: str
    qualifier: str
    direction: str
    base: str
    subdocument: str
    section: list[str]
    start: int
    end: int
    certain: bool
    doubt: str


class AnswerBody(BaseModel):
    """回答。"""

    id: str = Field(description="本次问答的编号，用于反馈与导出")
    turn: int | None
    question: str
    answer: str = Field(description="回答正文，[n] 为出处编号")
    refused: bool = Field(description="报告中没有，不作回答")
    conflict: bool = Field(description="报告中说法不一，逐一列出")
    citations: list[CitationBody]
    figures: list[StatedFigureBody]
    timings_ms: dict[str, int]
    understood: UnderstoodBody
    calculations: list[CalculationBody]
    nearest: list[NearestBody]
    evidence: list[FigureBody]
    composed: bool
    notice: str


class AskReply(AnswerBody):
    """回答及其所在会话。"""

    conversation: str


class Page(BaseModel):
    """分页信息。"""

    total: int | None = None
    limit: int
    offset: int


class ConversationBody(BaseModel):
    """会话。"""

    id: str
    title: str
    created_at: float = Field(description="创建时间，UTC 秒")
    updated_at: float


class TurnBody(BaseModel):
    """会话中的一问一答。"""

    id: str
    position: int
    question: str
    scope: dict[str, Any]
    status: Literal["asked", "answered", "stopped", "failed"]
    answer: dict[str, Any] | None
    created_at: float


class TitleBody(BaseModel):
    """会话标题。"""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class FeedbackBody(BaseModel):
    """对一次回答的反馈。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"turn": "0" * 32, "verdict": "bad", "reason": "数字错误"}]}
    )

    turn: Id
    verdict: Literal["good", "bad"]
    reason: Literal["", "数字错误", "出处错误", "答非所问", "应能回答", "其他"] = ""
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class JobBody(BaseModel):
    """一次上传的进度。"""

    id: str
    name: str
    status: Literal["waiting", "reading", "done", "failed"]
    stage: str
    fraction: float = Field(description="0 到 1")
    outcome: str = Field(description="added | updated | unchanged | failed，未结束时为空")
    document: str
    message: str
    warnings: list[str]


ErrorBodies: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody, "description": text}
    for status, text in {
        401: "未登录或密钥无效",
        403: "没有权限",
        404: "没有找到",
        422: "请求有误",
        429: "太频繁或超过限额",
        500: "服务器出错",
    }.items()
}
