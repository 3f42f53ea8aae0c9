import { Liquid } from 'liquidjs';
import { describe, expect, test } from 'vitest';
import { DEFAULT_JOURNEYS } from '../../domain/defaults/journeys.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { smsLength } from '../../domain/channels/sms-length.ts';
import { sourcesOf, type Said } from '../../domain/channels/texts.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { wordingsOf } from '../../domain/journey/steps/send-step.ts';
import { ownWords, templateWords, type Wording } from '../../domain/journey/steps/send-words.ts';
import { parseJourney } from '../../domain/journey/definition/parse.schema.ts';
import { defaultParts, defaultPlaybook } from '../../domain/defaults/playbook.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { decide } from '../../domain/decision/decide.ts';
import { NEW_CUSTOMER, type CustomerState, type Profile } from '../../domain/decision/state.ts';
import { loyaltyFaults } from '../../domain/loyalty/draft-faults.ts';
import { binsIn } from '../../domain/scoring/model.ts';
import { languagesOf, textsOf } from '../../domain/templates/template.ts';
import { templateFaults } from '../../domain/templates/template-faults.ts';
import { templateId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import { rewardProblems } from '../../publishing/loyalty-names.ts';
import { unknownTemplates } from '../../publishing/template-names.ts';
import {
  inside,
  CUSTOMER_KEY,
  NOON,
  aCustomer,
  aJourney,
  aMove,
  aPurchase,
  aSegment,
  aStanding,
  occurrence,
  take,
  placeOf,
} from '../builders.ts';

const definitions = DEFAULT_JOURNEYS.map((input) => aJourney(input));
const wanted = { monetaryAmounts: null, timezone: 'UTC', digits: 2, since: NOON };
const book = defaultPlaybook({ ...wanted, loyalty: true });
/** What a step says: by itself for all, or by a template, whose texts are by language. */
function saidBy(words: Wording): readonly { readonly language: string | null; readonly said: Said }[] {
  const own = ownWords(words);
  if (own !== undefined) return [{ language: null, said: own }];
  const template = 'template' in words ? book.templates.get(words.template)?.template : undefined;
  return textsOf(template ?? { variants: [] }).flatMap(({ language, texts }) => {
    const said = templateWords(words, texts);
    return said === undefined ? [] : [{ language, said }];
  });
}

/** Everything that they send, and what a customer is told who has nothing yet, or much. */
const all = definitions.flatMap(({ id, steps }) =>
  steps.flatMap((step) =>
    step.type === 'send'
      ? wordingsOf(step).flatMap((words) =>
          saidBy(words).map((one) => ({ name: `${id} ${step.id} by ${words.channel}, ${one.language}`, ...one })),
        )
      : [],
  ),
);
const messages = all.filter(({ language }) => language === null);
const short = all.filter(({ language }) => language !== null);
const journey = (id: string): JourneyDefinition => {
  const found = definitions.find((definition) => definition.id === id);
  if (!found) throw new Error(`no default journey ${id}`);
  return found;
};

describe('the default journeys', () => {
  test('can all be published, one for every segment', () => {
    expect(
      DEFAULT_JOURNEYS.flatMap((input) => ('problems' in parseJourney(input) ? [parseJourney(input)] : [])),
    ).toEqual([]);
    expect(definitions.flatMap(({ enter }) => (enter.on === 'move' ? (enter.to ?? []) : [])).toSorted()).toEqual(
      ['at-risk', 'champions', 'hibernating', 'lost', 'loyal', 'needs-attention', 'potential-loyalist'].toSorted(),
    );
  });

  test('send Champions no mail and no coupon', () => {
    const { steps } = journey('champions-thanks');
    expect(steps.map(({ type }) => type)).toEqual(['place']);
    expect(JSON.stringify(steps)).not.toMatch(/coupon|discount|%/i);
  });

  const liquid = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true });
  const read = async (said: Said, locale: string | null, previous: string | null, orders: number) => {
    const variables = {
      customer: 'c-1',
      segment: 'at-risk',
      previous_segment: previous,
      orders,
      days_since_last: 181,
      attributes: { locale },
      unsubscribe_url: 'https://example.test/u/1',
      points: { active: orders === 1 ? 0 : 250 },
      quest: orders === 1 ? { id: null, done: 0, target: 0 } : { id: 'first-steps', done: 1, target: 2 },
    };
    const parts = Object.values(sourcesOf(said)).map((text) => liquid.parseAndRender(text, variables));
    return await Promise.all(parts);
  };

  test.each(messages)('$name renders strictly for newcomers and returners, with a way out', async ({ said }) => {
    for (const [locale, wayOut] of [
      [null, 'Unsubscribe'],
      ['de', 'Unsubscribe'],
      ['tr_TR', 'abonelikten'],
    ] as const) {
      for (const parts of [await read(said, locale, null, 1), await read(said, locale, 'loyal', 7)]) {
        const text = parts.join('\n');
        expect(text).not.toMatch(/\{\{|\{%|undefined|null/);
        if (said.channel === 'email') expect(text).toContain(`<a href="https://example.test/u/1">${wayOut}`);
      }
    }
  });

  test.each(messages)('$name speaks Turkish to whoever reads it', async ({ said }) => {
    const [english, turkish] = [await read(said, 'en-GB', 'loyal', 7), await read(said, 'tr-TR', 'loyal', 7)];
    for (const [place, part] of turkish.entries()) {
      expect(part).not.toBe(english[place]);
      expect(part).not.toMatch(/\b(?:the|you|your|and)\b/i);
    }
  });

  test('say by templates, each language by itself, all that goes to phones', () => {
    expect(messages.filter(({ said }) => said.channel !== 'email')).toEqual([]);
    expect(new Set(short.map(({ said }) => said.channel))).toEqual(new Set(['sms', 'telegram', 'push']));
    expect(short.filter(({ language }) => language === 'tr')).toHaveLength(short.length / 2);
  });

  test.each(short)('$name is read as it stands, and fits', async ({ language, said }) => {
    for (const parts of [await read(said, language, null, 1), await read(said, language, 'loyal', 7)]) {
      for (const part of parts) {
        expect(part).not.toMatch(/\{\{|\{%|undefined|null/);
        if (language === 'tr') expect(part).not.toMatch(/\b(?:the|you|your|and)\b/i);
        if (said.channel === 'push') expect(part.length).toBeLessThanOrEqual(120);
      }
      // An SMS with Turkish letters has 67 in each part; nobody is sent more than two of them.
      if (said.channel === 'sms')
        expect(smsLength(parts.join('')).segments).toBeLessThanOrEqual(language === 'tr' ? 2 : 1);
    }
  });
});

function reachedBy(...channels: readonly Channel[]): Profile {
  const consents = channels.map((channel) => [channel, { marketing: { granted: true, at: 0 } }]);
  const addresses = channels.map((channel) => [channel, { known: true, at: 0 }]);
  return { consents: Object.fromEntries(consents), addresses: Object.fromEntries(addresses) };
}

test.each<[Parameters<typeof aSegment>[0], readonly Channel[], readonly string[]]>([
  ['at-risk', ['email'], ['email']],
  ['at-risk', ['email', 'sms'], ['sms']],
  ['at-risk', ['telegram'], []],
  ['hibernating', ['email', 'sms'], ['email']],
  ['hibernating', ['email', 'telegram'], ['telegram']],
  ['lost', ['email', 'telegram'], ['telegram']],
  ['lost', [], []],
])('whoever becomes %s and is reached by %j gets one message, by %j', (segment, channels, reached) => {
  const standing = aStanding({
    segment: aSegment(segment),
    previous: aSegment('loyal'),
    scores: { r: 2, f: 5, m: null },
  });
  const { effects } = take(book, aCustomer({ standing, profile: reachedBy(...channels) }), NOON, [
    aMove('loyal', segment),
  ]);
  expect(effects.flatMap((one) => (one.kind === 'sendMessage' ? [one.channel] : []))).toEqual(reached);
});

describe('the reactivation of those at risk', () => {
  const playbook = book;
  const standing = aStanding({
    segment: aSegment('at-risk'),
    previous: aSegment('loyal'),
    scores: { r: 2, f: 5, m: null },
  });
  const entered = take(playbook, aCustomer({ standing, profile: reachedBy('email') }), NOON, [
    aMove('loyal', 'at-risk'),
  ]);

  test('mails, waits 3 days, shows a banner, waits 7 days, mails again, stops', () => {
    const banner = take(playbook, entered.state, NOON + 3 * DAY);
    const last = take(playbook, banner.state, NOON + 10 * DAY);
    expect([entered, banner, last].map(({ effects }) => effects.map((effect) => placeOf(effect).step))).toEqual([
      ['we-miss-you'],
      ['welcome-back'],
      ['one-more-time'],
    ]);
    expect(inside(last.state, journey('at-risk-reactivation').id)).toBeUndefined();
  });

  test('is over at once with a purchase, which is its goal', () => {
    const when = NOON + DAY;
    const bought = take(playbook, entered.state, when, [
      occurrence(aPurchase({ at: when })),
      aMove('at-risk', 'loyal'),
    ]);
    expect(bought.told[0]).toMatchObject({ what: 'left', because: { by: 'goal' } });
    expect(take(playbook, bought.state, NOON + 3 * DAY).effects).toEqual([]);
  });

  test('is over when the customer drops further', () => {
    const when = NOON + DAY;
    const dropped = take(playbook, entered.state, when, [aMove('at-risk', 'lost')]);
    expect(dropped.told[0]).toMatchObject({
      what: 'left',
      place: { journey: 'at-risk-reactivation' },
      because: { by: 'exit' },
    });
  });
});

describe('the default loyalty programme', () => {
  /** A life of orders, one a week, of a customer who is in it from the first day on. */
  function lived(orders: number, playbook = book) {
    const events = Array.from({ length: orders }, (_, week) => {
      const at = NOON + HOUR + week * 7 * DAY;
      return aPurchase({ id: `o-${week}`, at, amount: 2_550 });
    });
    const now = NOON + 2 * HOUR + (orders - 1) * 7 * DAY;
    const decision = decide({
      customer: CUSTOMER_KEY,
      playbook,
      timezone: 'UTC',
      sandbox: true,
      state: NEW_CUSTOMER,
      events,
      orders: new Map(),
      now,
    });
    return decision;
  }

  test('can be published with its templates and journeys as if somebody had written them', () => {
    const { programme, templates, journeys } = defaultParts({ digits: 2, loyalty: true });
    expect(programme && loyaltyFaults(programme, undefined)).toEqual([]);
    expect(templates.flatMap((one) => templateFaults(one, binsIn(book.scoring)))).toEqual([]);
    expect(journeys.flatMap((one) => unknownTemplates(one, book))).toEqual([]);
    expect(journeys.flatMap((one) => rewardProblems(one, book))).toEqual([]);
  });

  test('speaks English and Turkish wherever pages show something, and never of coupons', () => {
    for (const { template } of book.templates.values()) {
      expect([template.id, languagesOf(template)]).toEqual([template.id, ['en', 'tr']]);
      expect(JSON.stringify(template)).not.toMatch(/discount|% off|indirim|kupon/i);
    }
  });

  test('shows nothing on a page that stands in one language only', () => {
    const shown = definitions.flatMap(({ steps }) => steps.filter(({ type }) => type === 'place'));
    expect(shown.length).toBeGreaterThan(6);
    expect(shown.filter((step) => !('template' in step))).toEqual([]);
  });

  test.each([
    ['tr-TR', 'Sizi yeniden görmek güzel'],
    ['de', 'Good to see you again'],
  ])('greets whoever was at risk and reads %s: %s', (locale, title) => {
    const attributes = { locale: { value: locale, at: NOON } };
    const customer = aCustomer({ standing: aStanding({ segment: aSegment('at-risk') }), attributes });
    const entered = take(book, customer, NOON, [aMove('loyal', 'at-risk')]);
    const [effect] = take(book, entered.state, NOON + 3 * DAY).effects;
    if (effect?.kind !== 'showPlacement' || effect.template === undefined) throw new Error('no banner was shown');
    const { variant, language } = effect.template;
    const found = book.templates.get(templateId.parse('at-risk-banner'))?.template;
    expect(found?.variants.find(({ id }) => id === variant)?.texts[language]).toMatchObject({ title });
  });

  test('gives a point for each whole unit, a quest to newcomers and a tier to whoever orders often', () => {
    const { state } = lived(4);
    expect(state.loyalty).toMatchObject({ tier: { tier: 'silver' }, quests: { 'first-steps': { is: 'completed' } } });
    expect(state.loyalty?.badges).toHaveProperty('settled-in');
    expect(state.loyalty?.account).toMatchObject({ earned: 4 * 25 + 100, pending: [] });
  });

  test('tells each step of the quest on the page, and by push only to those who asked for it', () => {
    const told = lived(4).effects.filter(
      ({ origin }) => origin.by === 'journey' && origin.place.journey === 'first-steps-progress',
    );
    expect(told.map((one) => placeOf(one).step)).toEqual(['on-the-page', 'on-the-page']);
    expect(told.map((one) => ('template' in one ? one.template?.variant : null))).toEqual(['everybody', 'done']);
  });

  test('a customer who comes often and then drifts away is reached on five channels, and never by two at once', () => {
    const state = { ...NEW_CUSTOMER, profile: reachedBy('email', 'sms', 'telegram', 'push') };
    const reached: (readonly [string, Instant])[] = [];
    const buys = Array.from({ length: 6 }, (_, week) =>
      aPurchase({ id: `o-${week}`, at: NOON + week * 10 * DAY, amount: 2_550 }),
    );
    let left: readonly CustomerEvent[] = buys;
    let now: CustomerState = state;
    const end = NOON + 3 * 365 * DAY;
    for (let isPartial = true; isPartial;) {
      const taken = decide({
        customer: CUSTOMER_KEY,
        playbook: book,
        timezone: 'UTC',
        sandbox: false,
        state: now,
        events: left,
        orders: new Map(),
        now: end,
      });
      ({ state: now, isPartial } = taken);
      left = left.filter(({ key }) => !taken.applied.includes(key));
      for (const one of taken.effects) {
        if (one.kind === 'sendMessage') reached.push([one.channel, one.at]);
        if (one.kind === 'showPlacement') reached.push(['page', one.at]);
      }
    }
    expect(new Set(reached.map(([channel]) => channel))).toEqual(new Set(['email', 'sms', 'telegram', 'push', 'page']));
    const sent = reached.filter(([channel]) => channel !== 'page').map(([, when]) => when);
    expect(new Set(sent).size).toBe(sent.length);
  });

  test('is left out with all that needs it where a shop has its own', () => {
    const bare = defaultPlaybook({ ...wanted, loyalty: false });
    expect(bare.loyalty).toBeUndefined();
    expect([...bare.journeys.keys()]).not.toContain('tier-reached');
    expect([...bare.templates.keys()].filter((id) => /tier|steps/.test(id))).toEqual([]);
    expect(bare.templates.size).toBe(10);
    expect(lived(4, bare).state.loyalty).toBeUndefined();
  });
});
