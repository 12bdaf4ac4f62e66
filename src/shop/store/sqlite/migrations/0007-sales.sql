-- Sales are read by time; imported movements come with times before those that stand already.
CREATE INDEX ledger_transactions_time ON ledger_transactions (shop_id, at_ms);
