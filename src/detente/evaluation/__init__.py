"""Scores for forecasts that have met their outcome."""
