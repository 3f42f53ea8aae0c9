import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../../domain/channels/texts.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';
import { sendSchema, wordingsOf } from '../../../domain/journey/steps/send-step.ts';
import { ownWords } from '../../../domain/journey/steps/send-words.ts';

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

  test('by a template says nothing by itself', () => {
    expect(said({ channel: 'email', template: 'welcome' })).toBeUndefined();
  });

  test.each([
    [{ channel: 'email' }, ['body', 'subject']],
    [{ ...MAIL, template: 'welcome' }, ['body', 'subject']],
    [{ channel: 'email', template: 'welcome', text: 'Hello' }, ['text']],
    [{ ...MAIL, title: 'Hello' }, ['title']],
    [{ channel: 'sms' }, ['text']],
    [{ channel: 'sms', text: 'Hello', subject: 'Hello' }, ['subject']],
    [{ channel: 'sms', text: 'x'.repeat(1_601) }, ['text']],
    [{ channel: 'sms', template: 'welcome' }, ['template', 'text']],
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
