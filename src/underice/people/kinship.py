"""Kin ties seen from the other side: if she is his mother, he is her son, daughter or child.

The relations are the choices of vocabulary/kinds/kin.yaml. Which of the narrow words fits depends on the sex of the one
it is said of; where that is not known or not told the same way by all sources, the wide word stands.
"""

from __future__ import annotations

from collections.abc import Sequence

_WIDE: dict[str, str] = {
    "mother": "parent", "father": "parent", "daughter": "child", "son": "child", "sister": "sibling",
    "brother": "sibling", "wife": "spouse", "husband": "spouse",
}  # fmt: skip
_TURNED: dict[str, str] = {
    "parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse", "grandparent": "grandchild",
    "grandchild": "grandparent", "aunt_or_uncle": "niece_or_nephew", "niece_or_nephew": "aunt_or_uncle",
    "cousin": "cousin", "in_law": "in_law",
}  # fmt: skip
_NARROW: dict[tuple[str, str], str] = {
    ("parent", "f"): "mother", ("parent", "m"): "father", ("child", "f"): "daughter", ("child", "m"): "son",
    ("sibling", "f"): "sister", ("sibling", "m"): "brother", ("spouse", "f"): "wife", ("spouse", "m"): "husband",
}  # fmt: skip
_SEX: dict[str, str] = {
    "mother": "f", "father": "m", "daughter": "f", "son": "m", "sister": "f", "brother": "m", "wife": "f",
    "husband": "m",
}  # fmt: skip


def wide(relation: str) -> str:
    """The word that leaves the sex open ("mother" → "parent"); a word without a wider one as it is."""
    return _WIDE.get(relation, relation)


def sex_of(relation: str) -> str | None:
    """The sex that the word itself tells of the relative ("f", "m"), None if it leaves it open."""
    return _SEX.get(relation)


def inverse(relation: str, sex: Sequence[str] = ()) -> str:
    """What a person is to her relative, if the relative is her `relation`.

    sex: what is claimed of the person's sex. A word that cannot be turned round (guardian, other relative, or one that
    is not in the vocabulary) gives "relative".
    """
    turned = _TURNED.get(wide(relation), "relative")
    return _NARROW.get((turned, sex[0]), turned) if len(set(sex)) == 1 else turned
