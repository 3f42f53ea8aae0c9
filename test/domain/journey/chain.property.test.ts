import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS, type Channel } from '../../../domain/channels/channel.ts';
import type { CustomerState, Profile } from '../../../domain/decision/state.ts';
import { channelScores, HALF_LIFE } from '../../../domain/journey/channel-scores.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import type { Mailed } from '../../../domain/journey/standing.ts';
import { journeyId, stepId } from '../../../domain/ids.schema.ts';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import { DEFAULT_POLICIES } from '../../../domain/policy/policies.ts';
import { DAY, HOUR, type Instant } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take } from '../../builders.ts';

const WORDS = {
  email: { channel: 'email', subject: 'S', body: 'B' },
  sms: { channel: 'sms', text: 'T' },
  telegram: { channel: 'telegram', text: 'T' },
  push: { channel: 'push', title: 'T', text: 'T' },
  mobile: { channel: 'mobile', title: 'T', text: 'T' },
} as const;
const channel = fc.constantFrom(...CHANNELS);
const past = fc.record({
  channel,
  age: fc.integer({ min: 0, max: 300 }),
  /** Of another journey's message: one of a chain is awaited for a day. */
  awaited: fc.boolean(),
  reacted: fc.boolean(),
});
const chains = fc.record({
  channels: fc.shuffledSubarray([...CHANNELS], { minLength: 2 }),
  after: fc.integer({ min: 1, max: 48 }),
  order: fc.constantFrom('written' as const, 'best' as const),
  most: fc.integer({ min: 1, max: 4 }),
  reach: fc.subarray([...CHANNELS]),
  before: fc.array(past, { maxLength: 8 }),
  happens: fc.uniqueArray(
    fc.record({ at: fc.integer({ min: 1, max: 150 }), what: fc.oneof(fc.constant('view' as const), channel) }),
    { maxLength: 3, selector: ({ at }) => at },
  ),
});
type Chain = typeof chains extends fc.Arbitrary<infer One> ? One : never;

function profileOf(reach: readonly Channel[]): Profile {
  const of = (value: object) => Object.fromEntries(reach.map((one) => [one, value]));
  return { consents: of({ marketing: { granted: true, at: 0 } }), addresses: of({ known: true, at: 0 }) };
}

function mailedOf({ before }: Chain): readonly Mailed[] {
  return before.map((one, n) => ({
    version: 1,
    enrolment: n + 1,
    step: stepId.parse('old'),
    visit: 1,
    channel: one.channel,
    at: NOON - one.age * DAY,
    ...(one.awaited ? { until: NOON - one.age * DAY + DAY } : {}),
    ...(one.reacted ? { opened: true as const } : {}),
  }));
}

/** By the words of the documentation, one message after the other. */
function naiveScore(chain: Chain, on: Channel, now: Instant): number {
  let [reacted, all] = [1, 2];
  for (const one of chain.before) {
    if (one.channel !== on) continue;
    const sent = NOON - one.age * DAY;
    const isKnown = one.reacted || (one.awaited && sent + DAY <= now);
    const weight = 0.5 ** ((now - sent) / HALF_LIFE);
    if (isKnown) all += weight;
    if (one.reacted) reacted += weight;
  }
  return reacted / all;
}

/** What a chain sends, and when it is over, by a loop over what happens; nothing of the engine in it. */
function naive(chain: Chain): { readonly sent: readonly (readonly [Channel, Instant])[]; readonly over: Instant } {
  let reach = new Set<Channel>(chain.reach);
  let left = [...chain.channels];
  let now = NOON;
  const sent: (readonly [Channel, Instant])[] = [];
  const ahead = chain.happens.map(({ at, what }) => ({ at: NOON + at * HOUR, what })).toSorted((a, b) => a.at - b.at);
  for (;;) {
    left = left.filter((one) => reach.has(one));
    const score = new Map(left.map((one) => [one, chain.order === 'best' ? naiveScore(chain, one, now) : 0]));
    const [pick] = left.toSorted((a, b) => (score.get(b) ?? 0) - (score.get(a) ?? 0));
    if (pick === undefined || sent.length >= chain.most) return { sent, over: now };
    sent.push([pick, now]);
    left = left.filter((one) => one !== pick);
    if (left.length === 0 || sent.length >= Math.min(chain.most, chain.channels.length)) return { sent, over: now };
    let until = now + chain.after * HOUR;
    while (ahead[0] && ahead[0].at <= until) {
      const next = ahead.shift();
      if (next === undefined) break;
      if (next.what === 'view') return { sent, over: next.at };
      reach = new Set([...reach].filter((one) => one !== next.what));
      if (next.what === pick) until = next.at;
    }
    now = until;
  }
}

/** The same by the engine. */
function lived(chain: Chain) {
  const { channels, order, after } = chain;
  const most = Math.min(chain.most, channels.length);
  const said = channels.map((one) => WORDS[one]);
  const step = { id: 'ask', type: 'send', channels: said, after: `${after}h`, order, most } as const;
  const enter = { on: 'event', event: 'joined' } as const;
  const playbook = aPlaybook([aJourney({ enter, steps: [step] })], {
    policies: { ...DEFAULT_POLICIES, quietHours: null, caps: {}, otherwise: { messages: 50, days: 30 } },
  });
  const journeys = { [journeyId.parse('old')]: { entered: 9, enrolments: [], mailed: mailedOf(chain) } };
  let state: CustomerState = aCustomer({ profile: profileOf(chain.reach), journeys });
  const facts: (JourneyFact & { readonly when: Instant })[] = [];
  const pass = (at: Instant, ...happened: Parameters<typeof take>[3] & object) => {
    const found = take(playbook, state, at, happened);
    state = found.state;
    facts.push(...found.facts.map((fact) => ({ ...fact, when: at })));
  };
  const due = () => nextJourneyDeadline(state.journeys, playbook)?.at ?? Infinity;
  pass(NOON, occurrence(anActivity({ type: 'joined', at: NOON })));
  for (const { at: hours, what } of chain.happens.toSorted((a, b) => a.at - b.at)) {
    const at = NOON + hours * HOUR;
    while (due() < at) pass(due());
    if (what === 'view') pass(at, occurrence(anActivity({ at, id: `v-${hours}` })));
    else {
      const without = (state.profile.consents ?? {}) as Record<string, object>;
      const consents = Object.fromEntries(Object.entries(without).filter(([one]) => one !== what));
      state = { ...state, profile: { ...state.profile, consents } };
      pass(at);
    }
  }
  while (due() < Infinity) pass(due());
  const sent = facts.flatMap((fact) => (fact.what === 'attempted' ? [[fact.channel, fact.when] as const] : []));
  const over = facts.findLast(({ what }) => what === 'left')?.when;
  return { sent, over, facts };
}

test('whatever the channels, the order, the reach and what happens, a chain does what a loop over it says', () => {
  const seen = { sent: 0, several: 0, reacted: 0, best: 0 };
  fc.assert(
    fc.property(chains, (chain) => {
      const { sent, over, facts } = lived(chain);
      expect({ sent, over }).toEqual(naive(chain));
      const tried = facts.flatMap((fact) =>
        fact.what === 'attempted' || fact.what === 'passed-over' ? [fact.channel] : [],
      );
      expect(new Set(tried).size).toBe(tried.length);
      seen.sent += sent.length;
      seen.several += sent.length > 1 ? 1 : 0;
      seen.reacted += facts.filter(({ what }) => what === 'reacted').length;
      seen.best += sent[0] !== undefined && sent[0][0] !== chain.channels[0] ? 1 : 0;
    }),
    { numRuns: 400 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});

test('a score is between 0 and 1, rises by a reaction, falls by silence, and fades to a half', () => {
  const state = (mailed: readonly Mailed[]) => ({ [journeyId.parse('old')]: { entered: 9, enrolments: [], mailed } });
  fc.assert(
    fc.property(chains, channel, (chain, on) => {
      const before = channelScores(state(mailedOf(chain)), NOON)[on];
      expect(before).toBeCloseTo(naiveScore(chain, on, NOON), 12);
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(1);
      const head = { version: 1, enrolment: 99, step: stepId.parse('old'), visit: 1, channel: on, at: NOON - DAY };
      const more = (one: Mailed) => channelScores(state([...mailedOf(chain), one]), NOON)[on];
      expect(more({ ...head, until: NOON, reacted: true })).toBeGreaterThan(before);
      expect(more({ ...head, until: NOON })).toBeLessThan(before);
      expect(more({ ...head, until: NOON + 1 })).toBe(before);
      expect(more(head)).toBe(before);
      expect(channelScores(state(mailedOf(chain)), NOON + 100 * HALF_LIFE)[on]).toBeCloseTo(0.5, 6);
    }),
    { numRuns: 200 },
  );
});
