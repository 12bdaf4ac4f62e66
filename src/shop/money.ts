/** World Locks in a Diamond Lock and in a Blue Gem Lock, as Growtopia trades them. */
const WL_PER_DL = 100;
const WL_PER_BGL = 10_000;

/** An amount in the fewest locks. */
export interface Locks {
  bgl: number;
  dl: number;
  wl: number;
}

/** Breaks `amountWl` (a whole number of WL, at least 0) into the fewest locks, exactly. */
export function split(amountWl: number): Locks {
  return {
    bgl: Math.floor(amountWl / WL_PER_BGL),
    dl: Math.floor((amountWl % WL_PER_BGL) / WL_PER_DL),
    wl: amountWl % WL_PER_DL,
  };
}

/** What locks are worth, in WL. */
export function amountOf({ bgl, dl, wl }: Locks): number {
  return bgl * WL_PER_BGL + dl * WL_PER_DL + wl;
}

/** "1 BGL 20 DL 5 WL": exact, without the parts that are 0; "0 WL" for nothing and a leading "-" below 0. */
export function formatPrice(amountWl: number): string {
  const { bgl, dl, wl } = split(Math.abs(amountWl));
  const parts = [
    [bgl, 'BGL'],
    [dl, 'DL'],
    [wl, 'WL'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  if (shown.length === 0) return '0 WL';
  return `${amountWl < 0 ? '-' : ''}${shown.join(' ')}`;
}
