SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- webhooks: what happened, told to another system
-- Whose endpoint it is: a partner's, or the vendor's where partner_id is null. The vendor's staff sees how partners' endpoints
-- stand, and changes none of them.
CREATE FUNCTION owns_webhook(of_partner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = parley, public
  RETURN acting_audience() = 'system' OR (acting_audience() = 'staff' AND of_partner IS NULL)
    OR (acting_audience() = 'partner' AND of_partner = acting_partner());

CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY,
  partner_id uuid REFERENCES partner,
  url text NOT NULL,
  description text NOT NULL,
  topics text[] NOT NULL CHECK (cardinality(topics) > 0),
  -- paused: what happens is kept and sent later. disabled: the receiver said 410, nothing is kept for it.
  status text NOT NULL CHECK (status IN ('active','paused','disabled')),
  paused_because text CHECK (paused_because IN ('owner','failing','gone')),
  -- Of an unbroken run of failures, the first; null after a success.
  failing_since timestamptz,
  last_success_at timestamptz,
  created_by_id text NOT NULL,
  created_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((status = 'active') = (paused_because IS NULL))
);
CREATE UNIQUE INDEX webhook_endpoint_once ON webhook_endpoint (coalesce(partner_id, '00000000-0000-0000-0000-000000000000'::uuid), url);
CREATE INDEX webhook_endpoint_created ON webhook_endpoint (created_at DESC, id DESC);

-- Sealed with a key that the database never sees. Of two, the older one signs along until it ends.
CREATE TABLE webhook_secret (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  partner_id uuid REFERENCES partner,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  ends_at timestamptz
);
CREATE UNIQUE INDEX webhook_secret_current ON webhook_secret (endpoint_id) WHERE ends_at IS NULL;
CREATE INDEX webhook_secret_of_endpoint ON webhook_secret (endpoint_id);

-- One message for one endpoint. Its id and its bytes are the same at each try and each replay.
CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  partner_id uuid REFERENCES partner,
  -- Drawn at random, and the same for every endpoint that is told: a receiver tells repeats by it.
  message_id text NOT NULL,
  topic text NOT NULL,
  subject_id uuid NOT NULL,
  -- text, not jsonb: the signature is over these bytes.
  payload text NOT NULL CHECK (octet_length(payload) < 20000),
  state text NOT NULL CHECK (state IN ('waiting','succeeded','failed')),
  -- Since it was made, or last replayed.
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_try_at timestamptz NOT NULL,
  -- Claimed by a worker until then; nothing is locked while it sends.
  lease uuid,
  lease_ends_at timestamptz,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((state = 'waiting') = (ended_at IS NULL)),
  CHECK ((lease IS NULL) = (lease_ends_at IS NULL)),
  UNIQUE (endpoint_id, message_id)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_try_at, seq) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_on_its_way ON webhook_delivery (endpoint_id) WHERE lease IS NOT NULL;
CREATE INDEX webhook_delivery_in_order ON webhook_delivery (endpoint_id, subject_id, seq) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_of_endpoint ON webhook_delivery (endpoint_id, seq DESC);
CREATE INDEX webhook_delivery_old ON webhook_delivery (created_at);

-- What was tried, and how it ended, in words. Nothing of the reply is kept but its status.
CREATE TABLE webhook_attempt (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
  partner_id uuid REFERENCES partner,
  attempted_at timestamptz NOT NULL,
  took_ms integer NOT NULL CHECK (took_ms >= 0),
  status integer,
  error text,
  -- The header as it was sent; null when nothing was.
  signature text
);
CREATE INDEX webhook_attempt_of_delivery ON webhook_attempt (delivery_id, id);

-- ---------------------------------------------------------------- row-level security and privileges
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['webhook_endpoint','webhook_secret','webhook_delivery','webhook_attempt'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I USING (parley.owns_webhook(partner_id)) WITH CHECK (parley.owns_webhook(partner_id))', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['webhook_endpoint','webhook_delivery'] LOOP
    EXECUTE format('CREATE POLICY state_for_staff ON parley.%I FOR SELECT USING (parley.acting_audience() = ''staff'')', each);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint, webhook_secret TO parley_app;
GRANT SELECT, INSERT, DELETE ON webhook_delivery TO parley_app;
GRANT UPDATE (state, attempts, next_try_at, lease, lease_ends_at, ended_at) ON webhook_delivery TO parley_app;
GRANT SELECT, INSERT ON webhook_attempt TO parley_app;
GRANT USAGE ON SEQUENCE webhook_delivery_seq_seq, webhook_attempt_id_seq TO parley_app;
REVOKE ALL ON FUNCTION owns_webhook(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owns_webhook(uuid) TO parley_app;
