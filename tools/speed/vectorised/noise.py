"""What chance does in a month, the same for every path of a draw.  engine/model/MODEL.md, noise.

A source of noise is a function: month -> MonthNoise. Three are here: NumPy's own generator, which
anyone would take; the project's words, which reproduce the engine's draws; and silence.
"""
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

RUNGS = 5


class MonthNoise(NamedTuple):
    """Standard normals, and uniforms that decide whether something happens."""
    restlessness: np.ndarray  # (N,)
    voice: np.ndarray         # (N,)
    severity: np.ndarray      # (N,)
    rungs: np.ndarray         # (5, 1, N)
    openness: np.ndarray      # (U, 1, N)
    empowerment: np.ndarray   # (U, 1, N)
    crisis: np.ndarray        # (N,) uniform
    turnover: np.ndarray      # (N,) uniform
    cancel: np.ndarray        # (N,) uniform


def month_noise(normals, uniforms, units):
    """MonthNoise of (3 + 5 + 2 U, N) normals and (3, N) uniforms."""
    of_paths = normals[3:, None]
    return MonthNoise(*normals[:3], of_paths[:RUNGS], of_paths[RUNGS:RUNGS + units],
                      of_paths[RUNGS + units:], *uniforms)


def numpy_noise(generator, draws, units):
    """Noise of a numpy.random.Generator for `draws` draws; another one at each call."""
    def noise(month):
        return month_noise(generator.standard_normal((3 + RUNGS + 2 * units, draws)),
                           generator.random((3, draws)), units)
    return noise


def quiet_noise(draws, units):
    """Nothing happens by chance: normals 0, and uniforms that reach no probability."""
    silence = month_noise(np.zeros((3 + RUNGS + 2 * units, draws)), np.ones((3, draws)), units)
    return lambda month: silence


def threefry4x64(counter, key):
    """Threefry4x64-20 of four counters (N,) under a key of four words: four lanes (N,), all
    uint64. Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2,
    3".
    """
    rotations = ((14, 16), (52, 57), (23, 40), (5, 37), (25, 33), (46, 12), (58, 22), (32, 32))
    key = [np.uint64(word) for word in key]
    key.append(np.uint64(0x1BD11BDAA9FC1A22) ^ key[0] ^ key[1] ^ key[2] ^ key[3])
    lanes = [word + key[i] for i, word in enumerate(counter)]

    def mix(a, b, bits):
        lanes[a] = lanes[a] + lanes[b]
        turned = (lanes[b] << np.uint64(bits)) | (lanes[b] >> np.uint64(64 - bits))
        lanes[b] = turned ^ lanes[a]

    for number in range(20):
        first, second = rotations[number % 8]
        mix(0, 1 if number % 2 == 0 else 3, first)
        mix(2, 3 if number % 2 == 0 else 1, second)
        if number % 4 == 3:
            turn = number // 4 + 1
            lanes = [lane + key[(turn + i) % 5] for i, lane in enumerate(lanes)]
            lanes[3] = lanes[3] + np.uint64(turn)
    return lanes


inverse_normal = np.vectorize(NormalDist().inv_cdf, otypes=[float])


def project_noise(seed, draws, units):
    """Noise of the draws numbered `draws` (N,), as the engine makes it from `seed`."""
    draws = np.asarray(draws, dtype=np.uint64)
    words = 12 + 2 * units

    def counter(number):
        return np.full_like(draws, number)

    def noise(month):
        halves = []
        for block in range(-(-words // 8)):
            for lane in threefry4x64([draws, counter(month), counter(block), counter(0)],
                                     [seed, 0, 0, 0]):
                halves += [lane & np.uint64(0xFFFFFFFF), lane >> np.uint64(32)]
        uniforms = (np.array(halves[:words]) + 0.5) * 2.0**-32
        normal_words = [0, 1, 2, *range(6, 11), *range(12, words)]
        return month_noise(inverse_normal(uniforms[normal_words]), uniforms[3:6], units)
    return noise
