"""The tables and functions of the centre's database. Machines reach them through functions; facts are never changed.

``{kiosks}`` and ``{counters}`` are the roles whose members are the machines' accounts, as identifiers.
"""

TABLES = '''
CREATE SCHEMA motcua;

-- place: the number of the newest fact; whoever gives the next one holds this row until its transaction is over, so
-- that facts become visible in the order of their places and a reader who goes by place misses none
CREATE TABLE motcua.centre (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch text NOT NULL,
    place bigint NOT NULL DEFAULT 0
);
INSERT INTO motcua.centre (epoch) VALUES (gen_random_uuid()::text);

CREATE TABLE motcua.machine (
    account name PRIMARY KEY,
    device text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('counter', 'kiosk')),
    monotonic bigint NOT NULL DEFAULT 0,
    digest text NOT NULL DEFAULT repeat('0', 64)
);

-- home: the number that the fact has in its own machine's ledger; its digest is made over that one
CREATE TABLE motcua.fact (
    place bigint PRIMARY KEY,
    home bigint NOT NULL,
    id text NOT NULL UNIQUE,
    kind text NOT NULL,
    version integer NOT NULL,
    subject text NOT NULL,
    at text NOT NULL,
    monotonic bigint NOT NULL,
    actor text NOT NULL,
    device text NOT NULL,
    body text NOT NULL,
    previous text NOT NULL,
    digest text NOT NULL
);

-- whose turn it is, is each machine's to say; here stands only which tickets may still be called, and for whom one is
-- held until its call arrives as a fact
CREATE TABLE motcua.turn (
    ticket text PRIMARY KEY,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'missed', 'taken')),
    held_by text NOT NULL DEFAULT '',
    held_until timestamptz NOT NULL DEFAULT '-infinity'
);

-- how far the machine that forwards has read the province's feed, for the one that takes over
CREATE TABLE motcua.cursor (feed text PRIMARY KEY, value text NOT NULL);
CREATE TABLE motcua.heard (change text PRIMARY KEY);
'''

STAYS = '''
CREATE FUNCTION motcua.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a fact is never changed' USING ERRCODE = 'MC009';
END $$;
CREATE TRIGGER fact_stays BEFORE UPDATE OR DELETE ON motcua.fact
    FOR EACH ROW EXECUTE FUNCTION motcua.refuse_change();
CREATE TRIGGER fact_remains BEFORE TRUNCATE ON motcua.fact
    FOR EACH STATEMENT EXECUTE FUNCTION motcua.refuse_change();
'''

# what a kiosk's machine may say: tickets, their slips, and which rules it works by
APPEND = '''
CREATE FUNCTION motcua.digest_of(f motcua.fact) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(
        '{{"actor":' || to_json(f.actor) || ',"at":"' || f.at || '","body":' || f.body
        || ',"device":' || to_json(f.device) || ',"id":' || to_json(f.id) || ',"kind":"' || f.kind
        || '","monotonic":' || f.monotonic || ',"previous":"' || f.previous || '","seq":' || f.home
        || ',"subject":' || to_json(f.subject) || ',"version":' || f.version || '}}', 'UTF8')), 'hex')
$$;

CREATE FUNCTION motcua.me() RETURNS motcua.machine
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE found_me motcua.machine;
BEGIN
    SELECT * INTO found_me FROM machine WHERE account = session_user;
    IF NOT FOUND THEN RAISE EXCEPTION 'no machine has this account' USING ERRCODE = 'MC001'; END IF;
    RETURN found_me;
END $$;

CREATE FUNCTION motcua.follow_turn(f motcua.fact) RETURNS void
LANGUAGE sql SET search_path = motcua, pg_temp AS $$
    INSERT INTO turn (ticket, state) SELECT f.subject, CASE f.kind
        WHEN 'TicketIssued' THEN 'waiting' WHEN 'TicketPutBack' THEN 'waiting'
        WHEN 'TicketMissed' THEN 'missed' ELSE 'taken' END
    ON CONFLICT (ticket) DO UPDATE SET state = excluded.state, held_by = '', held_until = '-infinity'
    WHERE f.kind <> 'TicketIssued'
$$;

CREATE FUNCTION motcua.append(of_epoch text, given jsonb) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE
    now_at motcua.centre;
    mine motcua.machine;
    one jsonb;
    f motcua.fact;
    known motcua.fact;
    first_new bigint;
BEGIN
    SELECT * INTO now_at FROM centre FOR UPDATE;
    IF now_at.epoch <> of_epoch THEN RAISE EXCEPTION 'another epoch' USING ERRCODE = 'MC006'; END IF;
    mine := motcua.me();
    first_new := now_at.place + 1;
    FOR one IN SELECT value FROM jsonb_array_elements(given) WITH ORDINALITY ORDER BY ordinality LOOP
        f := jsonb_populate_record(NULL::motcua.fact, one);
        SELECT * INTO known FROM fact WHERE id = f.id;
        IF FOUND THEN
            IF known.digest <> f.digest THEN RAISE EXCEPTION 'other content' USING ERRCODE = 'MC002'; END IF;
            RETURN NEXT known.place;
            CONTINUE;
        END IF;
        IF f.device <> mine.device THEN RAISE EXCEPTION 'another machine''s fact' USING ERRCODE = 'MC004'; END IF;
        IF mine.kind = 'kiosk' AND f.kind <> ALL (ARRAY[{kiosk_kinds}]) THEN
            RAISE EXCEPTION 'not a kiosk''s to say' USING ERRCODE = 'MC004';
        END IF;
        IF f.previous <> mine.digest OR f.monotonic <= mine.monotonic THEN
            RAISE EXCEPTION 'the chain has two ends' USING ERRCODE = 'MC003';
        END IF;
        IF motcua.digest_of(f) <> f.digest THEN RAISE EXCEPTION 'altered' USING ERRCODE = 'MC005'; END IF;
        now_at.place := now_at.place + 1;
        f.place := now_at.place;
        INSERT INTO fact SELECT f.*;
        mine.digest := f.digest;
        mine.monotonic := f.monotonic;
        IF starts_with(f.subject, 'ticket:') THEN PERFORM motcua.follow_turn(f); END IF;
        RETURN NEXT f.place;
    END LOOP;
    IF now_at.place >= first_new THEN
        UPDATE machine SET digest = mine.digest, monotonic = mine.monotonic WHERE account = mine.account;
        UPDATE centre SET place = now_at.place;
        PERFORM pg_notify('motcua', now_at.place::text);
    END IF;
END $$;
'''

# the first of the given tickets, in the caller's order, that nobody has called and nobody is just calling
CLAIM = '''
CREATE FUNCTION motcua.claim(tickets text[], counter text, hold interval, with_missed boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE
    mine motcua.machine := motcua.me();
    chosen text;
    who text := mine.device || ':' || counter;
BEGIN
    IF mine.kind <> 'counter' THEN RAISE EXCEPTION 'not a kiosk''s to do' USING ERRCODE = 'MC004'; END IF;
    -- a ticket of this very machine may be called before its facts are here
    INSERT INTO turn (ticket) SELECT t FROM unnest(tickets) t
        WHERE NOT EXISTS (SELECT 1 FROM turn known WHERE known.ticket = t) ON CONFLICT DO NOTHING;
    SELECT turn.ticket INTO chosen
        FROM unnest(tickets) WITH ORDINALITY AS wanted (ticket, n) JOIN turn ON turn.ticket = wanted.ticket
        WHERE (turn.state = 'waiting' OR (with_missed AND turn.state = 'missed'))
            AND (turn.held_until < clock_timestamp() OR turn.held_by = who)
        ORDER BY wanted.n LIMIT 1 FOR UPDATE OF turn SKIP LOCKED;
    IF FOUND THEN
        UPDATE turn SET held_by = who, held_until = clock_timestamp() + hold WHERE ticket = chosen;
    END IF;
    RETURN chosen;
END $$;
'''

NEWS = '''
CREATE FUNCTION motcua.remember(feed text, value text, changes text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE mine motcua.machine := motcua.me();
BEGIN
    IF mine.kind <> 'counter' THEN RAISE EXCEPTION 'not a kiosk''s to do' USING ERRCODE = 'MC004'; END IF;
    INSERT INTO cursor AS c VALUES (remember.feed, remember.value)
        ON CONFLICT ON CONSTRAINT cursor_pkey DO UPDATE SET value = excluded.value;
    INSERT INTO heard SELECT unnest(changes) ON CONFLICT DO NOTHING;
END $$;
'''

# reading goes by rows: a kiosk's account sees tickets, which hold nobody's name, and nothing else
RIGHTS = '''
REVOKE ALL ON ALL TABLES IN SCHEMA motcua FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA motcua FROM PUBLIC;
GRANT USAGE ON SCHEMA motcua TO {kiosks}, {counters};
GRANT SELECT ON motcua.fact, motcua.centre TO {kiosks}, {counters};
GRANT EXECUTE ON FUNCTION motcua.append, motcua.me TO {kiosks}, {counters};
GRANT EXECUTE ON FUNCTION motcua.claim, motcua.remember TO {counters};
GRANT SELECT ON motcua.cursor, motcua.heard TO {counters};
ALTER TABLE motcua.fact ENABLE ROW LEVEL SECURITY;
CREATE POLICY board ON motcua.fact FOR SELECT TO {kiosks} USING (starts_with(subject, 'ticket:'));
CREATE POLICY all_facts ON motcua.fact FOR SELECT TO {counters} USING (true);
'''
