import io
import zipfile

import pytest

from underice.vocabulary.packages import DAMAGED


def _packed() -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "words " * 100)
    return bytearray(stream.getvalue())


def _read(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.read("a.txt")


@pytest.mark.parametrize("method", [1, 99])
def test_a_way_of_packing_that_is_not_known_is_damage(method: int) -> None:
    data = _packed()
    for header, at in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        data[data.index(header) + at] = method
    with pytest.raises(DAMAGED):
        _read(bytes(data))


def test_an_encrypted_part_is_damage() -> None:
    data = _packed()
    for header, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(header) + at] |= 1
    with pytest.raises(DAMAGED):
        _read(bytes(data))


def test_a_package_cut_short_is_damage() -> None:
    with pytest.raises(DAMAGED):
        _read(bytes(_packed()[:60]))
