import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../domain/channels/channel.ts';
import type { CustomerState, Profile } from '../../../domain/decision/state.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import { messageName } from '../../../domain/journey/message-name.ts';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import { categoryId } from '../../../domain/ids.schema.ts';
import { publishTemplate, type Playbook } from '../../../domain/playbook.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../domain/policy/policies.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  anActivity,
  aPlaybook,
  aPurchase,
  at,
  aTemplate,
  inside,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';

const enter = { on: 'event', event: 'joined' } as const;
const words = {
  email: { channel: 'email', subject: 'S', body: 'B' },
  sms: { channel: 'sms', text: 'T' },
  telegram: { channel: 'telegram', text: 'T' },
  push: { channel: 'push', title: 'T', text: 'T' },
  mobile: { channel: 'mobile', title: 'T', text: 'T' },
} as const;
const chainOf = (channels: readonly Channel[], more: object = {}) =>
  ({ id: 'ask', type: 'send', channels: channels.map((channel) => words[channel]), ...more }) as const;
const toast = { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' } as const;
const book = (step: object, policies: Partial<Policies> = {}) =>
  aPlaybook([aJourney({ enter, steps: [step, toast] as JourneyInput['steps'] })], {
    policies: { ...DEFAULT_POLICIES, quietHours: null, ...policies },
  });
const greeting = aJourney().id;

function reach(...channels: readonly Channel[]): Profile {
  const consents = channels.map((channel) => [channel, { marketing: { granted: true, at: 0 } }]);
  const addresses = channels.map((channel) => [channel, { known: true, at: 0 }]);
  return { consents: Object.fromEntries(consents), addresses: Object.fromEntries(addresses) };
}

/** What of the chain is told, in short. */
function short(facts: readonly JourneyFact[]): readonly string[] {
  return facts.flatMap((fact) => {
    if (fact.what === 'attempted') {
      return [`${fact.channel}${fact.follows ? ` after ${fact.follows.channel} (${fact.follows.because})` : ''}`];
    }
    if (fact.what === 'passed-over') return [`no ${fact.channel}: ${fact.because}`];
    if (fact.what === 'reacted') return [`${fact.by} of ${fact.channel}`];
    if (fact.what === 'skipped') return [`skipped: ${fact.because}`];
    if (fact.what === 'waiting') return [`waits for ${fact.waiting.for}`];
    const isOver = fact.what === 'passed' && fact.place.step === 'ask';
    return isOver ? [`passed${fact.took ? ` (${fact.took})` : ''}`] : [];
  });
}

const joined = (when = NOON) => occurrence(anActivity({ type: 'joined', at: when }));
const begin = (playbook: Playbook, profile: Profile, when = NOON) =>
  take(playbook, aCustomer({ profile }), when, [joined(when)]);
const event = (type: string, when: number, facts: Record<string, string> = {}) =>
  occurrence(anActivity({ type, at: when, id: `${type}-${when}`, facts }));
const messages = (state: CustomerState) => state.sent.map((one) => (typeof one === 'number' ? one : one[2]));

describe('a chain', () => {
  const all = book(chainOf(['telegram', 'email', 'sms']));
  const everywhere = reach('telegram', 'email', 'sms');

  test('sends on one channel after the other, a day apart, where nobody reacts, and goes on with the last', () => {
    const first = begin(all, everywhere);
    expect(short(first.facts)).toEqual(['telegram', 'waits for reaction']);
    expect(first.effects).toMatchObject([
      {
        kind: 'sendMessage',
        channel: 'telegram',
        key: 'shop:c-1:greeting:1:1:ask:1:telegram',
        origin: { by: 'journey', channel: 'telegram' },
        summary: 'telegram step ask of "Greeting"',
      },
    ]);
    expect(nextJourneyDeadline(first.state.journeys, all)).toEqual({
      at: NOON + DAY,
      because: 'the time for a reaction to a message is over: step ask of "Greeting"',
    });
    expect(take(all, first.state, NOON + DAY - 1).facts).toEqual([]);
    const second = take(all, first.state, NOON + DAY);
    expect(short(second.facts)).toEqual(['email after telegram (no-reaction)', 'waits for reaction']);
    expect(second.facts).toContainEqual(
      expect.objectContaining({ follows: { channel: 'telegram', because: 'no-reaction', waited: DAY } }),
    );
    const third = take(all, second.state, NOON + 2 * DAY);
    expect(short(third.facts)).toEqual(['sms after email (no-reaction)', 'passed']);
    expect(third.effects.map(({ kind }) => kind)).toEqual(['sendMessage', 'showPlacement']);
    expect(messages(third.state)).toEqual(['telegram', 'email', 'sms']);
    const told = [first, second, third].map(({ facts }, day) => ({ at: NOON + day * DAY, facts }));
    expect(third.state.journeys).toEqual(standingsFrom(told));
  });

  test('passes over at once whatever has no consent or no address, and says why', () => {
    const half = reach('sms');
    const profile = { ...half, consents: { ...half.consents, ...reach('email').consents } };
    const { facts, state } = begin(all, profile);
    expect(short(facts)).toEqual(['no telegram: no-consent', 'no email: not-reachable', 'sms', 'passed']);
    expect(messages(state)).toEqual(['sms']);
    const nobody = begin(all, {});
    expect(short(nobody.facts)).toEqual([
      'no telegram: no-consent',
      'no email: no-consent',
      'no sms: no-consent',
      'skipped: no-consent',
    ]);
    expect(inside(nobody.state, greeting)).toBeUndefined();
  });

  test('goes on with the next channel at once where the one that was tried is lost', () => {
    const first = begin(all, everywhere);
    const { state, facts } = take(all, { ...first.state, profile: reach('email', 'sms') }, NOON + HOUR);
    expect(short(facts)).toEqual(['email after telegram (no-consent)', 'waits for reaction']);
    const bounced = { ...everywhere, addresses: { ...everywhere.addresses, email: { known: false, at: NOON } } };
    expect(short(take(all, { ...state, profile: bounced }, NOON + 2 * HOUR).facts)).toEqual([
      'sms after email (not-reachable)',
      'passed',
    ]);
  });

  test('sends on so many channels at most, and waits as long as it says', () => {
    const playbook = book(chainOf(['telegram', 'email', 'sms'], { most: 2, after: '3h' }));
    const first = begin(playbook, everywhere);
    const second = take(playbook, first.state, NOON + 3 * HOUR);
    expect(short(second.facts)).toEqual(['email after telegram (no-reaction)', 'passed']);
    const one = book(chainOf(['telegram', 'email'], { most: 1 }));
    expect(short(begin(one, everywhere).facts)).toEqual(['telegram', 'passed']);
  });

  test('has a text of a template for its mail', () => {
    const step = { id: 'ask', type: 'send', channels: [{ channel: 'email', template: 'hello' }, words.sms] };
    const text = { id: 'hello', variant: 'everybody', language: 'en' };
    const { facts, effects } = begin(publishTemplate(book(step), aTemplate()), everywhere);
    expect(facts).toContainEqual(expect.objectContaining({ what: 'attempted', channel: 'email', text }));
    expect(effects[0]).toMatchObject({ channel: 'email', template: { ...text, version: 1 } });
    expect(short(begin(book(step), everywhere).facts)).toEqual(['no email: no-template', 'sms', 'passed']);
  });

  test('has one for what goes to phones, and passes over a channel that its template is not for', () => {
    const step = { id: 'ask', type: 'send', channels: [{ channel: 'sms', template: 'hello' }, words.telegram] };
    const page = aTemplate({ variants: [{ id: 'everybody', texts: { en: { title: 'Hello', body: 'There' } } }] });
    const { effects } = begin(publishTemplate(book(step), page), everywhere);
    const template = { id: 'hello', version: 1, variant: 'everybody', language: 'en' };
    expect(effects[0]).toMatchObject({
      channel: 'sms',
      template,
      summary: expect.stringContaining('sms hello/everybody'),
    });
    const mailed = begin(publishTemplate(book(step), aTemplate()), everywhere);
    expect(short(mailed.facts)).toEqual(['no sms: no-template', 'telegram', 'passed']);
  });

  test('is open everywhere in a sandbox to whoever has said nothing, and takes others at their word', () => {
    const sandbox = { sandbox: true };
    const of = (profile: Profile) =>
      short(take(all, aCustomer({ profile }), NOON, [joined()], sandbox).facts).filter((told) => told !== 'passed');
    expect(of({})).toEqual(['telegram', 'waits for reaction']);
    const agreed = { consents: reach('email').consents ?? {} };
    expect(of(agreed)).toEqual(['no telegram: no-consent', 'no sms: no-consent', 'email']);
    expect(of({ ...agreed, addresses: { email: { known: false, at: 0 } } })).toContain('no email: not-reachable');
  });
});

describe('a reaction', () => {
  const playbook = book(chainOf(['telegram', 'email']));
  const profile = reach('telegram', 'email');
  const first = begin(playbook, profile);
  const name = messageName(first.effects[0]?.key ?? ('' as never));
  const soon = NOON + HOUR;

  test.each([
    ['an open', event('open', soon, { message: name }), 'open'],
    ['the press of a button', event('click', soon, { message: name, button: 'yes' }), 'click'],
    ['a reply', event('message.replied', soon, { channel: 'telegram' }), 'reply'],
    ['a purchase', occurrence(aPurchase({ at: soon })), 'purchase'],
    ['a visit', event('view', soon), 'visit'],
  ])('is %s: the chain is over, and that is told', (_what, happened, by) => {
    const { facts, state, effects } = take(playbook, first.state, soon, [happened]);
    expect(short(facts)).toEqual([`${by} of telegram`, 'passed (reacted)']);
    expect(effects.map(({ kind }) => kind)).toEqual(['showPlacement']);
    expect(state.journeys[greeting]?.mailed).toMatchObject([{ channel: 'telegram', reacted: true }]);
  });

  test.each([
    ['pictures that a program fetched', event('open.prefetched', soon, { message: name })],
    ['an open of another message', event('open', soon, { message: 'abc' })],
    ['a reply on another channel', event('message.replied', soon, { channel: 'sms' })],
    ["an event of the shop's own", event('parcel.shipped', soon)],
    ['a purchase that was made before the message', occurrence(aPurchase({ at: NOON - 1, seenAt: soon }))],
  ])('is not %s', (_what, happened) => {
    expect(short(take(playbook, first.state, soon, [happened]).facts)).toEqual([]);
  });

  test('to an earlier message ends the chain too, however late it comes', () => {
    const three = book(chainOf(['telegram', 'email', 'sms']));
    const began = begin(three, reach('telegram', 'email', 'sms'));
    const second = take(three, began.state, NOON + DAY);
    const opened = take(three, second.state, NOON + DAY + HOUR, [event('open', NOON + DAY + HOUR, { message: name })]);
    expect(short(opened.facts)).toEqual(['open of telegram', 'passed (reacted)']);
  });

  test('that is a purchase or a visit is put down to the last message before it, once, and within its time', () => {
    const second = take(playbook, first.state, NOON + DAY);
    expect(short(second.facts)).toContain('passed');
    const later = NOON + DAY + HOUR;
    const bought = take(playbook, second.state, later, [event('view', later)]);
    expect(short(bought.facts)).toEqual(['visit of email']);
    expect(short(take(playbook, bought.state, later + 1, [event('view', later + 1)]).facts)).toEqual([]);
    const late = NOON + 3 * DAY;
    expect(short(take(playbook, second.state, late, [event('view', late)]).facts)).toEqual([]);
  });
});

describe('policies', () => {
  const night = at('2026-01-12T20:30:00Z');
  const quietHours = DEFAULT_POLICIES.quietHours;

  test('quiet hours hold the next message of a chain, and a reaction meanwhile ends it', () => {
    const playbook = book(chainOf(['telegram', 'email'], { after: '1h' }), { quietHours });
    const first = begin(playbook, reach('telegram', 'email'), night);
    const held = take(playbook, first.state, night + HOUR);
    expect(short(held.facts)).toEqual(['waits for quiet-hours']);
    const morning = at('2026-01-13T09:00:00Z');
    expect(short(take(playbook, held.state, morning).facts)).toEqual(['email after telegram (no-reaction)', 'passed']);
    const visited = take(playbook, held.state, morning - HOUR, [event('view', morning - HOUR)]);
    expect(short(take(playbook, visited.state, morning).facts)).toEqual(['passed (reacted)']);
  });

  test('a hold of a later message is measured from when it was due, not from when the step was reached', () => {
    const quiet = { quietHours, holdAtMostHours: 12 };
    const playbook = book(chainOf(['telegram', 'email'], { after: '34h' }), quiet);
    const first = begin(playbook, reach('telegram', 'email'));
    expect(short(take(playbook, first.state, NOON + 34 * HOUR).facts)).toEqual(['waits for quiet-hours']);
    const strict = book(chainOf(['telegram', 'email'], { after: '34h' }), { ...quiet, holdAtMostHours: 10 });
    expect(short(take(strict, first.state, NOON + 34 * HOUR).facts)).toEqual(['no email: quiet-hours', 'passed']);
  });

  test('each message counts under the caps: one of a channel lets the next go, one of all ends the chain', () => {
    const few = { messages: 1, days: 7 };
    const profile = reach('telegram', 'email', 'sms');
    const three = chainOf(['telegram', 'email', 'sms']);
    const byChannel = book(three, { channels: { email: { messages: 0, days: 7 } } });
    const first = begin(byChannel, profile);
    expect(short(take(byChannel, first.state, NOON + DAY).facts)).toEqual([
      'no email: capped-by-channel',
      'sms after telegram (no-reaction)',
      'passed',
    ]);
    const byAll = book(three, { caps: {}, otherwise: few });
    const once = begin(byAll, profile);
    expect(short(take(byAll, once.state, NOON + DAY).facts)).toEqual(['no email: capped', 'no sms: capped', 'passed']);
  });

  test('whoever is held out of all messages gets none, and an exempt category is not held', () => {
    const out = book(chainOf(['telegram', 'email']), { holdout: { percent: 100, salt: 's' } });
    expect(short(begin(out, reach('telegram')).facts)).toEqual(['skipped: holdout']);
    const service = categoryId.parse('service');
    const step = chainOf(['telegram', 'email'], { category: 'service' });
    const exempt = book(step, { quietHours, categories: { [service]: { exempt: true } } });
    expect(short(begin(exempt, reach('telegram'), at('2026-01-12T23:00:00Z')).facts)).toContain('telegram');
  });
});

describe('a journey that changes around a chain', () => {
  test('a chain that became a step of one channel sends nothing twice', () => {
    const profile = reach('telegram', 'email');
    const first = begin(book(chainOf(['telegram', 'email'])), profile);
    const single = { id: 'ask', type: 'send', ...words.telegram };
    expect(short(take(book(single), first.state, NOON + DAY).facts)).toEqual(['passed']);
  });

  test('one that is paused keeps a reaction for when it goes on', () => {
    const profile = reach('telegram', 'email');
    const playbook = book(chainOf(['telegram', 'email']));
    const first = begin(playbook, profile);
    const lives = (status: object) => ({ ...playbook, lives: new Map([[greeting, { status }]]) }) as Playbook;
    const paused = take(lives({ is: 'paused' }), first.state, NOON + MINUTE);
    const held = take(lives({ is: 'paused' }), paused.state, NOON + HOUR, [event('view', NOON + HOUR)]);
    expect(held.effects).toEqual([]);
    const resumed = take(lives({ is: 'live' }), held.state, NOON + 2 * HOUR);
    expect(short(resumed.facts)).toEqual(['passed (reacted)']);
  });
});
