-- Roles of the guild whose members are staff of its shop.
CREATE TABLE staff_roles (
  shop_id TEXT NOT NULL REFERENCES shops (id),
  role_id TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('support', 'stock', 'owner')),
  PRIMARY KEY (shop_id, role_id)
) STRICT, WITHOUT ROWID;
