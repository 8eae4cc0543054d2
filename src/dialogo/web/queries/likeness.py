"""How alike two texts are in what they speak of: the words they share, the rarer the more."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

# A word is known by its beginning, so that consegna and consegne, delivery and deliveries meet.
_STEM = 6
_SHORTEST = 3
_LONGEST = 4000
# So many other texts are taken for granted, so that among few no shared word counts as common.
_UNSEEN = 20
_APART = re.compile(r"https?://\S+|@[\w.@-]+|[^\w]+|\d+|_+")
# Words that every question has, in the languages that are spoken here.
_SMALL = (
    "the and you your are was for with this that have has not what how why when can does did don "
    "from our please thanks thank hello there they would could will about any all but just get "
    "che con per non una uno del della dei delle sono come cosa quando perche dove anche piu nel "
    "nella alla dal dalla questo questa quello quella avete hanno abbiamo grazie vostro vostra "
    "nostro nostra ciao salve buongiorno buonasera siete siamo potete posso vorrei sia gli mio mia "
    "vostri vostre mie miei qualche tutto tutti ancora gia solo"
)
_EVERYWHERE = frozenset(_SMALL.split())


def words(text: str) -> list[str]:
    """The stems of what a text speaks of, in order."""
    return [word[:_STEM] for word in whole_words(text)]


def telling(text: str, most: int) -> list[str]:
    """The words by which the like of a text is looked for: the longest, which are the rarest."""
    found = dict.fromkeys(whole_words(text))
    return sorted(found, key=lambda word: -len(word))[:most]


def whole_words(text: str) -> list[str]:
    """What a text speaks of: folded, in order, without the words that every text has."""
    folded = unicodedata.normalize("NFKD", text[:_LONGEST]).lower()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    found = (word for word in _APART.sub(" ", plain).split() if len(word) >= _SHORTEST)
    return [word for word in found if word not in _EVERYWHERE]


def alike(text: str, others: Sequence[str]) -> list[float]:
    """The cosine of `text` and each of `others`, by TF-IDF among them all (0 to 1)."""
    counted = [Counter(words(one)) for one in (text, *others)]
    spread = Counter(word for one in counted for word in one)
    rare = {
        word: math.log((len(counted) + _UNSEEN) / (times + 1)) for word, times in spread.items()
    }
    weighed = [
        {word: (1 + math.log(times)) * rare[word] for word, times in one.items()} for one in counted
    ]
    asked, norm = weighed[0], _norm(weighed[0])
    return [
        sum(weight * one[word] for word, weight in asked.items() if word in one)
        / (norm * _norm(one) or 1)
        for one in weighed[1:]
    ]


def _norm(weights: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))
