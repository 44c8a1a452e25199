"""The Merkle tree of RFC 6962 (section 2.1): one root for any number of leaves, short proofs, and appending in O(log
n).

Leaves are given as their hashes, SHA-256(0x00 ‖ leaf); nodes are SHA-256(0x01 ‖ left ‖ right).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

_sha256 = hashlib.sha256

EMPTY = _sha256(b"").digest()
"""The root of the tree without leaves."""


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return _sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return _sha256(b"\1" + left + right).digest()


class Peaks:
    """A tree of which only the roots of its perfect subtrees are kept (a compact range), largest first.

    append() costs O(1) hashes on average, root() at most 64.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Continue from `size` leaves with the roots given; raises ValueError if their number does not fit."""
        self.size = size
        self.hashes = list(hashes)
        if size < 0 or len(self.hashes) != size.bit_count() or any(len(peak) != 32 for peak in self.hashes):
            raise ValueError("the roots do not fit the size")

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> Peaks:
        """The inverse of to_bytes()."""
        if len(joined) % 32:
            raise ValueError("the roots do not fit the size")
        return cls(size, (joined[at : at + 32] for at in range(0, len(joined), 32)))

    def to_bytes(self) -> bytes:
        """The roots, 32 bytes each, largest subtree first."""
        return b"".join(self.hashes)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        size, hashes = self.size, self.hashes
        while size & 1:
            leaf = _sha256(b"\1" + hashes.pop() + leaf).digest()
            size >>= 1
        hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.hashes:
            return EMPTY
        root = self.hashes[-1]
        for peak in reversed(self.hashes[:-1]):
            root = node_hash(peak, root)
        return root


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the hashes of all leaves."""
    peaks = Peaks()
    for leaf in leaves:
        peaks.append(leaf)
    return peaks.root()


def _split(size: int) -> int:
    """The largest power of two below `size` (which is at least 2)."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The audit path of leaf `index` (RFC 6962, 2.1.1), nearest sibling first. Raises IndexError if there is no such
    leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(leaves[:split], index), root(leaves[split:]))
    return (*inclusion_proof(leaves[split:], index - split), root(leaves[:split]))


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """True if `proof` shows that the tree of `size` leaves with root `expected` has the hash `leaf` at `index`.

    The algorithm of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            current = node_hash(sibling, current)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            current = node_hash(current, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and current == expected


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """What shows that the tree of the first `old` leaves is the beginning of this one (RFC 6962, 2.1.2).

    Raises IndexError unless 1 ≤ old ≤ number of leaves.
    """
    if not 1 <= old <= len(leaves):
        raise IndexError(old)
    return _subproof(leaves, old, whole=True)


def _subproof(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    size = len(leaves)
    if old == size:
        return () if whole else (root(leaves),)
    split = _split(size)
    if old <= split:
        return (*_subproof(leaves[:split], old, whole=whole), root(leaves[split:]))
    return (*_subproof(leaves[split:], old - split, whole=False), root(leaves[:split]))


def consistent(old: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """True if `proof` shows that a tree of `old` leaves grew into one of `size` leaves (RFC 9162, 2.1.4.2)."""
    if not 1 <= old <= size:
        return False
    if old == size:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    node, last = old - 1, size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first = node_hash(sibling, first)
            second = node_hash(sibling, second)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            second = node_hash(second, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and first == old_root and second == new_root
