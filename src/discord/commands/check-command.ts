import { type CommandHandler, reply } from '../handler.ts';
import { findingText } from '../check-findings.ts';
import type { StartCheck } from '../start-check.ts';
import { command } from './definition.ts';

export const checkDefinition = command('command.check');

/** `/check`: what stands in the way of this shop, and for the operator of the whole bot, with how to mend it. */
export function checkCommands(check: Pick<StartCheck, 'findings' | 'report'>): CommandHandler[] {
  return [
    {
      path: 'check',
      effect: 'read',
      needs: 'owner',
      answer: async ({ shopId, t, rights }) => {
        const isOperator = (await rights()).has('operator');
        const all = await check.findings({ again: true });
        void check.report();
        const mine = all.filter((one) => one.shopId === shopId || (isOperator && one.shopId === undefined));
        const lines = mine.map((finding) => `⚠️ ${findingText(finding, t)}`);
        const description = (lines.join('\n\n') || t('check.passed')).slice(0, 4096);
        return reply({
          embeds: [{ title: t('check.title'), description, color: mine.length === 0 ? 0x2ecc71 : 0xe67e22 }],
        });
      },
    },
  ];
}
