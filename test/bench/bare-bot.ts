import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';

/*
 * The reference: the least that answers a button with discord.js. Logs in, posts a message with a button when a channel is
 * given, and replies a constant to every click.
 */
const { DISCORD_TOKEN, DISCORD_API_URL, BOARD_CHANNEL_ID } = process.env;
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: DISCORD_API_URL ?? '', retries: 0 },
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isButton()) return;
  await interaction.reply({ content: 'x', flags: MessageFlags.Ephemeral });
});
client.once(Events.ClientReady, async () => {
  const channel = BOARD_CHANNEL_ID ? await client.channels.fetch(BOARD_CHANNEL_ID) : undefined;
  if (channel?.isSendable()) {
    const button = new ButtonBuilder().setCustomId('ls1:balance').setLabel('Balance');
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button.setStyle(ButtonStyle.Secondary));
    await channel.send({ content: 'A board', components: [row] });
  }
  process.stdout.write('ready\n');
});
process.once('SIGTERM', () => void client.destroy());
await client.login(DISCORD_TOKEN ?? '');
