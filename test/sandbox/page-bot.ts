import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

const cities = ['Bandung', 'Banyuwangi', 'Jakarta', 'Surabaya'];
const privately = MessageFlags.Ephemeral;

export interface PageBot extends AsyncDisposable {
  /** The message with one of everything. */
  board: Message;
  /** Lets the bot answer a click on Wait, which it has only acknowledged. */
  answerWaiting(): void;
}

/** A bot with nothing but discord.js that has one of everything for the page to show. */
export async function startPageBot(
  sandbox: Sandbox,
  place: { guildId: string; channelId: string },
): Promise<PageBot> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  // An answer that a fault ate is what some of the tests are about.
  const waiting = Promise.withResolvers<void>();
  client.on(
    Events.InteractionCreate,
    (interaction) => void answer(interaction, waiting.promise).catch(() => {}),
  );
  client.on(Events.Error, () => {});
  await client.login(sandbox.token);
  await ready;
  await client.application?.commands.set([greetCommand], place.guildId);
  const channel = (await client.channels.fetch(place.channelId)) as TextChannel;
  const board = await channel.send(boardMessage(10));
  return { board, answerWaiting: waiting.resolve, [Symbol.asyncDispose]: () => client.destroy() };
}

const greetCommand = {
  name: 'greet',
  nameLocalizations: { id: 'sapa' },
  description: 'Greets a city',
  descriptionLocalizations: { id: 'Menyapa kota' },
  options: [
    {
      type: ApplicationCommandOptionType.String as const,
      name: 'city',
      description: 'Which one',
      required: true,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Integer as const,
      name: 'times',
      description: 'How often',
      min_value: 1,
      max_value: 3,
    },
  ],
};

/** @param stock the number on the board */
export function boardMessage(stock: number) {
  const button = (customId: string, label: string, style = ButtonStyle.Secondary) =>
    new ButtonBuilder({ customId, label, style });
  const choices = [
    { label: 'Apple', value: 'apple', description: 'Red' },
    { label: 'Mango', value: 'mango', description: 'Yellow' },
  ];
  return {
    content: '**Bold** and <img src="x" alt="markup">',
    embeds: [
      {
        title: 'Shop Status',
        description: `Seeds: **${stock}**\nChanged <t:1700000000:R>`,
        color: 0x2ecc71,
        fields: [{ name: 'Price', value: '`12 WL`', inline: true }],
        footer: { text: 'All in stock' },
      },
    ],
    components: [
      new ActionRowBuilder<ButtonBuilder>({
        components: [
          button('hello', 'Hello', ButtonStyle.Primary),
          button('form', 'Form'),
          button('goods', 'Goods', ButtonStyle.Success),
          button('wait', 'Wait'),
          button('closed', 'Closed').setDisabled(true),
        ],
      }),
      new ActionRowBuilder<StringSelectMenuBuilder>({
        components: [
          new StringSelectMenuBuilder({ customId: 'fruit', placeholder: 'Pick a fruit', options: choices }),
        ],
      }),
    ],
  };
}

async function answer(interaction: Interaction, waited: Promise<void>): Promise<void> {
  if (interaction.isButton()) return click(interaction, waited);
  if (interaction.isStringSelectMenu()) {
    await interaction.reply({ content: `You picked ${interaction.values.join()}`, flags: privately });
  } else if (interaction.isModalSubmit()) {
    const name = interaction.fields.getTextInputValue('name');
    await interaction.reply({ content: `Registered ${name}`, flags: privately });
  } else if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const found = cities.filter((city) => city.toLowerCase().startsWith(typed));
    await interaction.respond(found.map((city) => ({ name: city, value: city.toLowerCase() })));
  } else if (interaction.isChatInputCommand()) {
    await greet(interaction);
  }
}

async function greet(interaction: ChatInputCommandInteraction): Promise<void> {
  const city = interaction.options.getString('city', true);
  await interaction.reply(`Good day, ${city}! `.repeat(interaction.options.getInteger('times') ?? 1));
}

async function click(interaction: ButtonInteraction, waited: Promise<void>): Promise<void> {
  switch (interaction.customId) {
    case 'form':
      return interaction.showModal(form());
    case 'goods': {
      const file = new AttachmentBuilder(Buffer.from('seed-1\nseed-2\n'), { name: 'goods.txt' });
      await interaction.user.send({ content: 'Here are your goods', files: [file] });
      await interaction.reply({ content: 'Sent', flags: privately });
      return;
    }
    case 'wait':
      await interaction.deferReply({ flags: privately });
      await waited;
      await interaction.editReply('At last');
      return;
    default:
      await interaction.reply({ content: `Hello ${interaction.user.username}`, flags: privately });
  }
}

function form(): ModalBuilder {
  const name = new TextInputBuilder({
    customId: 'name',
    label: 'Your name',
    style: TextInputStyle.Short,
    minLength: 3,
    maxLength: 10,
    required: true,
  });
  return new ModalBuilder({
    customId: 'registration',
    title: 'Registration',
    components: [new ActionRowBuilder<TextInputBuilder>({ components: [name] })],
  });
}
