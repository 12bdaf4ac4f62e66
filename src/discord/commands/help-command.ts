import { ApplicationCommandOptionType as Type } from 'discord.js';
import type { Language } from '../../languages/text.ts';
import { pageOf } from '../buttons/board-buttons.ts';
import {
  type Caller,
  type CommandHandler,
  type ComponentHandler,
  reply,
  type ReplyMessage,
} from '../handler.ts';
import type { Right } from '../rights.ts';
import { pager } from '../views/buyer-views.ts';
import { type CommandDefinition, command } from './definition.ts';

export const helpDefinition = command('command.help');

/** 15 lines of the longest names and descriptions stay within 4,096 characters. */
const PAGE = 15;

/** What `/help` lists: the definitions, and from the handlers whom each path serves. */
export interface HelpDeps {
  definitions: () => readonly CommandDefinition[];
  needs: (path: string) => Right | undefined;
}

/** How the shop works, and every command that the caller may use now, as Discord shows them. */
export function helpCommand(deps: HelpDeps): CommandHandler {
  return { path: 'help', effect: 'read', answer: async (caller) => reply(await helpView(deps, caller, 0)) };
}

/** The pages of /help. */
export function helpPages(deps: HelpDeps): ComponentHandler {
  return {
    name: 'help-page',
    effect: 'read',
    shows: 'update',
    answer: async (caller, { args }) => reply(await helpView(deps, caller, pageOf(args[0]))),
  };
}

async function helpView(deps: HelpDeps, caller: Caller, page: number): Promise<ReplyMessage> {
  const { t, language } = caller;
  const rights = await caller.rights();
  const lines = deps.definitions().flatMap((definition) => lineOf(definition, { ...deps, rights, language }));
  const pages = Math.max(1, Math.ceil(lines.length / PAGE));
  const shown = Math.min(page, pages - 1);
  const listed = lines.slice(shown * PAGE, (shown + 1) * PAGE).join('\n');
  return {
    embeds: [
      {
        title: t('help.title'),
        description: shown === 0 ? `${t('help.body')}\n\n${listed}` : listed,
        color: 0x3498db,
        ...(pages > 1 && { footer: { text: t('buy.page', { page: shown + 1, pages }) } }),
      },
    ],
    components: pages > 1 ? [pager('help-page', shown, pages, caller)] : [],
  };
}

/** One line a command: the subcommands that this person may use behind its name. */
function lineOf(
  definition: CommandDefinition,
  who: { needs: HelpDeps['needs']; rights: ReadonlySet<Right>; language: Language },
): string[] {
  const mayUse = (path: string) => {
    const right = who.needs(path);
    return right === undefined || who.rights.has(right);
  };
  const all = (definition.options ?? []).filter(({ type }) => type === Type.Subcommand);
  const usable = all.filter(({ name }) => mayUse(`${definition.name} ${name}`));
  if (all.length > 0 ? usable.length === 0 : !mayUse(definition.name)) return [];
  const subcommands = usable.map((one) => local(one, who.language).name).join(', ');
  const { name, description } = local(definition, who.language);
  return [`**/${name}**${subcommands && ` ${subcommands}`}: ${description}`];
}

interface Localised {
  name: string;
  description: string;
  name_localizations?: Partial<Record<string, string | null>> | null | undefined;
  description_localizations?: Partial<Record<string, string | null>> | null | undefined;
}

/** Under the name that Discord shows in that language. */
function local(one: Localised, language: Language): { name: string; description: string } {
  return {
    name: one.name_localizations?.[language] ?? one.name,
    description: one.description_localizations?.[language] ?? one.description,
  };
}
