"""The switches of the three bargaining solutions, and what all of them take for given.

Parties are the required actors that care about something. Gains are concave and separable by issue; utility is that
of the agreement room (its linear loss, Stokman & Van Oosten 1994), scaled by the actor's own greatest possible loss
so that it runs from 0 to 1. With z and ideal points as shares of each scale and an exponent e of 1 or 2:

    U_a(z) = 1 - sum_k s_ak |z_k - ideal_ak|^e / sum_k s_ak max(ideal_ak, 1 - ideal_ak)^e
    g_a(z) = U_a(z) - U_a(reference point) + cost of continuing

Points outside the red lines of a party are refused, whatever they offer.
"""

from __future__ import annotations

from detente.domain.engine import Switch

LOSS = Switch(
    "loss",
    ("linear", "quadratic"),
    "how utility falls with the distance from an actor's position on an issue",
)
OTHERS = Switch(
    "others",
    ("none", "weights"),
    "actors whose consent a deal does not need: left out, or counted without a veto, their utility weighted by "
    "capability (as parties to whom no deal is very bad, the compromise model's assumption)",
)
POWER = Switch(
    "power",
    ("equal", "capability"),
    "the powers of the parties' gains in the product: equal, or each party's mean share of the parties' capability",
)
