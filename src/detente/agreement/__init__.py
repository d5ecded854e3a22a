"""Is there a deal: no-deal values, red lines as vetoes, the zone and what blocks it."""
