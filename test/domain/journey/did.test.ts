import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/decision/decide.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../../../domain/journey/definition/parse.schema.ts';
import { DAY, HOUR, type Instant } from '../../../domain/time.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, CUSTOMER_KEY, NOON } from '../../builders.ts';

const bye = { id: 'bye', type: 'stop', reason: 'done' } as const;

function faults(when: unknown, where: 'enter' | 'goal' | 'branch' = 'branch') {
  const branch = { id: 'ask', type: 'branch', paths: [{ when, next: 'bye' }] };
  const trigger = { on: 'event', event: 'purchase', when };
  const parsed = parseJourney({
    id: 'asks',
    name: 'Asks',
    enter: where === 'enter' ? trigger : { on: 'event', event: 'purchase' },
    ...(where === 'goal' ? { goal: trigger } : {}),
    steps: [...(where === 'branch' ? [branch] : []), bye],
  });
  return 'problems' in parsed ? parsed.problems.map(({ code, path, message }) => `${code} ${path}: ${message}`) : [];
}

describe('a condition on what somebody did', () => {
  test.each<[string, unknown, string]>([
    [
      'is refused for totals, which nobody does',
      { did: 'summary' },
      'condition-never steps[0].paths[0].when.did: a summary tells totals',
    ],
    [
      'is refused for changes of a contact',
      { did: 'profile' },
      'condition-never steps[0].paths[0].when.did: a change of the contact',
    ],
    [
      'is refused where it looks at the customer',
      { did: 'purchase', when: { field: 'segment', op: 'eq', value: 'loyal' } },
      'condition-never steps[0].paths[0].when.when: what is counted may look at the event alone, as event.<name>, and not at segment',
    ],
    [
      'is refused where one asks within the other',
      { did: 'purchase', when: { any: [{ not: { did: 'view' } }] } },
      'condition-never steps[0].paths[0].when.when.any[0].not: what is counted may look at the event alone',
    ],
    [
      'is refused where its event can never be so',
      { did: 'purchase', when: { field: 'event.amount', op: 'lt', value: 0 } },
      'condition-never steps[0].paths[0].when.when: event.amount is never less than 0',
    ],
    ['is refused beyond what is kept', { did: 'view', times: 101 }, 'malformed steps[0].paths[0].when.times:'],
    ['is refused for less than once', { did: 'view', times: 0 }, 'malformed steps[0].paths[0].when.times:'],
    [
      'is refused for a time that is none',
      { did: 'view', within: 'lately' },
      'malformed steps[0].paths[0].when.within: within is how long ago at most',
    ],
    [
      'is refused for a type that cannot be',
      { did: 'not a type!' },
      'malformed steps[0].paths[0].when.did: an event type is',
    ],
  ])('%s', (_, when, expected) => {
    const found = faults(when);
    expect(found).toHaveLength(1);
    expect(found[0]?.replace(': step "ask":', ':').slice(0, expected.length)).toBe(expected);
  });

  test('asks for what was done since entering only of somebody who has entered', () => {
    const when = { did: 'view', within: 'entering' };
    expect([faults(when), faults(when, 'goal')]).toEqual([[], []]);
    expect(faults(when, 'enter')).toEqual([
      'condition-never enter.when.within: nobody has entered a journey where this is asked; say how long ago at most, such as "30d", or leave it out',
    ]);
  });

  test('is understood with names of other systems', () => {
    const { enter } = aJourney({
      enter: { on: 'event', event: 'purchase', when: { not: { did: 'App Open', within: '7d' } } },
    });
    expect(enter).toMatchObject({ when: { not: { did: 'app_open', times: 1, within: '7d' } } });
  });
});

/** What becomes of one customer, as of the last event. */
function lived(definition: Partial<JourneyInput>, events: readonly CustomerEvent[], now: Instant) {
  const playbook = aPlaybook([aJourney(definition)]);
  const input = {
    customer: CUSTOMER_KEY,
    playbook,
    timezone: 'UTC',
    sandbox: true,
    state: NEW_CUSTOMER,
    events,
    orders: new Map(),
    now,
  };
  return decide(input).entries.flatMap(({ facts, at }) => facts.map((fact) => ({ ...fact, at })));
}

describe('a journey', () => {
  const orders = [0, 1, 2, 3].map((n) => aPurchase({ id: `o-${n}`, at: NOON + n * DAY }));

  test('lets somebody in by their third purchase, and by no other', () => {
    const third = { all: [{ did: 'purchase', times: 3 }, { not: { did: 'purchase', times: 4 } }] };
    const facts = lived({ enter: { on: 'event', event: 'purchase', when: third } }, orders, NOON + 5 * DAY);
    expect(facts.filter(({ what }) => what === 'entered').map(({ at }) => at)).toEqual([NOON + 2 * DAY]);
  });

  test('counts at its goal what was done since entering, and not what was done before', () => {
    const goal = { on: 'event', event: 'view', when: { did: 'view', times: 2, within: 'entering' } } as const;
    const steps: JourneyInput['steps'] = [{ id: 'w', type: 'wait', for: '30d' }, bye];
    const views = [-2, -1, 1, 2].map((n) => anActivity({ id: `v-${n}`, at: NOON + n * HOUR }));
    const events = [...views, aPurchase({ at: NOON })];
    const facts = lived({ goal, steps }, events, NOON + DAY);
    expect(facts.filter(({ what }) => what === 'left')).toEqual([
      expect.objectContaining({ because: { by: 'goal' }, at: NOON + 2 * HOUR }),
    ]);
  });

  test('takes another way for who came back within a span than for who did not', () => {
    const steps: JourneyInput['steps'] = [
      { id: 'w', type: 'wait', for: '10d' },
      { id: 'ask', type: 'branch', paths: [{ when: { did: 'view', within: '3d' }, next: 'back' }] },
      { id: 'away', type: 'stop', reason: 'away' },
      { id: 'back', type: 'stop', reason: 'back' },
    ];
    const wayOf = (at: Instant) => {
      const events = [aPurchase({ at: NOON }), anActivity({ at })];
      return lived({ steps }, events, NOON + 11 * DAY).flatMap((fact) => (fact.what === 'left' ? [fact.because] : []));
    };
    expect(wayOf(NOON + 7 * DAY + 1)).toEqual([{ by: 'stop', reason: 'back' }]);
    expect(wayOf(NOON + 7 * DAY)).toEqual([{ by: 'stop', reason: 'away' }]);
  });
});
