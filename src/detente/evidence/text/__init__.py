"""Words, sentences, clauses, numbers and dates of a text, and its language; nothing of who says what."""
