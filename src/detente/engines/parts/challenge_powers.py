"""Powers of two and logarithms for the challenge kernel, as polynomials that a compiler turns into vector instructions.

Numba's wheels come without a vector library, and a call to ``pow`` for each pair of actors is most of the challenge
model's time. These are additions, multiplications and one division. Import this only where it is used: importing
loads Numba.
"""

from __future__ import annotations

from typing import Any, no_type_check

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

# Sums may be reordered and multiplications fused with additions, which saves time: every comparison goes through a
# tolerance, so that the last digits decide nothing. Infinities and nan keep their meaning. The bits depend on the
# processor, never on threads or blocks. Powers below are compiled without reordering, which would undo their rounding.
_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy"}
_REORDERED = {"contract", "reassoc", "nsz", "arcp"}
_as_written = njit(**_OPTIONS, fastmath={"contract"})
compiled = njit(**_OPTIONS, fastmath=_REORDERED)
compiled_in_place = njit(**_OPTIONS, fastmath=_REORDERED, forceinline=True)  # for what each actor calls in each round

# What stands for the logarithm of 0: twice it is still an exponent of a float64, half of it gives a power of 0.
LOG_OF_ZERO = -500.0

_WIDTH = np.int64(52)  # bits of the mantissa
_BIAS = np.int64(1023)  # of the exponent
_ROOT_HALF = np.int64(0x3FE6A09E667F3BCD)  # the bits of the square root of 1/2
_ROUNDER = 6755399441055744.0  # 1.5 * 2**52: adding it rounds a small number to an integer, kept in the low bits
_TWO_PER_LN2 = 2.8853900817779268
# ln(2)**k / k!, the Taylor series of 2**f; its remainder for |f| <= 1/2 is 7e-15.
_T1, _T2, _T3, _T4 = 0.6931471805599453, 0.2402265069591007, 0.055504108664821576, 0.009618129107628477
_T5, _T6, _T7, _T8 = 0.0013333558146428441, 0.00015403530393381606, 1.5252733804059838e-05, 1.3215486790144305e-06
_T9, _T10, _T11 = 1.0178086009239696e-07, 7.054911620801121e-09, 4.44553827187081e-10


@no_type_check
@intrinsic
def bits_of(context, number):
    """The bits of a float64, as an int64."""

    def generate(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), generate


@no_type_check
@intrinsic
def float_of(context, bits):
    """The float64 that has the bits of an int64."""

    def generate(context, builder, signature, arguments):
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), generate


@no_type_check
@_as_written
def power_of_two(exponent):
    """2**exponent for an exponent in [-1000, 1000], to 7e-15 of its value."""
    rounded = exponent + _ROUNDER
    f = exponent - (rounded - _ROUNDER)
    series = _T7 + f * (_T8 + f * (_T9 + f * (_T10 + f * _T11)))
    series = 1.0 + f * (_T1 + f * (_T2 + f * (_T3 + f * (_T4 + f * (_T5 + f * (_T6 + f * series))))))
    return series * float_of((bits_of(rounded) + _BIAS) << _WIDTH)


@no_type_check
@_as_written
def logarithm(number):
    """The logarithm to base 2 of a positive, normal number, to 2e-14; LOG_OF_ZERO for 0."""
    bits = bits_of(number)
    exponent = (bits - _ROOT_HALF) >> _WIDTH
    mantissa = float_of(bits - (exponent << _WIDTH))  # in [sqrt(1/2), sqrt(2))
    z = (mantissa - 1.0) / (mantissa + 1.0)
    y = z * z  # log m = 2 artanh z, by its series; the first term left out is 1.6e-14
    series = 1 / 11 + y * (1 / 13 + y * (1 / 15))
    series = 1.0 + y * (1 / 3 + y * (1 / 5 + y * (1 / 7 + y * (1 / 9 + y * series))))
    return float(exponent) + _TWO_PER_LN2 * z * series if number > 0.0 else LOG_OF_ZERO


@no_type_check
@_as_written
def power(base, exponent):
    """base**exponent for a base in [0, 1] and an exponent in [0.5, 2]; 0 to any power is 0."""
    return power_of_two(exponent * logarithm(base)) if base > 0.0 else 0.0
