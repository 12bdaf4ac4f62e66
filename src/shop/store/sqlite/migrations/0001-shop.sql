-- Money is an integer number of World Locks, times are milliseconds since the Unix epoch, people and guilds are Discord ids.

-- Shops ----------------------------------------------------------------------------------------------------------------
CREATE TABLE shops (
  id TEXT PRIMARY KEY,
  created_at_ms INTEGER NOT NULL,
  -- Grows with every change that a board shows; changed_at_ms is when it last did.
  revision INTEGER NOT NULL DEFAULT 0,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Catalogue and stock --------------------------------------------------------------------------------------------------
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  price_wl INTEGER NOT NULL CHECK (price_wl BETWEEN 1 AND 1000000000),
  category TEXT,
  description TEXT,
  created_at_ms INTEGER NOT NULL,
  removed_at_ms INTEGER,
  -- How many of its stock items have each status: kept with every change, proven by verify().
  free INTEGER NOT NULL DEFAULT 0 CHECK (free >= 0),
  reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0),
  void INTEGER NOT NULL DEFAULT 0 CHECK (void >= 0)
) STRICT;
CREATE UNIQUE INDEX products_code ON products (shop_id, code) WHERE removed_at_ms IS NULL;

CREATE TABLE stock_items (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  status TEXT NOT NULL DEFAULT 'free' CHECK (status IN ('free', 'reserved', 'sold', 'void')),
  added_at_ms INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  content TEXT NOT NULL
) STRICT;
-- What was voided may be added again; anything else is in the shop once.
CREATE UNIQUE INDEX stock_items_content ON stock_items (shop_id, content_hash) WHERE status <> 'void';
CREATE INDEX stock_items_free ON stock_items (product_id, id) WHERE status = 'free';

-- Ledger ---------------------------------------------------------------------------------------------------------------
CREATE TABLE ledger_accounts (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  -- wallet: a buyer's (owner is the Discord user); external: what came in and went out; revenue: what was earned.
  kind TEXT NOT NULL CHECK (kind IN ('wallet', 'external', 'revenue')),
  owner TEXT NOT NULL DEFAULT '',
  -- The sum of the account's entries: kept with every entry, proven by verify().
  balance_wl INTEGER NOT NULL DEFAULT 0 CHECK (balance_wl BETWEEN -9007199254740991 AND 9007199254740991),
  CHECK (kind <> 'wallet' OR balance_wl >= 0),
  CHECK ((kind = 'wallet') = (owner <> '')),
  UNIQUE (shop_id, kind, owner)
) STRICT;

-- Purchases ------------------------------------------------------------------------------------------------------------
-- A quote that waits for its confirmation; a purchase takes it away and leaves its nonce in the order.
CREATE TABLE confirmations (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  nonce TEXT NOT NULL,
  user_id TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  unit_price_wl INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (shop_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmations_expiry ON confirmations (expires_at_ms);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  nonce TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  -- As they were when it was bought.
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 100),
  unit_price_wl INTEGER NOT NULL CHECK (unit_price_wl >= 1),
  total_wl INTEGER NOT NULL CHECK (total_wl = quantity * unit_price_wl),
  at_ms INTEGER NOT NULL,
  -- At most one charge a nonce.
  UNIQUE (shop_id, nonce)
) STRICT;
CREATE INDEX orders_user ON orders (shop_id, user_id, id);

CREATE TABLE order_items (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  order_id INTEGER NOT NULL REFERENCES orders (id),
  item_id INTEGER NOT NULL REFERENCES stock_items (id),
  PRIMARY KEY (order_id, item_id)
) STRICT, WITHOUT ROWID;
-- An item is sold once.
CREATE UNIQUE INDEX order_items_item ON order_items (item_id);

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  order_id INTEGER NOT NULL UNIQUE REFERENCES orders (id),
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'retrievable')),
  created_at_ms INTEGER NOT NULL,
  next_due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  settled_at_ms INTEGER,
  -- How it was delivered, or why it was not.
  note TEXT
) STRICT;
CREATE INDEX deliveries_pending ON deliveries (next_due_at_ms) WHERE status = 'pending';

CREATE TABLE ledger_transactions (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  kind TEXT NOT NULL CHECK (kind IN ('deposit', 'credit', 'debit', 'purchase', 'refund', 'transfer')),
  at_ms INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  order_id INTEGER REFERENCES orders (id),
  -- What makes a payment happen once; purchases have their nonce in the order.
  payment_key TEXT
) STRICT;
CREATE UNIQUE INDEX ledger_transactions_key ON ledger_transactions (shop_id, payment_key) WHERE payment_key IS NOT NULL;
CREATE INDEX ledger_transactions_order ON ledger_transactions (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE ledger_entries (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  transaction_id INTEGER NOT NULL REFERENCES ledger_transactions (id),
  account_id INTEGER NOT NULL REFERENCES ledger_accounts (id),
  amount_wl INTEGER NOT NULL CHECK (amount_wl <> 0),
  balance_after_wl INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_entries_account ON ledger_entries (account_id, id);
CREATE INDEX ledger_entries_transaction ON ledger_entries (transaction_id);

-- GrowIDs --------------------------------------------------------------------------------------------------------------
CREATE TABLE registrations (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  grow_id TEXT NOT NULL,
  -- GrowIDs compare without case.
  grow_id_folded TEXT NOT NULL,
  PRIMARY KEY (shop_id, user_id),
  UNIQUE (shop_id, grow_id_folded)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration_history (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  previous TEXT,
  grow_id TEXT NOT NULL
) STRICT;

-- Worlds, boards, facts ------------------------------------------------------------------------------------------------
CREATE TABLE worlds (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  name TEXT NOT NULL,
  owner TEXT,
  bot TEXT,
  PRIMARY KEY (shop_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE boards (
  channel_id TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  nonce TEXT NOT NULL,
  message_id TEXT,
  content_hash TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE canary (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  token TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

-- Audit: every act of the staff, with before and after as JSON and never the goods -----------------------------------------
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  at_ms INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX audit_shop ON audit (shop_id, id);

-- Append-only tables ---------------------------------------------------------------------------------------------------
CREATE TRIGGER ledger_entries_keep BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;
CREATE TRIGGER ledger_entries_fixed BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only'); END;
CREATE TRIGGER ledger_transactions_keep BEFORE DELETE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;
CREATE TRIGGER ledger_transactions_fixed BEFORE UPDATE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only'); END;
CREATE TRIGGER registration_history_keep BEFORE DELETE ON registration_history
BEGIN SELECT RAISE(ABORT, 'registration_history is append-only'); END;
CREATE TRIGGER registration_history_fixed BEFORE UPDATE ON registration_history
BEGIN SELECT RAISE(ABORT, 'registration_history is append-only'); END;
CREATE TRIGGER audit_keep BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
