"""What stands sealed in the centre, which only machines with its key can read: pages by digest, and password hashes.

``key`` is the name of the key that sealed a page, so that a centre whose key was lost can be filled anew. A kiosk's
account reaches none of this.
"""

PAGES = '''
-- place: whoever gives the next one holds this row until its transaction is over, as with facts
CREATE TABLE motcua.shelf (one boolean PRIMARY KEY DEFAULT true CHECK (one), place bigint NOT NULL DEFAULT 0);
INSERT INTO motcua.shelf DEFAULT VALUES;

CREATE TABLE motcua.page (
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{{64}}$'),
    key text NOT NULL,
    device text NOT NULL,
    size bigint NOT NULL,
    pieces integer NOT NULL CHECK (pieces > 0),
    place bigint NOT NULL UNIQUE,
    doubted boolean NOT NULL DEFAULT false,
    PRIMARY KEY (digest, key)
);
CREATE TABLE motcua.page_piece (
    digest text NOT NULL,
    key text NOT NULL,
    n integer NOT NULL CHECK (n >= 0),
    sealed bytea NOT NULL,
    PRIMARY KEY (digest, key, n)
);
-- what is sealed can't be made smaller
ALTER TABLE motcua.page_piece ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- what somebody wanted to see and nobody had put here: whoever holds it does
CREATE TABLE motcua.page_wanted (digest text NOT NULL, key text NOT NULL, PRIMARY KEY (digest, key));

CREATE FUNCTION motcua.counter_only() RETURNS motcua.machine
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE mine motcua.machine := motcua.me();
BEGIN
    IF mine.kind <> 'counter' THEN RAISE EXCEPTION 'not a kiosk''s to do' USING ERRCODE = 'MC004'; END IF;
    RETURN mine;
END $$;

CREATE FUNCTION motcua.put_piece(digest text, key text, n integer, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
BEGIN
    PERFORM motcua.counter_only();
    INSERT INTO page_piece AS p VALUES (put_piece.digest, put_piece.key, put_piece.n, put_piece.sealed)
        ON CONFLICT ON CONSTRAINT page_piece_pkey DO UPDATE SET sealed = excluded.sealed
        WHERE EXISTS (SELECT 1 FROM page w WHERE w.digest = p.digest AND w.key = p.key AND w.doubted);
END $$;

CREATE FUNCTION motcua.put_page(digest text, key text, size bigint, pieces integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE
    mine motcua.machine := motcua.counter_only();
    at_place bigint;
BEGIN
    IF (SELECT count(*) FROM page_piece p WHERE p.digest = put_page.digest AND p.key = put_page.key
        AND p.n < put_page.pieces) < put_page.pieces THEN RETURN false; END IF;
    UPDATE shelf SET place = place + 1 RETURNING place INTO at_place;
    INSERT INTO page VALUES (put_page.digest, put_page.key, mine.device, put_page.size, put_page.pieces, at_place)
        ON CONFLICT ON CONSTRAINT page_pkey DO UPDATE
        SET device = excluded.device, pieces = excluded.pieces, place = excluded.place, doubted = false
        WHERE page.doubted;
    DELETE FROM page_wanted w WHERE w.digest = put_page.digest AND w.key = put_page.key;
    RETURN true;
END $$;

CREATE FUNCTION motcua.want_page(digest text, key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
BEGIN
    PERFORM motcua.counter_only();
    INSERT INTO page_wanted VALUES (want_page.digest, want_page.key) ON CONFLICT DO NOTHING;
END $$;

-- what can't be opened stays until somebody who holds it has put it here anew
CREATE FUNCTION motcua.doubt_page(digest text, key text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
BEGIN
    PERFORM motcua.counter_only();
    UPDATE page p SET doubted = true WHERE p.digest = doubt_page.digest AND p.key = doubt_page.key;
    INSERT INTO page_wanted VALUES (doubt_page.digest, doubt_page.key) ON CONFLICT DO NOTHING;
END $$;

-- a machine takes down only what it put there
CREATE FUNCTION motcua.drop_pages(digests text[], key text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE
    mine motcua.machine := motcua.counter_only();
    gone text[];
BEGIN
    WITH dropped AS (
        DELETE FROM page p WHERE p.digest = ANY (digests) AND p.key = drop_pages.key AND p.device = mine.device
        RETURNING p.digest
    ) SELECT coalesce(array_agg(dropped.digest), '{{}}') INTO gone FROM dropped;
    DELETE FROM page_piece p WHERE p.digest = ANY (gone) AND p.key = drop_pages.key;
    RETURN cardinality(gone);
END $$;

REVOKE ALL ON motcua.shelf, motcua.page, motcua.page_piece, motcua.page_wanted FROM PUBLIC;
REVOKE ALL ON FUNCTION motcua.counter_only, motcua.put_piece, motcua.put_page, motcua.want_page, motcua.doubt_page,
    motcua.drop_pages FROM PUBLIC;
GRANT SELECT ON motcua.page, motcua.page_piece, motcua.page_wanted TO {counters};
GRANT EXECUTE ON FUNCTION motcua.put_piece, motcua.put_page, motcua.want_page, motcua.doubt_page, motcua.drop_pages
    TO {counters};
'''

SECRETS = '''
-- an officer's password hash, named by the fact that set it; place as with pages
CREATE TABLE motcua.secret (
    fact text NOT NULL,
    key text NOT NULL,
    officer text NOT NULL,
    sealed bytea NOT NULL,
    device text NOT NULL,
    place bigint NOT NULL UNIQUE,
    PRIMARY KEY (fact, key)
);

CREATE FUNCTION motcua.put_secret(fact text, key text, officer text, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = motcua, pg_temp AS $$
DECLARE
    mine motcua.machine := motcua.counter_only();
    at_place bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM fact f WHERE f.id = put_secret.fact AND f.device <> mine.device) THEN
        RAISE EXCEPTION 'another machine''s fact' USING ERRCODE = 'MC004';
    END IF;
    UPDATE shelf SET place = place + 1 RETURNING place INTO at_place;
    INSERT INTO secret
        VALUES (put_secret.fact, put_secret.key, put_secret.officer, put_secret.sealed, mine.device, at_place)
        ON CONFLICT DO NOTHING;
END $$;

REVOKE ALL ON motcua.secret FROM PUBLIC;
REVOKE ALL ON FUNCTION motcua.put_secret FROM PUBLIC;
GRANT SELECT ON motcua.secret TO {counters};
GRANT EXECUTE ON FUNCTION motcua.put_secret TO {counters};
'''
