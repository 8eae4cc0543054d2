"""Which language a text is in, by the small words that every sentence of it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogo.language.fold import column, fold

if TYPE_CHECKING:
    import pyarrow as pa

# Folded, and chosen to belong to as few of the others as possible. A tie goes to the first.
_SMALL_WORDS = {
    "en": "the and you your is are was it's i'm to of my for with this that have has not it "
    "what how why when can do does don't be just from at we our on get please thanks thank "
    "now new i am will would there they an or but if so all up out who more any no",
    "it": "il lo gli che di del della dei delle degli un una uno e sono per con non mi ti vi ci "
    "si come cosa quando perche dove anche piu ma nel nella al alla ai alle dal dalla sul "
    "questo questa questi ho hai ha abbiamo avete hanno grazie vostro vostra nostra nostro "
    "ancora tutti oggi l'ho c'e quanto voi noi ecco qui gia mai sempre fa le buongiorno ciao "
    "siete siamo potete vorrei se da io o chi nei solo fino ore prima dopo ogni a i nostri "
    "nostre vostri vostre quale quali ed degli poi stato essere",
    "es": "el los las que del una y es son para con por como pero muy mas esta este esto yo "
    "usted ustedes nos se lo mi su hola gracias cuando donde tengo hay ya cuenta les",
    "fr": "le les des du une et est sont pour avec je vous nous mais sur dans pas plus qui ce "
    "cette votre notre au aux merci bonjour ne se j'ai c'est quand pourquoi en",
    "de": "der die das und ist sind nicht ein eine mit fur ich sie wir ihr aber auf im den dem "
    "zu von bei es auch wie warum wann danke bitte noch mehr wenn mein kein",
    "pt": "os as um uma e nao para com por mas muito mais esta isso voce voces nos meu minha "
    "obrigado obrigada quando onde tenho ja em na no do da dos ao que",
}


def which_language(text: str) -> str | None:
    """ISO 639-1 code of the best guess among en, it, es, fr, de, pt; None when nothing tells."""
    (language,) = languages(fold(column([text]))).to_pylist()
    return str(language) if language else None


def languages(folded: pa.Array) -> pa.Array:
    """The guess for each folded text (string; null where no small word of any language stands)."""
    import numpy as np  # start-up: as in fold
    import pyarrow as pa
    import pyarrow.compute as pc

    counts = np.stack(
        [
            pc.count_substring_regex(folded, pattern=_any_of(words)).to_numpy(zero_copy_only=False)
            for words in _SMALL_WORDS.values()
        ]
    )
    best = pa.array(counts.argmax(axis=0)) if len(folded) else pa.array([], pa.int64())
    names = pa.array(list(_SMALL_WORDS)).take(best)
    known = pa.array(counts.max(axis=0) > 0) if len(folded) else pa.array([], pa.bool_())
    return pc.if_else(known, names, pa.scalar(None, pa.string()))


def _any_of(words: str) -> str:
    return rf"\b(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})\b"
