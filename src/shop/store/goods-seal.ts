import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

/** Keys for the stock, 32 bytes each. Without a current one, contents are kept as they are. */
export interface StockKeys {
  current: Uint8Array | undefined;
  /** Open what was sealed before the current key; nothing new is sealed with them. */
  old: readonly Uint8Array[];
}

/** A content as it is kept. */
export interface SealedGoods {
  keyId: string;
  content: string;
  /** Equal for equal contents under the same key, and of no use to guess them without it. */
  contentHash: Uint8Array;
}

/** Not sealed, hashed with the database's own secret. */
const PLAIN = 'plain';
/** Not sealed, hashed without a secret: from before there were keys. */
const UNKEYED = '';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  id: string;
  sealing: Uint8Array;
  hashing: Uint8Array;
}

/**
 * Seals the goods at rest (AES-256-GCM, a random nonce each) and hashes them, so that repeats are found without opening
 * anything. Every content says by its key's id how to open it, so that keys can change while the shop goes on.
 */
export class GoodsSeal {
  readonly #current: Key | undefined;
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #secret: Uint8Array;

  /** @param secret of this database, for hashing what is not sealed */
  constructor({ current, old }: StockKeys, secret: Uint8Array) {
    this.#current = current && keyOf(current);
    const all = [...old.map(keyOf), ...(this.#current ? [this.#current] : [])];
    this.#keys = new Map(all.map((key) => [key.id, key]));
    this.#secret = secret;
  }

  /** What new contents are kept under. */
  get keyId(): string {
    return this.#current?.id ?? PLAIN;
  }

  /** Whether contents under this id can be opened. */
  knows(keyId: string): boolean {
    return keyId === PLAIN || keyId === UNKEYED || this.#keys.has(keyId);
  }

  seal(content: string): SealedGoods {
    const { keyId } = this;
    const contentHash = this.hash(content, keyId);
    if (!this.#current) return { keyId, content, contentHash };
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#current.sealing, nonce);
    const sealed = [nonce, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return { keyId, content: Buffer.concat(sealed).toString('base64'), contentHash };
  }

  /** @throws when the key is not known, or the content was changed since; neither error holds any of it */
  open({ keyId, content }: Pick<SealedGoods, 'keyId' | 'content'>): string {
    // What was erased is empty, under whichever key it was.
    if (keyId === PLAIN || keyId === UNKEYED || content === '') return content;
    const key = this.#known(keyId);
    const bytes = Buffer.from(content, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const opened = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  }

  /** The hash that this content has under a key. */
  hash(content: string, keyId: string): Uint8Array {
    if (keyId === UNKEYED) return hash('sha256', content, 'buffer');
    const secret = keyId === PLAIN ? this.#secret : this.#known(keyId).hashing;
    return createHmac('sha256', secret).update(content, 'utf8').digest();
  }

  #known(keyId: string): Key {
    const key = this.#keys.get(keyId);
    if (!key) throw new Error(`the stock key ${keyId} is not known`);
    return key;
  }
}

/** One secret a purpose, so that none tells anything of another; the id can be shown. */
function keyOf(key: Uint8Array): Key {
  const derived = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, '', `livestock stock ${purpose}`, bytes));
  return {
    id: derived('id', 8).toString('hex'),
    sealing: derived('sealing', 32),
    hashing: derived('hashing', 32),
  };
}
