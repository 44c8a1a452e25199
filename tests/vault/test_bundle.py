from dataclasses import replace

import pytest

from underice.vault import bundle, canonical
from underice.vault.bundle import Bundle
from underice.vault.canonical import NotCanonical
from underice.vault.keys import Keyring

HEADER = Bundle(bytes(16), "main", b"w" * 16, 1, bytes(32), 2, 2, b"r" * 32, b"t" * 32, 1, b"device__", 7, "by", "note")


def test_a_header_is_read_again_from_the_bytes_that_were_signed() -> None:
    data = HEADER.encode()
    assert replace(Bundle.decode(data), encoded=b"") == HEADER
    assert Bundle.decode(data).encoded == data
    assert "note" not in repr(HEADER)


@pytest.mark.parametrize("change", [{"extra": 1}, {"format": 2}, {"root": b""}, {"number": 0}])
def test_a_header_with_other_fields_is_refused(change: dict[str, canonical.Value]) -> None:
    fields = canonical.decode(HEADER.encode())
    assert isinstance(fields, dict)
    with pytest.raises(NotCanonical):
        Bundle.decode(canonical.encode(fields | change))


def test_a_signature_holds_for_one_header() -> None:
    ring = Keyring.new(bytes(16), "writer", "main")
    signature = bundle.sign_header(ring.seed, HEADER.encode())
    assert bundle.header_signed(ring.public, HEADER.encode(), signature)
    assert not bundle.header_signed(ring.public, replace(HEADER, number=2).encode(), signature)


def test_the_salt_hides_the_payload() -> None:
    payload = ("무산", None, None, None, None, None, None, None, None)
    assert bundle.commitment(bytes(16), payload) != bundle.commitment(b"\1" * 16, payload)


def test_the_sum_of_leaves_does_not_depend_on_their_order() -> None:
    one, other = bundle.leaf(["a"]), bundle.leaf(["b"])
    assert bundle.add(bundle.add(0, one), other) == bundle.add(bundle.add(0, other), one)
