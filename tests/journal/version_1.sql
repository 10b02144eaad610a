-- A journal of version 1, as it was written then: every kind of row, and a history of every kind
-- of change. Made once with that version; never made anew.
PRAGMA application_id = 1433299828;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "change" VALUES(1,1,'2026-05-04T18:15:00.000Z','add','plan','2026-05-04',NULL,'{"from_day": "2026-05-04", "sessions_per_week": 3, "routine": "short"}');
INSERT INTO "change" VALUES(2,2,'2026-05-04T18:15:00.000Z','amend','plan','2026-05-04','{"from_day": "2026-05-04", "sessions_per_week": 3, "routine": "short"}','{"from_day": "2026-05-04", "sessions_per_week": 4, "routine": "short"}');
INSERT INTO "change" VALUES(3,3,'2026-05-04T18:15:00.000Z','add','score','before',NULL,'{"id": "before", "at": "2026-05-04T17:40:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "before", "site": "inner blade edge", "side": "left", "score": 6, "session_id": null, "qualities": "tight", "note": ""}');
INSERT INTO "change" VALUES(4,4,'2026-05-04T18:15:00.000Z','add','session','led',NULL,'{"id": "led", "routine": "short", "at": "2026-05-04T17:45:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "ended_at": null, "planned_s": 300, "outcome": "interrupted", "source": "player", "note": ""}');
INSERT INTO "change" VALUES(5,5,'2026-05-04T18:15:00.000Z','amend','score','before','{"id": "before", "at": "2026-05-04T17:40:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "before", "site": "inner blade edge", "side": "left", "score": 6, "session_id": null, "qualities": "tight", "note": ""}','{"id": "before", "at": "2026-05-04T17:40:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "before", "site": "inner blade edge", "side": "left", "score": 6, "session_id": "led", "qualities": "tight", "note": ""}');
INSERT INTO "change" VALUES(6,4,'2026-05-04T18:15:00.000Z','add','step','led/1',NULL,'{"session_id": "led", "position": 1, "exercise": "chest_stretch", "side": "both", "variant": 0, "planned_s": 30, "held_s": 30.0, "outcome": "done", "reason": ""}');
INSERT INTO "change" VALUES(7,4,'2026-05-04T18:15:00.000Z','add','step','led/2',NULL,'{"session_id": "led", "position": 2, "exercise": "thread_the_needle", "side": "right", "variant": 0, "planned_s": 30, "held_s": 12.5, "outcome": "stopped for pain", "reason": "pain"}');
INSERT INTO "change" VALUES(8,8,'2026-05-04T18:15:00.000Z','add','score','cd613e30-d8f1-4adf-91b7-584a2265b1f5',NULL,'{"id": "cd613e30-d8f1-4adf-91b7-584a2265b1f5", "at": "2026-05-04T17:49:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "stop", "site": "on the blade", "side": "right", "score": 5, "session_id": "led", "qualities": "burning", "note": "<b>ow</b> 🦴\nmoved on"}');
INSERT INTO "change" VALUES(9,4,'2026-05-04T18:15:00.000Z','amend','session','led','{"id": "led", "routine": "short", "at": "2026-05-04T17:45:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "ended_at": null, "planned_s": 300, "outcome": "interrupted", "source": "player", "note": ""}','{"id": "led", "routine": "short", "at": "2026-05-04T17:45:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "ended_at": "2026-05-04T17:50:00.000Z", "planned_s": 300, "outcome": "stopped for pain", "source": "player", "note": ""}');
INSERT INTO "change" VALUES(10,10,'2026-05-04T18:15:00.000Z','add','score','1e2feb89-414c-443c-9027-c4d1c386bbc4',NULL,'{"id": "1e2feb89-414c-443c-9027-c4d1c386bbc4", "at": "2026-05-04T22:30:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "daily", "site": "upper back", "side": "both", "score": 4, "session_id": null, "qualities": "", "note": "=1+1, at half past midnight"}');
INSERT INTO "change" VALUES(11,11,'2026-05-04T18:15:00.000Z','add','score','78e51061-7311-48a3-82ce-6f447ed4d57b',NULL,'{"id": "78e51061-7311-48a3-82ce-6f447ed4d57b", "at": "2026-05-04T18:15:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "daily", "site": "upper back", "side": "both", "score": 9, "session_id": null, "qualities": "", "note": ""}');
INSERT INTO "change" VALUES(12,12,'2026-05-04T18:15:00.000Z','remove','score','78e51061-7311-48a3-82ce-6f447ed4d57b','{"id": "78e51061-7311-48a3-82ce-6f447ed4d57b", "at": "2026-05-04T18:15:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "daily", "site": "upper back", "side": "both", "score": 9, "session_id": null, "qualities": "", "note": ""}',NULL);
INSERT INTO "change" VALUES(13,13,'2026-05-04T18:15:00.000Z','add','score','35bf992d-c9e9-4616-a12e-7696a6cecc1b',NULL,'{"id": "35bf992d-c9e9-4616-a12e-7696a6cecc1b", "at": "2026-05-04T18:15:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "daily", "site": "upper back", "side": "both", "score": 8, "session_id": null, "qualities": "", "note": ""}');
INSERT INTO "change" VALUES(14,13,'2026-05-04T18:15:00.000Z','undo','score','35bf992d-c9e9-4616-a12e-7696a6cecc1b','{"id": "35bf992d-c9e9-4616-a12e-7696a6cecc1b", "at": "2026-05-04T18:15:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "kind": "daily", "site": "upper back", "side": "both", "score": 8, "session_id": null, "qualities": "", "note": ""}',NULL);
INSERT INTO "change" VALUES(15,15,'2026-05-04T18:15:00.000Z','add','session','e4b06ce6-0741-47a8-bce4-2c8218072e8c',NULL,'{"id": "e4b06ce6-0741-47a8-bce4-2c8218072e8c", "routine": "desk", "at": "2026-05-04T18:00:00.000Z", "utc_offset_min": 120, "day": "2026-05-04", "ended_at": null, "planned_s": 30, "outcome": "completed", "source": "by hand", "note": "with the radio on"}');
INSERT INTO "change" VALUES(16,15,'2026-05-04T18:15:00.000Z','add','step','e4b06ce6-0741-47a8-bce4-2c8218072e8c/1',NULL,'{"session_id": "e4b06ce6-0741-47a8-bce4-2c8218072e8c", "position": 1, "exercise": "cat_camel", "side": "both", "variant": 1, "planned_s": 30, "held_s": 30.0, "outcome": "done", "reason": ""}');
CREATE TABLE plan (
    from_day TEXT NOT NULL PRIMARY KEY CHECK (from_day IS date(from_day, '+0 days')),
    sessions_per_week INTEGER NOT NULL CHECK (sessions_per_week BETWEEN 0 AND 21),
    routine TEXT CHECK (routine <> '')
) STRICT, WITHOUT ROWID;
INSERT INTO "plan" VALUES('2026-05-04',4,'short');
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
INSERT INTO "score" VALUES('1e2feb89-414c-443c-9027-c4d1c386bbc4','2026-05-04T22:30:00.000Z',120,'2026-05-04','daily','upper back','both',4,NULL,'','=1+1, at half past midnight');
INSERT INTO "score" VALUES('before','2026-05-04T17:40:00.000Z',120,'2026-05-04','before','inner blade edge','left',6,'led','tight','');
INSERT INTO "score" VALUES('cd613e30-d8f1-4adf-91b7-584a2265b1f5','2026-05-04T17:49:00.000Z',120,'2026-05-04','stop','on the blade','right',5,'led','burning','<b>ow</b> 🦴
moved on');
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
INSERT INTO "session" VALUES('e4b06ce6-0741-47a8-bce4-2c8218072e8c','desk','2026-05-04T18:00:00.000Z',120,'2026-05-04',NULL,30,'completed','by hand','with the radio on');
INSERT INTO "session" VALUES('led','short','2026-05-04T17:45:00.000Z',120,'2026-05-04','2026-05-04T17:50:00.000Z',300,'stopped for pain','player','');
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    value TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('journal_id','"6fa459ea-ee8a-4ca4-894e-db77e160355e"','2026-05-04T18:15:00.000Z');
INSERT INTO "setting" VALUES('voice','{"rate": 0.9}','2026-05-04T18:15:00.000Z');
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
INSERT INTO "step" VALUES('e4b06ce6-0741-47a8-bce4-2c8218072e8c',1,'cat_camel','both',1,30,30.0,'done','');
INSERT INTO "step" VALUES('led',1,'chest_stretch','both',0,30,30.0,'done','');
INSERT INTO "step" VALUES('led',2,'thread_the_needle','right',0,30,12.5,'stopped for pain','pain');
COMMIT;
