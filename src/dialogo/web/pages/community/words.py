"""What the page says of people: sentences with their numbers, filters, the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from dialogo.records.share import Share
from dialogo.records.text import Lang, Text, write
from dialogo.web.frame.drawing import line
from dialogo.web.frame.filled import filled
from dialogo.web.models.computed import Computed
from dialogo.web.queries.community.contacts import Known, Which

FILTERS: tuple[tuple[Which, Text], ...] = (
    ("", Text(en="Everybody", it="Tutti")),
    ("back", Text(en="Come back", it="Tornano")),
    ("vouches", Text(en="Vouch", it="Garantiscono")),
    ("new", Text(en="New", it="Nuovi")),
    ("silent", Text(en="Silent for 90 days", it="In silenzio da 90 giorni")),
)
NOBODY = Text(
    en="Nobody wrote in the last 90 days on record.",
    it="Negli ultimi 90 giorni registrati non ha scritto nessuno.",
)
SUMMARY = Text(
    en="{members:person|people} wrote in the last 90 days.",
    it="Negli ultimi 90 giorni {members:persona ha|persone hanno} scritto.",
)
BACK = Text(
    en=" Of the {n} who have had the time, {share} came back.",
    it=" {share:Il} di chi ne ha avuto il tempo ({n}) è tornato.",
)
VOUCH = Text(
    en=" {vouching} vouch for the company.",
    it=" {vouching:garantisce|garantiscono} per l'azienda.",
)
ONE_VOUCHES = Text(en=" One vouches for the company.", it=" Una garantisce per l'azienda.")
VOUCHED_ONCE = Text(
    en="Vouched for the company once in the last 90 days.",
    it="Ha garantito per l'azienda una volta negli ultimi 90 giorni.",
)
VOUCHED = Text(
    en="Vouched for the company {times} times in the last 90 days.",
    it="Ha garantito per l'azienda {times} volte negli ultimi 90 giorni.",
)


def summary(made: Computed) -> Text | None:
    """The page in three sentences; None where nothing is recorded."""
    told = made.figures
    if not told:
        return None
    members = int(told["members"]["value"] or 0)
    if not members:
        return NOBODY
    parts = [filled(SUMMARY, members=members)]
    back, vouching = told["returning"], int(told["vouching"]["value"] or 0)
    if back["value"] is not None:
        parts.append(filled(BACK, n=back["n"], share=Share(back["value"])))
    if vouching:
        parts.append(ONE_VOUCHES if vouching == 1 else filled(VOUCH, vouching=vouching))
    return Text(en="".join(p.en for p in parts), it="".join(p.it for p in parts))


def figures(made: Computed) -> list[tuple[object, Text]]:
    """Headline numbers with what they count; those that cannot be told yet are left out."""
    told = made.figures
    if not told or not told["members"]["value"]:
        return []
    found: list[tuple[object, Text]] = []
    if told["new"]["value"] is not None:
        label = Text(en="wrote for the first time", it="hanno scritto per la prima volta")
        found.append((int(told["new"]["value"]), label))
    found.append(
        (
            told["returned"],
            Text(
                en="wrote again a week or more later",
                it="hanno scritto di nuovo dopo una settimana o più",
            ),
        )
    )
    if told["peers"]["value"] is not None:
        found.append(
            (
                Share(told["peers"]["value"]),
                Text(
                    en="of the answers came from other customers",
                    it="delle risposte è venuto da altri clienti",
                ),
            )
        )
    return found


def about(known: Known) -> Text:
    """A person in a few sentences."""
    return Text(
        en=" ".join(part.en for part in _about(known)),
        it=" ".join(part.it for part in _about(known)),
    )


def _about(known: Known) -> Iterator[Text]:
    contact = known.contact
    yield filled(
        Text(
            en="{messages:message|messages} in {months:month|months}, from {first} to {last}.",
            it="{messages:messaggio|messaggi} in {months:mese|mesi}, dal {first} al {last}.",
        ),
        messages=contact.messages,
        months=contact.months,
        first=timezone.localtime(contact.first_at).date(),
        last=timezone.localtime(contact.last_at).date(),
    )
    if contact.asked:
        yield filled(
            Text(
                en="{answered} of {asked:question|questions} answered.",
                it="{answered} {answered:|risposta|risposte} su {asked:domanda|domande}.",
            ),
            answered=contact.answered,
            asked=contact.asked,
        )
    if contact.came_back:
        yield Text(
            en="Came back in the last 90 days.", it="Negli ultimi 90 giorni è tornata a scrivere."
        )
    if contact.vouches == 1:
        yield VOUCHED_ONCE
    elif contact.vouches:
        yield filled(VOUCHED, times=contact.vouches)


def by_month(known: Known, lang: Lang) -> dict[str, Any] | None:
    """What a person wrote month by month, as a drawing with its table."""
    months = _every_month(known.by_month)
    if len(months) < 3:
        return None
    counts = list(months.values())
    return {
        "question": Text(
            en="How much do they write, month by month?", it="Quanto scrive, mese per mese?"
        ).say(lang),
        "answer": "",
        "svg": line(counts, _month(next(iter(months))), _month(next(reversed(months))),
                    write(counts[-1], lang)),
        "key": "",
        "heads": (
            Text(en="month", it="mese").say(lang), Text(en="messages", it="messaggi").say(lang),
        ),
        "rows": [(_month(month), write(count, lang)) for month, count in months.items()],
    }  # fmt: skip


def _every_month(told: dict[str, int]) -> dict[str, int]:
    """The months from the first to the last, those without a word among them."""
    if not told:
        return {}
    (year, month), last = map(int, min(told).split("-")), max(told)
    found: dict[str, int] = {}
    while (name := f"{year:04}-{month:02}") <= last:
        found[name] = told.get(name, 0)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _month(name: str) -> str:
    year, month = name.split("-")
    return f"{month}/{year}"
