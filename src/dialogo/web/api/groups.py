"""What the operations are about, in the order in which they are shown."""

from dialogo.records.text import Text

WORKSPACE = Text(en="The workspace", it="Lo spazio")
RECORDS = Text(en="Records", it="Dati")
IMPORTS = Text(en="Files", it="File")
FINDINGS = Text(en="Findings", it="Errori")
MEASURES = Text(en="Measures", it="Misure")
LADDER = Text(en="The ladder", it="La scala")
RUNS = Text(en="Audits", it="Controlli")
CONNECTIONS = Text(en="Connections", it="Collegamenti")
CONVERSATIONS = Text(en="Conversations", it="Conversazioni")
MESSAGES = Text(en="Messages", it="Messaggi")
POSTS = Text(en="Posts", it="Post")
LETTERS = Text(en="Letters", it="Lettere")
PIECES = Text(en="The calendar", it="Il calendario")

GROUPS = (
    WORKSPACE, CONNECTIONS, CONVERSATIONS, MESSAGES, LETTERS, PIECES, POSTS, RECORDS, IMPORTS,
    FINDINGS, MEASURES, LADDER, RUNS,
)  # fmt: skip
