import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../../domain/channels/texts.ts';
import { chainWarnings } from '../../../domain/journey/definition/chain-warnings.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { aJourney } from '../../builders.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';
import { sendSchema, wordingsOf } from '../../../domain/journey/steps/send-step.ts';
import { ownWords, templateWords } from '../../../domain/journey/steps/send-words.ts';

const step = (fields: object) => readShape(sendSchema, { id: 'say', type: 'send', ...fields });

/** Paths of what is wrong, in order. */
function wrongIn(fields: object): readonly string[] {
  const read = step(fields);
  return 'problems' in read ? read.problems.map(({ path }) => path).toSorted() : [];
}

/** What it says by itself, and every part of that which is Liquid. */
function said(fields: object) {
  const read = step(fields);
  if (!('value' in read)) throw new Error('it cannot be read');
  const [wording] = wordingsOf(read.value);
  const words = wording && ownWords(wording);
  return words && { channel: words.channel, sources: sourcesOf(words) };
}

const MAIL = { channel: 'email', subject: 'Hello', body: '<p>Hello</p>' };

describe('a step that sends', () => {
  test.each([
    [MAIL, { subject: 'Hello', body: '<p>Hello</p>' }],
    [
      { ...MAIL, text: 'Hello' },
      { subject: 'Hello', body: '<p>Hello</p>', text: 'Hello' },
    ],
    [{ channel: 'sms', text: 'Hello' }, { text: 'Hello' }],
    [{ channel: 'telegram', text: 'Hello' }, { text: 'Hello' }],
    [
      { channel: 'push', title: 'Hello', text: 'There' },
      { title: 'Hello', text: 'There' },
    ],
    [
      { channel: 'push', title: 'Hello', text: 'There', url: 'https://shop.example.com' },
      { title: 'Hello', text: 'There', url: 'https://shop.example.com' },
    ],
  ])('says by itself %j', (fields, sources) => {
    expect(said(fields)).toEqual({ channel: fields.channel, sources });
  });

  test.each(['email', 'sms', 'telegram', 'push', 'mobile'])(
    'by %s and a template says nothing by itself',
    (channel) => {
      expect(said({ channel, template: 'welcome' })).toBeUndefined();
    },
  );

  const PAGE = { title: 'Hello', body: 'There', url: 'https://shop.example.com' };
  const push = { title: 'Hello', text: 'There', url: 'https://shop.example.com' };
  const buttons = [{ label: 'Yes', id: 'yes' }];
  test.each<readonly [object, object | undefined]>([
    [{ channel: 'email' }, undefined],
    [{ channel: 'sms' }, { text: 'There' }],
    [{ channel: 'telegram' }, { text: 'There' }],
    [
      { channel: 'telegram', buttons },
      { text: 'There', buttons },
    ],
    [{ channel: 'push' }, push],
    [{ channel: 'mobile' }, push],
  ])('takes of a template what its channel has, and nothing of one for something else: %j', (fields, texts) => {
    const read = step({ ...fields, template: 'welcome' });
    const [wording] = 'value' in read ? wordingsOf(read.value) : [];
    if (wording === undefined) throw new Error('it cannot be read');
    const mail = { subject: 'Hello', body: '<p>Hello</p>' };
    const isMailed = wording.channel === 'email';
    expect(templateWords(wording, PAGE)?.texts).toEqual(texts);
    expect(templateWords(wording, mail)?.texts).toEqual(isMailed ? mail : undefined);
  });

  test.each([
    [{ channel: 'email' }, ['body', 'subject']],
    [{ ...MAIL, template: 'welcome' }, ['body', 'subject']],
    [{ channel: 'email', template: 'welcome', text: 'Hello' }, ['text']],
    [{ ...MAIL, title: 'Hello' }, ['title']],
    [{ channel: 'sms' }, ['text']],
    [{ channel: 'sms', text: 'Hello', subject: 'Hello' }, ['subject']],
    [{ channel: 'sms', text: 'x'.repeat(1_601) }, ['text']],
    [{ channel: 'sms', template: 'welcome', text: 'Hello' }, ['text']],
    [{ channel: 'push', template: 'welcome', title: 'Hello', url: 'https://shop.example.com' }, ['title', 'url']],
    [{ channel: 'telegram', text: 'x'.repeat(4_001) }, ['text']],
    [{ channel: 'push', text: 'x'.repeat(1_001) }, ['text', 'title']],
    [{ channel: 'pigeon', text: 'Hello' }, ['channel']],
  ])('%j is refused, all of it at once', (fields, paths) => {
    expect(wrongIn(fields)).toEqual(paths);
  });

  test('says how long a text may be on its channel', () => {
    const read = step({ channel: 'sms', text: 'x'.repeat(1_601) });
    expect('problems' in read && read.problems[0]?.message).toContain('at most 1600 characters');
  });
});

describe('a chain', () => {
  const sms = { channel: 'sms', text: 'Hello' };

  test('has its channels in order, with a day between them and all of them, where it does not say else', () => {
    const read = step({ channels: [MAIL, sms] });
    expect('value' in read && read.value).toEqual({
      id: 'say',
      type: 'send',
      channels: [MAIL, sms],
      after: '1d',
      order: 'written',
      most: 2,
    });
    const own = step({ channels: [sms, MAIL], after: '5m', order: 'best', most: 1, category: 'service' });
    expect('value' in own && own.value).toMatchObject({ after: '5m', order: 'best', most: 1, category: 'service' });
  });

  test.each([
    [{}, ['channel']],
    [{ channels: [sms] }, ['channels']],
    [{ channels: [sms, sms] }, ['channels[1].channel']],
    [{ ...sms, channels: [sms, MAIL] }, ['channel', 'text']],
    [
      { channels: [{ channel: 'sms' }, { ...MAIL, title: 'T' }, { channel: 'push' }], most: 4, after: '4m' },
      ['after', 'channels[0].text', 'channels[1].title', 'channels[2].text', 'channels[2].title', 'most'],
    ],
    [{ channels: [sms, MAIL], after: '4m' }, ['after']],
    [{ channels: [sms, MAIL], after: '15d' }, ['after']],
    [{ channels: [sms, MAIL], after: 'soon' }, ['after']],
    [{ ...sms, after: '1d', order: 'best', most: 1 }, ['after', 'most', 'order']],
  ])('%j is refused, all of it at once', (fields, paths) => {
    expect(wrongIn(fields)).toEqual(paths);
  });

  test('that outlasts the goal is told, and kept from nothing', () => {
    const chain = (after: string): JourneyInput['steps'] => [
      {
        id: 'say',
        type: 'send',
        after,
        channels: [
          { channel: 'email', subject: 'S', body: 'B' },
          { channel: 'sms', text: 'T' },
        ],
      },
    ];
    const of = (after: string, goal: Partial<JourneyInput> = {}) =>
      chainWarnings(aJourney({ steps: chain(after), ...goal }));
    const goal = { goal: { on: 'event', event: 'purchase', within: '3d' } } as const;
    expect(of('3d', goal)).toMatchObject([{ code: 'chain-too-long', path: 'steps[0].after' }]);
    expect(of('2d', goal)).toEqual([]);
    expect(of('14d')).toEqual([]);
  });
});

describe('a button of Telegram', () => {
  const withButtons = (...buttons: readonly object[]) => ({ channel: 'telegram', text: 'Hello', buttons });

  test('tells an event, or opens a page', () => {
    const tells = { label: 'Yes', id: 'yes' };
    const opens = { label: 'Shop', url: 'https://shop.example.com' };
    const read = step(withButtons(tells, opens));
    expect('value' in read && read.value).toMatchObject({ buttons: [tells, opens] });
  });

  test.each([
    [[{ label: 'Both', id: 'both', url: 'https://shop.example.com' }]],
    [[{ label: 'Neither' }]],
    [[{ label: 'Spoken', id: 'Not a slug' }]],
    [[{ label: 'Leads astray', url: 'javascript:alert(1)' }]],
    [[]],
    [Array.from({ length: 7 }, (_, n) => ({ label: `${n}`, id: `b-${n}` }))],
  ])('is refused where it is neither or both, or there are none or too many: %j', (buttons) => {
    const paths = wrongIn(withButtons(...buttons));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.every((path) => path.startsWith('buttons'))).toBe(true);
  });
});
