"""Recovery shares: a secret split so that any k of n holders together can open the vault, and k − 1 learn nothing.

SLIP-0039 (Shamir's secret sharing over GF(256) with words and checksums), through the package shamir-mnemonic. What
is split is a fresh random secret; the master key is sealed to it in keys.cbor, so the shares outlive the loss of
every slot. Holders should sit in different countries.
"""

from __future__ import annotations

from collections.abc import Sequence

from underice.vault.errors import VaultError, WrongPassphrase
from underice.vault.keys import KEY_SIZE, Secret

MOST = 16
"""The most shares SLIP-0039 allows."""
_LONGEST = 1000


def split(secret: Secret, needed: int, shares: int) -> tuple[str, ...]:
    """`shares` shares of 33 words each, any `needed` of which suffice.

    Raises VaultError unless 2 ≤ needed ≤ shares ≤ 16: with one share enough, each holder would hold the vault.
    """
    from shamir_mnemonic import generate_mnemonics

    if not 2 <= needed <= shares <= MOST:
        raise VaultError("bad-number-of-shares")
    # The secret is random: stretching it with PBKDF2 (the exponent) would add nothing.
    return tuple(generate_mnemonics(1, [(needed, shares)], bytes(secret), iteration_exponent=0)[0])


def combine(shares: Sequence[str]) -> Secret:
    """The secret, from enough shares of one set. Raises WrongPassphrase if they are too few, mistyped or of different
    sets.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    cleaned = [" ".join(share.lower().split()) for share in shares]
    if not cleaned or len(cleaned) > MOST or any(len(share) > _LONGEST for share in cleaned):
        raise WrongPassphrase("wrong-recovery-shares")
    try:
        secret = combine_mnemonics(cleaned)
    except (MnemonicError, ValueError, IndexError):
        raise WrongPassphrase("wrong-recovery-shares") from None
    if len(secret) != KEY_SIZE:
        raise WrongPassphrase("wrong-recovery-shares")
    return Secret(secret)
