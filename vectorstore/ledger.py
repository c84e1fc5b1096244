"""The ledger (数字台账): every figure of every stored document, asked for by its slots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, or_, select

from vectorstore.cache import RecentlyUsed
from vectorstore.catalogue import Catalogue
from vectorstore.codec import decode_figure, encode_figure
from vectorstore.figure import Figure
from vectorstore.keys import batches
from vectorstore.record import FigureFilter
from vectorstore.region import Region
from vectorstore.schema import documents_table, figures_table

_BATCH = 900
_FIGURES_IN_MEMORY = 50_000

_c = figures_table.c


def _row(figure: Figure, generation: int) -> dict[str, Any]:
    return {
        "generation": generation,
        "passage": figure.passage,
        "region": figure.region.full_name,
        "indicator": figure.indicator,
        "kind": figure.kind.value,
        "first_year": figure.period.start if figure.period else None,
        "last_year": figure.period.end if figure.period else None,
        "value": str(figure.value),
        "body": encode_figure(figure),
    }


def _overlaps(years: Sequence[int]) -> ColumnElement[bool]:
    return or_(*(and_(_c.first_year <= year, _c.last_year >= year) for year in years))


class Ledger:
    """Figures in the database. Writes take the caller's connection, so that they share a transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._figures: RecentlyUsed[int, Figure] = RecentlyUsed(_FIGURES_IN_MEMORY)

    def insert(self, connection: Connection, figures: Sequence[Figure], generation: int) -> None:
        if figures:
            connection.execute(insert(figures_table), [_row(figure, generation) for figure in figures])

    def delete(self, connection: Connection, document: str) -> None:
        """Forget the figures of the document's stored generation."""
        generations = select(documents_table.c.generation).where(documents_table.c.id == document).scalar_subquery()
        connection.execute(delete(figures_table).where(_c.generation.in_(generations)))

    def _conditions(self, where: FigureFilter, catalogue: Catalogue) -> list[ColumnElement[bool]] | None:
        """The filter as SQL conditions; None when nothing can match."""
        conditions: list[ColumnElement[bool]] = []
        if where.documents or where.groups is not None:
            entries = catalogue.matching(where.documents, where.groups)
            if not entries:
                return None
            if len(entries) < len(catalogue.entries):
                conditions.append(_c.generation.in_([entry.generation for entry in entries]))
        if where.regions:
            conditions.append(_c.region.in_(where.regions))
        if where.indicators:
            conditions.append(_c.indicator.in_(where.indicators))
        conditions += [or_(*(_c.indicator.contains(word, autoescape=True) for word in words)) for words in where.naming]
        if where.kinds:
            conditions.append(_c.kind.in_([kind.value for kind in where.kinds]))
        if where.years:
            conditions.append(_overlaps(where.years))
        return conditions

    def figures(self, where: FigureFilter, catalogue: Catalogue) -> list[Figure]:
        """Matching figures in the order of their documents and of the text."""
        conditions = self._conditions(where, catalogue)
        if conditions is None:
            return []
        if not where.passages:
            return self._select(conditions)
        found: list[Figure] = []
        for batch in batches(where.passages, _BATCH):
            found += self._select([*conditions, _c.passage.in_(batch)])
        return found

    def _select(self, conditions: list[ColumnElement[bool]]) -> list[Figure]:
        statement = select(_c.key, _c.body).where(*conditions).order_by(_c.key)
        with self._engine.connect() as connection:
            rows = connection.execute(statement).all()
        return [self._decode(key, body) for key, body in rows]

    def _decode(self, key: int, body: str) -> Figure:
        figure = self._figures.get(key)
        if figure is None:
            figure = decode_figure(body)
            self._figures.put(key, figure)
        return figure

    def regions(self) -> list[Region]:
        """Distinct places that stored figures speak of, which may be others than their documents' own."""
        firsts = select(func.min(_c.key)).group_by(_c.region)
        with self._engine.connect() as connection:
            rows = connection.execute(select(_c.key, _c.body).where(_c.key.in_(firsts))).all()
        return [self._decode(key, body).region for key, body in rows]

    def indicators(self, where: FigureFilter, catalogue: Catalogue) -> list[tuple[str, int]]:
        """Indicators of matching figures with how many figures each has, most frequent first."""
        conditions = self._conditions(where, catalogue)
        if conditions is None:
            return []
        if where.passages:
            conditions.append(_c.passage.in_(where.passages[:_BATCH]))
        count = func.count()
        statement = select(_c.indicator, count).where(*conditions).group_by(_c.indicator)
        with self._engine.connect() as connection:
            rows = connection.execute(statement.order_by(count.desc(), _c.indicator)).all()
        return [(indicator, number) for indicator, number in rows]
