"""What promotion cost: the reports of the networks' ads managers, day by day and campaign.

They are exported as CSV or workbook, with a row for a campaign (or ad set, or ad) and a day. The
names of columns are those of the interfaces; a row over more days is spread over them, each alike,
so that a later report by the day says the same days under the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from babel.numbers import list_currencies

from dialogo.importers.columns import Columns
from dialogo.importers.format import Context, Format, Row, Skip
from dialogo.importers.moments import DayOrder, day_of
from dialogo.importers.tabular import (
    NO_DATE,
    Entry,
    cell,
    headings,
    only_file,
    rest,
    table_rows,
)
from dialogo.importers.upload import Upload
from dialogo.records.numbers import Unreadable, decimal_mark, number, without_currency
from dialogo.records.plain import plain
from dialogo.records.text import Text

LONGEST = 400  # days of one row
NO_MONEY = Text(en='"{cell}" is no amount of money.', it='"{cell}" non è un importo.')
NO_CURRENCY = Text(
    en="The file does not say in which currency this is. Export it with its currency.",
    it="Il file non dice in quale valuta è l'importo. Esportatelo con la valuta.",
)
TOO_LONG = Text(
    en="This row covers more than {most} days. Export the report by the day.",
    it="Questa riga copre più di {most} giorni. Esportate il rapporto giorno per giorno.",
)


@dataclass(frozen=True)
class Manager:
    """The ads manager of a network, and how its report calls its columns."""

    network: str
    name: str
    how: Text
    columns: Columns
    spent: re.Pattern[str]
    marks: tuple[str, ...] = ()  # one of these, where the money alone does not tell whose it is


# By what a row tells whom the money was for, the widest first.
_NAMES = ("campaign", "group", "ad")
_DAYS = frozenset({"day", "giorno", "byday"})
_SUMS = re.compile(r"tota(l|le|li)\b", re.IGNORECASE)
_COMMON = {
    "campaign": "Campaign name | Campaign | Campaign Name | Nome della campagna | Nome campagna"
    " | Campagna",
    "group": "Ad set name | Ad group name | Ad group | Ad Set Name | Campaign Group Name"
    " | Nome del gruppo di inserzioni | Nome gruppo di inserzioni | Gruppo di annunci",
    "ad": "Ad name | Ad Name | Nome dell'inserzione | Nome inserzione | Creative Name",
    "until": "Reporting ends | Fine report | Fine del report | Data di fine | End Date | Date end",
    "currency": "Currency | Currency code | Valuta | Codice valuta | Account currency",
    "channel": "Platform | Piattaforma",
}


def _columns(when: str, spent: str) -> Columns:
    return Columns.of(when=when, spent=spent, **_COMMON)


META = Manager(
    "facebook",
    "Meta Ads Manager",
    Text(
        en="In Meta Ads Manager: Campaigns, break down by day, Reports, Export table data, CSV.",
        it="In Gestione inserzioni di Meta: Campagne, suddividi per giorno, Report, Esporta dati "
        "della tabella, CSV.",
    ),
    _columns("Day | Giorno | Reporting starts | Inizio report | Inizio del report", "Amount spent"),
    re.compile(r"(amountspent|importospeso)(\(.*)?"),
)
LINKEDIN = Manager(
    "linkedin",
    "LinkedIn Campaign Manager",
    Text(
        en="In LinkedIn Campaign Manager: Campaigns, Export, performance report by day.",
        it="In LinkedIn Campaign Manager: Campagne, Esporta, rapporto per giorno.",
    ),
    _columns("Start Date (in UTC) | Start Date | Data di inizio (in UTC)", "Total Spent"),
    re.compile(r"(totalspent|totalespeso|spesatotale)(\(.*)?"),
    ("start date (in utc)", "data di inizio (in utc)", "total spent"),
)
X = Manager(
    "x",
    "X Ads",
    Text(
        en="In X Ads: Campaigns, by day, Export, CSV.",
        it="In X Ads: Campagne, per giorno, Esporta, CSV.",
    ),
    _columns("Time period | Date | Periodo", "Spend"),
    re.compile(r"(spend|spesa)(\(.*)?"),
    ("time period", "periodo"),
)
TIKTOK = Manager(
    "tiktok",
    "TikTok Ads Manager",
    Text(
        en="In TikTok Ads Manager: Campaigns, dimension Day, Export.",
        it="In TikTok Ads Manager: Campagne, dimensione Giorno, Esporta.",
    ),
    _columns("By Day | Date | Day | Data | Giorno", "Cost"),
    re.compile(r"(cost|costo)"),
    ("by day", "ad group name"),
)
GOOGLE = Manager(
    "youtube",
    "Google Ads",
    Text(
        en="In Google Ads: Reports, campaigns by day, Download, CSV.",
        it="In Google Ads: Report, campagne per giorno, Scarica, CSV.",
    ),
    _columns("Day | Giorno | Date | Data", "Cost"),
    re.compile(r"(cost|costo)"),
    ("currency code", "codice valuta", "impr.", "avg. cpc", "cpc medio"),
)


def _header(manager: Manager, headers: frozenset[str]) -> bool:
    names = {plain(header) for header in headers}
    return (
        manager.columns.has(headers, "when")
        and any(manager.columns.has(headers, of) for of in _NAMES)
        and _spent(manager, headers) is not None
        and (not manager.marks or not names.isdisjoint(map(plain, manager.marks)))
    )


def _spent(manager: Manager, headers: frozenset[str] | dict[str, str]) -> str | None:
    """The column of the money, whose header may say the currency: Amount spent (EUR). Headers are
    compared without their blanks."""
    return next((name for name in headers if manager.spent.fullmatch(plain(name))), None)


def _read(manager: Manager, upload: Upload, context: Context) -> Iterator[Row | Skip]:
    def is_header(headers: frozenset[str]) -> bool:
        return _header(manager, headers)

    order = DayOrder()
    for entry in table_rows(upload, is_header):
        if isinstance(entry, Entry):
            order.see(cell(entry, manager.columns.found(entry.cells), "when"))
    day_first = order.day_first(context.day_first)
    whole: dict[str, Row] = {}
    for entry in table_rows(upload, is_header):
        for found in [entry] if isinstance(entry, Skip) else _of_row(manager, entry, day_first):
            if isinstance(found, Skip):
                yield found
            else:
                _add(whole, found)
    yield from (row for row in whole.values() if row.values["amount"])


def _add(whole: dict[str, Row], row: Row) -> None:
    """A report may tell a day of a campaign apart by place, age or country: what these rows cost is
    one expense, so that reports told apart otherwise, or not at all, say the same."""
    values = row.values
    if (other := whole.get(values["expense_id"])) and other.values["currency"] != values[
        "currency"
    ]:
        values["expense_id"] += f":{values['currency']}"
    before = whole.setdefault(values["expense_id"], row).values
    if before is values:
        return
    before["amount"] += values["amount"]
    told = values["extra"].items()
    before["extra"] = {
        name: value for name, value in before["extra"].items() if (name, value) in told
    }


def _of_row(manager: Manager, entry: Entry, day_first: bool) -> Iterator[Row | Skip]:
    found = manager.columns.found(entry.cells)
    column = _spent(manager, entry.cells) or ""
    names = [name for of in _NAMES if (name := cell(entry, found, of))]
    text = entry.cells.get(column, "").strip()
    if not names or not text or text in ("-", "--"):
        return  # a line of sums, or a day on which nothing was spent
    when = re.split(r"\s+(?:-|–|to)\s+", cell(entry, found, "when"))
    first = day_of(when[0], day_first)
    if first is None and _SUMS.match(next(iter(entry.cells.values()), "")):
        return
    # Beside a day, start and end are those of the whole report.
    until = "" if plain(found["when"]) in _DAYS else cell(entry, found, "until")
    last = day_of(until or when[-1], day_first) or first
    if first is None or last is None:
        yield entry.skip(found["when"], NO_DATE, cell=cell(entry, found, "when"))
        return
    try:
        bare = without_currency(text)
        amount = number(bare, decimal_mark(bare))
    except Unreadable:
        yield entry.skip(column, NO_MONEY, cell=text)
        return
    currency = _currency(column, cell(entry, found, "currency"), text)
    if currency is None:
        yield entry.skip(column, NO_CURRENCY)
        return
    days = max(1, (last - first).days + 1)
    if days > LONGEST:
        yield entry.skip(found["when"], TOO_LONG, most=LONGEST)
        return
    if amount:
        yield from _by_day(
            manager, entry, (first, days), amount.quantize(Decimal("0.0001")), currency
        )


def _by_day(
    manager: Manager, entry: Entry, span: tuple[date, int], amount: Decimal, currency: str
) -> Iterator[Row]:
    """A row for each day; the parts add up to the whole, what is over goes to the last."""
    found = manager.columns.found(entry.cells)
    first, days = span
    part = (amount / days).quantize(Decimal("0.01"), ROUND_DOWN)
    names = [cell(entry, found, name) for name in _NAMES]
    network = _network(manager, cell(entry, found, "channel"))
    kept = rest(entry, [*found.values(), _spent(manager, entry.cells) or ""])
    for number_ in range(days):
        day = first + timedelta(days=number_)
        said = " / ".join(name for name in names if name)
        yield Row("expenses", {
            "expense_id": f"ads:{network}:{day.isoformat()}:{said}"[:400], "day": day,
            "activity": "promoting", "currency": currency, "network": network,
            "amount": part if number_ < days - 1 else amount - part * (days - 1),
            "campaign": next(filter(None, names)), "supplier": manager.name,
            "extra": {**(kept or {}), "kind": "promotion"},
        }, entry.file, entry.number)  # fmt: skip


def _currency(column: str, told: str, text: str) -> str | None:
    """From the header's brackets, the column of currencies, or the amount's own sign."""
    signs = {"€": "EUR", "£": "GBP", "$": "USD"}
    bracket = re.search(r"\(([A-Za-z]{3})\)", column)
    for code in (bracket[1] if bracket else "", told, *(signs[s] for s in signs if s in text)):
        if code.strip().upper() in list_currencies():
            return code.strip().upper()
    return None


def _network(manager: Manager, channel: str) -> str:
    """Meta's reports may tell Instagram from Facebook."""
    return "instagram" if plain(channel) == "instagram" else manager.network


def _format(manager: Manager) -> Format:
    return Format(
        id=f"{manager.network}-ads",
        title=Text(en=f"{manager.name}, spend by day", it=f"{manager.name}, spesa per giorno"),
        how=manager.how,
        recognises=lambda upload: (
            only_file(upload) and bool(headings(upload, lambda headers: _header(manager, headers)))
        ),
        read=lambda upload, context: _read(manager, upload, context),
    )


META_ADS, LINKEDIN_ADS, X_ADS = _format(META), _format(LINKEDIN), _format(X)
TIKTOK_ADS, GOOGLE_ADS = _format(TIKTOK), _format(GOOGLE)
