import { describe, expect, test } from 'vitest';
import { TIERS, type Tier } from '../../src/health/degradation.ts';
import { BOARD_ACTIONS, commandsAreServed, mayBuy, surface } from '../../src/health/surface.ts';

const shown = (tier: Tier, { livestock = true, buttons = true, maintenance = false } = {}) =>
  surface({
    tier,
    isLivestockHealthy: livestock,
    areButtonsHealthy: buttons,
    isMaintenance: maintenance,
  });

describe('both well', () => {
  test.each([
    ['full', { kind: 'full', enabled: BOARD_ACTIONS }],
    ['browse', { kind: 'browse', enabled: ['balance', 'world', 'history'] }],
    ['commands', { kind: 'simplified' }],
    ['text', { kind: 'text' }],
    ['maintenance', { kind: 'maintenance' }],
  ] as const)('in %s the tier decides', (tier, expected) => {
    expect(shown(tier)).toEqual(expected);
  });
});

test.each([
  ['full', { kind: 'stale_list', enabled: [] }],
  ['browse', { kind: 'stale_list', enabled: [] }],
  ['commands', { kind: 'simplified' }],
  ['text', { kind: 'text' }],
  ['maintenance', { kind: 'maintenance' }],
] as const)('livestock ill in %s: never a fresh list, never a button that can be used', (tier, expected) => {
  expect(shown(tier, { livestock: false })).toEqual(expected);
});

test.each([
  ['full', 'simplified'],
  ['browse', 'simplified'],
  ['commands', 'simplified'],
  ['text', 'text'],
  ['maintenance', 'maintenance'],
] as const)('buttons ill in %s: no list, no buttons', (tier, kind) => {
  expect(shown(tier, { buttons: false })).toEqual({ kind });
});

test('both ill, or an administrator: the maintenance notice in every tier', () => {
  for (const tier of TIERS) {
    expect(shown(tier, { livestock: false, buttons: false })).toEqual({ kind: 'maintenance' });
    expect(shown(tier, { maintenance: true })).toEqual({ kind: 'maintenance' });
  }
});

test('commands are served down to the tier that names them', () => {
  const served = TIERS.filter((tier) => commandsAreServed({ tier, isMaintenance: false }));
  expect(served).toEqual(['commands', 'browse', 'full']);
  expect(commandsAreServed({ tier: 'full', isMaintenance: true })).toBe(false);
});

test('nothing is bought on any surface while the ledger cannot be written or contradicts itself', () => {
  const well = { isMaintenance: false, ledgerCanWrite: true, isInvariantBroken: false };
  expect(TIERS.filter((tier) => mayBuy({ ...well, tier }))).toEqual(['commands', 'browse', 'full']);
  for (const tier of TIERS) {
    expect(mayBuy({ ...well, tier, ledgerCanWrite: false })).toBe(false);
    expect(mayBuy({ ...well, tier, isInvariantBroken: true })).toBe(false);
    expect(mayBuy({ ...well, tier, isMaintenance: true })).toBe(false);
  }
});
