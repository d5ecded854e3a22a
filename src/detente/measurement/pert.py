"""PERT draws of what an analyst states; they live in ``domain`` because consequences draw from them too."""

from __future__ import annotations

from detente.domain.pert import beta_quantile, pert_mean, pert_quantile, quantity_quantile

__all__ = ["beta_quantile", "pert_mean", "pert_quantile", "quantity_quantile"]
