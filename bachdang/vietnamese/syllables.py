"""Whether a word can be a Vietnamese syllable: onset, rime and tone fit. Knows no dictionary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_OF_STOPS = frozenset(("\u0301", "\u0323"))
"""Sắc and nặng: the only tones of a syllable that ends in c, ch, p or t."""
_ONSET = re.compile("ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]?")
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on
    ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uâc uân uâng uât uây uc ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyp
    uyt uyu uê uêch uênh uơ ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych yêm yên yêng yêt yêu ynh yt
"""
_RIMES = frozenset(_RIME_LIST.split())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """One syllable in Unicode, with or without marks, in any case: "Đặng", "quý", "phuong"."""
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if plain.endswith(("c", "ch", "p", "t")) and not plain.isascii() and not _OF_STOPS.issuperset(tones):
        return False
    found = _ONSET.match(plain)
    onset = found[0] if found else ""
    return _fits(onset, plain[len(onset) :], tones) or (onset == "gi" and _fits("g", plain[1:], tones))


def _fits(onset: str, rime: str, tones: list[str]) -> bool:
    if rime not in _RIMES:
        return False
    front = rime[0] in "eêiy"
    if onset in (("c", "ng") if front else ("k", "gh", "ngh")):
        return False
    stops = rime.endswith(("c", "ch", "p", "t"))
    return not stops or not tones or tones[0] in _OF_STOPS
