"""A forecast as text, tables and one self-contained page."""

from detente.report.answer import answer_sentences
from detente.report.html import render_html
from detente.report.markdown import render_markdown
from detente.report.summary import render_summary
from detente.report.tables import tables

__all__ = ["answer_sentences", "render_html", "render_markdown", "render_summary", "tables"]
