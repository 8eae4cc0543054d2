"""Imports: files are brought in, read, and told about one by one; where to find exports."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import STRATEGY, TEAM, Role

SEE = Permission(
    "imports.see",
    Text(en="see what files have been brought in", it="vedere quali file sono stati importati"),
    TEAM,
)
ADD = Permission(
    "imports.add",
    Text(en="bring in files, and undo it", it="importare file, e annullare"),
    STRATEGY | {Role.ANALYST},
)
