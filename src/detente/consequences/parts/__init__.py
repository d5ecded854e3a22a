"""What the consequence models share: coefficients, clauses, the setting they answer in, words."""
