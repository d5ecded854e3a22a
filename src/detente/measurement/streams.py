"""Random numbers named, not numbered; they live in ``domain`` because consequences draw from them too."""

from __future__ import annotations

from detente.domain.streams import key, stream, uniforms

__all__ = ["key", "stream", "uniforms"]
