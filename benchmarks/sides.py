"""What the sides of the benchmark share: the question asked of each of them, and the calendar."""

from __future__ import annotations

from datetime import time

from dialogo.records.business_hours import BusinessHours

Values = dict[str, float]

DIALOGUE = (
    "dialogue/openings",
    "dialogue/threads",
    "dialogue/answered-share",
    "dialogue/first-reply-p50",
    "dialogue/first-reply-p90",
    "dialogue/first-reply-business-p50",
    "dialogue/first-reply-business-p90",
    "dialogue/posts-per-reply",
    "dialogue/questions-unanswered",
    "dialogue/follow-ups-unanswered",
    "dialogue/joined-share",
)

OFFICE = BusinessHours(
    "Europe/Rome",
    {day: [(time(9), time(13)), (time(14), time(18))] for day in range(6)},
    country="IT",
)
