import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  type TextChannel,
} from 'discord.js';
import { describe, expect, test } from 'vitest';
import { type Scene, startScene } from '../support/sandbox-scene.ts';

const row = (...buttons: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons);
const buy = () =>
  new ButtonBuilder().setCustomId('buy').setLabel('Buy').setEmoji('🛒').setStyle(ButtonStyle.Success);

async function channelOf(client: Client<true>, scene: Scene): Promise<TextChannel> {
  const channel = await client.channels.fetch(scene.channelId);
  if (channel?.type !== ChannelType.GuildText) throw new Error('Not the text channel');
  return channel;
}

function answer(client: Client, handler: (interaction: Interaction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction) => void handler(interaction));
}

async function postBoard(
  client: Client<true>,
  scene: Scene,
): Promise<{ channelId: string; messageId: string; userId: string }> {
  const channel = await channelOf(client, scene);
  const message = await channel.send({ content: 'board', components: [row(buy())] });
  return { channelId: scene.channelId, messageId: message.id, userId: scene.userId };
}

describe('an unmodified discord.js', () => {
  test('logs in and knows its guild and channel', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    expect(client.user.id).toBe(scene.sandbox.botUserId);
    expect(client.guilds.cache.get(scene.guildId)?.name).toBe('Shop');
    expect(client.channels.cache.has(scene.channelId)).toBe(true);
    await client.application.fetch();
    expect(client.application.name).toBe('LiveStock');
    expect((await scene.control.world()).bot.online).toBe(true);
  });

  test('sends, edits, pins and deletes a message with an embed, buttons and a file', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    const channel = await channelOf(client, scene);
    const message = await channel.send({
      content: 'board',
      embeds: [
        {
          title: 'Status',
          color: 0x00ff00,
          fields: [{ name: 'A', value: '1' }],
          footer: { text: 'f' },
          timestamp: '2026-01-02T03:04:05.000Z',
        },
      ],
      components: [
        row(
          buy(),
          new ButtonBuilder().setURL('https://example.org').setLabel('Site').setStyle(ButtonStyle.Link),
        ),
      ],
      files: [{ attachment: Buffer.from('hello ✓'), name: 'note.txt' }],
    });
    expect(message.attachments.first()?.name).toBe('note.txt');
    const seen = (await scene.control.view(scene))[0];
    expect(seen?.embeds[0]).toMatchObject({
      title: 'Status',
      fields: [{ name: 'A', value: '1', inline: false }],
    });
    const url = seen?.attachments[0]?.url ?? '';
    expect(await scene.control.attachment({ url })).toEqual({ filename: 'note.txt', content: 'hello ✓' });
    expect(await (await fetch(url)).text()).toBe('hello ✓');
    await message.edit({ content: 'board 2', embeds: [], files: [], attachments: [] });
    await message.pin();
    const again = (await scene.control.view(scene))[0];
    expect(again).toMatchObject({ content: 'board 2', embeds: [], attachments: [], pinned: true });
    expect(again?.edited_timestamp).not.toBeNull();
    const pins = await channel.messages.fetchPins();
    expect(pins.items.map((pin) => pin.message.id)).toEqual([message.id]);
    expect((await channel.messages.fetch({ limit: 10 })).has(message.id)).toBe(true);
    await message.delete();
    expect((await scene.control.view(scene)).map(({ id }) => id)).not.toContain(message.id);
  });

  test('answers a click with a message that only the clicking user sees', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    answer(client, async (interaction) => {
      if (interaction.isButton())
        await interaction.reply({ content: `hello ${interaction.locale}`, flags: 64 });
    });
    const use = await postBoard(client, scene);
    const outcome = await scene.control.click({ ...use, customId: 'buy' });
    expect(outcome).toMatchObject({ state: 'answered', callbackType: 4, message: { content: 'hello id' } });
    const texts = async (userId: string) =>
      (await scene.control.view({ userId, channelId: scene.channelId })).map(({ content }) => content);
    expect(await texts(scene.userId)).toEqual(['board', 'hello id']);
    expect(await texts(scene.ownerId)).toEqual(['board']);
  });

  test('defers, edits the answer, follows up and deletes it', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    answer(client, async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferReply({ flags: 64 });
      await interaction.editReply({
        content: 'done',
        files: [{ attachment: Buffer.from('x'), name: 'x.txt' }],
      });
      const more = await interaction.followUp({ content: 'more', flags: 64 });
      await interaction.followUp('public');
      await interaction.deleteReply(more);
    });
    const use = await postBoard(client, scene);
    const outcome = await scene.control.click({ ...use, customId: 'buy' });
    expect(outcome).toMatchObject({ state: 'deferred', callbackType: 5, message: { loading: true } });
    const view = () => scene.control.view(scene);
    await expect
      .poll(async () => (await view()).map(({ content }) => content), { timeout: 5_000 })
      .toEqual(['board', 'done', 'public']);
    const done = (await view())[1];
    expect(done).toMatchObject({ flags: 64, ephemeralFor: scene.userId, edited_timestamp: null });
    expect(done?.attachments[0]?.filename).toBe('x.txt');
  });

  test('updates the message of a component, at once or after a deferral', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    answer(client, async (interaction) => {
      if (!interaction.isButton()) return;
      if (interaction.message.content === 'board') await interaction.update('first');
      else await interaction.deferUpdate().then(() => interaction.editReply('second'));
    });
    const use = await postBoard(client, scene);
    const first = await scene.control.click({ ...use, customId: 'buy' });
    expect(first).toMatchObject({ state: 'answered', callbackType: 7, message: { content: 'first' } });
    const second = await scene.control.click({ ...use, customId: 'buy' });
    expect(second).toMatchObject({ state: 'deferred', callbackType: 6 });
    await expect.poll(async () => (await scene.control.view(scene))[0]?.content).toBe('second');
  });

  test('opens a modal and gets its fields', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    const input = new TextInputBuilder()
      .setCustomId('growid')
      .setLabel('GrowID')
      .setStyle(TextInputStyle.Short)
      .setMinLength(3);
    const modal = new ModalBuilder()
      .setCustomId('register')
      .setTitle('Register')
      .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(input));
    answer(client, async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(modal);
      if (interaction.isModalSubmit())
        await interaction.reply({ content: interaction.fields.getTextInputValue('growid'), flags: 64 });
    });
    const use = await postBoard(client, scene);
    const opened = await scene.control.click({ ...use, customId: 'buy' });
    expect(opened).toMatchObject({ callbackType: 9, modal: { customId: 'register', title: 'Register' } });
    const submit = (growid: string) =>
      scene.control.submitModal({
        userId: scene.userId,
        interactionId: opened.interactionId,
        fields: { growid },
      });
    await expect(submit('x')).rejects.toThrow('3 to 4000 characters');
    expect(await submit('Ani123')).toMatchObject({ state: 'answered', message: { content: 'Ani123' } });
  });

  test('gets the values of a select', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    answer(client, async (interaction) => {
      if (interaction.isStringSelectMenu())
        await interaction.update({ content: interaction.values.join(), components: [] });
    });
    const menu = new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' });
    const channel = await channelOf(client, scene);
    const message = await channel.send({
      components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
    });
    const use = { userId: scene.userId, channelId: scene.channelId, messageId: message.id, customId: 'pick' };
    await expect(scene.control.select({ ...use, values: ['z'] })).rejects.toThrow('does not offer z');
    await expect(scene.control.select({ ...use, values: [] })).rejects.toThrow('1 to 1 choices');
    expect((await scene.control.select({ ...use, values: ['b'] })).message).toMatchObject({
      content: 'b',
      components: [],
    });
  });

  test('registers commands and is asked for them with options and autocomplete', async () => {
    await using scene = await startScene();
    const client = await scene.bot();
    await client.application.commands.set([command().toJSON()], scene.guildId);
    answer(client, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}!`, value: 'GEM' }]);
      if (interaction.isChatInputCommand()) await interaction.reply(describeOptions(interaction));
    });
    const use = { userId: scene.userId, channelId: scene.channelId, name: 'shop buy' };
    const choices = await scene.control.autocomplete({ ...use, options: { code: 'ge' }, focused: 'code' });
    expect(choices).toEqual([{ name: 'ge!', value: 'GEM' }]);
    const file = { filename: 'list.txt', content: 'a\nb' };
    const options = { code: 'GEM', quantity: 3, to: scene.ownerId, where: scene.channelId, gift: true, file };
    const outcome = await scene.control.command({ ...use, options });
    expect(outcome.message?.content).toBe('buy GEM 3 olga stock true list.txt');
    expect(outcome.message?.interaction_metadata).toMatchObject({ type: 2 });
  });

  test('writes to a user and gets message content only where it may', async () => {
    await using scene = await startScene();
    const client = await scene.bot({ intents: ['Guilds', 'GuildMessages', 'DirectMessages'] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => {
      if (!message.author.bot) heard.push(message.content);
    });
    const user = await client.users.fetch(scene.userId);
    await user.send({ content: 'your goods', files: [{ attachment: Buffer.from('g'), name: 'goods.txt' }] });
    const direct = { userId: scene.userId, channelId: `dm:${scene.userId}` };
    expect(await scene.control.view(direct)).toMatchObject([
      { content: 'your goods', dmUserId: scene.userId },
    ]);
    const write = (content: string, channelId = scene.channelId) =>
      scene.control.sendMessage({ userId: scene.userId, channelId, content });
    await write('secret');
    await write(`<@${client.user.id}> hi`);
    await write('direct', direct.channelId);
    await expect.poll(() => heard).toEqual(['', `<@${client.user.id}> hi`, 'direct']);
  });
});

function command() {
  return new SlashCommandBuilder()
    .setName('shop')
    .setDescription('The shop')
    .addSubcommand((sub) =>
      sub
        .setName('buy')
        .setDescription('Buy something')
        .addStringOption((o) =>
          o.setName('code').setDescription('What').setRequired(true).setAutocomplete(true),
        )
        .addIntegerOption((o) =>
          o.setName('quantity').setDescription('How many').setRequired(true).setMinValue(1).setMaxValue(100),
        )
        .addUserOption((o) => o.setName('to').setDescription('For whom'))
        .addChannelOption((o) => o.setName('where').setDescription('Where'))
        .addBooleanOption((o) => o.setName('gift').setDescription('A gift?'))
        .addAttachmentOption((o) => o.setName('file').setDescription('A file')),
    );
}

function describeOptions({ options }: ChatInputCommandInteraction): string {
  const channel = options.getChannel('where');
  const parts = [
    options.getSubcommand(),
    options.getString('code'),
    options.getInteger('quantity'),
    options.getUser('to')?.username,
    channel && 'name' in channel ? channel.name : undefined,
    options.getBoolean('gift'),
    options.getAttachment('file')?.name,
  ];
  return parts.join(' ');
}
