"""The calibrated distribution of where an issue lands: point masses and a smooth part, fitted to past decisions."""
