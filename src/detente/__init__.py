"""Détente: from documents about a negotiation to a cited, uncertain, testable model of it."""

__version__ = "0.1.0"
