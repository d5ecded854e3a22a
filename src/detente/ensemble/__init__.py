"""Designs of scenarios x engines x draws x seeds, simulated block by block into a forecast."""
