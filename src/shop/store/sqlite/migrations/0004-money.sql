-- Payments that wait for a second owner ---------------------------------------------------------------------------------
CREATE TABLE wallet_requests (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  kind TEXT NOT NULL CHECK (kind IN ('credit', 'debit', 'transfer')),
  user_id TEXT NOT NULL,
  -- Who gets a transfer.
  to_user_id TEXT,
  amount_wl INTEGER NOT NULL CHECK (amount_wl BETWEEN 1 AND 1000000000),
  reason TEXT NOT NULL,
  asker_id TEXT NOT NULL,
  -- What makes asking happen once.
  key TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'rejected')),
  decided_by TEXT,
  decided_at_ms INTEGER,
  CHECK ((kind = 'transfer') = (to_user_id IS NOT NULL)),
  CHECK ((status = 'pending') = (decided_by IS NULL)),
  -- Two people, or nothing moves.
  CHECK (status <> 'approved' OR decided_by <> asker_id),
  UNIQUE (shop_id, key)
) STRICT;
CREATE INDEX wallet_requests_pending ON wallet_requests (shop_id, id) WHERE status = 'pending';

-- Deposits --------------------------------------------------------------------------------------------------------------
-- Where a shop's deposits are announced, and how far its channel has been read.
CREATE TABLE deposit_sources (
  shop_id TEXT PRIMARY KEY REFERENCES shops (id),
  channel_id TEXT NOT NULL,
  webhook_id TEXT NOT NULL,
  seen_message_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deposits (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  -- What announced it: 'message:' and the message's id, or 'hook:' and the event's. Also the payment's key in the ledger.
  key TEXT NOT NULL UNIQUE,
  -- Who announced it: the webhook's id, or the hook's key.
  source TEXT NOT NULL,
  grow_id TEXT NOT NULL,
  amount_wl INTEGER NOT NULL CHECK (amount_wl BETWEEN 1 AND 1000000000),
  at_ms INTEGER NOT NULL,
  -- credited: into the wallet of whoever had the GrowID then; waiting: for staff, who claim it for somebody or reject it.
  status TEXT NOT NULL CHECK (status IN ('credited', 'waiting', 'claimed', 'rejected')),
  -- Why it waited.
  cause TEXT CHECK (cause IN ('unmatched', 'edited', 'blacklisted')),
  user_id TEXT,
  settled_by TEXT,
  settled_at_ms INTEGER,
  -- When the buyer is to be told; NULL: nobody is, or it was done.
  tell_at_ms INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  CHECK ((status = 'credited') = (cause IS NULL)),
  CHECK ((status IN ('credited', 'claimed')) = (user_id IS NOT NULL)),
  CHECK ((status IN ('claimed', 'rejected')) = (settled_by IS NOT NULL))
) STRICT;
CREATE INDEX deposits_waiting ON deposits (shop_id, id) WHERE status = 'waiting';
CREATE INDEX deposits_untold ON deposits (tell_at_ms) WHERE tell_at_ms IS NOT NULL;
