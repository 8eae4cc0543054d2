"""A made-up company whose truth is known, and its estimate, made once."""

from datetime import date, timedelta

import numpy as np
import pytest

from dialogo.returns import Activity, Series, estimate
from dialogo.returns.results import Returns
from dialogo.returns.state import Lengths

SHORT = Lengths(chains=32, warm_up=18, kept=16)
WEEKS = 130


def company(seed: int, noise: float) -> tuple[Series, dict[str, float]]:
    """Posts that work at once and answers that work around week 6, beside a season; by loops."""
    rng = np.random.default_rng(seed)
    posts = rng.gamma(1.0, 1.0, WEEKS) * (rng.random(WEEKS) < 0.6)
    answers = rng.gamma(1.0, 1.0, WEEKS) * (np.arange(WEEKS) % 26 < 13)
    late = [0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.2, 0.14, 0.08, 0.04, 0.02]
    at_once, delayed = np.zeros(WEEKS), np.zeros(WEEKS)
    for week in range(WEEKS):
        at_once[week] = 300 * posts[week] / (1 + posts[week])
        for lag, weight in enumerate(late[: week + 1]):
            delayed[week] += 400 * weight * answers[week - lag]
    season = 60 * np.sin(2 * np.pi * np.arange(WEEKS) / 52.18)
    outcome = 800 + season + at_once + delayed + rng.normal(0, noise, WEEKS)
    days = tuple(date(2023, 1, 2) + timedelta(weeks=n) for n in range(WEEKS))
    done = (Activity("posts", posts, 50 * posts), Activity("answers", answers, 80 * answers))
    total = outcome.sum()
    truth = {"posts": at_once.sum() / total, "answers": delayed.sum() / total}
    return Series(days, "sales", outcome, done, {}), {k: float(v) for k, v in truth.items()}


@pytest.fixture(scope="session")
def clear() -> tuple[Returns, dict[str, float]]:
    series, truth = company(3, 15.0)
    return estimate(series, seed=2, lengths=SHORT), truth
