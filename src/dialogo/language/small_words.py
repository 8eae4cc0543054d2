"""Small words: what every sentence of a language needs, whatever it is about."""

from __future__ import annotations

# Written as pieces are, and chosen to belong to as few of the others as possible.
SMALL_WORDS = {
    "en": "the and you your is are was it's i'm to of my for with this that have has not it "
    "what how why when can do does don't be just from at we our on get please thanks thank "
    "now new i am will would there they an or but if so all up out who more any no a in as me "
    "he she us been were had did his her their its by about into than then too very t s m",
    "it": "il lo gli che di del della dei delle degli un una uno e sono per con non mi ti vi ci "
    "si come cosa quando perche dove anche piu ma nel nella al alla ai alle dal dalla sul "
    "questo questa questi ho hai ha abbiamo avete hanno grazie vostro vostra nostra nostro "
    "ancora tutti oggi l' c'e quanto voi noi ecco qui gia mai sempre fa le buongiorno ciao "
    "siete siamo potete vorrei se da io o chi nei solo fino ore prima dopo ogni a i nostri "
    "nostre vostri vostre quale quali ed degli poi stato essere la ne in su era dell' un' d'",
    "es": "el los las que del una y es son para con por como pero muy mas esta este esto yo "
    "usted ustedes nos se lo mi su hola gracias cuando donde tengo hay ya cuenta les un de la en "
    "no me te os a al o si",
    "fr": "le les des du une et est sont pour avec je vous nous mais sur dans pas plus qui ce "
    "cette votre notre au aux merci bonjour ne se j' c' quand pourquoi en de la un il elle a",
    "de": "der die das und ist sind nicht ein eine mit fur ich sie wir ihr aber auf im den dem "
    "zu von bei es auch wie warum wann danke bitte noch mehr wenn mein kein er in war",
    "pt": "os as um uma e nao para com por mas muito mais esta isso voce voces nos meu minha "
    "obrigado obrigada quando onde tenho ja em na no do da dos ao que o a de se",
}
