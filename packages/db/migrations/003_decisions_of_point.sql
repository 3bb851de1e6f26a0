-- A backtest walks one point's decisions, newest first.
CREATE INDEX decision_of_point ON parley.decision (point, decided_at DESC, id DESC);
