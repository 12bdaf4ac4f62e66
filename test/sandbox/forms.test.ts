import { describe, expect, test } from 'vitest';
import { type ApiAnswer, type Scene, startScene } from '../support/sandbox-scene.ts';

const button = (custom_id: string) => ({ type: 2, style: 1, label: 'x', custom_id });
const row = (...components: unknown[]) => ({ type: 1, components });
const repeat = <T>(length: number, make: (index: number) => T) =>
  Array.from({ length }, (_, index) => make(index));
const option = (value: string) => ({ label: value, value });

/** The codes in an error tree, by their path. */
function codes(answer: ApiAnswer): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (node: unknown, path: string) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '_errors') found[path] = (value as { code: string }[])[0]?.code ?? '';
      else walk(value, path ? `${path}.${key}` : key);
    }
  };
  walk(answer.body['errors'], '');
  return found;
}

const messages = (scene: Scene) => `/channels/${scene.channelId}/messages`;
const upload = (size: number) => {
  const data = new FormData();
  data.set('payload_json', JSON.stringify({ content: 'x', attachments: [{ id: '0', description: 'd' }] }));
  data.set('files[0]', new Blob(['x'.repeat(size)]), 'my goods.txt');
  return data;
};

const commands = (...names: string[]) => names.map((name) => ({ name, description: 'd' }));

const ids = (answer: ApiAnswer) => (answer.body as unknown as { id: string }[]).map(({ id }) => id);

const roomy = {
  wrongRequests: true,
  limits: {
    globalPerSecond: 1_000,
    buckets: { 'POST /channels/:id/messages': { limit: 100, windowMs: 1_000 } },
  },
};

describe('message forms', () => {
  const wrong: [string, unknown, Record<string, string>][] = [
    ['content over 2,000', { content: 'x'.repeat(2_001) }, { content: 'BASE_TYPE_MAX_LENGTH' }],
    ['11 embeds', { embeds: repeat(11, () => ({ title: 'x' })) }, { embeds: 'BASE_TYPE_MAX_LENGTH' }],
    [
      'a title over 256',
      { embeds: [{ title: 'x'.repeat(257) }] },
      { 'embeds.0.title': 'BASE_TYPE_MAX_LENGTH' },
    ],
    [
      'a description over 4,096',
      { embeds: [{ description: 'x'.repeat(4_097) }] },
      { 'embeds.0.description': 'BASE_TYPE_MAX_LENGTH' },
    ],
    [
      '26 fields',
      { embeds: [{ fields: repeat(26, () => ({ name: 'a', value: 'b' })) }] },
      { 'embeds.0.fields': 'BASE_TYPE_MAX_LENGTH' },
    ],
    [
      'an empty field',
      { embeds: [{ fields: [{ name: ' ', value: '' }] }] },
      { 'embeds.0.fields.0.name': 'BASE_TYPE_REQUIRED', 'embeds.0.fields.0.value': 'BASE_TYPE_REQUIRED' },
    ],
    [
      'long field parts',
      { embeds: [{ fields: [{ name: 'x'.repeat(257), value: 'x'.repeat(1_025) }] }] },
      { 'embeds.0.fields.0.name': 'BASE_TYPE_BAD_LENGTH', 'embeds.0.fields.0.value': 'BASE_TYPE_BAD_LENGTH' },
    ],
    [
      'a footer over 2,048',
      { embeds: [{ footer: { text: 'x'.repeat(2_049) } }] },
      { 'embeds.0.footer.text': 'BASE_TYPE_BAD_LENGTH' },
    ],
    [
      '6,001 characters in all embeds',
      { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] },
      { embeds: 'MAX_EMBED_SIZE_EXCEEDED' },
    ],
    [
      'an embed with nothing in it',
      { embeds: [{ color: 1 }] },
      { 'embeds.0.description': 'BASE_TYPE_REQUIRED' },
    ],
    [
      'an image by file path',
      { embeds: [{ image: { url: 'file:///etc/passwd' } }] },
      { 'embeds.0.image.url': 'URL_TYPE_INVALID_SCHEME', 'embeds.0.description': '' },
    ],
    ['6 rows', { components: repeat(6, (i) => row(button(`${i}`))) }, { components: 'BASE_TYPE_MAX_LENGTH' }],
    [
      '6 buttons in a row',
      { components: [row(...repeat(6, (i) => button(`${i}`)))] },
      { 'components.0.components': 'BASE_TYPE_BAD_LENGTH' },
    ],
    ['an empty row', { components: [row()] }, { 'components.0.components': 'BASE_TYPE_BAD_LENGTH' }],
    [
      'equal custom_ids',
      { components: [row(button('a'), button('a'))] },
      { 'components.0.components.1.custom_id': 'COMPONENT_CUSTOM_ID_DUPLICATED' },
    ],
    [
      'a custom_id over 100',
      { components: [row(button('x'.repeat(101)))] },
      { 'components.0.components.0.custom_id': 'BASE_TYPE_BAD_LENGTH' },
    ],
    [
      'a label over 80',
      { components: [row({ ...button('a'), label: 'x'.repeat(81) })] },
      { 'components.0.components.0.label': 'BASE_TYPE_MAX_LENGTH' },
    ],
    [
      'a button without a custom_id',
      { components: [row({ type: 2, style: 1, label: 'x' })] },
      { 'components.0.components.0.custom_id': 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED' },
    ],
    [
      'a link button without a url',
      { components: [row({ type: 2, style: 5, label: 'x' })] },
      { 'components.0.components.0.url': 'BUTTON_COMPONENT_URL_REQUIRED' },
    ],
    [
      'a word as an emoji',
      { components: [row({ ...button('a'), emoji: { name: 'cart' } })] },
      { 'components.0.components.0.emoji.name': 'BUTTON_COMPONENT_INVALID_EMOJI' },
    ],
    [
      'a select beside a button',
      { components: [row({ type: 3, custom_id: 's', options: [option('a')] }, button('a'))] },
      { 'components.0.components': 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
    ],
    [
      '26 select options',
      {
        components: [row({ type: 3, custom_id: 's', options: repeat(26, (i) => option(`${i}`)) })],
      },
      { 'components.0.components.0.options': 'BASE_TYPE_BAD_LENGTH' },
    ],
    [
      'equal select options',
      { components: [row({ type: 3, custom_id: 's', options: [option('a'), option('a')] })] },
      { 'components.0.components.0.options.1.value': 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED' },
    ],
    ['a nonce over 25', { content: 'x', nonce: 'x'.repeat(26) }, { nonce: 'BASE_TYPE_MAX_LENGTH' }],
    [
      'mentions allowed twice',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1100000000000000001'] } },
      { 'allowed_mentions.users': 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
    ],
    [
      'embeds beside Components V2',
      { flags: 32_768, embeds: [{ title: 'x' }], components: [{ type: 10, content: 'x' }] },
      { embeds: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2' },
    ],
    [
      '4,001 characters of Components V2',
      {
        flags: 32_768,
        components: [
          { type: 10, content: 'x'.repeat(3_000) },
          { type: 10, content: 'x'.repeat(1_001) },
        ],
      },
      { components: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED' },
    ],
  ];

  test('are refused with 50035 and a tree of what is wrong', async () => {
    await using scene = await startScene(roomy);
    for (const [name, body, expected] of wrong) {
      const answer = await scene.api('POST', messages(scene), body);
      expect({ name, status: answer.status, code: answer.body['code'] }).toEqual({
        name,
        status: 400,
        code: 50035,
      });
      for (const [path, code] of Object.entries(expected))
        if (code) expect({ name, ...codes(answer) }).toMatchObject({ name, [path]: code });
    }
  });

  test('at the very limits are accepted', async () => {
    await using scene = await startScene(roomy);
    const full = [
      { content: 'é'.repeat(2_000) },
      { embeds: [{ description: 'x'.repeat(4_096) }, { description: 'x'.repeat(1_904) }] },
      {
        components: repeat(5, (r) => row(...repeat(5, (c) => button(`${r}${c}`)))),
      },
      {
        components: [
          row({
            type: 3,
            custom_id: 's',
            max_values: 25,
            options: repeat(25, (i) => option(`${i}`)),
          }),
        ],
      },
      {
        flags: 32_768,
        components: [{ type: 17, components: [{ type: 10, content: 'x' }, { type: 14 }, row(button('a'))] }],
      },
    ];
    for (const body of full) expect((await scene.api('POST', messages(scene), body)).status).toBe(200);
  });

  test('with nothing to show are 50006', async () => {
    await using scene = await startScene(roomy);
    for (const body of [{}, { content: '  ' }, { embeds: [], components: [] }]) {
      expect((await scene.api('POST', messages(scene), body)).body['code']).toBe(50006);
    }
    const path = `${messages(scene)}/${await scene.post({ content: 'x' })}`;
    expect((await scene.api('PATCH', path, { content: '' })).body['code']).toBe(50006);
  });

  test('take files of at most the limit', async () => {
    await using scene = await startScene({ limits: { fileBytes: 1_000 } });
    const sent = await scene.api('POST', messages(scene), upload(1_000));
    expect(sent.body).toMatchObject({
      attachments: [{ filename: 'my_goods.txt', size: 1_000, description: 'd' }],
    });
    expect(await scene.api('POST', messages(scene), upload(1_001))).toMatchObject({
      status: 413,
      body: { code: 40005 },
    });
  });

  test('that are not JSON are 50109', async () => {
    await using scene = await startScene({ wrongRequests: true });
    const response = await fetch(`${scene.sandbox.apiUrl}/v10${messages(scene)}`, {
      method: 'POST',
      headers: { authorization: `Bot ${scene.sandbox.token}`, 'content-type': 'application/json' },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ code: 50109 });
  });
});

describe('command forms', () => {
  const sub = { name: 's', description: 'd', type: 3 };
  const wrong: [string, unknown[], Record<string, string>][] = [
    [
      'capital letters',
      [{ name: 'Stock', description: 'd' }],
      { '0.name': 'APPLICATION_COMMAND_INVALID_NAME' },
    ],
    ['no description', [{ name: 'stock' }], { '0.description': 'BASE_TYPE_REQUIRED' }],
    [
      'equal names',
      [
        { name: 'a', description: 'd' },
        { name: 'a', description: 'd' },
      ],
      { '1.name': 'APPLICATION_COMMANDS_DUPLICATE_NAME' },
    ],
    [
      'required after optional',
      [{ name: 'a', description: 'd', options: [sub, { ...sub, name: 't', required: true }] }],
      { '0.options.1': 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
    ],
    [
      'an unknown locale',
      [{ name: 'a', description: 'd', name_localizations: { xx: 'a' } }],
      { '0.name_localizations.xx': 'BASE_TYPE_CHOICES' },
    ],
    [
      'more than 8,000 characters',
      [
        {
          name: 'a',
          description: 'd',
          options: repeat(25, (i) => ({
            ...sub,
            name: `o${i}`,
            choices: repeat(25, (c) => ({ name: `a-longer-choice-${i}-${c}`, value: 'v' })),
          })),
        },
      ],
      { 0: 'APPLICATION_COMMAND_TOO_LARGE' },
    ],
  ];

  test('are refused with 50035 and a tree of what is wrong', async () => {
    await using scene = await startScene(roomy);
    const path = `/applications/${scene.sandbox.applicationId}/guilds/${scene.guildId}/commands`;
    for (const [name, body, expected] of wrong) {
      expect({ name, ...codes(await scene.api('PUT', path, body)) }).toMatchObject({ name, ...expected });
    }
  });

  test('cost nothing when nothing is new, and 200 creations a day otherwise', async () => {
    await using scene = await startScene({ limits: { commandCreatesPerDay: 3 } });
    const path = `/applications/${scene.sandbox.applicationId}/guilds/${scene.guildId}/commands`;
    const first = await scene.api('PUT', path, commands('a', 'b'));
    const again = await scene.api('PUT', path, commands('a', 'b'));
    expect(ids(again)).toEqual(ids(first));
    expect((await scene.api('PUT', path, commands('c', 'd'))).body['code']).toBe(30034);
    await scene.control.advanceClock({ ms: 86_400_001 });
    expect((await scene.api('PUT', path, commands('c', 'd'))).status).toBe(200);
  });
});
