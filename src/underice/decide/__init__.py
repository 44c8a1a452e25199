"""Speak or wait: what is believed as ranges, what follows for each group apart, and what would change the answer.

Nothing here recommends, and nothing adds the groups up. The engine needs NumPy only and reads no vault: see
`underice.decide.dilemma.Dilemma` and `underice.decide.run.run`. Method: docs/method/decide.md.
"""
