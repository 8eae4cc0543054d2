"""Labels: what each text was judged to do or ask, kept so that no text is read twice."""

from dialogo.records.schema import COMPANY, NETWORK, Column, Table
from dialogo.records.text import Text

_PROBABILITY = Column(
    "probability",
    "float",
    Text(en="How sure the judgement is, from 0 to 1.", it="Quanto è sicuro il giudizio, da 0 a 1."),
    lowest=0,
)
_BECAUSE = Column(
    "because",
    "words",
    Text(en="The words that decided it.", it="Le parole che hanno deciso."),
)
_LANGUAGE = Column(
    "language",
    "text",
    Text(en="The language of the text (ISO 639-1).", it="La lingua del testo (ISO 639-1)."),
)
_MODEL = Column(
    "model",
    "text",
    Text(en="What judged it, with its version.", it="Che cosa l'ha giudicato, con la versione."),
)

POST_LABELS = Table(
    name="post_labels",
    title=Text(en="What posts do", it="Che cosa fanno i post"),
    meaning=Text(
        en="What each post does, judged by rules or a model; made anew when missing.",
        it="Che cosa fa ogni post, secondo regole o un modello; si rifà quando manca.",
    ),
    key=("company", "network", "post_id"),
    moment=None,
    columns=(
        COMPANY,
        NETWORK,
        Column("post_id", "text", Text(en="The post.", it="Il post."), required=True),
        Column(
            "does",
            "text",
            Text(en="What it does.", it="Che cosa fa."),
            required=True,
            choices=("useful", "promotional", "conversation", "corporate", "unsure"),
        ),
        Column(
            "needs",
            "words",
            Text(
                en="The needs it touches, by the names that messages voice them under.",
                it="I bisogni che tocca, con i nomi con cui li esprimono i messaggi.",
            ),
        ),
        _PROBABILITY,
        _BECAUSE,
        _LANGUAGE,
        _MODEL,
    ),
)

MESSAGE_LABELS = Table(
    name="message_labels",
    title=Text(en="What messages ask", it="Che cosa chiedono i messaggi"),
    meaning=Text(
        en="What each message of a customer asks, judged by rules or a model; "
        "made anew when missing.",
        it="Che cosa chiede ogni messaggio di un cliente, secondo regole o un modello; "
        "si rifà quando manca.",
    ),
    key=("company", "network", "message_id"),
    moment=None,
    columns=(
        COMPANY,
        NETWORK,
        Column("message_id", "text", Text(en="The message.", it="Il messaggio."), required=True),
        Column(
            "needs_answer",
            "text",
            Text(en="Whether it wants an answer.", it="Se attende risposta."),
            required=True,
            choices=("yes", "no", "unsure"),
        ),
        Column(
            "act",
            "text",
            Text(en="What it is.", it="Che cos'è."),
            choices=(
                "question",
                "complaint",
                "request",
                "praise",
                "suggestion",
                "spam",
                "chat",
                "unsure",
            ),
        ),
        Column(
            "tone",
            "text",
            Text(en="How its writer feels.", it="Come si sente chi lo scrive."),
            choices=("pleased", "neutral", "annoyed", "unsure"),
        ),
        Column(
            "need",
            "text",
            Text(
                en="The need it voices, in the words people use.",
                it="Il bisogno che esprime, con le parole della gente.",
            ),
        ),
        _PROBABILITY,
        _BECAUSE,
        _LANGUAGE,
        _MODEL,
    ),
)
