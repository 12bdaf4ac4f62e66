import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextInputComponent,
  type APIUserSelectComponent,
  ButtonStyle,
  ComponentType,
  type RawFile,
  TextInputStyle,
} from 'discord.js';

/** A button that only has what Discord needs of it. */
export function button(
  custom_id: string,
  label: string,
  { style = ButtonStyle.Secondary, emoji, disabled = false }: ButtonLook = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    custom_id,
    label,
    style,
    disabled,
    ...(emoji && { emoji: { name: emoji } }),
  };
}
export interface ButtonLook {
  style?: ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;
  emoji?: string;
  disabled?: boolean;
}

export function row<
  T extends APIButtonComponentWithCustomId | APIStringSelectComponent | APIUserSelectComponent,
>(...components: T[]): APIActionRowComponent<T> {
  return { type: ComponentType.ActionRow, components };
}

/** A menu of which one option (of at most 25) is chosen. */
export function select(
  custom_id: string,
  placeholder: string,
  options: APISelectMenuOption[],
): APIStringSelectComponent {
  return { type: ComponentType.StringSelect, custom_id, placeholder, options, min_values: 1, max_values: 1 };
}

/** A menu of the people of the server, of whom one is chosen. */
export function userSelect(custom_id: string, placeholder: string): APIUserSelectComponent {
  return { type: ComponentType.UserSelect, custom_id, placeholder, min_values: 1, max_values: 1 };
}

/** A form with one text to fill in: a line, unless `style` says otherwise. */
export function form(
  custom_id: string,
  title: string,
  input: Pick<APITextInputComponent, 'custom_id' | 'label' | 'min_length' | 'max_length' | 'placeholder'> &
    Partial<Pick<APITextInputComponent, 'style'>>,
): APIModalInteractionResponseCallbackData {
  const field = {
    type: ComponentType.TextInput,
    style: TextInputStyle.Short,
    required: true,
    ...input,
  } as const;
  return { custom_id, title, components: [{ type: ComponentType.ActionRow, components: [field] }] };
}

/** A Discord timestamp that each reader sees in their own zone; R: "2 minutes ago", f: date and time. */
export function timestamp(atMs: number, style: 'R' | 'f' = 'R'): string {
  return `<t:${Math.floor(atMs / 1000)}:${style}>`;
}

/** The goods of an order as a text file, one item a line. */
export function goodsFile(order: { id: number; code: string }, items: readonly string[]): RawFile {
  return {
    name: `order-${order.id}-${order.code.toLowerCase()}.txt`,
    data: Buffer.from(`${items.join('\n')}\n`),
    contentType: 'text/plain; charset=utf-8',
  };
}
