CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, name TEXT NOT NULL DEFAULT '',
    bot INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, account TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS things (
    id TEXT PRIMARY KEY, author TEXT NOT NULL, text TEXT NOT NULL, audience TEXT NOT NULL,
    in_reply_to TEXT, root TEXT NOT NULL, quote TEXT, conversation TEXT, lang TEXT,
    pictures TEXT NOT NULL, card TEXT, written_at TEXT NOT NULL, edited_at TEXT, gone_at TEXT,
    key TEXT, UNIQUE (author, key)
);
CREATE INDEX IF NOT EXISTS things_root ON things (root);
CREATE INDEX IF NOT EXISTS things_parent ON things (in_reply_to);
CREATE TABLE IF NOT EXISTS concerned (
    account TEXT NOT NULL, thing TEXT NOT NULL, place TEXT NOT NULL, addressed INTEGER NOT NULL,
    PRIMARY KEY (account, thing)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, thing TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_account ON changes (account, seq);
CREATE TABLE IF NOT EXISTS likes (
    thing TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (thing, account)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS follows (
    account TEXT NOT NULL, follower TEXT NOT NULL, PRIMARY KEY (account, follower)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS troubles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, sending INTEGER NOT NULL,
    seconds INTEGER
);
