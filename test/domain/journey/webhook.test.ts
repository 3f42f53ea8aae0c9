import { describe, expect, test } from 'vitest';
import type { WebhookReplied } from '../../../domain/events/event.ts';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { nextJourneyDeadline } from '../../../domain/journey/walk/deadline.ts';
import { withLife } from '../../../domain/journey/life.ts';
import { replyFacts } from '../../../domain/journey/webhook-reply.ts';
import { publishJourney } from '../../../domain/playbook.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  aKey,
  anActivity,
  aPlaybook,
  CUSTOMER,
  inside,
  NOON,
  occurrence,
  take,
} from '../../builders.ts';

const enter = { on: 'event', event: 'view' } as const;
const call = {
  id: 'crm',
  type: 'webhook',
  url: 'https://example.com/hook',
  onFailure: 'lost',
  onTimeout: 'late',
} as const;
const toast = (id: string) =>
  ({ id, type: 'place', placement: 'toast', slot: 'corner', title: id, body: 'B', next: 'end' }) as const;
const isGold = { field: 'webhook.tier', op: 'eq', value: 'gold' } as const;
const steps: JourneyInput['steps'] = [
  call,
  { id: 'fork', type: 'branch', paths: [{ when: isGold, next: 'gold' }], next: 'other' },
  ...['gold', 'other', 'lost', 'late'].map(toast),
  { id: 'end', type: 'stop', reason: 'done' },
];
const playbook = aPlaybook([aJourney({ enter, steps }), aJourney({ id: 'second', enter, steps })]);
const entered = take(playbook, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]);
const [effect] = entered.effects;

function answered(given: Partial<WebhookReplied>, at = NOON + HOUR, book = playbook) {
  if (effect === undefined) throw new Error('nothing was called');
  const said = { effect: effect.key, place: effect.origin.place, is: 'done', ...given } as const;
  const event: WebhookReplied = {
    kind: 'webhook-reply',
    key: aKey('w-1'),
    customer: CUSTOMER,
    at,
    seenAt: at,
    receivedAt: at,
    ...said,
  };
  return take(book, entered.state, at, [{ kind: 'event', event, starts: false }]);
}
const shown = ({ effects }: ReturnType<typeof take>) => effects.map(({ origin }) => origin.place.step);

describe('a webhook', () => {
  test('is called once, and the customer waits for what becomes of it, for three days at most', () => {
    expect(effect).toMatchObject({ kind: 'callWebhook', key: 'shop:c-1:greeting:1:1:crm:1', at: NOON });
    expect(inside(entered.state, aJourney().id)?.waiting).toEqual({
      for: 'effect',
      until: NOON + 3 * DAY,
      effect: 'shop:c-1:greeting:1:1:crm:1',
    });
    expect(nextJourneyDeadline(entered.state.journeys, playbook)).toMatchObject({
      at: NOON + 3 * DAY,
      because: 'the wait for a reply ends: step crm of "Greeting"',
    });
  });

  test('whose reply says so leads where a branch behind it points, in that journey alone', () => {
    expect(shown(answered({ facts: { tier: 'gold' } }))).toEqual(['gold']);
    expect(shown(answered({ facts: { tier: 'iron' } }))).toEqual(['other']);
    expect(shown(answered({}))).toEqual(['other']);
    expect(answered({}).told).toContainEqual(expect.objectContaining({ what: 'passed', took: 'replied' }));
  });

  test('that failed, or took too long, has ways of its own', () => {
    expect(shown(answered({ is: 'failed', reason: 'it was answered with 500' }))).toEqual(['lost']);
    expect(shown(take(playbook, entered.state, NOON + 3 * DAY))).toEqual(['late', 'late']);
  });

  test('whose outcome comes too late, or a second time, changes nothing', () => {
    const late = take(playbook, entered.state, NOON + 3 * DAY);
    expect(late.state.journeys).toMatchObject({ greeting: { enrolments: [{ is: 'left' }] } });
    const { told } = answered({ facts: { tier: 'gold' } });
    expect(told.filter(({ what }) => what === 'left')).toHaveLength(1);
  });

  test('that is answered while its journey is paused has been answered, and nobody goes on by it', () => {
    const book = withLife(playbook, aJourney().id, { status: { is: 'paused', since: NOON } });
    const found = answered({ facts: { tier: 'gold' } }, NOON + HOUR, book);
    expect(shown(found)).toEqual([]);
    expect(inside(found.state, aJourney().id)).toMatchObject({ step: 'fork', held: true });
    // What was replied is seen by the branch behind it, as if there had been no pause.
    const since = NOON + 2 * HOUR;
    const live = withLife(playbook, aJourney().id, { status: { is: 'live', since } });
    const after = take(live, found.state, since);
    expect(shown(after)).toEqual(['gold']);
    const journal = [entered, found, after].map(({ facts }, n) => ({ at: NOON + n * HOUR, facts }));
    expect(standingsFrom(journal)).toEqual(after.state.journeys);
    expect(JSON.stringify(after.state.journeys)).not.toContain('reply');
  });

  test('is not called again for those who pass to another version that calls it', () => {
    const next = publishJourney(playbook, aJourney({ enter, steps, priority: 1 }));
    const book = withLife(next, aJourney().id, {
      status: { is: 'live', since: null },
      relocations: [{ to: 2, mapping: {} }],
    });
    const found = take(book, entered.state, NOON + HOUR);
    expect(found.effects).toEqual([]);
    expect(inside(found.state, aJourney().id)).toMatchObject({ version: 2, waiting: { effect: effect?.key } });
    expect(shown(answered({ facts: { tier: 'gold' } }, NOON + HOUR, book))).toEqual(['gold']);
  });

  test('is told by facts, and a fold over them puts the customer where they are', () => {
    const journal = [
      { at: NOON, facts: JSON.parse(JSON.stringify(entered.facts)) as readonly JourneyFact[] },
      { at: NOON + HOUR, facts: answered({ facts: { tier: 'gold' } }).facts },
    ];
    expect(standingsFrom(journal)).toEqual(answered({ facts: { tier: 'gold' } }).state.journeys);
  });

  test('can be asked for its reply right behind it, and nowhere else', () => {
    const asked = (all: JourneyInput['steps']) => {
      const parsed = parseJourney({ id: 'j', name: 'J', enter, steps: all });
      return 'problems' in parsed ? parsed.problems.map(({ code, path }) => [code, path]) : [];
    };
    const fork = { id: 'fork', type: 'branch' as const, paths: [{ when: isGold, next: 'crm' }] };
    const pause = { id: 'pause', type: 'wait', for: '1h' } as const;
    const plain = { id: 'crm', type: 'webhook', url: 'https://example.com/hook' } as const;
    expect(asked([pause, plain, { ...fork, paths: [{ when: isGold, next: 'pause' }] }])).toEqual([]);
    expect(asked([plain, pause, fork])).toEqual([['condition-never', 'steps[2].paths[0].when']]);
  });
});

test('a reply is its status and what stands at the top of its body', () => {
  expect(replyFacts(200, '{"tier":"gold","n":1,"ok":false,"deep":{"a":1},"list":[1],"no":null,"1st":2}')).toEqual({
    'http-status': 200,
    tier: 'gold',
    n: 1,
    ok: false,
  });
  for (const body of ['', '[1]', '"text"', '{"half":']) expect(replyFacts(204, body)).toEqual({ 'http-status': 204 });
  expect(replyFacts(200, '{"http-status":"mine","mail":"ann@example.com","__proto__":{"a":1}}')).toEqual({
    'http-status': 200,
  });
});
