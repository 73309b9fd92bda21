"""The tables of the store. Tables hold what is now, facts what happened; ``body`` is the whole aggregate as JSON."""

# facts are never changed: not by us, not by a person with a database tool
FACTS = '''
CREATE TABLE fact (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    monotonic INTEGER NOT NULL,
    actor TEXT NOT NULL,
    device TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE INDEX fact_by_subject ON fact (subject, seq);
CREATE INDEX fact_stray ON fact (seq) WHERE kind = 'StrayReported';
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT raise(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_remains BEFORE DELETE ON fact BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;
'''

# ``row`` grows with time, so that the newest dossiers are found first; ``needle`` is the folded text that search
# reads; ``body`` stands last, so that a list needn't read the pages it overflows to
SUBJECTS = '''
CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX ticket_by_day ON ticket (day, state, queued_at);

CREATE TABLE dossier (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    officer TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    procedure TEXT NOT NULL,
    procedure_name TEXT NOT NULL,
    code TEXT NOT NULL,
    former_code TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    name TEXT NOT NULL,
    number TEXT NOT NULL,
    due_at TEXT,
    finished_at TEXT,
    needle TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX dossier_by_code ON dossier (code) WHERE code <> '';
CREATE UNIQUE INDEX dossier_by_former_code ON dossier (former_code) WHERE former_code <> '';
CREATE INDEX dossier_by_number ON dossier (number) WHERE number <> '';
CREATE INDEX dossier_by_officer ON dossier (officer, state, row);
CREATE INDEX dossier_by_state ON dossier (state, row);
CREATE INDEX dossier_uncoded ON dossier (row) WHERE provisional = 1;
CREATE INDEX dossier_finished ON dossier (finished_at) WHERE state = 'finished';
CREATE VIRTUAL TABLE dossier_part USING fts5(
    needle, content='', contentless_delete=1, tokenize='trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE dossier_word USING fts5(
    needle, content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6', tokenize='unicode61'
);

CREATE TABLE slip (
    id TEXT PRIMARY KEY,
    about TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX slip_unsettled ON slip (state) WHERE state <> 'printed';
CREATE INDEX slip_by_about ON slip (about);

CREATE TABLE codes (
    id TEXT PRIMARY KEY,
    usable_on TEXT,
    left INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE officer (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE secret (officer TEXT PRIMARY KEY REFERENCES officer (id), hash TEXT NOT NULL) STRICT;
CREATE TABLE serial (series TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
'''

# lane: 'facts', 'pages', 'ratings' or 'answers'
# state: 'waiting', 'sending' (while leased), 'parked' (a person must look) or 'done'
OUTBOX = '''
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    lane TEXT NOT NULL,
    state TEXT NOT NULL,
    subject TEXT NOT NULL,
    fact INTEGER NOT NULL REFERENCES fact (seq),
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL,
    leased_by TEXT NOT NULL DEFAULT '',
    leased_until TEXT,
    answer TEXT NOT NULL DEFAULT '',
    receipt TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX outbox_once ON outbox (subject, lane, digest);
CREATE INDEX outbox_open ON outbox (lane, state, next_at) WHERE state <> 'done';
CREATE INDEX outbox_by_digest ON outbox (digest) WHERE lane = 'pages';

CREATE TABLE cursor (feed TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL) STRICT;
'''

# what the courier remembers beside the outbox: which changes of the province are written down, which wait aside for
# their file, and how its lanes ('codes', 'facts', 'news', 'pages') fare; losing it costs repetitions, never a fact
COURIER = '''
CREATE TABLE heard (change TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE aside (
    change TEXT PRIMARY KEY,
    dossier TEXT NOT NULL,
    body TEXT NOT NULL,
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE lane (
    name TEXT PRIMARY KEY,
    tries INTEGER NOT NULL DEFAULT 0,
    rest_until TEXT,
    answer TEXT NOT NULL DEFAULT '',
    tried_at TEXT NOT NULL,
    heard_at TEXT
) STRICT;
'''

# by how many seconds this machine's clock runs ahead of the province's, as last measured
CLOCK = 'ALTER TABLE lane ADD COLUMN ahead_s INTEGER;'

# what this machine carries for another one of the centre; state: 'waiting', 'done' or 'refused'
CARRIED = '''
CREATE TABLE carried (
    item TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    lane TEXT NOT NULL,
    place INTEGER NOT NULL,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    since TEXT NOT NULL,
    receipt TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX carried_open ON carried (lane, place) WHERE state = 'waiting';
'''

# where facts stand in the order of the centre (``sync.merged``): ``home`` is the number that a fact of another machine
# has in its own ledger, over which its digest is made; NULL for our own. ``place`` is NULL until we have read it there
PLACED = '''
CREATE TABLE placed (
    fact INTEGER PRIMARY KEY REFERENCES fact (seq),
    home INTEGER,
    place INTEGER UNIQUE
) STRICT;
CREATE INDEX fact_by_device ON fact (device, seq);
'''

# what two machines did to one thing, looked for by day
CROSSED = "CREATE INDEX fact_crossed ON fact (at) WHERE kind = 'FactsCrossed';"

# who logged in where, looked for by day
LOGINS = "CREATE INDEX fact_login ON fact (at) WHERE kind = 'LoginSucceeded';"

# what is seldom written and asked for with every pass of the courier
RARE = '''
CREATE INDEX fact_codes_returned ON fact (device) WHERE kind = 'CodesReturned';
CREATE INDEX fact_forgotten ON fact (subject) WHERE kind = 'ProvinceForgot';
'''

# the text of pages of dossiers that are being taken in, as read from their pictures, and of those still to be read;
# state: 'waiting', 'read' or 'given up'; ``tries`` counts begun readings, so that a page that kills us is met twice
PAGE_TEXT = '''
CREATE TABLE page_text (
    digest TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'waiting',
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX page_text_waiting ON page_text (since) WHERE state = 'waiting';
'''

# the pages that stand in the centre, by which machine put them there; ``kept_at``: when this machine fetched a copy
FAR_PAGES = '''
CREATE TABLE far_page (
    digest TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    size INTEGER NOT NULL,
    kept_at TEXT
) STRICT;
'''

# what citizens said, by local month; who served them stands nowhere
RATINGS = '''
CREATE TABLE rating (
    id TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    procedure TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX rating_by_month ON rating (month, procedure);
'''

# what people asked the centre through the portal
QUESTIONS = '''
CREATE TABLE question (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX question_by_state ON question (state, asked_at);
'''

# files from outside whose signatures nobody has judged yet, and when this machine tries to
UNJUDGED = '''
CREATE TABLE unjudged (
    dossier TEXT NOT NULL,
    digest TEXT NOT NULL,
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL,
    PRIMARY KEY (dossier, digest)
) STRICT, WITHOUT ROWID;
'''

RULES = '''
CREATE TABLE procedure (
    row INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT,
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    needle TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (code, version)
) STRICT;
CREATE INDEX procedure_listed ON procedure (effective_to, effective_from, code, version, name, field, needle);

CREATE TABLE in_force (
    what TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    signer TEXT NOT NULL,
    since TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
'''

WORK = '''
CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;
CREATE TABLE known_page (digest TEXT PRIMARY KEY, size INTEGER NOT NULL, kept_at TEXT NOT NULL) STRICT;
'''
