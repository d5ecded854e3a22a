"""A forecast as text, tables and one self-contained page."""

from detente.report.answer import answer_sentences
from detente.report.html import render_html
from detente.report.summary import render_summary

__all__ = ["answer_sentences", "render_html", "render_summary"]
