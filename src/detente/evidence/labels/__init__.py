"""Labels of a statement, each from rules a person can follow: stance, modality, certainty, kind, source."""
