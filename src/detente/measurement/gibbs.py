"""The compiled sampler: one chain of Gibbs steps for the model of ``model.py``, all but one of them conjugate.

Import it only where it is used: importing loads Numba, and the first call compiles. Every function is called with one
set of types (uint64 keys and salts, int64 counters, float64 arrays), so that one compiled version of each is cached.

Random numbers are counter-based: number j of iteration t of a position, observation or source is a hash of its own
key, t and j (SplitMix64; Steele, Lea and Flood 2014, OOPSLA). Threads cannot reorder them, and leaving one statement
out leaves the random numbers of all the others as they were, so that what changes is what the statement said.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_SHIFT_30, _SHIFT_27, _SHIFT_31, _SHIFT_11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 2.0**-53
_SLOTS = 64  # counters an entity may use in one iteration
_FAR = 30.0  # standard deviations beyond which the normal tail is taken as exponential
_ROOT_HALF = math.sqrt(0.5)


@njit(cache=True, nogil=True)
def run_chain(
    chain: np.uint64,
    warm_up: int,
    kept: int,
    thin: int,
    pair: np.ndarray,
    cell: np.ndarray,
    source: np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
    noise: np.ndarray,
    observation_keys: np.ndarray,
    pair_keys: np.ndarray,
    cell_keys: np.ndarray,
    source_keys: np.ndarray,
    bias_key: np.uint64,
    priors: np.ndarray,
    positions: np.ndarray,
    errors: np.ndarray,
) -> None:
    """Fill ``positions`` (kept, pair) in [0, 100] and ``errors`` (kept, source), standard deviations in points.

    priors : error shape and scale, bias shape and scale (inverse gamma).
    """
    n, pairs, cells, sources = pair.size, pair_keys.size, cell_keys.size, source_keys.size
    error_shape, error_scale, bias_shape, bias_scale = priors[0], priors[1], priors[2], priors[3]
    salt = _mix(chain + np.uint64(1))
    observation_salted, pair_salted = _salted(observation_keys, salt), _salted(pair_keys, salt)
    cell_salted, source_salted = _salted(cell_keys, salt), _salted(source_keys, salt)
    theta, bias = np.empty(pairs), np.zeros(cells)
    leap, gain = np.empty(pairs), np.empty(pairs)
    variance = np.full(sources, error_scale / (error_shape - 1))
    bias_variance = bias_scale / (bias_shape - 1)
    said, weight, precision = np.empty(n), np.ones(n), np.empty(n)
    per_pair, per_pair_sum = np.empty(pairs), np.empty(pairs)
    per_cell, per_cell_sum = np.empty(cells), np.empty(cells)
    per_source, per_source_count = np.empty(sources), np.zeros(sources)
    for k in range(n):
        per_source_count[source[k]] += 1.0
    for p in range(pairs):  # starts spread over the whole scale, so that R-hat can tell when chains have not met
        theta[p] = 100.0 * _uniform(pair_salted[p], 0, 0)
    for t in range(1, warm_up + kept * thin + 1):
        # A leap anywhere on the scale, said and weight integrated out: it crosses between the modes that
        # contradicting statements make, where the conjugate step alone would stay. The proposal is the prior.
        for p in range(pairs):
            leap[p] = 100.0 * _uniform(pair_salted[p], t, 1)
            gain[p] = 0.0
        for k in range(n):
            unit = noise[k] * math.sqrt(variance[source[k]])
            low, high = lower[k] - bias[cell[k]], upper[k] - bias[cell[k]]
            now, then = theta[pair[k]], leap[pair[k]]
            likelihood_then = _t4_between((low - then) / unit, (high - then) / unit)
            gain[pair[k]] += math.log(likelihood_then / _t4_between((low - now) / unit, (high - now) / unit))
        for p in range(pairs):
            if math.log(_uniform(pair_salted[p], t, 2)) < gain[p]:
                theta[p] = leap[p]
        for k in range(n):
            own = observation_salted[k]
            center = theta[pair[k]] + bias[cell[k]]
            square = variance[source[k]] * noise[k] * noise[k]
            unit = math.sqrt(square)
            z = _t4_truncated((lower[k] - center) / unit, (upper[k] - center) / unit, _uniform(own, t, 0))
            said[k] = center + unit * z
            # Gamma((nu + 1)/2) with nu = 4: two exponentials and half a squared normal, without rejection.
            normal = _normal_quantile(_uniform(own, t, 1))
            gamma = 0.5 * normal * normal - math.log(_uniform(own, t, 2) * _uniform(own, t, 3))
            weight[k] = gamma / (2.0 + 0.5 * z * z)
            precision[k] = weight[k] / square
        per_pair[:] = 0.0
        per_pair_sum[:] = 0.0
        for k in range(n):
            per_pair[pair[k]] += precision[k]
            per_pair_sum[pair[k]] += precision[k] * (said[k] - bias[cell[k]])
        for p in range(pairs):
            mean = per_pair_sum[p] / per_pair[p]
            drawn = mean + _truncated(mean, 1.0 / math.sqrt(per_pair[p]), 0.0, 100.0, _uniform(pair_salted[p], t, 0))
            theta[p] = min(100.0, max(0.0, drawn))
        per_cell[:] = 1.0 / bias_variance
        per_cell_sum[:] = 0.0
        for k in range(n):
            per_cell[cell[k]] += precision[k]
            per_cell_sum[cell[k]] += precision[k] * (said[k] - theta[pair[k]])
        squares = 0.0
        for c in range(cells):
            spread = _normal_quantile(_uniform(cell_salted[c], t, 0)) / math.sqrt(per_cell[c])
            bias[c] = per_cell_sum[c] / per_cell[c] + spread
            squares += bias[c] * bias[c]
        bias_variance = (bias_scale + 0.5 * squares) / _gamma(_mix(bias_key ^ salt), t, bias_shape + 0.5 * cells)
        per_source[:] = 0.0
        for k in range(n):
            residual = (said[k] - theta[pair[k]] - bias[cell[k]]) / noise[k]
            per_source[source[k]] += weight[k] * residual * residual
        for s in range(sources):
            shape = error_shape + 0.5 * per_source_count[s]
            variance[s] = (error_scale + 0.5 * per_source[s]) / _gamma(source_salted[s], t, shape)
        if t > warm_up and (t - warm_up) % thin == 0:
            row = (t - warm_up) // thin - 1
            for p in range(pairs):
                positions[row, p] = theta[p]
            for s in range(sources):
                errors[row, s] = math.sqrt(variance[s])


@njit(cache=True, nogil=True)
def _mix(state: np.uint64) -> np.uint64:
    state = (state ^ (state >> _SHIFT_30)) * _MIX_1
    state = (state ^ (state >> _SHIFT_27)) * _MIX_2
    return state ^ (state >> _SHIFT_31)


@njit(cache=True, nogil=True)
def _salted(keys: np.ndarray, salt: np.uint64) -> np.ndarray:
    """The keys as this chain uses them."""
    salted = np.empty_like(keys)
    for i in range(keys.size):
        salted[i] = _mix(keys[i] ^ salt)
    return salted


@njit(cache=True, nogil=True)
def _uniform(own: np.uint64, iteration: int, slot: int) -> float:
    """In (0, 1), both ends excluded."""
    counter = np.uint64(iteration * _SLOTS + slot)
    return (np.float64(_mix(own + counter * _GOLDEN) >> _SHIFT_11) + 0.5) * _TO_UNIT


@njit(cache=True, nogil=True)
def _normal_below(x: float) -> float:
    return 0.5 * math.erfc(-x * _ROOT_HALF)


@njit(cache=True, nogil=True)
def _truncated(mean: float, deviation: float, low: float, high: float, u: float) -> float:
    """Distance from ``mean`` of a normal draw between ``low`` and ``high``, by inversion; increasing in ``u``."""
    a, b, sign = (low - mean) / deviation, (high - mean) / deviation, 1.0
    if a > 0.0:  # the lower tail is where the distribution function keeps its digits
        a, b, u, sign = -b, -a, 1.0 - u, -1.0
    if b < -_FAR:
        z = max(a, b - math.log(u) / b)
    else:
        below = _normal_below(a)
        z = _normal_quantile(max(1e-300, below + u * (_normal_below(b) - below)))
    return sign * deviation * min(b, max(a, z))


@njit(cache=True, nogil=True)
def _t4_below(t: float) -> float:
    """Distribution function of Student's t with 4 degrees of freedom, (1 + s)^2 (2 - s)/4 with s = t/sqrt(4 + t^2)."""
    if t > 0.0:
        return 1.0 - _t4_below_zero(-t)
    return _t4_below_zero(t)


@njit(cache=True, nogil=True)
def _t4_below_zero(t: float) -> float:
    """For t of at most 0, where 1 + s is written so that nothing cancels."""
    if t < -1e8:
        return 0.0
    root = math.sqrt(4.0 + t * t)
    one_plus_s = 4.0 / (root * (root - t))
    return 0.25 * one_plus_s * one_plus_s * (3.0 - one_plus_s)


@njit(cache=True, nogil=True)
def _t4_between(a: float, b: float) -> float:
    """Probability of (a, b) under Student's t with 4 degrees of freedom, at least 1e-300."""
    if a > 0.0:
        a, b = -b, -a
    return max(1e-300, _t4_below(b) - _t4_below(a))


@njit(cache=True, nogil=True)
def _t4_truncated(a: float, b: float, u: float) -> float:
    """Student's t with 4 degrees of freedom between ``a`` and ``b``, by inversion; increasing in ``u``.

    With s = 2 sin(x) the distribution function is (1 + sin(3x))/2 (Shaw 2006, Journal of Computational Finance 9:37,
    solves the same cubic).
    """
    sign = 1.0
    if a > 0.0:
        a, b, u, sign = -b, -a, 1.0 - u, -1.0
    below = _t4_below(a)
    p = below + u * (_t4_below(b) - below)
    s = 2.0 * math.sin(math.asin(2.0 * p - 1.0) / 3.0)
    rest = max(1e-300, (1.0 - s) * (1.0 + s))
    return sign * min(b, max(a, 2.0 * s / math.sqrt(rest)))


@njit(cache=True, nogil=True)
def _gamma(own: np.uint64, iteration: int, shape: float) -> float:
    """Gamma of a shape of at least 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363)."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    v = 1.0
    for attempt in range(_SLOTS // 2):
        z = _normal_quantile(_uniform(own, iteration, 2 * attempt))
        v = (1.0 + c * z) ** 3
        if v > 0.0:
            u = _uniform(own, iteration, 2 * attempt + 1)
            if math.log(u) < 0.5 * z * z + d - d * v + d * math.log(v):
                return d * v
    return d * max(v, 1e-12)  # thirty-two rejections in a row: once in 1e40


@njit(cache=True, nogil=True)
def _normal_quantile(p: float) -> float:
    """Inverse normal distribution function to 16 digits (Wichura 1988, Applied Statistics 37:477, AS 241)."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
                   + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
                + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)  # fmt: skip
        bottom = (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
                      + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
                   + 4.2313330701600911252e1) * r + 1.0)  # fmt: skip
        return q * top / bottom
    r = math.sqrt(-math.log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        top = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                   + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
                + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)  # fmt: skip
        bottom = (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                      + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
                   + 2.05319162663775882187e0) * r + 1.0)  # fmt: skip
    else:
        r -= 5.0
        top = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
                   + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
                + 5.46378491116411436990e0) * r + 6.65790464350110377720e0)  # fmt: skip
        bottom = (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
                      + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
                   + 5.99832206555887937690e-1) * r + 1.0)  # fmt: skip
    return -top / bottom if q < 0.0 else top / bottom
