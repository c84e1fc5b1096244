"""The peers over an invented report: the same questions, the same scorer."""

from __future__ import annotations

import pytest

from evals.asking import ask_cases
from evals.markdown import measures
from evals.peers import PeerAnswerer, StoreEmbeddings, tutorial_pieces, tutorial_search
from evals.record import Run, Setting
from evals.summary import summarise
from tests.evals.fakes import CORPUS, SOURCE, TEXT, cases
from tests.fakes import FakeEmbedder

pytest.importorskip("langchain_text_splitters")
pytest.importorskip("langchain_chroma")


def test_pieces_stand_where_they_say() -> None:
    pieces = tutorial_pieces({"yunxi": SOURCE})
    assert all(TEXT[piece.start : piece.end] == piece.text for piece in pieces)
    assert max(len(piece.text) for piece in pieces) <= 1000


def test_a_peer_without_a_model_is_measured_by_its_retrieval_alone() -> None:
    search = tutorial_search(CORPUS.sources, StoreEmbeddings(FakeEmbedder()))
    peer = PeerAnswerer("教程", search, None)
    turns = tuple(ask_cases(peer, cases(), CORPUS))
    summary = summarise(turns)
    assert summary.retrieval is not None
    assert summary.retrieval.first_five.share == 1.0
    run = Run("1", "教程", "", 0, Setting(), turns, answers=peer.answers)
    assert next(name for name, _ in measures(run, summary)) == "依据在前 5 段"


def test_a_peer_with_a_model_is_scored_like_ours() -> None:
    search = tutorial_search(CORPUS.sources, StoreEmbeddings(FakeEmbedder()))

    def parrot(prompt: str) -> str:
        assert "主要目标" in prompt
        return "云溪区2021年地区生产总值增长目标为3%。" if "2021年地区生产总值增长目标是" in prompt else "我不知道。"

    turns = list(ask_cases(PeerAnswerer("教程", search, parrot), cases(), CORPUS))
    summary = summarise(turns)
    assert summary.overall.right.hits == 1 + 4
    assert summary.overall.wrong.hits == 0
    assert summary.refused_needlessly.hits == 19
