import { harmless, plain } from '../../languages/harmless.ts';
import type { Translate } from '../../languages/text.ts';
import { formatPrice } from '../../shop/money.ts';
import type { Act } from '../../shop/store/shop-store.ts';
import { timestamp } from './components.ts';

const MAX_SUBJECT = 60;
const MAX_FACTS = 100;
/** Acts whose subject is a person, a channel or a role, and how Discord shows such a one. */
const MENTIONS = [
  { acts: /^(wallet\.(credit|debit|transfer)|blacklist\.\w+|privacy\.erase)$/, mark: '@' },
  { acts: /^(board\.\w+|(notices|audit)\.channel)$/, mark: '#' },
  { acts: /^staff\.\w+$/, mark: '@&' },
] as const;
/** `2030-01-31 12:00`: facts may be cut short, which a Discord timestamp would not survive. */
const UTC = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' });

/** An act of the staff on a line: who did what to what, and what changed by it. */
export function actLine({ id, atMs, actorId, action, subject, before, after }: Act, t: Translate): string {
  const change = t('audit.change', {
    before: factsText(changedFacts(before, after)),
    after: factsText(changedFacts(after, before)),
  });
  return t('audit.act', {
    id,
    when: timestamp(atMs),
    actor: /^\d+$/.test(actorId) ? `<@${actorId}>` : harmless(plain(actorId, 30)),
    action: harmless(action),
    subject: subjectText(action, subject),
    change: before || after ? change : '',
  });
}

function subjectText(action: string, subject: string): string {
  const mention = MENTIONS.find(({ acts }) => acts.test(action));
  if (mention && /^\d+$/.test(subject)) return `<${mention.mark}${subject}>`;
  return harmless(plain(subject, MAX_SUBJECT));
}

/** The facts that an act did not leave as they were. */
function changedFacts(facts: Act['before'], other: Act['before']): Act['before'] {
  const isSame = ([key, value]: [string, unknown]) => JSON.stringify(value) === JSON.stringify(other?.[key]);
  return facts && Object.fromEntries(Object.entries(facts).filter((fact) => !isSame(fact)));
}

/** `balance 1 DL, reason prize`; a dash for nothing. */
function factsText(facts: Act['before']): string {
  const parts = Object.entries(facts ?? {}).flatMap(([key, value]) => {
    if (value === undefined || value === null) return [];
    if (key.endsWith('Wl') && typeof value === 'number') return [`${key.slice(0, -2)} ${formatPrice(value)}`];
    if (key.endsWith('Ms') && typeof value === 'number')
      return [`${key.slice(0, -2)} ${UTC.format(value)} UTC`];
    return [`${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`];
  });
  return harmless(plain(parts.join(', '), MAX_FACTS)) || '—';
}
