from underice.vault.errors import VaultDamaged, VaultError, VaultRolledBack


def test_an_error_has_a_code_and_fields_and_no_sentence() -> None:
    error = VaultDamaged("history", "edited", bundle=3)
    assert str(error) == "damaged part=history detail=edited bundle=3"
    assert repr(VaultError("some-code", what=None)) == "VaultError(some-code)"
    assert VaultRolledBack("database", anchor="heads", bundle=4, found=2).fields["found"] == 2
