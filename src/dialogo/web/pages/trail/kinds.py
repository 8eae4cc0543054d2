"""What the lines of the trail are about, in words: the first part of each verb, as it is called."""

from __future__ import annotations

from dialogo.records.text import Text

KINDS = {
    "account": Text(en="accounts", it="account"),
    "alerts": Text(en="alerts", it="avvisi"),
    "answers": Text(en="kept answers and documents", it="risposte pronte e documenti"),
    "budget": Text(en="money", it="denaro"),
    "calendar": Text(en="the calendar", it="il calendario"),
    "community": Text(en="community", it="comunità"),
    "conversations": Text(en="conversations", it="conversazioni"),
    "endpoint": Text(en="the language model elsewhere", it="il modello linguistico esterno"),
    "hours": Text(en="hours", it="ore"),
    "imports": Text(en="files brought in", it="file importati"),
    "inbox": Text(en="notes and views of the inbox", it="note e viste dei messaggi"),
    "installation": Text(en="the installation", it="l'installazione"),
    "language": Text(en="how texts are read", it="la lettura dei testi"),
    "letters": Text(en="answers and posts", it="risposte e post"),
    "mistakes": Text(en="mistakes", it="errori"),
    "needs": Text(en="needs", it="bisogni"),
    "networks": Text(en="connected accounts", it="profili collegati"),
    "outward": Text(en="conversations of others", it="conversazioni altrui"),
    "people": Text(en="people and roles", it="persone e ruoli"),
    "posts": Text(en="what posts do", it="che cosa fanno i post"),
    "promises": Text(en="promises on reply time", it="promesse sui tempi di risposta"),
    "records": Text(en="records", it="dati"),
    "returns": Text(en="returns", it="ritorni"),
    "rota": Text(en="shifts", it="turni"),
    "routing": Text(en="who gets what", it="a chi va che cosa"),
    "settings": Text(en="settings", it="impostazioni"),
    "strategy": Text(en="strategy", it="strategia"),
    "team": Text(en="the team and its absences", it="la squadra e le sue assenze"),
    "tokens": Text(en="programs (API)", it="programmi (API)"),
    "training": Text(en="training", it="formazione"),
    "watch": Text(en="what is new", it="le novità"),
    "work": Text(en="background work", it="lavoro in secondo piano"),
    "workspace": Text(en="the company", it="l'azienda"),
}
