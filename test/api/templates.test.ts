import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { templateExample } from '../../api/templates/template.contract.ts';
import { customerId, eventId, journeyId, sourceId, stepId } from '../../domain/ids.schema.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { customerKey, effectKey, eventKey } from '../../domain/keys.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
  await lives.bought('c-1', [9, 3]);
  await reads('c-1', 'tr-TR');
});
afterAll(() => edge.close());

const call = (method: 'get' | 'put' | 'post', path: string, body?: unknown) =>
  edge.call(method, `/v1${path}`, body === undefined ? {} : { body });

/** Says which language somebody reads. */
async function reads(id: string, locale: string): Promise<void> {
  const customer = customerId.parse(id);
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`${id}:locale`));
  const at = { at: NOW, seenAt: NOW, receivedAt: NOW };
  await lives.decided(id, NOW, [{ kind: 'identify', key, customer, attributes: { locale }, ...at }]);
}

const mail = (subject: string) => ({ subject, body: `<p>${subject}: {{ orders }}</p>` });
const DRAFT = {
  name: 'Hello',
  language: 'en',
  frame: { name: 'The shop' },
  variants: [
    { id: 'best', when: { field: 'segment', op: 'eq', value: 'champions' }, texts: { en: mail('Best') } },
    { id: 'rest', texts: { en: mail('Hello'), tr: mail('Merhaba') } },
  ],
};
const journey = (template: string) => ({
  name: 'J',
  enter: { on: 'event', event: 'view' },
  steps: [{ id: 'mail', type: 'send', channel: 'email', template }],
});

interface Found {
  readonly code: string;
  readonly path: string;
}
const found = (problems: readonly Found[]) => problems.map(({ code, path }) => `${code} ${path}`);

describe('a template', () => {
  test('has everything that is wrong told at once, with its place, and what is wrong in one language only', async () => {
    const wrong = {
      ...DRAFT,
      variants: [
        {
          id: 'best',
          when: { any: [{ field: 'segment', op: 'eq', value: 'nowhere' }, { in: 'nobody' }] },
          texts: { en: { ...mail('A'), text: '{{ nobody }}' }, tr: mail('{{ days_since_last | no_filter }}') },
        },
        { id: 'best', when: { field: 'segment', op: 'eq', value: 'lost' }, texts: { tr: mail('{{ tier.colour }}') } },
      ],
    };
    const { body } = await call('post', '/templates/hello/validate', wrong);
    expect(found(body.problems)).toEqual([
      'duplicate-variant variants[1].id',
      'no-fallback variants',
      'missing-language variants[1].texts.en',
      'unknown-segment variants[0].when.any[0].value',
      'unknown-audience variants[0].when.any[1].in',
      'template variants[0].texts.en.text',
      'template variants[0].texts.tr.subject',
      'template variants[0].texts.tr.body',
      'template variants[1].texts.tr.subject',
      'template variants[1].texts.tr.body',
    ]);
    expect((await call('put', '/templates/hello', { ...DRAFT, id: 'other' })).body).toMatchObject({
      status: 422,
      problems: [{ code: 'other-id', path: 'id' }],
    });
    expect((await call('post', '/templates/hello/validate', templateExample)).body.problems).toEqual([]);
    const { templates } = (await call('get', '/templates')).body;
    expect(templates.map(({ id }: { id: string }) => id)).toEqual([
      'at-risk-banner',
      'at-risk-by-sms',
      'champions-thanks',
      'door-open-by-telegram',
      'hibernating-banner',
      'hibernating-by-telegram',
      'lost-by-telegram',
      'loyal-banner',
      'needs-attention-banner',
      'potential-loyalist-banner',
    ]);
    expect((await call('get', '/templates/hello')).status).toBe(404);
    expect((await call('post', '/templates/hello/archive')).status).toBe(404);
  });

  test('goes from draft to live, is kept as it was written, and not published twice', async () => {
    const saved = await call('put', '/templates/hello', DRAFT);
    expect(saved.body).toMatchObject({ problems: [], live: null, changed: true, archived: false, journeys: [] });
    const { body } = await call('post', '/templates/hello/publish');
    expect(body).toMatchObject({ template: 'hello', version: 1, changed: true });
    expect((await call('post', '/templates/hello/publish')).body).toMatchObject({ version: 1, changed: false });
    expect((await call('get', '/templates/hello')).body).toMatchObject({
      changed: false,
      live: { version: 1, definition: { frame: { name: 'The shop' }, variants: DRAFT.variants } },
    });
    await call('put', '/templates/hello', { ...DRAFT, name: 'Hello again' });
    await call('post', '/templates/hello/publish');
    const { versions } = (await call('get', '/templates/hello/versions')).body;
    expect(versions).toMatchObject([
      { version: 2, live: true, definition: { name: 'Hello again' } },
      { version: 1, live: false, definition: DRAFT },
    ]);
    expect((await call('get', '/templates')).body.templates).toContainEqual(
      expect.objectContaining({ id: 'hello', live: 2, variants: ['best', 'rest'], languages: ['en'] }),
    );
  });

  test.each<[string, object, object]>([
    [
      'a customer, in their language',
      { reader: { customer: 'c-1' } },
      { variant: 'rest', language: 'tr', subject: 'Merhaba', html: expect.stringContaining('<p>Merhaba: 2</p>') },
    ],
    [
      'somebody made up in a segment, whatever their language',
      { reader: { segment: 'champions' }, locale: 'tr' },
      {
        variant: 'best',
        language: 'en',
        because: 'it is the first whose condition holds; en is the language of the template',
        chosen: { by: 'condition', language: 'default' },
        html: expect.stringContaining('Unsubscribe'),
      },
    ],
    [
      'somebody of whom nothing is known',
      {},
      { variant: 'rest', language: 'en', html: expect.stringContaining(': 0<') },
    ],
    [
      'a variant that is for others',
      { variant: 'best' },
      {
        variant: 'best',
        because: 'it was asked for, and this reader would get "rest"; en is the language of the template',
        chosen: { by: 'asked', language: 'default', instead: 'rest' },
      },
    ],
    [
      'a draft that cannot be rendered',
      { definition: { ...DRAFT, variants: [{ id: 'v', texts: { en: { subject: 'S', body: '{{ nobody }}' } } }] } },
      { variant: 'v', problem: expect.stringContaining('nobody') },
    ],
  ])('is read as %s', async (_who, body, expected) => {
    const { body: read } = await call('post', '/templates/hello/preview', body);
    expect(read).toMatchObject(expected);
  });

  test('is refused where there is nobody to read it, or nothing in it', async () => {
    const preview = async (body: object) => (await call('post', '/templates/hello/preview', body)).status;
    expect(await preview({ reader: { customer: 'c-404' } })).toBe(404);
    expect(await preview({ reader: { segment: 'nowhere' } })).toBe(404);
    expect(await preview({ variant: 'nobody' })).toBe(404);
    expect(await preview({ definition: { ...DRAFT, variants: DRAFT.variants.slice(0, 1) } })).toBe(422);
  });
});

describe('a journey that names a template', () => {
  test('is published only where it is there, and shows what it would send', async () => {
    await call('put', '/journeys/j', journey('nothing'));
    expect((await call('post', '/journeys/j/publish')).body).toMatchObject({
      problems: [{ code: 'unknown-template', path: 'steps[0].template' }],
    });
    await call('put', '/journeys/j', journey('hello'));
    expect((await call('post', '/journeys/j/publish')).status).toBe(200);
    const events = [{ type: 'view' }];
    const { body } = await call('post', '/journeys/j/try', { customer: 'c-1', events });
    expect(body.messages).toMatchObject([{ step: 'mail', subject: 'Merhaba' }]);
    expect((await call('get', '/templates/hello')).body).toMatchObject({ journeys: ['j'] });
  });

  test('keeps it from being put away; put away, it comes back by being published', async () => {
    expect((await call('post', '/templates/hello/archive')).body).toMatchObject({
      problems: [{ code: 'template-in-use', path: 'journeys.j.steps[0].template' }],
    });
    await call('put', '/journeys/j', { ...journey('hello'), steps: [{ id: 'end', type: 'stop', reason: 'done' }] });
    await call('post', '/journeys/j/publish');
    expect((await call('post', '/templates/hello/archive')).body).toMatchObject({ version: 3, changed: true });
    expect((await call('get', '/templates/hello')).body).toMatchObject({ archived: true });
    await call('put', '/journeys/j', journey('hello'));
    expect((await call('post', '/journeys/j/publish')).status).toBe(422);
    expect((await call('post', '/templates/hello/publish')).body).toMatchObject({ version: 4 });
    expect((await call('post', '/journeys/j/publish')).status).toBe(200);
  });
});

test('results tell of each variant and language what was sent, opened, clicked in and led to the goal', async () => {
  const goal = { on: 'event', event: 'signed-up', within: '30d' };
  const steps = [{ id: 'mail', type: 'send', channel: 'email', template: 'hello' }];
  await call('put', '/journeys/told', { name: 'Told', enter: { on: 'event', event: 'told' }, goal, steps });
  expect((await call('post', '/journeys/told/publish')).status).toBe(200);
  let events = 0;
  const happens = async (id: string, type: string, at: number, facts: object = {}) => {
    events += 1;
    const customer = customerId.parse(id);
    const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`told-${events}`));
    await lives.decided(id, at, [{ kind: 'activity', type, key, customer, at, seenAt: at, receivedAt: at, ...facts }]);
  };
  for (const id of ['t-1', 't-2', 't-3']) await happens(id, 'told', NOW);
  await reads('t-4', 'tr');
  await happens('t-4', 'told', NOW);
  const place = { journey: journeyId.parse('told'), version: 1, enrolment: 1, step: stepId.parse('mail'), visit: 1 };
  const message = messageName(effectKey(customerKey(edge.workspace, customerId.parse('t-1')), place));
  await happens('t-1', 'open', NOW + 1, { facts: { message } });
  await happens('t-1', 'signed-up', NOW + 2);
  await happens('t-4', 'signed-up', NOW + 2);
  const { body } = await call('get', '/journeys/told/results');
  const none = { shown: null, followed: null, dismissed: null };
  const of = { template: 'hello', variant: 'rest', ...none };
  expect(body.steps[0].texts).toEqual([
    { ...of, language: 'en', sent: 3, opened: 1, clicked: 0, converted: 1 },
    { ...of, language: 'tr', sent: 1, opened: 0, clicked: 0, converted: 1 },
  ]);
});

describe('a template for pages', () => {
  const page = (title: string) => ({
    title,
    body: '{{ orders }} orders',
    url: 'https://shop.example.com/{{ segment }}',
  });
  const PAGE = {
    name: 'Banner',
    language: 'en',
    variants: [
      { id: 'best', when: { field: 'segment', op: 'eq', value: 'champions' }, texts: { en: page('Best') } },
      { id: 'rest', texts: { en: page('Hello'), tr: page('Merhaba') } },
    ],
  };
  const showing = (template: string, type = 'place') => ({
    name: 'P',
    enter: { on: 'event', event: 'view' },
    steps: [
      type === 'place'
        ? { id: 'show', type, placement: 'banner', slot: 'home', template }
        : { id: 'mail', type, channel: 'email', template },
    ],
  });

  test('has everything that is wrong told at once, is read as somebody would, and is no mail', async () => {
    const wrong = {
      ...PAGE,
      variants: [{ id: 'v', texts: { en: { title: '{{ nobody }}', body: '{{ coupon.code }}', url: 'x' } } }],
    };
    expect(found((await call('post', '/templates/page/validate', wrong)).body.problems)).toEqual([
      'template variants[0].texts.en.body',
      'malformed variants[0].texts.en.url',
      'template variants[0].texts.en.title',
    ]);
    await call('put', '/templates/page', PAGE);
    expect((await call('post', '/templates/page/publish')).body).toMatchObject({ version: 1 });
    const { body: read } = await call('post', '/templates/page/preview', { reader: { customer: 'c-1' } });
    expect(read).toMatchObject({ variant: 'rest', language: 'tr', title: 'Merhaba', body: '2 orders' });
    expect(read.url).toMatch(/^https:\/\/shop\.example\.com\/[a-z-]+$/);
    const spaces = {
      ...PAGE,
      variants: [{ id: 'v', texts: { en: { title: 'T', body: 'B', url: 'https://x/ {{ orders }}' } } }],
    };
    expect((await call('post', '/templates/page/preview', { definition: spaces })).body).toMatchObject({
      problem: expect.stringContaining('url'),
    });
    await call('put', '/journeys/p', showing('page', 'send'));
    expect(found((await call('post', '/journeys/p/publish')).body.problems)).toEqual(['other-use steps[0].template']);
    await call('put', '/journeys/p', showing('page'));
    expect((await call('post', '/journeys/p/publish')).status).toBe(200);
    await call('put', '/templates/page', DRAFT);
    expect(found((await call('post', '/templates/page/publish')).body.problems)).toEqual(['other-use variants']);
  });

  test('serves messages to phones as well: an SMS is its body, a push has its title, and both have to fit', async () => {
    const short = (body: string) => ({
      name: 'Short',
      language: 'en',
      variants: [{ id: 'rest', texts: { en: { title: 'Hello', body }, tr: { title: 'Merhaba', body: 'Buradayız' } } }],
    });
    const long = 'x'.repeat(1_601);
    await call('put', '/templates/short', short(long));
    await call('post', '/templates/short/publish');
    const telling = {
      name: 'Phones',
      enter: { on: 'event', event: 'hello' },
      steps: [
        {
          id: 'tell',
          type: 'send',
          channels: [
            { channel: 'sms', template: 'short' },
            { channel: 'push', template: 'short' },
            { channel: 'email', template: 'short' },
          ],
        },
      ],
    };
    await call('put', '/journeys/phones', telling);
    // Too long for both, and no mail: all at once, and nothing is published.
    expect(found((await call('post', '/journeys/phones/publish')).body.problems)).toEqual([
      'other-use steps[0].channels[0].template',
      'other-use steps[0].channels[1].template',
      'other-use steps[0].channels[2].template',
    ]);
    expect((await call('get', '/journeys/phones')).body).toMatchObject({ live: null });
    await call('put', '/templates/short', short('{{ orders }} orders'));
    await call('post', '/templates/short/publish');
    const [step] = telling.steps;
    await call('put', '/journeys/phones', { ...telling, steps: [{ ...step, channels: step?.channels.slice(0, 2) }] });
    expect((await call('post', '/journeys/phones/publish')).status).toBe(200);
    expect((await call('get', '/templates/short')).body.journeys).toEqual(['phones']);
    expect((await call('post', '/templates/short/preview', { locale: 'tr' })).body).toMatchObject({
      title: 'Merhaba',
      body: 'Buradayız',
      sms: { encoding: 'UCS-2', units: 9, segments: 1 },
    });
    await call('put', '/templates/short', short(long));
    expect(found((await call('post', '/templates/short/publish')).body.problems)).toEqual([
      'other-use variants',
      'other-use variants',
    ]);
  });
});

describe('the templates that ship', () => {
  test('are taken over by one call, can be published as they are, and write over nothing', async () => {
    const { starters } = (await call('get', '/template-starters')).body;
    const ids: readonly string[] = starters.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['check-in', 'thank-you']);
    for (const id of ids) {
      expect((await call('post', `/template-starters/${id}`)).body).toMatchObject({ id, problems: [] });
      expect((await call('post', `/templates/${id}/publish`)).body).toMatchObject({ version: 1 });
      expect((await call('post', `/template-starters/${id}`)).status).toBe(409);
    }
    expect((await call('post', '/template-starters/check-in', { as: 'mine' })).body).toMatchObject({ id: 'mine' });
    expect((await call('post', '/template-starters/nothing')).status).toBe(404);
    expect((await call('get', '/audit?kind=template&limit=1')).body.entries).toMatchObject([
      { object: { kind: 'template', id: 'mine' } },
    ]);
  });

  test.each(['en', 'tr'])('say something of its own to each segment in %s, with the way out', async (locale) => {
    const { segments } = (await call('get', '/segments')).body;
    const ids: readonly string[] = segments.map(({ id }: { id: string }) => id);
    const read = await Promise.all(
      ids.map(async (segment) => {
        const { body } = await call('post', '/templates/check-in/preview', { reader: { segment }, locale });
        expect(body).toMatchObject({ variant: segment, language: locale, subject: expect.stringMatching(/\S/) });
        expect(body.html).toContain('href="mailto:shop@example.com');
        expect(body.text).toContain(locale === 'tr' ? 'Abonelikten çık' : 'Unsubscribe');
        return body.subject;
      }),
    );
    expect(new Set(read).size).toBe(7);
  });

  test('ask what somebody did, before it is counted and when it is', async () => {
    const who = { reader: { customer: 'c-1' } };
    const twice = (await call('post', '/templates/thank-you/preview', who)).body;
    // Decided before the template asked: two orders within half a year stand in the history alone.
    expect(twice).toMatchObject({ language: 'tr', because: expect.stringContaining('the nearest') });
    expect(twice.variant).not.toBe('back-again');
    await lives.bought('c-2', [220, 2]);
    const { body } = await call('post', '/templates/thank-you/preview', { reader: { customer: 'c-2' } });
    expect(body).toMatchObject({ variant: 'back-again', subject: 'How nice to see you again' });
    await call('put', '/journeys/t', journey('thank-you'));
    const tried = await call('post', '/journeys/t/try', { customer: 'c-2', events: [{ type: 'view' }] });
    expect(tried.body.messages).toMatchObject([{ subject: 'How nice to see you again' }]);
  });
});
