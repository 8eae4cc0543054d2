"""The headings and small words of the HTML report, in both languages."""

from dialogo.records.text import Text

WORDS: dict[str, Text] = {
    "beliefs": Text(
        en="Does the company live by these beliefs?", it="L'azienda segue queste convinzioni?"
    ),
    "gravest": Text(en="What holds it back most", it="Che cosa la frena di più"),
    "no_mistake": Text(
        en="No mistake was found in what could be told.",
        it="In ciò che si è potuto dire non risulta alcun errore.",
    ),
    "stands": Text(en="Where it stands", it="A che punto è"),
    "stave_label": Text(en="The ladder", it="La scala"),
    "next_step": Text(en="Next step", it="Prossimo passo"),
    "evidence": Text(en="What it rests on", it="Su che cosa si basa"),
    "what_helps": Text(en="What helps", it="Che cosa aiuta"),
    "the_line": Text(en="Where the line comes from", it="Da dove viene la soglia"),
    "as_table": Text(en="The same as a table", it="Gli stessi numeri in tabella"),
    "a_closer_look": Text(en="A closer look", it="Più da vicino"),
    "no_charts": Text(
        en="To see these numbers as charts:", it="Per vedere questi numeri come grafici:"
    ),
    "ladder": Text(en="The ladder", it="La scala"),
    "ladder_why": Text(
        en="Nobody judges a band by its first chord. A rung counts once the ones below are "
        "reached.",
        it="Nessuno giudica una band dal primo accordo. Un gradino conta quando quelli sotto sono "
        "raggiunti.",
    ),
    "measures": Text(en="All measures", it="Tutte le misure"),
    "read": Text(en="What was read", it="Che cosa è stato letto"),
    "footer": Text(
        en="What cannot be told yet is not counted as fine. Made with",
        it="Ciò che non si può ancora dire non è contato come a posto. Fatto con",
    ),
    "companies": Text(en="Companies", it="Aziende"),
    "company": Text(en="Company", it="Azienda"),
    "gravest_first": Text(en="The gravest first", it="Prima le più gravi"),
    "mistakes": Text(en="mistakes", it="errori"),
    "to_watch": Text(en="to watch", it="da tenere d'occhio"),
    "rung": Text(en="Rung", it="Gradino"),
    "measure": Text(en="Measure", it="Misura"),
    "value": Text(en="Value", it="Valore"),
    "bounds": Text(en="Between (90 %)", it="Fra (90 %)"),
    "window": Text(en="Looks at", it="Guarda"),
    "table": Text(en="Table", it="Tabella"),
    "rows": Text(en="Rows", it="Righe"),
}
WINDOWS: dict[str, Text] = {
    "whole window": Text(en="the whole window", it="tutto il periodo"),
    "last 90 days": Text(en="the last 90 days", it="gli ultimi 90 giorni"),
    "last 60 posts": Text(en="the last 60 posts", it="gli ultimi 60 post"),
    "as of the end": Text(en="the last day", it="l'ultimo giorno"),
}
MORE_EVIDENCE = Text(en="{n} more", it="{n:altra|altre}")
REST = Text(
    en="{n:more check|more checks}: {counts}", it="{n:altro controllo|altri controlli}: {counts}"
)
REST_ALONE = Text(en="{n:check|checks}: {counts}", it="{n:controllo|controlli}: {counts}")
SURE = Text(
    en="{sure} of what it stands on could be told ({n} measures and checks)",
    it="si è potuto dire {sure:il} di ciò su cui si regge ({n} fra misure e controlli)",
)
UNTOLD = Text(en="{n} could not be told yet", it="{n:non si può|non si possono} ancora dire")
LEFT_OUT = Text(
    en="{rows:row|rows} and {files:file|files} were left out. The first of them:",
    it="Sono rimasti fuori: {rows:riga|righe} e {files} file. I primi:",
)
NUMBER = Text(en="{value}, from {n:case|cases}", it="{value}, su {n:caso|casi}")
NUMBER_BOUNDED = Text(
    en="{value} ({bounds} with 90 % confidence), from {n:case|cases}",
    it="{value} ({bounds} con il 90 % di confidenza), su {n:caso|casi}",
)
WAIVED = Text(en="Accepted on {on}: {reason}", it="Accettato {on:il}: {reason}")
