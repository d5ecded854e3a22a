"""Events: what documents say has happened, when, with whom, and who was told later. From a finished reading."""
