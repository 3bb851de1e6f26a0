-- Of whoever is shut out, the webhooks whose secret this person was shown, by adding them or by renewing it: its company's admins hear of them. A vendor's
-- operator may shut somebody of a partner out, and doesn't read that partner's webhooks otherwise.
SET LOCAL search_path = parley, public;

CREATE FUNCTION webhooks_known_to(of_user text) RETURNS TABLE (partner_id uuid, url text, description text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT e.partner_id, e.url, e.description FROM webhook_endpoint e
  WHERE (acting_audience() IN ('staff','system') OR e.partner_id = acting_partner())
    AND (e.created_by_id = of_user OR EXISTS (SELECT FROM audit_event t
      WHERE t.action = 'webhook.secretRotated' AND t.subject_id = e.id::text AND t.actor_id = of_user))
  ORDER BY e.created_at, e.id
$$;
REVOKE ALL ON FUNCTION webhooks_known_to(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhooks_known_to(text) TO parley_app;
