import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

/** Red says that something fails, orange that it may soon; nothing else is drawn in them. */
export const GOOD = 'green';
export const WARNING = 'orange';
export const FAILURE = 'red';
export const NEUTRAL = '#5794F2';

/** For series that are neither good nor bad: no green, no orange, no red, told apart by the colour-blind as well. */
const PALETTE = [
  NEUTRAL,
  '#B877D9',
  '#33A2A2',
  '#C8C8D4',
  '#8AB8FF',
  '#DEB6F2',
  '#7FD6D0',
  '#8E8EA0',
  '#3D5FC4',
  '#7C4FB0',
];

/** Colours by the name of a series. */
export type Colours = Readonly<Record<string, string>>;

/** Gives each name a colour of its own that says nothing. */
export function apart<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const pairs = names.map((name, index) => [name, PALETTE[index % PALETTE.length] ?? NEUTRAL]);
  return Object.fromEntries(pairs) as Record<Name, string>;
}

/** No bound: the value informs. */
export function informs(): ThresholdsConfigBuilder {
  return steps([{ value: null, color: NEUTRAL }]);
}

/** @param warnAt where it becomes worth a look; left out when there is nothing between good and failed */
export function failsAbove(failsAt: number, warnAt?: number): ThresholdsConfigBuilder {
  return steps([
    { value: null, color: GOOD },
    ...(warnAt === undefined ? [] : [{ value: warnAt, color: WARNING }]),
    { value: failsAt, color: FAILURE },
  ]);
}

/** @param goodFrom from here on all is well; between the two it is worth a look */
export function failsBelow(failsBelow: number, goodFrom = failsBelow): ThresholdsConfigBuilder {
  return steps([
    { value: null, color: FAILURE },
    ...(goodFrom === failsBelow ? [] : [{ value: failsBelow, color: WARNING }]),
    { value: goodFrom, color: GOOD },
  ]);
}

/** @param factors of burn rates that raise an alert: the largest says that somebody is woken */
export function burns(factors: readonly number[]): ThresholdsConfigBuilder {
  const ascending = factors.toSorted((a, b) => a - b);
  return steps([
    { value: null, color: GOOD },
    ...ascending.map((value, index) => ({
      value,
      color: index < ascending.length - 1 ? WARNING : FAILURE,
    })),
  ]);
}

/** For what is worth a look beyond a bound, and no failure. */
export function warnsAbove(warnAt: number): ThresholdsConfigBuilder {
  return steps([
    { value: null, color: GOOD },
    { value: warnAt, color: WARNING },
  ]);
}

function steps(of: { value: number | null; color: string }[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(of);
}
