-- A store as version 1 of the schema wrote it, with one ticket and one dossier. Kept as it is.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
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
CREATE TABLE cursor (feed TEXT PRIMARY KEY, value TEXT NOT NULL, at TEXT NOT NULL) STRICT;
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
CREATE TABLE in_force (
    what TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    signer TEXT NOT NULL,
    since TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE draft (key TEXT PRIMARY KEY, text TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;
CREATE TABLE known_page (digest TEXT PRIMARY KEY, size INTEGER NOT NULL, kept_at TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX fact_by_subject ON fact (subject, seq);
CREATE INDEX fact_stray ON fact (seq) WHERE kind = 'StrayReported';
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT raise(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_remains BEFORE DELETE ON fact BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;
CREATE INDEX ticket_by_day ON ticket (day, state, queued_at);
CREATE UNIQUE INDEX dossier_by_code ON dossier (code) WHERE code <> '';
CREATE UNIQUE INDEX dossier_by_former_code ON dossier (former_code) WHERE former_code <> '';
CREATE INDEX dossier_by_number ON dossier (number) WHERE number <> '';
CREATE INDEX dossier_by_officer ON dossier (officer, state, row);
CREATE INDEX dossier_by_state ON dossier (state, row);
CREATE INDEX dossier_uncoded ON dossier (row) WHERE provisional = 1;
CREATE INDEX dossier_finished ON dossier (finished_at) WHERE state = 'finished';
CREATE INDEX slip_unsettled ON slip (state) WHERE state <> 'printed';
CREATE INDEX slip_by_about ON slip (about);
CREATE UNIQUE INDEX outbox_once ON outbox (subject, lane, digest);
CREATE INDEX outbox_open ON outbox (lane, state, next_at) WHERE state <> 'done';
CREATE INDEX outbox_by_digest ON outbox (digest) WHERE lane = 'pages';
CREATE INDEX procedure_listed ON procedure (effective_to, effective_from, code, version, name, field, needle);
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'motcua', 'm0001_first_tables', '2026-11-24 02:54:57.734778+00:00');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (1, '01900000-0000-7000-8000-000000000001', 'TicketIssued', 1, 'ticket:1', '2026-11-24T01:00:00.000000Z', 1795482000000000, 'kiosk:k1', 'Q1', '{"day":"2026-11-24","number":1,"place":"k1","priority":"normal","procedure":null,"series":"A","service":"A"}', '0000000000000000000000000000000000000000000000000000000000000000', '181ca694b21368b6f62c695edf4ec46a6481236126f7652178306cda84de872c');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (2, '01900000-0000-7000-8000-000000000002', 'DossierOpened', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000001, 'officer:1', 'Q1', '{"case":"","channel":"direct","components":[{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""}],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","ticket":null}', '181ca694b21368b6f62c695edf4ec46a6481236126f7652178306cda84de872c', '59419a7d30a0722215bb6651d199edd27715deea7eb4c7e9225d77059fab77ef');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (3, '01900000-0000-7000-8000-000000000003', 'ApplicantIdentified', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000002, 'officer:1', 'Q1', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Nguyễn Thị Mẫu","number":"001300000001","phone":"","proof":"by_eye","sex":""}}', '59419a7d30a0722215bb6651d199edd27715deea7eb4c7e9225d77059fab77ef', '318d59cdb69b943142b18d3761d1428a658b239f03aab31bc6deea56ebe4b748');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (4, '01900000-0000-7000-8000-000000000004', 'DossierAccepted', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000003, 'officer:1', 'Q1', '{"code":"H26.1-261124-0001","competent_agency":"UBND xã","due_at":null,"files":[],"here_competent":true,"provisional":false,"received_at":"2026-11-24T01:00:00.000000Z","return_method":"direct","serial":"1","sets":1}', '318d59cdb69b943142b18d3761d1428a658b239f03aab31bc6deea56ebe4b748', 'eb473b2a2b27c13cce3e1bd4d1a3a043c6f2ff55b4a1da7a13aeba864e1db6e0');
INSERT INTO ticket (id, day, state, queued_at, body) VALUES ('ticket:1', '2026-11-24', 'waiting', '2026-11-24T01:00:00.000000Z', '{"called_at":null,"calls":0,"counter":null,"day":"2026-11-24","finished_at":null,"id":"ticket:1","issued_at":"2026-11-24T01:00:00.000000Z","number":1,"priority":"normal","procedure":null,"queued_at":"2026-11-24T01:00:00.000000Z","series":"A","service":"A","started_at":null,"state":"waiting"}');
INSERT INTO dossier (row, id, state, officer, opened_at, procedure, procedure_name, code, former_code, provisional, name, number, due_at, finished_at, needle, body) VALUES (1, 'dossier:1', 'accepted', 'officer:1', '2026-11-24T01:00:00.000000Z', '1.001193', 'Thủ tục đăng ký khai sinh', 'H26.1-261124-0001', '', 0, 'Nguyễn Thị Mẫu', '001300000001', NULL, NULL, 'nguyen thi mau
001300000001
h26 1 261124 0001', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Nguyễn Thị Mẫu","number":"001300000001","phone":"","proof":"by_eye","sex":""},"case":"","channel":"direct","code":"H26.1-261124-0001","competent_agency":"UBND xã","components":[{"copies":0,"listed":{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"},{"copies":0,"listed":{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"}],"due_at":null,"ended_reason":"","fees":[],"files":[],"finished_at":null,"first_due_at":null,"former_code":"","here_competent":true,"id":"dossier:1","officer":"officer:1","opened_at":"2026-11-24T01:00:00.000000Z","payments":[],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","provisional":false,"received_at":"2026-11-24T01:00:00.000000Z","refusal":"","refused_at":null,"results":[],"return_method":"direct","returned":null,"serial":"1","sets":1,"state":"accepted","summary":"","supplements":[],"ticket":null,"told":0}');
INSERT INTO outbox (id, lane, state, subject, fact, digest, size, since, tries, next_at, leased_by, leased_until, answer, receipt) VALUES ('01900000-0000-7000-8000-000000000004', 'facts', 'waiting', 'dossier:1', 4, 'eb473b2a2b27c13cce3e1bd4d1a3a043c6f2ff55b4a1da7a13aeba864e1db6e0', 216, '2026-11-24T01:00:00.000000Z', 0, '2026-11-24T01:00:00.000000Z', '', NULL, '', '');
INSERT INTO dossier_part (rowid, needle) SELECT row, needle FROM dossier;
INSERT INTO dossier_word (rowid, needle) SELECT row, needle FROM dossier;
