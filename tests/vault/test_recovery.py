from itertools import combinations

import pytest

from underice.vault import recovery
from underice.vault.errors import VaultError, WrongPassphrase
from underice.vault.keys import Secret, new_secret


def test_any_three_of_five_shares_give_the_secret() -> None:
    secret = new_secret()
    shares = recovery.split(secret, 3, 5)
    assert [len(share.split()) for share in shares] == [33] * 5
    for some in combinations(shares, 3):
        assert bytes(recovery.combine(some)) == bytes(secret)


def test_capital_letters_and_line_breaks_in_a_share_do_not_matter() -> None:
    secret = new_secret()
    shares = recovery.split(secret, 2, 2)
    assert bytes(recovery.combine([f" {share.upper()}\n" for share in shares])) == bytes(secret)


def test_too_few_mistyped_foreign_or_no_shares_are_wrong() -> None:
    shares, other = recovery.split(new_secret(), 3, 5), recovery.split(new_secret(), 3, 5)
    mistyped = shares[2].replace(shares[2].split()[10], "academic", 1)
    for given in ([], shares[:2], [*shares[:2], other[0]], [*shares[:2], mistyped], ["무엇"], ["a" * 2000], shares * 4):
        with pytest.raises(WrongPassphrase):
            recovery.combine(list(given))


def test_shares_of_a_secret_of_another_length_are_wrong() -> None:
    with pytest.raises(WrongPassphrase):
        recovery.combine(recovery.split(Secret(bytes(16)), 2, 2))


@pytest.mark.parametrize(("needed", "shares"), [(1, 5), (3, 2), (2, 17), (0, 0)])
def test_a_single_holder_never_holds_the_vault(needed: int, shares: int) -> None:
    with pytest.raises(VaultError, match="bad-number-of-shares"):
        recovery.split(new_secret(), needed, shares)
