"""Events: what documents say has happened, when, with whom, and who was told later. Computed from a finished reading."""
