"""Audience: how many follow each account, day by day, and what the network counted for it."""

from dialogo.records.schema import ACCOUNT, COMPANY, EXTRA, NETWORK, Column, Table
from dialogo.records.text import Text


def _count(name: str, en: str, it: str, also: tuple[str, ...] = ()) -> Column:
    return Column(name, "int", Text(en=en, it=it), lowest=0, also=also)


AUDIENCE = Table(
    name="audience",
    title=Text(en="Audience", it="Pubblico"),
    meaning=Text(
        en="The account's followers and figures on a day, as the network counted them.",
        it="I follower e i numeri del profilo in un giorno, come li ha contati la rete.",
    ),
    key=("company", "network", "account", "day"),
    moment="day",
    columns=(
        COMPANY,
        NETWORK,
        ACCOUNT,
        Column(
            "day",
            "day",
            Text(en="The day.", it="Il giorno."),
            required=True,
            also=("date", "data", "giorno"),
        ),
        _count(
            "followers",
            "Followers in all at the end of the day.",
            "Follower a fine giornata.",
            ("iscritti", "totalfollowers"),
        ),
        _count("gained", "Followers won that day.", "Follower guadagnati quel giorno."),
        _count("lost", "Followers lost that day.", "Follower persi quel giorno."),
        _count(
            "impressions",
            "Times the account's content was shown.",
            "Volte in cui i contenuti sono stati mostrati.",
        ),
        _count("reach", "Different accounts that saw it.", "Profili diversi che li hanno visti."),
        _count("engagements", "Interactions of any kind.", "Interazioni di ogni genere."),
        _count("visits", "Visits to the profile or page.", "Visite al profilo o alla pagina."),
        _count("clicks", "Clicks of any kind.", "Clic di ogni genere."),
        EXTRA,
    ),
)
