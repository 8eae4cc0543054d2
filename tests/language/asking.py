"""What the people of an imaginary bicycle hire ask for, in English and in Italian."""

from __future__ import annotations

from random import Random

# By what is asked for: the question, and with what it is put.
ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "helmet": {
        "en": ("do you lend a helmet for children {}?", "is there a helmet for the children {}?",
               "which helmet do children get {}?"),
        "it": ("prestate un caschetto ai bambini {}?", "c'è il caschetto per i bambini {}?",
               "che caschetto hanno i bambini {}?"),
    },
    "ferry": {
        "en": ("may we take the ferry to the island {}?", "does the ferry reach the island {}?",
               "who waits for the ferry at the island {}?"),
        "it": ("possiamo prendere il traghetto per l'isolotto {}?",
               "il traghetto arriva all'isolotto {}?",
               "chi aspetta il traghetto all'isolotto {}?"),
    },
    "puncture": {
        "en": ("who mends a puncture of the tyre {}?", "a puncture, the tyre is flat, what now {}?",
               "a puncture of the tyre, do we pump {}?"),
        "it": ("chi ripara la foratura della gomma {}?", "la gomma ha una foratura, e ora {}?",
               "una foratura della gomma, si gonfia {}?"),
    },
    "dog": {
        "en": ("can the dog ride in a basket {}?", "is a basket for our dog there {}?",
               "how heavy may a dog in the basket be {}?"),
        "it": ("il cane può stare nel cestino {}?", "c'è un cestino per il cane {}?",
               "quanto pesa un cane da cestino {}?"),
    },
    "saddle": {
        "en": ("how do we lower the saddle and the handlebar {}?",
               "are saddle and handlebar for tall riders {}?",
               "do saddle and handlebar turn {}?"),
        "it": ("come si abbassano sella e manubrio {}?", "sella e manubrio vanno ai più alti {}?",
               "sella e manubrio girano {}?"),
    },
}  # fmt: skip
_WITH = {
    "en": "near the mill|with my aunt|in the rain|under the bridge|on a red one|for our club|"
    "behind the church|by the vineyard|if it snows|along the canal|with a tent|after lunchtime|"
    "at the lighthouse|for nine of us|like last summer|before sunrise|with the band|without a map",
    "it": "vicino al mulino|con mia zia|sotto la pioggia|sotto il ponte|su una rossa|per il nostro "
    "circolo|dietro la chiesa|lungo la vigna|se nevica|lungo il canale|con una tenda|"
    "dopo il pranzo|al faro|per noi nove|come l'estate scorsa|prima dell'alba|con la banda|"
    "senza una mappa",
}


def messages(about: str, language: str, count: int, seed: int = 1) -> list[str]:
    """So many messages about something, by chance from `seed`."""
    dice = Random(f"{about} {language} {seed}")  # noqa: S311  (no secret: what people happen to ask)
    details = _WITH[language].split("|")
    return [dice.choice(ASKED[about][language]).format(dice.choice(details)) for _ in range(count)]
