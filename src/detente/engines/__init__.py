"""Bargaining engines: where each published model says a deal lands, one file a model."""
