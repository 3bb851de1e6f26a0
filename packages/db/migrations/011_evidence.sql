-- What a partner shows for its registration: files, kept beside the rows that they prove, so that one backup holds both.
SET LOCAL search_path = parley, public;

CREATE TABLE evidence (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  partner_id uuid NOT NULL REFERENCES partner,
  registration_id uuid NOT NULL REFERENCES registration,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('pdf','png','jpg','docx','xlsx','pptx','txt','csv','eml')),
  bytes integer NOT NULL CHECK (bytes BETWEEN 1 AND 5242880),
  sha256 text NOT NULL,
  about text NOT NULL,
  content bytea,
  attached_by_name text NOT NULL,
  attached_at timestamptz NOT NULL,
  withdrawn_by_name text,
  withdrawn_at timestamptz,
  -- Withdrawn is gone for good, but for that it was there.
  CHECK ((content IS NULL) = (withdrawn_at IS NOT NULL)),
  CHECK ((withdrawn_by_name IS NULL) = (withdrawn_at IS NULL))
);
CREATE UNIQUE INDEX evidence_once ON evidence (registration_id, sha256) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_of_registration ON evidence (registration_id, seq);
-- Pictures and documents are compressed already.
ALTER TABLE evidence ALTER COLUMN content SET STORAGE EXTERNAL;

-- Whatever was shown stays as it was shown: all that can happen to it is that it's withdrawn.
CREATE FUNCTION refuse_other_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
    AND to_jsonb(NEW) - ARRAY['content','withdrawn_at','withdrawn_by_name'] = to_jsonb(OLD) - ARRAY['content','withdrawn_at','withdrawn_by_name']
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'evidence isn''t changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_other_evidence();

ALTER TABLE evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON evidence USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
GRANT SELECT, INSERT ON evidence TO parley_app;
GRANT UPDATE (content, withdrawn_at, withdrawn_by_name) ON evidence TO parley_app;
REVOKE ALL ON FUNCTION refuse_other_evidence() FROM PUBLIC;
