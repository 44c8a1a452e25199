"""Records are found by the beginning of an id, by their kind, and by the consent they are kept under."""

from underice.vault.vault import Vault
from underice.vocabulary.statement import Statement, new_id

SOURCE, CONSENT = new_id(), new_id()


def _id(beginning: str) -> bytes:
    return bytes.fromhex(beginning + new_id().hex()[len(beginning) :])


def _named(entity: bytes, consent: bytes | None = None) -> Statement:
    return Statement(entity, "person", "name", "류미래", SOURCE, consent=consent)


def test_the_kind_of_an_entity_is_known_once_something_is_recorded_about_it(vault: Vault) -> None:
    someone = new_id()
    assert vault.kind_of(someone) is None
    vault.record([_named(someone)])
    assert vault.kind_of(someone) == "person"


def test_the_beginning_of_an_id_finds_entities_and_statements(vault: Vault) -> None:
    one, two, other = _id("abcd1"), _id("abcd2"), _id("ffff0")
    said = [_named(one), _named(two), _named(other)]
    vault.record(said)
    assert vault.starting_with("abcd") == tuple(sorted((one, two)))
    assert vault.starting_with("abcd", limit=1) == (one,)
    assert vault.starting_with("ffff0") == (other,)
    assert vault.starting_with(one.hex()) == (one,)
    assert vault.starting_with("0000") == ()
    assert vault.starting_with(said[0].id.hex()[:16], statements=True) == (said[0].id,)


def test_statements_are_found_by_consent_until_their_content_is_removed(vault: Vault) -> None:
    said = [_named(new_id(), CONSENT), _named(new_id(), CONSENT), _named(new_id())]
    vault.record(said)
    assert vault.under_consent(CONSENT) == (said[0].id, said[1].id)
    vault.expunge([said[0].id], reason="consent withdrawn", consent=CONSENT)
    assert vault.under_consent(CONSENT) == (said[1].id,)
