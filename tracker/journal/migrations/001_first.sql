-- The first journal: what a run of a routine, its holds, the scores and the plan look like on disk.
-- tracker/foundation/schema.py says the same in Python; tests/foundation/test_schema.py holds the two together.
-- A date that no calendar has (30 February) differs from itself plus 0 days, and is refused.
-- SQLite reads all of this whenever the file is opened, so it is short; and words are looked for in
-- a text of them all, since IN would build a table of them at every write.
-- Rows are found by ids made elsewhere, hence WITHOUT ROWID: one tree a table, fewer pages a write.

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    routine TEXT NOT NULL CHECK (routine <> ''),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%fZ', at, '+0 days')),
    utc_offset_min INTEGER NOT NULL CHECK (utc_offset_min BETWEEN -1080 AND 1080),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    ended_at TEXT
        CHECK (ended_at IS strftime('%Y-%m-%dT%H:%M:%fZ', ended_at, '+0 days') AND ended_at >= at),
    planned_s INTEGER NOT NULL CHECK (planned_s BETWEEN 0 AND 86400),
    outcome TEXT NOT NULL CHECK (
        instr('|completed|ended early|stopped for pain|interrupted|', '|' || outcome || '|')
    ),
    source TEXT NOT NULL CHECK (source <> ''),
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
    session_id TEXT NOT NULL REFERENCES session (id),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 100000),
    exercise TEXT NOT NULL CHECK (exercise <> ''),
    side TEXT NOT NULL CHECK (instr('|left|right|both|', '|' || side || '|')),
    variant INTEGER NOT NULL CHECK (variant IN (0, 1)),
    planned_s INTEGER NOT NULL CHECK (planned_s BETWEEN 0 AND 86400),
    held_s REAL NOT NULL CHECK (held_s BETWEEN 0 AND 86400),
    outcome TEXT NOT NULL CHECK (instr('|done|skipped|stopped for pain|', '|' || outcome || '|')),
    reason TEXT NOT NULL CHECK (instr('||pain|time|equipment|other|', '|' || reason || '|')),
    PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE score (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%fZ', at, '+0 days')),
    utc_offset_min INTEGER NOT NULL CHECK (utc_offset_min BETWEEN -1080 AND 1080),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    kind TEXT NOT NULL CHECK (instr('|daily|before|after|stop|now|', '|' || kind || '|')),
    site TEXT NOT NULL CHECK (instr(
        '|upper back|top of the shoulder|neck to blade corner|inner blade edge|between the blades'
        || '|below the blades|above the blade spine|on the blade|beside the spine'
        || '|side of the back|',
        '|' || site || '|'
    )),
    side TEXT NOT NULL CHECK (instr('|left|right|both|', '|' || side || '|')),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
    session_id TEXT REFERENCES session (id),
    qualities TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan (
    from_day TEXT NOT NULL PRIMARY KEY CHECK (from_day IS date(from_day, '+0 days')),
    sessions_per_week INTEGER NOT NULL CHECK (sessions_per_week BETWEEN 0 AND 21),
    routine TEXT CHECK (routine <> '')
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    value TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A UUID by which browsers know the journal whose events they hold.
INSERT INTO setting VALUES (
    'journal_id',
    json_quote(lower(
        hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
        || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
    )),
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
);

-- Changes made in one step of the person share a batch: the seq of the first of them. What takes a
-- batch back is written under the same number. Only tracker/journal/sqlite/changes.py writes here.
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    at TEXT NOT NULL,
    action TEXT NOT NULL CHECK (instr('|add|amend|remove|undo|', '|' || action || '|')),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
