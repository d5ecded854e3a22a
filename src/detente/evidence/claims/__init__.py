"""Claims: an actor, an issue and a predicate in a clause, and who is said to have said it."""
