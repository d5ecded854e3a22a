"""People's judgements beside the statements, and how far they agree."""
