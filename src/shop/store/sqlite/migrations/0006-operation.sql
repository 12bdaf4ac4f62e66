-- Maintenance of a product or of the whole shop: on while since_ms is there and until_ms has not passed.
ALTER TABLE products ADD COLUMN maintenance_since_ms INTEGER;
ALTER TABLE products ADD COLUMN maintenance_text TEXT;
ALTER TABLE products ADD COLUMN maintenance_until_ms INTEGER;
CREATE INDEX products_maintenance ON products (maintenance_until_ms) WHERE maintenance_until_ms IS NOT NULL;
ALTER TABLE shops ADD COLUMN maintenance_since_ms INTEGER;
ALTER TABLE shops ADD COLUMN maintenance_text TEXT;
ALTER TABLE shops ADD COLUMN maintenance_until_ms INTEGER;

-- Where staff hear of trouble, and where every act is posted. Acts up to posted_id are posted; those up to claimed_id are
-- one message that was begun: its nonce is made of that number, so that a repeat after a crash posts nothing twice.
ALTER TABLE shops ADD COLUMN notice_channel_id TEXT;
ALTER TABLE shops ADD COLUMN audit_channel_id TEXT;
ALTER TABLE shops ADD COLUMN audit_posted_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE shops ADD COLUMN audit_claimed_id INTEGER NOT NULL DEFAULT 0;

-- Who may not buy, register or deposit, and until when (NULL: for good).
CREATE TABLE blacklist (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  since_ms INTEGER NOT NULL,
  until_ms INTEGER,
  actor_id TEXT NOT NULL,
  PRIMARY KEY (shop_id, user_id)
) STRICT, WITHOUT ROWID;

-- Boards: auto is the guild's own language.
ALTER TABLE boards ADD COLUMN language TEXT NOT NULL DEFAULT 'auto' CHECK (language IN ('auto', 'en', 'id'));
ALTER TABLE boards ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0 CHECK (is_pinned IN (0, 1));

-- Messages of boards that were moved or deleted and still have to be taken away.
CREATE TABLE board_leftovers (
  channel_id TEXT PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  message_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
