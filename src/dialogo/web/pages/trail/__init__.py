"""The trail: who did what in a workspace, and when."""

from dialogo.records.text import Text
from dialogo.web.frame.permission import Permission
from dialogo.web.models.roles import OWNERS

SEE = Permission(
    "trail.see", Text(en="see who did what", it="vedere chi ha fatto che cosa"), OWNERS
)
