-- A store as version 12 of the schema wrote it: a ticket, a told dossier and one that waits for its code. Kept as it is.
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
, ahead_s INTEGER) STRICT;
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
CREATE TABLE placed (
    fact INTEGER PRIMARY KEY REFERENCES fact (seq),
    home INTEGER,
    place INTEGER UNIQUE
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX fact_by_subject ON fact (subject, seq);
CREATE INDEX fact_stray ON fact (seq) WHERE kind = 'StrayReported';
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
CREATE INDEX carried_open ON carried (lane, place) WHERE state = 'waiting';
CREATE INDEX fact_by_device ON fact (device, seq);
CREATE TABLE far_page (
    digest TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    size INTEGER NOT NULL,
    kept_at TEXT
) STRICT;
CREATE TABLE rating (
    id TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    procedure TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX rating_by_month ON rating (month, procedure);
CREATE TABLE question (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX question_by_state ON question (state, asked_at);
CREATE TABLE page_text (
    digest TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'waiting',
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX page_text_waiting ON page_text (since) WHERE state = 'waiting';
CREATE INDEX fact_crossed ON fact (at) WHERE kind = 'FactsCrossed';
CREATE INDEX fact_login ON fact (at) WHERE kind = 'LoginSucceeded';
CREATE TABLE unjudged (
    dossier TEXT NOT NULL,
    digest TEXT NOT NULL,
    since TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL,
    PRIMARY KEY (dossier, digest)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact BEGIN SELECT raise(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER fact_remains BEFORE DELETE ON fact BEGIN SELECT raise(ABORT, 'a fact is never deleted'); END;
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'motcua', 'm0001_first_tables', '2026-11-25 19:42:04.998192+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'motcua', 'm0002_courier_memory', '2026-11-25 19:42:04.998882+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'motcua', 'm0003_carried', '2026-11-25 19:42:04.999416+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (4, 'motcua', 'm0004_clock', '2026-11-25 19:42:05.012267+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (5, 'motcua', 'm0005_placed', '2026-11-25 19:42:05.012619+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (6, 'motcua', 'm0006_crossed', '2026-11-25 19:42:05.012967+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (7, 'motcua', 'm0007_page_text', '2026-11-25 20:40:05.013101+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (8, 'motcua', 'm0008_far_pages', '2026-11-25 20:40:05.013544+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (9, 'motcua', 'm0009_ratings', '2026-11-25 20:40:05.013902+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (10, 'motcua', 'm0010_questions', '2026-11-25 20:40:05.014263+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (11, 'motcua', 'm0011_logins', '2026-11-25 20:40:05.014613+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (12, 'motcua', 'm0012_unjudged', '2026-11-25 20:40:05.014977+00:00');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (1, '01900000-0000-7000-8000-000000000001', 'TicketIssued', 1, 'ticket:1', '2026-11-24T01:00:00.000000Z', 1795482000000000, 'officer:1', 'Q1', '{"day":"2026-11-24","number":1,"place":"k1","priority":"normal","procedure":null,"series":"A","service":"A"}', '0000000000000000000000000000000000000000000000000000000000000000', '08a91f37476789fe54803c1cee869d8cfaa34537a39ff82aaca273c66867fdad');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (2, '01900000-0000-7000-8000-000000000002', 'DossierOpened', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000001, 'officer:1', 'Q1', '{"case":"","channel":"direct","components":[{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""}],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","ticket":null}', '08a91f37476789fe54803c1cee869d8cfaa34537a39ff82aaca273c66867fdad', '533dca1f2647e75c6f64bc7ccaa97b613fcfe2e06cdbbcc6a4bfe736b4ec6bb1');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (3, '01900000-0000-7000-8000-000000000003', 'ApplicantIdentified', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000002, 'officer:1', 'Q1', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Trần Thị B","number":"","phone":"","proof":"by_eye","sex":""}}', '533dca1f2647e75c6f64bc7ccaa97b613fcfe2e06cdbbcc6a4bfe736b4ec6bb1', '916ed37a442b790e32a2601fbac2f1120ac076b87a30bd92d933d6da8cbd2310');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (4, '01900000-0000-7000-8000-000000000004', 'DossierAccepted', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000003, 'officer:1', 'Q1', '{"code":"000.12.34.H99-261124-0001","competent_agency":"UBND xã","due_at":null,"files":[],"here_competent":true,"provisional":false,"received_at":"2026-11-24T01:00:00.000000Z","return_method":"direct","serial":"1","sets":1}', '916ed37a442b790e32a2601fbac2f1120ac076b87a30bd92d933d6da8cbd2310', '96582bbd3a78cd7e3b73b654a4f11911bd278dca881dd1c3a3516794e72f751c');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (5, '01900000-0000-7000-8000-000000000005', 'ProvinceReceipt', 1, 'dossier:1', '2026-11-24T01:00:00.000000Z', 1795482000000004, 'officer:1', 'Q1', '{"digest":"96582bbd3a78cd7e3b73b654a4f11911bd278dca881dd1c3a3516794e72f751c","item":"01900000-0000-7000-8000-000000000004","receipt":"17"}', '96582bbd3a78cd7e3b73b654a4f11911bd278dca881dd1c3a3516794e72f751c', '1572bbf0689bf348e7e090c5424a176927c4e03c165cc0851c68fe1bd354b754');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (6, '01900000-0000-7000-8000-000000000006', 'DossierOpened', 1, 'dossier:2', '2026-11-24T01:00:00.000000Z', 1795482000000005, 'officer:1', 'Q1', '{"case":"","channel":"direct","components":[{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""}],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","ticket":null}', '1572bbf0689bf348e7e090c5424a176927c4e03c165cc0851c68fe1bd354b754', '73c6aa37603c563c4e993accc0a33e93e691bc1ced99a8f4538faf2acd8f14f2');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (7, '01900000-0000-7000-8000-000000000007', 'ApplicantIdentified', 1, 'dossier:2', '2026-11-24T01:00:00.000000Z', 1795482000000006, 'officer:1', 'Q1', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Lê Văn C","number":"","phone":"","proof":"by_eye","sex":""}}', '73c6aa37603c563c4e993accc0a33e93e691bc1ced99a8f4538faf2acd8f14f2', '95f22e7a8bacf9fb490a76fc3d69aba7712577589e18c0ce941d2bd01cc5aad9');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (8, '01900000-0000-7000-8000-000000000008', 'DossierAccepted', 1, 'dossier:2', '2026-11-24T01:00:00.000000Z', 1795482000000007, 'officer:1', 'Q1', '{"code":"TẠM-Q1-261124-001","competent_agency":"UBND xã","due_at":null,"files":[],"here_competent":true,"provisional":true,"received_at":"2026-11-24T01:00:00.000000Z","return_method":"direct","serial":"1","sets":1}', '95f22e7a8bacf9fb490a76fc3d69aba7712577589e18c0ce941d2bd01cc5aad9', '4cddc191c862eb60324e029bfe847533b1388532da422075e3145ad278b88bdc');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (9, '01900000-0000-7000-8000-000000000009', 'CodesReserved', 1, 'codes:1', '2026-11-24T01:00:00.000000Z', 1795482000000008, 'officer:1', 'Q1', '{"first":1,"last":20,"prefix":"000.12.34.H99-261124-","usable_on":null,"width":4}', '4cddc191c862eb60324e029bfe847533b1388532da422075e3145ad278b88bdc', '1fc57076b2553218eb94b2a9ad9b2abf9098a37902dcbe9d1a0ddf29413a28c2');
INSERT INTO fact (seq, id, kind, version, subject, at, monotonic, actor, device, body, previous, digest) VALUES (10, '01900000-0000-7000-8000-00000000000a', 'CodeTaken', 1, 'codes:1', '2026-11-24T01:00:00.000000Z', 1795482000000009, 'officer:1', 'Q1', '{"dossier":"dossier:1","number":1}', '1fc57076b2553218eb94b2a9ad9b2abf9098a37902dcbe9d1a0ddf29413a28c2', '735b8da3e12a99ce3e6e455a6b3ce7e2eb8cac877afb67d9e283982b0f5243f9');
INSERT INTO ticket (id, day, state, queued_at, body) VALUES ('ticket:1', '2026-11-24', 'waiting', '2026-11-24T01:00:00.000000Z', '{"called_at":null,"calls":0,"counter":null,"day":"2026-11-24","finished_at":null,"id":"ticket:1","issued_at":"2026-11-24T01:00:00.000000Z","number":1,"priority":"normal","procedure":null,"queued_at":"2026-11-24T01:00:00.000000Z","series":"A","service":"A","started_at":null,"state":"waiting"}');
INSERT INTO dossier (row, id, state, officer, opened_at, procedure, procedure_name, code, former_code, provisional, name, number, due_at, finished_at, needle, body) VALUES (1, 'dossier:1', 'accepted', 'officer:1', '2026-11-24T01:00:00.000000Z', '1.001193', 'Thủ tục đăng ký khai sinh', '000.12.34.H99-261124-0001', '', 0, 'Trần Thị B', '', NULL, NULL, 'tran thi b
000 12 34 h99 261124 0001', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Trần Thị B","number":"","phone":"","proof":"by_eye","sex":""},"case":"","channel":"direct","code":"000.12.34.H99-261124-0001","competent_agency":"UBND xã","components":[{"copies":0,"listed":{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"},{"copies":0,"listed":{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"}],"due_at":null,"ended_reason":"","fees":[],"files":[],"finished_at":null,"first_due_at":null,"former_code":"","here_competent":true,"id":"dossier:1","officer":"officer:1","opened_at":"2026-11-24T01:00:00.000000Z","other_codes":[],"payments":[],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","provisional":false,"received_at":"2026-11-24T01:00:00.000000Z","refusal":"","refused_at":null,"results":[],"return_method":"direct","returned":null,"serial":"1","sets":1,"state":"accepted","summary":"","supplements":[],"ticket":null,"told":1}');
INSERT INTO dossier (row, id, state, officer, opened_at, procedure, procedure_name, code, former_code, provisional, name, number, due_at, finished_at, needle, body) VALUES (2, 'dossier:2', 'accepted', 'officer:1', '2026-11-24T01:00:00.000000Z', '1.001193', 'Thủ tục đăng ký khai sinh', 'TẠM-Q1-261124-001', '', 1, 'Lê Văn C', '', NULL, NULL, 'le van c
tam q1 261124 001', '{"applicant":{"address":"","birth":null,"email":"","extra":[],"name":"Lê Văn C","number":"","phone":"","proof":"by_eye","sex":""},"case":"","channel":"direct","code":"TẠM-Q1-261124-001","competent_agency":"UBND xã","components":[{"copies":0,"listed":{"code":"a","copies":0,"is_note":false,"name":"Giấy a","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"},{"copies":0,"listed":{"code":"b","copies":0,"is_note":false,"name":"Giấy b","originals":1,"section":""},"note":"","originals":0,"pages":[],"reused_from":null,"status":"pending"}],"due_at":null,"ended_reason":"","fees":[],"files":[],"finished_at":null,"first_due_at":null,"former_code":"","here_competent":true,"id":"dossier:2","officer":"officer:1","opened_at":"2026-11-24T01:00:00.000000Z","other_codes":[],"payments":[],"procedure":"1.001193","procedure_name":"Thủ tục đăng ký khai sinh","procedure_version":"1","provisional":true,"received_at":"2026-11-24T01:00:00.000000Z","refusal":"","refused_at":null,"results":[],"return_method":"direct","returned":null,"serial":"1","sets":1,"state":"accepted","summary":"","supplements":[],"ticket":null,"told":0}');
INSERT INTO codes (id, usable_on, left, body) VALUES ('codes:1', NULL, 19, '{"first":1,"id":"codes:1","last":20,"next":2,"prefix":"000.12.34.H99-261124-","usable_on":null,"width":4}');
INSERT INTO outbox (id, lane, state, subject, fact, digest, size, since, tries, next_at, leased_by, leased_until, answer, receipt) VALUES ('01900000-0000-7000-8000-000000000004', 'facts', 'done', 'dossier:1', 4, '96582bbd3a78cd7e3b73b654a4f11911bd278dca881dd1c3a3516794e72f751c', 224, '2026-11-24T01:00:00.000000Z', 0, '2026-11-24T01:00:00.000000Z', '', NULL, '', '17');
INSERT INTO outbox (id, lane, state, subject, fact, digest, size, since, tries, next_at, leased_by, leased_until, answer, receipt) VALUES ('01900000-0000-7000-8000-000000000008', 'facts', 'waiting', 'dossier:2', 8, '4cddc191c862eb60324e029bfe847533b1388532da422075e3145ad278b88bdc', 217, '2026-11-24T01:00:00.000000Z', 0, '2026-11-24T01:00:00.000000Z', '', NULL, '', '');
INSERT INTO cursor (feed, value, at) VALUES ('news', '12', '2026-11-24T01:00:00.000000Z');
INSERT INTO heard (change) VALUES ('11');
INSERT INTO lane (name, tries, rest_until, answer, tried_at, heard_at, ahead_s) VALUES ('facts', 0, NULL, '', '2026-11-24T01:00:00.000000Z', '2026-11-24T01:00:00.000000Z', -3);
INSERT INTO carried (item, origin, lane, place, digest, body, state, since, receipt, answer) VALUES ('0190-x', 'Q2', 'pages', 1, 'ab', '{"digest":"ab","id":"0190-x","lane":"pages"}', 'waiting', '2026-11-24T01:00:00.000000Z', '', '');
INSERT INTO dossier_part (rowid, needle) SELECT row, needle FROM dossier;
INSERT INTO dossier_word (rowid, needle) SELECT row, needle FROM dossier;
