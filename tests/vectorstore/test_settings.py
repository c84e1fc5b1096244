"""Settings of the store from the environment."""

from __future__ import annotations

from pathlib import Path

from vectorstore.settings import EmbeddingSettings, StoreSettings, default_models_folder


def test_without_any_setting_everything_is_embedded_below_var() -> None:
    assert StoreSettings.from_environment(environment={}) == StoreSettings(Path("var"))
    assert EmbeddingSettings().models == default_models_folder()


def test_the_data_option_wins_over_the_environment() -> None:
    environment = {"ZHENGWEN_DATA": "/srv/zhengwen"}
    assert StoreSettings.from_environment(environment=environment).data == Path("/srv/zhengwen")
    assert StoreSettings.from_environment(Path("here"), environment).data == Path("here")


def test_every_variable_reaches_its_setting() -> None:
    environment = {
        "ZHENGWEN_CHROMA_URL": "http://chroma:8000",
        "ZHENGWEN_DATABASE_URL": "postgresql+psycopg://zhengwen@db/zhengwen",
        "ZHENGWEN_EMBEDDING_MODEL": "BAAI/bge-m3",
        "ZHENGWEN_EMBEDDING_QUERY_PROMPT": "查询:",
        "ZHENGWEN_EMBEDDING_PASSAGE_PROMPT": "",
        "ZHENGWEN_EMBEDDING_THREADS": "4",
        "ZHENGWEN_MODELS": "/models",
    }
    assert StoreSettings.from_environment(environment=environment) == StoreSettings(
        data=Path("var"),
        chroma_url="http://chroma:8000",
        database_url="postgresql+psycopg://zhengwen@db/zhengwen",
        embedding=EmbeddingSettings("BAAI/bge-m3", "查询:", "", 4, Path("/models")),
    )
