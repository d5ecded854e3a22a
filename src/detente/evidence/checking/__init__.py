"""What cannot be relied on: figures without a source, echoes, contradictions, stale news."""
