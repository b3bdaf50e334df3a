"""A row as evidence, as every desk tells it."""

from __future__ import annotations

from reportedly.model import JOINT, Article, Attribution
from reportedly.reasons import sentence
from reportedly.web import values
from reportedly.web.fragments import live
from reportedly.web.marking import sentence_at, sentence_number


def report(article: Article, row: Attribution, decided: values.Decided | None) -> values.Report:
    """A row as evidence, with its sentence."""
    at = row.content[0][0] if row.content else 0
    shown = values.shown(article, row, sentence_at(article, at), sentence_number(article, at))
    why = tuple(values.Why(r.field, sentence(r, article.text)) for r in row.why)
    link = live(article, row.content[0]) if row.content else None
    return values.Report(
        f"{article.id}#{row.id}", article.id, row.id, article.headline, article.outlet, article.published, row.speaker,
        row.speaker_kind, row.chain, row.said, row.commitment, row.kind, row.confidence, article.words(row.content, JOINT), shown, link,
        why, decided,
    )  # fmt: skip
