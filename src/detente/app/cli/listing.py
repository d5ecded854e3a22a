"""``detente engines``, ``vocabulary`` and ``schema``: what is built in."""

from __future__ import annotations

import typer


def engines() -> None:
    """List the bargaining engines with their switches and sources.

    Example:

        detente engines
    """
    from detente.engines.catalogue import ENGINES

    for name, engine in ENGINES.items():
        typer.echo(f"{name}: {engine.title}\n    {engine.citation}")
        for reading, turned in engine.readings.items():
            said = ", ".join(f"{k}={v}" for k, v in turned.items()) or "the defaults"
            typer.echo(f"    --reading {reading}: {said}")
        for switch in engine.switches:
            typer.echo(f"    --set {switch.name}={'|'.join(switch.values)}  {switch.explanation}")


def vocabulary() -> None:
    """List the built-in negotiation issues with the two ends of their scales.

    Example:

        detente vocabulary
    """
    from detente.evidence.vocabulary.loader import issue_entries

    for entry in issue_entries().values():
        low, high = min(entry.scale), max(entry.scale)
        typer.echo(f"{entry.id}: {entry.question}")
        typer.echo(f"    {low:g} {entry.scale[low]} ... {high:g} {entry.scale[high]}")


def schema() -> None:
    """Print the JSON Schema of case.yaml.

    Example:

        detente schema > case_schema.json
    """
    from detente.storage.case_schema import schema_text

    typer.echo(schema_text(), nl=False)
