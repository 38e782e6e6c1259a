"""A long stream of bytes that can be made and checked cheaply, without keeping it.

Each MiB begins with its number, so that a block lost, doubled or moved is noticed; the rest is noise.
"""

import random
from collections.abc import Iterator

BLOCK = 1 << 20
STAMP = 8


class Pattern:
    """The stream that belongs to a seed."""

    def __init__(self, seed: int) -> None:
        self._noise = random.Random(seed).randbytes(BLOCK - STAMP)  # noqa: S311  # no secret, only noise

    def block(self, number: int) -> bytes:
        return number.to_bytes(STAMP) + self._noise

    def chunks(self, total: int) -> Iterator[bytes]:
        """The first `total` bytes."""
        for number in range(-(-total // BLOCK)):
            block = self.block(number)
            yield block if (number + 1) * BLOCK <= total else block[: total - number * BLOCK]


class PatternCheck:
    """Compares what arrives with the pattern; `received` bytes so far, `first_difference` as an offset."""

    def __init__(self, seed: int) -> None:
        self._pattern = Pattern(seed)
        self._block = self._pattern.block(0)
        self.received = 0
        self.first_difference: int | None = None

    def feed(self, data: bytes | bytearray | memoryview) -> None:
        left = memoryview(data)
        while left:
            start = self.received % BLOCK
            piece = bytes(left[: BLOCK - start])
            expected = self._block[start : start + len(piece)]
            if piece != expected and self.first_difference is None:
                wrong = next(i for i, (a, b) in enumerate(zip(piece, expected, strict=True)) if a != b)
                self.first_difference = self.received + wrong
            self.received += len(piece)
            left = left[len(piece) :]
            if self.received % BLOCK == 0:
                self._block = self._pattern.block(self.received // BLOCK)
