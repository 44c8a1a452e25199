"""Where it is kept: one encrypted file per compartment, append-only statements, keys, a history that shows tampering.

The public face is `underice.vault.vault.Vault`; what it raises is in `underice.vault.errors`.
"""
