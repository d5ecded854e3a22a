"""A forecast as text, tables and one self-contained page."""
