"""Clickbait: posts that promise a sensation, hold back what it is, and have nothing behind it."""

from __future__ import annotations

from typing import Any

from dialogo.content.latest_figures import LATEST_FIGURES
from dialogo.records.measure import Figure, Measure
from dialogo.records.records import Records, View
from dialogo.records.share import wilson
from dialogo.records.source import Source
from dialogo.records.text import Text
from dialogo.records.window import Window

# Hyperbole and words that point at what is held back ("this", "what happened next"), after the
# traits of clickbait in docs/evidence/clickbait.md. On small letters without accents.
_ENGLISH = (
    r"you (?:won.?t|will not|would ?n.?t) believe|never guess|can.?t believe what",
    r"(?:will|going to|is going to|that) (?:\w+ )?(?:shock|amaze|stun|surprise) (?:you|everyone)",
    r"blow your mind|jaw[- ]dropping|mind[- ]blowing|leave you speechless|shocking\b",
    r"what happen(?:s|ed) next|what happened (?:when|with|to)\b.*(?:!|\.\.\.|…)",
    r"wait (?:un)?till? you|secrets? (?:that )?(?:nobody|no one|they|no-one)",
    r"(?:nobody|no one) (?:tells|told|is telling) you",
    r"(?:one|this) (?:\w+ )?(?:weird|simple|strange|crazy) trick|break(?:ing|s)? the internet",
    r"number \d+ (?:will|is going)|doctors hate|they don.?t want you to know|^unbelievable\b",
)
_ITALIAN = (
    r"non (?:ci )?(?:creder(?:ete|ai)|potrete credere)|non (?:lo )?indoviner(?:ete|ai)",
    r"da non credere|(?:vi|ti) lascer\w+ (?:senza|a bocca)|senza parole[!.…]|a bocca aperta",
    r"scioccant[ei]|\bchoc\b",
    r"(?:cosa|quello che|che) (?:e )?succe(?:de|sso|dera) (?:dopo|poi|con|quando)\b.*(?:!|\.\.\.|"
    r"…|\?)",
    r"cosa succede dopo|segret[oi] che (?:nessuno|non)",
    r"nessuno (?:vi|ti) (?:ha mai|dice|dira|hanno)|quest[oi] trucc(?:o|hi)",
    r"impazzire (?:il web|la rete|tutti|internet)|clicca(?:te)? (?:per|e) scopr",
    r"(?:il )?numero \d+ (?:vi|ti) |^incredibile\b|non vogliono che (?:voi |tu )?sap",
)
_PHRASE = "|".join(f"(?:{part})" for part in (*_ENGLISH, *_ITALIAN))

# A sensation that was worth the click is kept, commented or passed on. House rule: at least one in
# ten of those who click; judged from 20 clicks on.
_KEPT = 0.10
_CLICKS = 20

SENSATIONS = View(
    "sensations",
    f"""
    SELECT p.company, p.network, p.post_id, p.published_at, p.text, p.url, f.clicks,
        regexp_matches(
            replace(strip_accents(lower(p.text)), '’', ''''), '{_PHRASE}'
        ) AS sensational,
        coalesce(
            f.clicks >= {_CLICKS}
            AND coalesce(f.saves, 0) + coalesce(f.comments, 0) + coalesce(f.shares, 0)
                >= {_KEPT} * f.clicks,
            false
        ) AS worth_it
    FROM posts AS p LEFT JOIN latest_figures AS f USING (company, network, post_id)
    WHERE trim(p.text) <> ''
    """,
    needs=(LATEST_FIGURES,),
)


def clickbait(records: Records, window: Window) -> list[dict[str, Any]]:
    """The posts that are clickbait, the most clicked first: network, post_id, text, url."""
    return records.rows(
        """
        SELECT network, post_id, text, url FROM sensations
        WHERE sensational AND NOT worth_it AND published_at BETWEEN $since AND $as_of
        ORDER BY clicks DESC NULLS LAST, published_at DESC, network, post_id
        """,
        SENSATIONS,
        since=window.since,
        as_of=window.as_of,
    )


def compute(records: Records, window: Window) -> Figure:
    """Of the posts with text (n), the share that is clickbait, with a 90 % Wilson interval.

    Clickbait is a sensational phrase, unless the post's figures show that people kept it: saves,
    comments and shares are at least a tenth of its clicks (from 20 clicks on).
    """
    row = records.row(
        """
        SELECT count(*) AS posts, count(*) FILTER (sensational AND NOT worth_it) AS bait
        FROM sensations WHERE published_at BETWEEN $since AND $as_of
        """,
        SENSATIONS,
        since=window.since,
        as_of=window.as_of,
    )
    if not row["posts"]:
        return Figure(value=None, unit="share", n=0)
    low, high = wilson(row["bait"], row["posts"])
    parts = {"count": row["bait"]}
    return Figure(row["bait"] / row["posts"], "share", row["posts"], low, high, parts=parts)


CLICKBAIT_SHARE = Measure(
    id="content/clickbait-share",
    title=Text(en="Clickbait", it="Esche per i clic"),
    meaning=Text(
        en="Of the posts with text, the share that promise a sensation and hold it back, and that "
        "people did not keep, comment or pass on.",
        it="Fra i post con un testo, la quota di quelli che promettono qualcosa di clamoroso senza "
        "dirlo, e che la gente non ha salvato, commentato o condiviso.",
    ),
    unit="share",
    reads=frozenset({"posts"}),
    source=Source("docs/evidence/clickbait.md", "house rule"),
    compute=compute,
)
