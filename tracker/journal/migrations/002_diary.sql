-- The rest of the diary: each day's context, pauses, weekly tests, names of knots, experiments; and
-- a history that knows what was done again and what an import was called.

CREATE TABLE checkin (
    day TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day, '+0 days')),
    stress INTEGER CHECK (stress BETWEEN 0 AND 10),
    sleep_h REAL CHECK (sleep_h BETWEEN 0 AND 24),
    sitting_h REAL CHECK (sitting_h BETWEEN 0 AND 24),
    note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pause (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    from_day TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    to_day TEXT NOT NULL CHECK (to_day IS date(to_day, '+0 days') AND to_day >= from_day),
    reason TEXT NOT NULL CHECK (instr('|flare|illness|travel|other|', '|' || reason || '|'))
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at TEXT NOT NULL CHECK (at IS strftime('%Y-%m-%dT%H:%M:%fZ', at, '+0 days')),
    utc_offset_min INTEGER NOT NULL CHECK (utc_offset_min BETWEEN -1080 AND 1080),
    day TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
    test TEXT NOT NULL CHECK (instr('|back scratch|seated rotation|PEG|', '|' || test || '|')),
    side TEXT NOT NULL CHECK (instr('|left|right|both|', '|' || side || '|')),
    item TEXT NOT NULL CHECK (instr('||pain|enjoyment|activity|', '|' || item || '|')),
    value REAL NOT NULL,
    CHECK ((test = 'PEG') = (side = 'both') AND (test = 'PEG') = (item <> '')),
    CHECK (value BETWEEN
        CASE test WHEN 'back scratch' THEN -40 ELSE 0 END
        AND CASE test WHEN 'back scratch' THEN 60 WHEN 'PEG' THEN 10 ELSE 6 END
    ),
    CHECK (test <> 'PEG' OR value = round(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE knot (
    site TEXT NOT NULL CHECK (instr(
        '|upper back|top of the shoulder|neck to blade corner|inner blade edge|between the blades'
        || '|below the blades|above the blade spine|on the blade|beside the spine'
        || '|side of the back|',
        '|' || site || '|'
    )),
    side TEXT NOT NULL CHECK (instr('|left|right|both|', '|' || side || '|')),
    nickname TEXT NOT NULL CHECK (nickname <> ''),
    PRIMARY KEY (site, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    created_at TEXT NOT NULL
        CHECK (created_at IS strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+0 days')),
    design TEXT NOT NULL CHECK (json_valid(design)),
    seed INTEGER NOT NULL CHECK (seed BETWEEN 0 AND 9007199254740991),
    schedule TEXT NOT NULL CHECK (json_valid(schedule)),
    closed_at TEXT CHECK (closed_at IS strftime('%Y-%m-%dT%H:%M:%fZ', closed_at, '+0 days'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER experiment_is_sealed
BEFORE UPDATE OF id, created_at, design, seed, schedule ON experiment
BEGIN
    SELECT RAISE(ABORT, 'a sealed experiment stays as it was drawn');
END;

-- SQLite changes no CHECK in place: the history moves to a new table.
ALTER TABLE change RENAME TO change_1;
CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    at TEXT NOT NULL,
    action TEXT NOT NULL CHECK (instr('|add|amend|remove|undo|redo|', '|' || action || '|')),
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    before TEXT,
    after TEXT,
    label TEXT
) STRICT;
INSERT INTO change
SELECT seq, batch, at, action, table_name, row_id, before, after, NULL FROM change_1;
DROP TABLE change_1;
