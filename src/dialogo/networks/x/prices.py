"""What X asks for calls, and what a call costs.

Source: https://docs.x.com/x-api/getting-started/pricing, changelog of 2026-04-16. Only answers that
bring something are charged. The same post twice in a day (UTC) is charged once there, as a rule;
that is not counted on here, so that the bill is never higher than what was metered.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dialogo.networks.metered import Charge, Charges, Going, Prices
from dialogo.networks.x.counting import has_link
from dialogo.records.text import Text

OWN, POST, USER = "own", "post", "user"
CREATE, LINK, ANSWER = "create", "link", "answer"
UPLOAD, ALT, DELETE = "upload", "alt", "delete"


def sending(prices: Prices, going: Going) -> Decimal:
    """A post or an answer with its pictures. An answer to somebody who named us costs the same with
    a link; a post with one costs 13 times as much."""
    words = ANSWER if going.answers else LINK if has_link(going.text) else CREATE
    return prices[words] + going.pictures * (prices[UPLOAD] + prices[ALT])


def reading(prices: Prices) -> Decimal:
    """A mention with who wrote it."""
    return prices[OWN] + prices[USER]


CHARGES = Charges(
    currency="USD",
    table=(
        Charge(
            OWN,
            Text(
                en="an own post or a mention, read (0.001 where the app belongs to this account)",
                it="un post proprio o una menzione, letti (0,001 se l'app è di questo profilo)",
            ),
            Decimal("0.005"),
        ),
        Charge(POST, Text(en="another post, read", it="un altro post, letto"), Decimal("0.005")),
        Charge(USER, Text(en="a profile, read", it="un profilo, letto"), Decimal("0.010")),
        Charge(CREATE, Text(en="a post", it="un post"), Decimal("0.015")),
        Charge(LINK, Text(en="a post with a link", it="un post con un link"), Decimal("0.200")),
        Charge(
            ANSWER,
            Text(
                en="an answer to somebody who named the account",
                it="una risposta a chi ha nominato il profilo",
            ),
            Decimal("0.010"),
        ),
        Charge(UPLOAD, Text(en="a picture", it="un'immagine"), Decimal("0.000")),
        Charge(
            ALT, Text(en="what a picture shows", it="la descrizione di un'immagine"),
            Decimal("0.005"),
        ),
        Charge(DELETE, Text(en="taking a post down", it="togliere un post"), Decimal("0.010")),
    ),
    read_on=date(2026, 11, 22),
    where="https://console.x.com",
    sending=sending,
    reading=reading,
    entering=lambda prices: prices[USER],
)  # fmt: skip
