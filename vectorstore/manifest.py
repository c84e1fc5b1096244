"""What an index was built with; an index that does not fit the present code and settings is refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from vectorstore.errors import IndexMismatch
from vectorstore.schema import SCHEMA_VERSION, manifest_table
from vectorstore.tokenizer import TOKENIZER_VERSION


@dataclass(frozen=True)
class Manifest:
    """embedder: Embedder.id. tokenizer, schema: versions. index: number of the index set in use, from 1."""

    embedder: str
    tokenizer: str = TOKENIZER_VERSION
    schema: str = SCHEMA_VERSION
    index: int = 1

    def check(self, present: Manifest) -> None:
        """Raises IndexMismatch unless this index was built with `present`, what code and settings ask for."""
        parts = (
            ("嵌入模型", self.embedder, present.embedder),
            ("分词版本", self.tokenizer, present.tokenizer),
            ("索引结构版本", self.schema, present.schema),
        )
        different = [f"{name}:索引为“{mine}”,现为“{theirs}”" for name, mine, theirs in parts if mine != theirs]
        if different:
            raise IndexMismatch(
                f"索引与当前设置不符({';'.join(different)})。请运行 zhengwen reindex 重建索引,或改回原来的设置。"
            )


def read_manifest(engine: Engine) -> Manifest | None:
    """The stored manifest; None for a new store."""
    with engine.connect() as connection:
        values = {row.name: row.value for row in connection.execute(select(manifest_table))}
    if not values:
        return None
    return Manifest(values["embedder"], values["tokenizer"], values["schema"], int(values["index"]))


def write_manifest(engine: Engine, manifest: Manifest) -> None:
    """Replace the stored manifest in one transaction."""
    with engine.begin() as connection:
        connection.execute(delete(manifest_table))
        rows = [{"name": name, "value": str(value)} for name, value in vars(manifest).items()]
        connection.execute(insert(manifest_table), rows)
