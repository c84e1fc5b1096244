"""The peers over an invented report: the same questions, the same scorer."""

from __future__ import annotations

import pytest

from evals.asking import ask_cases
from evals.markdown import measures
from evals.peers import PeerAnswerer, Search, StoreEmbeddings, llama_search, tutorial_pieces, tutorial_search
from evals.record import Run as EvalRun
from evals.record import Setting
from evals.summary import summarise
from tests.evals.fakes import CORPUS, SOURCE, TEXT, cases
from tests.fakes import FakeEmbedder
from vectorstore.source import Run, Source

pytest.importorskip("langchain_text_splitters")
pytest.importorskip("langchain_chroma")
pytest.importorskip("llama_index.core")

LONG = "".join(f"第{number}项工作已经完成,投入资金{number}万元,惠及居民{number}00户。\n" for number in range(400))


@pytest.fixture(params=[tutorial_search, llama_search], ids=["tutorial", "llamaindex"])
def search(request: pytest.FixtureRequest) -> Search:
    """Each peer's search over the invented report and a long one."""
    sources = {**CORPUS.sources, "long": Source(LONG, LONG, (Run(0, 0, len(LONG)),))}
    found: Search = request.param(sources, StoreEmbeddings(FakeEmbedder()))
    return found


def test_pieces_stand_where_they_say() -> None:
    pieces = tutorial_pieces({"yunxi": SOURCE})
    assert all(TEXT[piece.start : piece.end] == piece.text for piece in pieces)
    assert max(len(piece.text) for piece in pieces) <= 1000


def test_what_a_peer_finds_stands_where_it_says(search: Search) -> None:
    found = search("第399项工作投入资金多少?", 10)
    assert len(found) == 10
    assert len({piece.start for piece in found if piece.document == "long"}) >= 9
    assert all(piece.text == {"yunxi": TEXT, "long": LONG}[piece.document][piece.start : piece.end] for piece in found)


def test_a_peer_without_a_model_is_measured_by_its_retrieval_alone(search: Search) -> None:
    peer = PeerAnswerer("教程", search, None)
    turns = tuple(ask_cases(peer, cases(), CORPUS))
    summary = summarise(turns)
    assert summary.retrieval is not None
    assert summary.retrieval.first_five.share == 1.0
    run = EvalRun("1", "教程", "", 0, Setting(), turns, answers=peer.answers)
    assert next(name for name, _ in measures(run, summary)) == "依据在前 5 段"


def test_a_peer_with_a_model_is_scored_like_ours(search: Search) -> None:

    def parrot(prompt: str) -> str:
        assert "主要目标" in prompt
        return "云溪区2021年地区生产总值增长目标为3%。" if "2021年地区生产总值增长目标是" in prompt else "我不知道。"

    turns = list(ask_cases(PeerAnswerer("教程", search, parrot), cases(), CORPUS))
    summary = summarise(turns)
    assert summary.overall.right.hits == 1 + 4
    assert summary.overall.wrong.hits == 0
    assert summary.refused_needlessly.hits == 19
