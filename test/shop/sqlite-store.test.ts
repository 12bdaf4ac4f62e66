import { openSqliteUnderTest } from './sqlite-under-test.ts';
import { describeStore } from './store-conformance.ts';

describeStore('the SQLite store', openSqliteUnderTest);
