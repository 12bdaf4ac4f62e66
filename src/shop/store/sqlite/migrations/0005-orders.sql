-- Orders after the sale: refunds, replacements, deliveries again, gifts, erasure ---------------------------------------------
ALTER TABLE orders ADD COLUMN recipient_id TEXT;
-- The giver's name as it was shown then; recipient_id is whom the goods belong to.
ALTER TABLE orders ADD COLUMN gift_from TEXT;
ALTER TABLE orders ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND quantity);
-- When undelivered goods were first shown in the shop: from then on they can't be sold to anybody else.
ALTER TABLE orders ADD COLUMN seen_at_ms INTEGER;
ALTER TABLE orders ADD COLUMN erased_at_ms INTEGER;
CREATE INDEX orders_recipient ON orders (shop_id, recipient_id, id) WHERE recipient_id IS NOT NULL;

ALTER TABLE confirmations ADD COLUMN recipient_id TEXT;
ALTER TABLE confirmations ADD COLUMN gift_from TEXT;

-- An order may be delivered again: deliveries lose UNIQUE (order_id).
CREATE TABLE deliveries_new (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  order_id INTEGER NOT NULL REFERENCES orders (id),
  -- order: what was bought; resend: the same again; replacement: only the items given in exchange.
  kind TEXT NOT NULL DEFAULT 'order' CHECK (kind IN ('order', 'resend', 'replacement')),
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'retrievable', 'cancelled')),
  created_at_ms INTEGER NOT NULL,
  next_due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  settled_at_ms INTEGER,
  -- How it was delivered, or why it was not.
  note TEXT
) STRICT;
INSERT INTO deliveries_new
  (id, shop_id, order_id, status, created_at_ms, next_due_at_ms, attempts, lease, lease_until_ms, settled_at_ms, note)
SELECT id, shop_id, order_id, status, created_at_ms, next_due_at_ms, attempts, lease, lease_until_ms, settled_at_ms, note
FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE deliveries_new RENAME TO deliveries;
CREATE INDEX deliveries_pending ON deliveries (next_due_at_ms) WHERE status = 'pending';
CREATE INDEX deliveries_order ON deliveries (order_id, id);
-- One at a time: a second reason to deliver joins the delivery that waits.
CREATE UNIQUE INDEX deliveries_order_pending ON deliveries (order_id) WHERE status = 'pending';

-- NULL: the order has the item. Else how it left: returned to the free stock, voided, or replaced (and voided).
ALTER TABLE order_items ADD COLUMN ended TEXT CHECK (ended IN ('returned', 'voided', 'replaced'));
-- The item that was sold first, for what was given in its place; and the delivery that brings it, unless the first one does.
ALTER TABLE order_items ADD COLUMN instead_of INTEGER REFERENCES stock_items (id);
ALTER TABLE order_items ADD COLUMN replacement_id INTEGER REFERENCES deliveries (id);
DROP INDEX order_items_item;
-- An item is in one order at a time.
CREATE UNIQUE INDEX order_items_item ON order_items (item_id) WHERE ended IS NULL;

-- Who wants to hear when a product is back -----------------------------------------------------------------------------------
CREATE TABLE restock_subscriptions (
  id INTEGER PRIMARY KEY,
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  created_at_ms INTEGER NOT NULL,
  -- due: the product came back and this person has not been told.
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'due')),
  -- How often it came back: one message each.
  restocks INTEGER NOT NULL DEFAULT 0,
  next_due_at_ms INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT,
  lease_until_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (shop_id, user_id, product_id)
) STRICT;
CREATE INDEX restock_subscriptions_product ON restock_subscriptions (product_id);
CREATE INDEX restock_subscriptions_due ON restock_subscriptions (next_due_at_ms) WHERE status = 'due';
-- Whatever brings items back (an upload, a refund, a move), in the same transaction.
CREATE TRIGGER products_restocked AFTER UPDATE OF free ON products
WHEN OLD.free = 0 AND NEW.free > 0
BEGIN
  UPDATE restock_subscriptions SET status = 'due', restocks = restocks + 1, next_due_at_ms = 0, attempts = 0
  WHERE product_id = NEW.id AND status = 'waiting';
END;

-- Who wants no notices ---------------------------------------------------------------------------------------------------------
CREATE TABLE notice_optouts (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  user_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (shop_id, user_id)
) STRICT, WITHOUT ROWID;

-- Append-only but for one thing: its GrowIDs can be emptied, when the person asks for that.
DROP TRIGGER registration_history_fixed;
CREATE TRIGGER registration_history_fixed BEFORE UPDATE ON registration_history
WHEN NOT (NEW.grow_id = '' AND NEW.previous IS NULL AND NEW.id = OLD.id AND NEW.shop_id = OLD.shop_id
  AND NEW.user_id = OLD.user_id AND NEW.at_ms = OLD.at_ms)
BEGIN SELECT RAISE(ABORT, 'registration_history is append-only'); END;
