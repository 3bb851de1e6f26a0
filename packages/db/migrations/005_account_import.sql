-- Accounts from a file: its parts while it comes, its rows until they are done, and what became of each.
SET LOCAL search_path = parley, public;

CREATE TABLE account_import (
  id uuid PRIMARY KEY,
  file_name text NOT NULL,
  bytes integer NOT NULL CHECK (bytes > 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  state text NOT NULL CHECK (state IN ('uploading','reading','unreadable','mapping','running','finished','cancelled')),
  encoding text,
  separator text,
  -- The header's cells in their order, with a few values of each: [{name, examples}].
  columns jsonb,
  -- What each column means, in the same order.
  mapping jsonb,
  trouble jsonb,
  rows integer NOT NULL DEFAULT 0 CHECK (rows >= 0),
  -- Cursors: rows up to these numbers are done; parents are looked for once every row has its account.
  done_until integer NOT NULL DEFAULT 0,
  parents_until integer NOT NULL DEFAULT 0,
  -- The import that ran before with the same bytes and mapping, so that this one had nothing to do.
  repeats_id uuid REFERENCES account_import,
  created_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  started_by_name text,
  started_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX account_import_newest ON account_import (created_at DESC, id DESC);
CREATE INDEX account_import_of_file ON account_import (sha256);
CREATE INDEX account_import_at_work ON account_import (created_at) WHERE state IN ('reading','running');

CREATE TABLE account_import_part (
  import_id uuid NOT NULL REFERENCES account_import,
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (import_id, position)
);
ALTER TABLE account_import_part ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE account_import_row (
  import_id uuid NOT NULL REFERENCES account_import,
  -- As spreadsheets count: the header is row 1.
  number integer NOT NULL,
  -- As in the file; let go of once the row is done and nothing is wrong with it.
  cells jsonb,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending','waiting','refused','imported','linked','repeated')),
  problems jsonb NOT NULL DEFAULT '[]',
  account_id uuid REFERENCES account,
  filled boolean NOT NULL DEFAULT false,
  -- What the row says of the company, hashed: the same said again, in any file, means the same account.
  says text,
  -- {name, externalId, source} of the parent that it names.
  parent jsonb,
  -- The accounts that a row which waits may be, as the matcher saw them.
  candidates jsonb,
  resolved_by_name text,
  PRIMARY KEY (import_id, number)
);
CREATE INDEX account_import_row_status ON account_import_row (import_id, status, number);
CREATE INDEX account_import_row_account ON account_import_row (import_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX account_import_row_parent_name ON account_import_row (import_id, (parent->>'name')) WHERE parent->>'name' IS NOT NULL;
CREATE INDEX account_import_row_parent_id ON account_import_row (import_id, (parent->>'externalId')) WHERE parent->>'externalId' IS NOT NULL;
CREATE INDEX account_import_row_says ON account_import_row (says) WHERE says IS NOT NULL;

-- The ids that accounts have in the systems that files came from.
CREATE TABLE account_external_id (
  source text NOT NULL,
  external_id text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  import_id uuid NOT NULL REFERENCES account_import,
  PRIMARY KEY (source, external_id)
);
CREATE INDEX account_external_id_of_account ON account_external_id (account_id);

DO $$
DECLARE of_staff text;
BEGIN
  FOREACH of_staff IN ARRAY ARRAY['account_import','account_import_part','account_import_row','account_external_id'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', of_staff);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', of_staff);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON parley.%I TO parley_app', of_staff);
  END LOOP;
END $$;
GRANT DELETE ON account_import_part, account_import_row TO parley_app;
