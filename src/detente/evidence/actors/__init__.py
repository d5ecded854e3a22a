"""Who is meant: states, institutions, persons and groups, by name, pronoun or role."""
