/** The whole database as a file. */
export interface DataStore {
  /**
   * Copies the database while it is in use and proves the copy: it is opened, checked and audited on a thread of its own.
   * @param path where the copy goes, readable by its owner alone; there is nothing there when it fails
   * @throws DamagedFileError when the copy does not prove itself
   */
  backup(path: string): Promise<DatabaseFacts>;
}

/** What a database holds, to be compared with another. */
export interface DatabaseFacts {
  /** Version of the schema. */
  version: number;
  bytes: number;
  shops: number;
  products: number;
  freeItems: number;
  orders: number;
  /** What all wallets hold together. */
  walletsWl: number;
}
