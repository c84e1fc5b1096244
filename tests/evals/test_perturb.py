"""Near-identical reports for the benchmark."""

from __future__ import annotations

from itertools import islice

import numpy as np

from evals.metrics import Verdict, judge
from evals.perturb import NearEmbedder, clone_cases, clones, invented_names
from tests.evals.answers import answer
from tests.evals.fakes import SOURCE, TEXT, cases
from tests.fakes import FakeEmbedder
from vectorstore.quantity import find_quantities

REGIONS = {"yunxi": "云溪区"}


def test_clones_keep_the_length_and_change_region_year_and_figures() -> None:
    first, second = islice(clones({"yunxi": SOURCE}, REGIONS), 2)
    assert len(first.text) == len(second.text) == len(TEXT)
    assert "云溪" not in first.text
    assert first.names == second.names
    assert "2025年" in second.text
    assert "2021年" in first.text
    before = [q.value for q in find_quantities(TEXT)]
    after = [q.value for q in find_quantities(first.text)]
    assert len(before) == len(after)
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_clones_are_the_same_in_every_run() -> None:
    assert [c.text for c in islice(clones({"yunxi": SOURCE}, REGIONS), 4)] == [
        c.text for c in islice(clones({"yunxi": SOURCE}, REGIONS), 4)
    ]


def test_many_clones_stand_for_many_places() -> None:
    assert len({tuple(c.names.values()) for c in islice(clones({"yunxi": SOURCE}, REGIONS), 700)}) == 350
    assert len(set(invented_names())) == len(invented_names())


def test_a_case_asked_of_a_clone_expects_the_clone_s_own_figure() -> None:
    clone = next(clones({"yunxi": SOURCE}, REGIONS))
    asked = list(clone_cases(clone, cases(), SOURCE))
    assert len(asked) == 4  # the other figures stand more than once
    turn = asked[0].turns[0]
    name = next(iter(clone.names.values()))
    assert name in turn.question
    assert turn.figures[0].region == name
    line = next(line for line in clone.text.splitlines() if turn.question[:-6] in line)
    assert judge(turn, answer(line), {}, (name, "云溪区")).verdict is Verdict.RIGHT
    original = next(line for line in TEXT.splitlines() if line[3:] and turn.question[3:-6] in line)
    assert judge(turn, answer(original), {}, (name, "云溪区")).verdict is Verdict.WRONG


def test_vectors_of_clones_are_near_their_base_but_not_the_same() -> None:
    inner = FakeEmbedder()
    embedder = NearEmbedder(inner, invented_names())
    one, other = (f"{name}区2021年增长{value}%" for name, value in zip(invented_names()[:2], (3, 4), strict=True))
    vectors = embedder.embed_passages([one, other])
    assert np.array_equal(vectors, NearEmbedder(FakeEmbedder(), invented_names()).embed_passages([one, other]))
    assert inner.calls == 1
    assert 0.95 < float(np.dot(vectors[0], vectors[1])) < 1
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
