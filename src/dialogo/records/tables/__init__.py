"""Every table that Dialogo keeps, one module each."""

from dialogo.records.schema import Table
from dialogo.records.tables.audience import AUDIENCE
from dialogo.records.tables.budgets import BUDGETS
from dialogo.records.tables.expenses import EXPENSES
from dialogo.records.tables.hours import HOURS
from dialogo.records.tables.labels import MESSAGE_LABELS, POST_LABELS
from dialogo.records.tables.learning import LEARNING
from dialogo.records.tables.members import MEMBERS
from dialogo.records.tables.messages import MESSAGES
from dialogo.records.tables.outcomes import OUTCOMES
from dialogo.records.tables.plan import PLAN
from dialogo.records.tables.post_figures import POST_FIGURES
from dialogo.records.tables.post_readings import POST_READINGS
from dialogo.records.tables.posts import POSTS
from dialogo.records.tables.shifts import SHIFTS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        POSTS, POST_FIGURES, POST_READINGS, MESSAGES, AUDIENCE, HOURS, EXPENSES, BUDGETS, SHIFTS,
        MEMBERS, LEARNING, OUTCOMES, PLAN, POST_LABELS, MESSAGE_LABELS,
    )
}  # fmt: skip
