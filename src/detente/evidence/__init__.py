"""From documents to statements: who said or did what, verbatim, where, how sure."""
