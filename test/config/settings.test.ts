import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError } from '../../src/config/env.ts';
import { SettingsError } from '../../src/config/setting-mistakes.ts';
import { SETTING_KEYS, settingFacts, settingsSchema } from '../../src/config/settings-schema.ts';
import { type SettingChange, type SettingOrigin, SettingsStore } from '../../src/config/settings.ts';
import { systemClock } from '../../src/runtime/clock.ts';

const BY = { userId: '123456789012345678' };

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'livestock-settings-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

async function open(content?: string | object, path?: string) {
  const file = path ?? join(await folder(), 'settings.json');
  const save = (next: string | object) =>
    writeFile(file, typeof next === 'string' ? next : JSON.stringify(next));
  if (content !== undefined) await save(content);
  const errors: unknown[] = [];
  const changes: [string, unknown, unknown, SettingOrigin][] = [];
  const store = await SettingsStore.open({
    path: file,
    clock: systemClock,
    onError: (error) => void errors.push(error),
  });
  onTestFinished(() => store[Symbol.asyncDispose]());
  store.onChange((list, origin) => {
    for (const { key, before, after } of list) changes.push([key, before, after, origin]);
  });
  return { store, file, save, errors, changes, saved: async () => JSON.parse(await readFile(file, 'utf8')) };
}

async function mistakesAtStart(content: string | object): Promise<string> {
  const failure = await open(content).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigError);
  return (failure as ConfigError).mistakes.join('\n');
}

describe('at the start', () => {
  test('no file means the defaults, and none is made', async () => {
    const { store, file } = await open();
    expect(store.get()).toMatchObject({
      retry_attempts: 3,
      retry_delay: 1,
      health_check_interval: 300,
      circuit_breaker_threshold: 5,
      fallback_mode_enabled: true,
      metrics_enabled: true,
      queue_workers: 3,
      notice_channel_id: null,
      'tier.full.demote_below': 75,
    });
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  test('the defaults are allowed themselves, and the weights of the score make 100', () => {
    const settings = settingsSchema.parse({});
    const weights = Object.entries(settings).filter(([key]) => key.startsWith('health.weight.'));
    expect(weights.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(100);
    for (const key of SETTING_KEYS) {
      const { kind, min, max, usual } = settingFacts(key);
      if (kind === 'whole' || kind === 'number') {
        expect([min <= Number(usual), Number(usual) <= max, max > min], key).toEqual([true, true, true]);
      }
    }
  });

  test('every mistake in the file is told, with what is accepted', async () => {
    const message = await mistakesAtStart({
      retry_atempts: 4,
      retry_delay: '1',
      queue_workers: 2.5,
      circuit_breaker_threshold: 1000,
      metrics_enabled: 'yes',
      notice_channel_id: 123,
    });
    expect(message.replaceAll(/^SETTINGS_FILE \S+: /gm, '').split('\n')).toEqual([
      'retry_delay is not accepted: give a number from 0.05 to 60',
      'circuit_breaker_threshold is not accepted: give a whole number from 1 to 100',
      'queue_workers is not accepted: give a whole number from 1 to 20',
      'metrics_enabled is not accepted: give true or false',
      "notice_channel_id is not accepted: give a channel's id as text of 17 to 20 digits, or null",
      '"retry_atempts" is not a setting: did you mean retry_attempts?',
    ]);
  });

  test.each([
    ['{"retry_attempts": 4', /is not JSON/],
    ['', /is not JSON/],
    ['[]', /is not a JSON object of settings/],
    ['null', /is not a JSON object of settings/],
    ['{"retry_delay": 50, "retry_max_delay": 40}', /retry_delay must stay below retry_max_delay/],
    ['{"tier.full.demote_below": 90}', /tier.full.demote_below must stay below tier.full.promote_at/],
    ['{"tier.browse.promote_at": 85}', /tier.browse.promote_at must stay below tier.full.promote_at/],
    ['{"Health.Weight.Ledgers": 1}', /did you mean health.weight.ledger\?/],
    ['{"__proto__": {"retry_attempts": 9}}', /"__proto__" is not a setting/],
  ])('%s is refused', async (content, message) => {
    expect(await mistakesAtStart(content)).toMatch(message);
  });

  test('a file that cannot be read is a mistake, a folder that is missing is made', async () => {
    const path = await folder();
    await mkdir(join(path, 'settings.json'));
    await expect(open(undefined, join(path, 'settings.json'))).rejects.toThrow(/cannot be read \(EISDIR\)/);
    await writeFile(join(path, 'file'), '');
    await expect(open(undefined, join(path, 'file', 'settings.json'))).rejects.toThrow(
      /its folder cannot be made \(E/,
    );
    const { store } = await open(undefined, join(path, 'new', 'folder', 'settings.json'));
    await store.set('retry_attempts', '4', BY);
    expect(await readFile(join(path, 'new', 'folder', 'settings.json'), 'utf8')).toContain('4');
  });
});

describe('a change by command', () => {
  test('acts at once, is told before → after, and is what the next start finds', async () => {
    const { store, changes, saved, file } = await open({ queue_workers: 5 });
    expect(await store.set('retry_delay', ' 2.5 ', BY)).toEqual({
      key: 'retry_delay',
      before: 1,
      after: 2.5,
      needsRestart: false,
    });
    expect(await store.set('fallback_mode_enabled', 'Off', BY)).toMatchObject({ before: true, after: false });
    expect(await store.set('notice_channel_id', '<#123456789012345678>', BY)).toMatchObject({ before: null });
    expect(await store.set('delivery_concurrency', '4', BY)).toMatchObject({ needsRestart: true });
    expect(await store.reset('queue_workers', BY)).toMatchObject({ before: 5, after: 3 });
    expect(changes).toEqual([
      ['retry_delay', 1, 2.5, BY],
      ['fallback_mode_enabled', true, false, BY],
      ['notice_channel_id', null, '123456789012345678', BY],
      ['delivery_concurrency', 3, 4, BY],
      ['queue_workers', 5, 3, BY],
    ]);
    expect(await saved()).toEqual({
      retry_delay: 2.5,
      fallback_mode_enabled: false,
      notice_channel_id: '123456789012345678',
      delivery_concurrency: 4,
    });
    const next = await open(undefined, file);
    expect(next.store.get()).toEqual(store.get());
  });

  test.each([
    ['retry_attempts', 'many', 'retry_attempts is not accepted: give a whole number from 1 to 10'],
    ['retry_attempts', '0', 'retry_attempts is not accepted: give a whole number from 1 to 10'],
    ['retry_attempts', '1e1', 'retry_attempts is not accepted: give a whole number from 1 to 10'],
    ['retry_delay', '1,5', 'retry_delay is not accepted: give a number from 0.05 to 60'],
    ['metrics_enabled', '2', 'metrics_enabled is not accepted: give true or false'],
    ['notice_channel_id', '#general', "notice_channel_id is not accepted: give a channel's id"],
    ['retry_max_delay', '0.5', 'retry_delay must stay below retry_max_delay'],
    ['queue_worker', '3', '"queue_worker" is not a setting: did you mean queue_workers?'],
    ['constructor', '3', '"constructor" is not a setting'],
  ])('%s = %s is refused and changes nothing', async (key, typed, message) => {
    const { store, file, changes } = await open();
    const before = store.get();
    const failure = await store.set(key, typed, BY).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SettingsError);
    expect((failure as Error).message).toContain(message);
    expect([store.get(), changes]).toEqual([before, []]);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  test('many at once are all kept', async () => {
    const { store, saved } = await open();
    await Promise.all([
      store.set('retry_attempts', '4', BY),
      store.set('queue_workers', '4', BY),
      store.set('retry_attempts', '5', BY),
      store.set('confirm_minutes', '4', BY),
    ]);
    expect(await saved()).toEqual({ retry_attempts: 5, queue_workers: 4, confirm_minutes: 4 });
  });

  test('that cannot be saved changes nothing', async () => {
    const { store, file } = await open();
    await rm(join(file, '..'), { recursive: true });
    onTestFinished(async () => void (await mkdir(join(file, '..'))));
    await expect(store.set('retry_attempts', '4', BY)).rejects.toThrow('cannot be saved (ENOENT)');
    expect(store.get().retry_attempts).toBe(3);
  });

  test('overwrites no edit of the file that was not noticed yet, and none with mistakes', async () => {
    const { store, save, saved, changes } = await open();
    await save({ queue_workers: 7 });
    await store.set('retry_attempts', '4', BY);
    expect(await saved()).toEqual({ queue_workers: 7, retry_attempts: 4 });
    expect(changes.map(([key, , , origin]) => [key, origin])).toEqual([
      ['queue_workers', 'file'],
      ['retry_attempts', BY],
    ]);
    await save('{"queue_workers": 7,');
    await expect(store.set('retry_attempts', '5', BY)).rejects.toThrow('has mistakes, mend them first');
    expect(store.get().retry_attempts).toBe(4);
  });

  test('reaches every listener, also when one fails', async () => {
    const { store, errors, changes } = await open();
    const failure = new Error('a listener');
    store.onChange(() => {
      throw failure;
    });
    const heard: SettingChange[] = [];
    const end = store.onChange((list) => void heard.push(...list));
    await store.set('retry_attempts', '4', BY);
    end();
    await store.set('retry_attempts', '5', BY);
    expect([heard.length, changes.length, errors]).toEqual([1, 2, [failure, failure]]);
  });
});

describe('a change of the file', () => {
  test('by another program, in place or by putting another file there, acts by itself', async () => {
    const { store, file, save, changes } = await open();
    await save({ retry_attempts: 4 });
    await vi.waitFor(() => expect(store.get().retry_attempts).toBe(4), { timeout: 3000 });
    for (const attempts of [5, 6]) {
      await writeFile(`${file}.new`, JSON.stringify({ retry_attempts: attempts }));
      await rename(`${file}.new`, file);
      await vi.waitFor(() => expect(store.get().retry_attempts).toBe(attempts), { timeout: 3000 });
    }
    await rm(file);
    await vi.waitFor(() => expect(store.get().retry_attempts).toBe(3), { timeout: 3000 });
    expect(changes.map(([, before, after]) => [before, after])).toEqual([
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 3],
    ]);
  });

  test('that is half-written or wrong is told once and kept out as a whole; the mended one is taken', async () => {
    const { store, save, errors, changes } = await open({ retry_attempts: 4 });
    await save('{"retry_attempts": 5, "queue_wor');
    await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 3000 });
    await store.reload();
    expect(errors).toHaveLength(1);
    await save({ retry_attempts: 5, queue_workers: 0 });
    await vi.waitFor(() => expect(errors).toHaveLength(2), { timeout: 3000 });
    expect(String(errors[1])).toContain('queue_workers is not accepted');
    expect([store.get().retry_attempts, changes]).toEqual([4, []]);
    await save({ retry_attempts: 5, queue_workers: 1 });
    await vi.waitFor(() => expect(store.get().queue_workers).toBe(1), { timeout: 3000 });
    expect(store.get().retry_attempts).toBe(5);
  });

  test('by a deployment that swaps the folder behind a link acts by itself', async () => {
    const path = await folder();
    for (const [version, attempts] of [
      ['..v1', 4],
      ['..v2', 5],
    ] as const) {
      await mkdir(join(path, version));
      await writeFile(join(path, version, 'settings.json'), JSON.stringify({ retry_attempts: attempts }));
    }
    await symlink('..v1', join(path, '..data'));
    await symlink('..data/settings.json', join(path, 'settings.json'));
    const { store } = await open(undefined, join(path, 'settings.json'));
    expect(store.get().retry_attempts).toBe(4);
    await symlink('..v2', join(path, '..data_tmp'));
    await rename(join(path, '..data_tmp'), join(path, '..data'));
    await vi.waitFor(() => expect(store.get().retry_attempts).toBe(5), { timeout: 3000 });
  });

  test('is no longer noticed once the store has stopped', async () => {
    const { store, save, changes, file } = await open();
    await store[Symbol.asyncDispose]();
    const other = await open(undefined, file);
    await save({ retry_attempts: 4 });
    await vi.waitFor(() => expect(other.store.get().retry_attempts).toBe(4), { timeout: 3000 });
    await store[Symbol.asyncDispose]();
    expect([store.get().retry_attempts, changes]).toEqual([3, []]);
  });
});
