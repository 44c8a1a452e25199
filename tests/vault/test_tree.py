import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underice.vault import tree

# The eight leaves of the reference implementation of RFC 6962 (certificate-transparency, merkletree tests), and roots
# that can be recomputed with the definition of section 2.1 alone.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
)]  # fmt: skip
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
sizes = st.integers(min_value=1, max_value=40)


def by_definition(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\1" + by_definition(hashes[:split]) + by_definition(hashes[split:])).digest()


def some(size: int) -> list[bytes]:
    return [tree.leaf_hash(bytes([number])) for number in range(size)]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert tree.Peaks().root() == tree.EMPTY == hashlib.sha256().digest()


def test_the_root_of_the_reference_leaves_is_the_published_one() -> None:
    assert tree.root(HASHES).hex() == ROOT_OF_EIGHT


@given(sizes)
def test_the_compact_range_gives_the_root_of_the_definition(size: int) -> None:
    assert tree.root(some(size)) == by_definition(some(size))


@given(sizes, sizes)
def test_a_compact_range_can_be_kept_and_continued(before: int, after: int) -> None:
    leaves = some(before + after)
    first = tree.Peaks()
    for leaf in leaves[:before]:
        first.append(leaf)
    second = tree.Peaks.from_bytes(before, first.to_bytes())
    for leaf in leaves[before:]:
        second.append(leaf)
    assert second.root() == tree.root(leaves)


@pytest.mark.parametrize(("size", "joined"), [(1, b""), (3, bytes(32)), (1, bytes(31)), (-1, bytes(32))])
def test_roots_that_do_not_fit_the_size_are_refused(size: int, joined: bytes) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        tree.Peaks.from_bytes(size, joined)


@given(sizes, st.data())
def test_a_leaf_is_proved_to_be_included_where_it_is_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves = some(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(leaves, index)
    assert tree.included(leaves[index], index, size, proof, tree.root(leaves))
    assert not tree.included(tree.leaf_hash(b"other"), index, size, proof, tree.root(leaves))
    assert not tree.included(leaves[index], index, size, (*proof, bytes(32)), tree.root(leaves))
    assert not tree.included(leaves[index], size, size, proof, tree.root(leaves))


@given(sizes, st.data())
def test_a_tree_is_proved_to_continue_an_older_one(size: int, data: st.DataObject) -> None:
    leaves = some(size)
    old = data.draw(st.integers(1, size))
    proof = tree.consistency_proof(leaves, old)
    before, now = tree.root(leaves[:old]), tree.root(leaves)
    assert tree.consistent(old, before, size, now, proof)
    assert not tree.consistent(old, tree.leaf_hash(b"other"), size, now, proof)
    assert not tree.consistent(old, before, size, now, (*proof, bytes(32)))
    assert not tree.consistent(size + 1, before, size, now, proof)
    if old < size:
        assert not tree.consistent(old, before, size, now, proof[:-1])
        assert not tree.consistent(old, before, size, now, ())


def test_proofs_of_what_is_not_there_cannot_be_made() -> None:
    with pytest.raises(IndexError):
        tree.inclusion_proof(some(3), 3)
    with pytest.raises(IndexError):
        tree.consistency_proof(some(3), 0)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_roots_and_proofs_agree_with_an_independent_implementation(size: int) -> None:
    pymerkle = pytest.importorskip("pymerkle")
    oracle = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(size):
        oracle.append_entry(bytes([number]))
    assert oracle.get_root() == tree.root(some(size))
