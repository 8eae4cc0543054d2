"""Budget: what is set aside and spent, the ledger behind it, expenses, pay, and what it buys."""

from dialogo.records.text import Text
from dialogo.web.frame.page import Page
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS, STRATEGY, TEAM, Role

SEE = Permission("budget.see", Text(en="see what it costs", it="vedere quanto costa"), TEAM)
LEDGER = Permission(
    "budget.ledger",
    Text(
        en="read the entries behind every figure of money, take them as a file, check the ledger",
        it="leggere le registrazioni dietro ogni cifra, scaricarle, controllare il libro",
    ),
    STRATEGY | {Role.ANALYST},
)
ENTER = Permission(
    "budget.enter",
    Text(
        en="enter expenses, receipts, agreements and exchange rates",
        it="inserire spese, ricevute, impegni e cambi",
    ),
    STRATEGY,
)
PAY = Permission(
    "budget.pay",
    Text(en="write down what people cost", it="annotare quanto costano le persone"),
    OWNERS,
)
PAGE = Page("budget", Text(en="Budget", it="Budget"), 70, SEE, key="b")
