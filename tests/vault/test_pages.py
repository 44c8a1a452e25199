from tests.vault.making import Place, say
from underice.vault.vault import Vault


def test_the_copy_made_for_reading_is_gone_afterwards(vault: Vault, place: Place) -> None:
    said = [say("김선희 " * 400, "note") for _ in range(60)]
    vault.record(said)
    vault.expunge([one.id for one in said], reason="consent withdrawn")
    assert vault.verify().good
    assert list(place.folder.glob(".verify-*")) == []
