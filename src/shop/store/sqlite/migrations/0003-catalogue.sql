-- Catalogue ------------------------------------------------------------------------------------------------------------
ALTER TABLE products ADD COLUMN featured INTEGER NOT NULL DEFAULT 0 CHECK (featured IN (0, 1));
-- With this many free items or fewer, stock is low.
ALTER TABLE products ADD COLUMN low_stock INTEGER NOT NULL DEFAULT 10 CHECK (low_stock BETWEEN 0 AND 10000);
-- At most this many items a buyer: in all, or within the last limit_days days.
ALTER TABLE products ADD COLUMN buy_limit INTEGER CHECK (buy_limit BETWEEN 1 AND 10000);
ALTER TABLE products ADD COLUMN limit_days INTEGER CHECK (limit_days BETWEEN 1 AND 365);
-- How long a buyer waits between two orders of it.
ALTER TABLE products ADD COLUMN cooldown_minutes INTEGER CHECK (cooldown_minutes BETWEEN 1 AND 43200);
-- The guild's role that a buyer is given.
ALTER TABLE products ADD COLUMN role_id TEXT;

-- Roles that buyers wait for: the outbox beside deliveries. Which role it is stands in the product, at the time of giving.
CREATE TABLE role_grants (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  order_id INTEGER NOT NULL UNIQUE REFERENCES orders (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  user_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'given', 'dropped')),
  created_at_ms INTEGER NOT NULL,
  next_due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  settled_at_ms INTEGER,
  -- Why it is not given yet, or was dropped.
  note TEXT
) STRICT;
CREATE INDEX role_grants_pending ON role_grants (next_due_at_ms) WHERE status = 'pending';

-- Stock ----------------------------------------------------------------------------------------------------------------
-- Who uploaded it; unknown for items from before this column.
ALTER TABLE stock_items ADD COLUMN added_by TEXT;
-- Under which key the content is sealed and hashed: a key's id, 'plain' (not sealed, hashed with a secret of this database),
-- or '' (not sealed, hashed without a secret: how it was before this column; each start mends those).
ALTER TABLE stock_items ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
CREATE INDEX stock_items_key ON stock_items (key_id);
CREATE INDEX stock_items_product ON stock_items (product_id, id);

-- What was uploaded and is not in stock yet: it waits for its confirmation (staged), then becomes free in chunks (adding).
CREATE TABLE stock_uploads (
  id TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  product_id INTEGER NOT NULL REFERENCES products (id),
  actor_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'staged' CHECK (status IN ('staged', 'adding', 'dropped')),
  expires_at_ms INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  -- So far.
  added INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_uploads_expiry ON stock_uploads (expires_at_ms);

CREATE TABLE staged_items (
  upload_id TEXT NOT NULL REFERENCES stock_uploads (id),
  -- Of its line, from 1.
  position INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (upload_id, position)
) STRICT, WITHOUT ROWID;
