"""Words of Today."""

from collections.abc import Mapping

from dialogo.records.text import Text

# What is being done, by the kind of work.
UNDER_WAY: Mapping[str, Text] = {
    "import": Text(en="Files are being read.", it="I file sono in lettura."),
    "sample": Text(
        en="The sample company is being made.", it="L'azienda di esempio è in preparazione."
    ),
    "audit": Text(en="The audit is running.", it="Il controllo è in corso."),
    "threading": Text(
        en="Messages are being put into conversations.",
        it="I messaggi vengono riuniti in conversazioni.",
    ),
    "today": Text(en="The records are being counted.", it="I dati vengono contati."),
}
# The lines of the stave, from the ground up.
STANDS: tuple[Text, ...] = (
    Text(en="The first line is not reached yet.", it="La prima riga non è ancora raggiunta."),
    Text(en="First line: what goes out is useful.", it="Prima riga: ciò che esce è utile."),
    Text(en="Second line: there is an audience.", it="Seconda riga: c'è un pubblico."),
    Text(en="Third line: a community is forming.", it="Terza riga: sta nascendo una comunità."),
    Text(en="Fourth line: people trust the company.", it="Quarta riga: le persone si fidano."),
    Text(
        en="Fifth line: it can be told what comes back.",
        it="Quinta riga: si vede che cosa ritorna.",
    ),
)
