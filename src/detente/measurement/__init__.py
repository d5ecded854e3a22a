"""From statements and the analyst's ranges to joint draws of every input."""
