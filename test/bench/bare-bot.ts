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
 * given, and replies a constant to every click, within one span when it is asked for that.
 */
const { DISCORD_TOKEN, DISCORD_API_URL, BOARD_CHANNEL_ID, BENCH_SPAN } = process.env;
// Loaded only then: the reference of memory must stay bare.
const api = BENCH_SPAN === undefined ? undefined : await import('@opentelemetry/api');
const tracer = api?.trace.getTracer('bare');
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: DISCORD_API_URL ?? '', retries: 0 },
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isButton()) return;
  const answer = () => interaction.reply({ content: 'x', flags: MessageFlags.Ephemeral });
  if (!tracer) return void (await answer());
  await tracer.startActiveSpan('interaction', { attributes: { kind: 'button' } }, async (span) => {
    await answer();
    span.end();
  });
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
