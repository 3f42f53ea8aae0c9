import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietlyAdopted } from '../../../domain/decision/quiet-adoption.ts';
import type { CustomerState } from '../../../domain/decision/state.ts';
import { decide } from '../../../domain/decision/decide.ts';
import { foldEntries, journeyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { journeyId, stepId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import {
  archivedLife,
  lifeOf,
  pausedLife,
  resumedLife,
  closedBecause,
  withLife,
  type JourneyLife,
} from '../../../domain/journey/life.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import { compiled } from '../../../domain/journey/definition/compiled.ts';
import { currentJourney, journeyVersion, publishJourney, wakingAnew, type Playbook } from '../../../domain/playbook.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import {
  aCustomer,
  aJourney,
  anActivity,
  aPlaybook,
  aPurchase,
  CUSTOMER_KEY,
  inside,
  NOON,
  told,
} from '../../builders.ts';

const id = journeyId.parse('greeting');
const go = { on: 'event', event: 'go' } as const;
const toast = (step: string) =>
  ({ id: step, type: 'place', placement: 'toast', slot: 'corner', title: step, body: step }) as const;
const FIRST: JourneyInput['steps'] = [
  { id: 'pause', type: 'wait', until: go, for: '3d', onTimeout: 'late' },
  toast('thanks'),
  { id: 'rest', type: 'wait', for: '2d', next: 'pause' },
  toast('late'),
];
const enter = { on: 'event', event: 'purchase' } as const;
const exit = [{ on: 'event', event: 'leave' } as const];

/** One customer, and the playbook as it changes. */
class World {
  book: Playbook;
  state = aCustomer();
  entries: ReturnType<typeof decide>['entries'][number][] = [];
  effects: string[] = [];
  next: ReturnType<typeof decide>['next'] = null;
  #events = 0;

  constructor(steps = FIRST) {
    this.book = aPlaybook([aJourney({ enter, exit, steps })]);
  }

  /** The next playbook, in which this holds for the journey. */
  change(at: Instant, change: (life: JourneyLife) => JourneyLife | null, book = this.book): void {
    const next = { ...book, version: this.book.version + 1 };
    this.book = wakingAnew(withLife(next, id, change(lifeOf(book, id)) ?? lifeOf(book, id)), at);
  }

  publish(at: Instant, steps: JourneyInput['steps'], change: (life: JourneyLife, to: number) => JourneyLife): void {
    const next = publishJourney(this.book, aJourney({ enter, exit, steps }));
    this.change(at, (life) => change(life, currentJourney(next, id)?.version ?? 0), next);
  }

  at(now: Instant, type?: string): ReturnType<typeof told> {
    const events = type === undefined ? [] : [this.#event(type, now)];
    const decision = decide({ ...this.#input(now), events, orders: new Map() });
    this.state = decision.state;
    this.next = decision.next;
    this.entries.push(...decision.entries);
    this.effects.push(...decision.effects.map(({ key }) => key));
    return told(decision.entries.flatMap(({ facts }) => facts));
  }

  /** What a rollout makes of them asleep; `null` where they have to decide. */
  asleep(now: Instant) {
    return quietlyAdopted(this.#input(now), this.next);
  }

  #input(now: Instant) {
    const of = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: true };
    return { ...of, playbook: this.book, state: this.state, now };
  }

  get inside() {
    return inside(this.state, id);
  }

  #event(type: string, at: Instant): CustomerEvent {
    this.#events += 1;
    const of = { id: `e-${this.#events}`, at };
    return type === 'purchase' ? aPurchase(of) : anActivity({ ...of, type });
  }
}

const words = (facts: ReturnType<typeof told>) =>
  facts.map(({ what, place }) => `${what} ${'step' in place ? place.step : ''}`);

describe('a journey that is paused', () => {
  const paused = () => {
    const world = new World();
    world.at(NOON, 'purchase');
    world.change(NOON + HOUR, (life) => pausedLife(life, { at: NOON + HOUR }));
    return world;
  };

  test('holds those inside, lets nobody in, and tells both', () => {
    const world = paused();
    expect(words(world.at(NOON + 2 * HOUR))).toEqual(['paused pause']);
    expect(words(world.at(NOON + 10 * DAY))).toEqual([]);
    expect(world.inside).toMatchObject({ step: 'pause', held: true });
    const other = new World();
    other.change(NOON, (life) => pausedLife(life, { at: NOON }));
    expect(other.at(NOON + HOUR, 'purchase')).toMatchObject([{ what: 'refused', because: 'paused' }]);
  });

  test('still lets out whoever reaches its exit', () => {
    const world = paused();
    expect(words(world.at(NOON + 2 * HOUR, 'leave'))).toEqual(['paused pause', 'left pause']);
  });

  test('goes on: waits that have ended meanwhile at an instant of their own, others when they end', () => {
    const world = paused();
    world.at(NOON + 4 * DAY);
    const since = NOON + 5 * DAY;
    world.change(since, (life) => resumedLife(life, { at: since }, HOUR));
    expect(words(world.at(since))).toEqual(['resumed pause']);
    const until = world.inside?.waiting.until ?? 0;
    expect(until).toBeGreaterThan(since);
    expect(until).toBeLessThan(since + HOUR);
    expect(words(world.at(until - 1))).toEqual([]);
    expect(words(world.at(until))).toEqual(['passed pause', 'passed late', 'left late']);

    const early = paused();
    early.at(NOON + DAY);
    early.change(NOON + 2 * DAY, (life) => resumedLife(life, { at: NOON + 2 * DAY }, HOUR));
    early.at(NOON + 2 * DAY);
    expect(early.inside).toMatchObject({ waiting: { for: 'step', until: NOON + 3 * DAY } });
  });

  test('has heard what happened meanwhile, also after the time of the wait was over', () => {
    const world = paused();
    world.at(NOON + 4 * DAY, 'go');
    world.change(NOON + 5 * DAY, (life) => resumedLife(life, { at: NOON + 5 * DAY }, 0));
    const facts = world.at(NOON + 5 * DAY);
    expect(words(facts)).toEqual(['resumed pause', 'passed pause', 'passed thanks', 'waiting rest']);
    expect(facts[1]).toMatchObject({ took: 'happened' });
  });
});

test.each(['finish', 'leave'] as const)('of an archived journey those inside %s, and nobody enters', (what) => {
  const world = new World();
  world.at(NOON, 'purchase');
  world.change(NOON + HOUR, (life) => archivedLife(life, { at: NOON + HOUR }, what));
  const facts = world.at(NOON + HOUR);
  expect(facts).toMatchObject(what === 'leave' ? [{ what: 'left', because: { by: 'archived' } }] : []);
  world.at(NOON + 9 * DAY, 'purchase');
  expect(world.inside).toBeUndefined();
});

describe('a version that others pass to', () => {
  const to = (steps: JourneyInput['steps'], mapping: Record<string, string> = {}) => {
    const world = new World();
    world.at(NOON, 'purchase');
    world.publish(NOON + DAY, steps, (life, version) => ({ ...life, relocations: [{ to: version, mapping }] }));
    return world;
  };
  const wait = { id: 'pause', type: 'wait', until: go, onTimeout: 'late' } as const;
  const longer: JourneyInput['steps'] = [{ ...wait, for: '9d' }, toast('thanks'), toast('late')];
  const shorter: JourneyInput['steps'] = [{ ...wait, for: '2h' }, toast('thanks'), toast('late')];

  test('keeps whoever stands at a step that it has, with its own wait from when the step was reached', () => {
    const world = to(longer);
    expect(words(world.at(NOON + DAY))).toEqual(['relocated pause', 'waiting pause']);
    expect(world.inside).toMatchObject({ version: 2, since: NOON, waiting: { until: NOON + 9 * DAY } });
  });

  test('lets them go on at once where its wait would be over by now', () => {
    const facts = to(shorter).at(NOON + DAY);
    expect(words(facts)).toEqual(['relocated pause', 'passed pause', 'passed late', 'left late']);
    expect(facts[1]).toMatchObject({ took: 'timeout' });
  });

  test('takes them where its publisher said, or lets them go', () => {
    const other: JourneyInput['steps'] = [toast('hello'), { id: 'new', type: 'wait', for: '1d' }, toast('late')];
    const moved = to(other, { [stepId.parse('pause')]: 'new' });
    expect(words(moved.at(NOON + DAY))).toEqual(['relocated new', 'waiting new']);
    expect(moved.inside).toMatchObject({ since: NOON + DAY, waiting: { until: NOON + 2 * DAY } });
    expect(to(other, { pause: 'leave' }).at(NOON + DAY)).toMatchObject([{ because: { by: 'relocated' } }]);
    expect(to(other).at(NOON + DAY)).toMatchObject([{ because: { by: 'step-gone' } }]);
  });

  test('forgets what a wait has heard that listens for something else now', () => {
    const world = new World([
      { id: 'first', type: 'wait', for: '5d' },
      { id: 'second', type: 'wait', until: go, for: '9d' },
    ]);
    world.at(NOON, 'purchase');
    world.at(NOON + HOUR, 'go');
    const steps: JourneyInput['steps'] = [
      { id: 'first', type: 'wait', for: '5d' },
      { id: 'second', type: 'wait', until: { on: 'event', event: 'stay' }, for: '9d' },
    ];
    world.publish(NOON + DAY, steps, (life, version) => ({ ...life, relocations: [{ to: version, mapping: {} }] }));
    world.at(NOON + 6 * DAY);
    expect(world.inside).toMatchObject({ step: 'second', version: 2 });
  });
});

test('a version that drains takes nobody until those before have left, at the latest at its time', () => {
  const world = new World();
  world.at(NOON, 'purchase');
  const until = NOON + 2 * DAY;
  world.publish(NOON + HOUR, FIRST, (life, to) => ({ ...life, drain: { to, until } }));
  expect(words(world.at(NOON + HOUR))).toEqual(['draining pause']);
  expect(closedBecause(lifeOf(world.book, id), until - 1)).toBe('draining');
  expect(closedBecause(lifeOf(world.book, id), until)).toBeNull();
  const facts = world.at(NOON + 3 * DAY);
  expect(facts).toMatchObject([{ what: 'left', because: { by: 'drained' } }]);
  expect(world.entries.at(-1)?.at).toBe(until);
  world.at(NOON + 4 * DAY, 'purchase');
  expect(world.inside).toMatchObject({ version: 2 });
});

const SHAPES: readonly JourneyInput['steps'][] = [
  FIRST,
  [
    toast('hello'),
    { id: 'rest', type: 'wait', for: '1d' },
    toast('thanks'),
    { id: 'pause', type: 'wait', for: '2d', next: 'rest' },
  ],
  [
    { id: 'pause', type: 'wait', until: { ...go, since: 'step' }, for: '90m' },
    toast('late'),
    { id: 'long', type: 'wait', for: '3d', next: 'pause' },
  ],
];
const acts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('purchase', 'go', 'purchase', 'nothing', 'pause', 'leave') }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('resume'), spread: fc.constantFrom(0, HOUR, DAY) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('archive', 'resume'), spread: fc.constant(HOUR) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('migrate', 'migrate', 'drain', 'pin'),
      shape: fc.nat(2),
      to: fc.constantFrom('rest', 'pause', 'leave'),
    }),
  },
);

test('given any life of a journey, nobody is stuck, held without a pause, or served twice, and the journal tells it all', () => {
  let slept = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(acts, fc.nat(20)), { maxLength: 20 }), (life) => {
      const world = new World();
      let at = NOON;
      world.at(at, 'purchase');
      for (const [{ act, ...how }, hours] of life) {
        at += hours * HOUR + MINUTE;
        world.at(at - MINUTE);
        const asked = { at };
        if (act === 'pause') world.change(at, (one) => pausedLife(one, asked));
        else if (act === 'archive') {
          world.change(at, (one) => archivedLife(one, asked, hours % 2 ? 'leave' : 'finish'));
        } else if ('spread' in how) world.change(at, (one) => resumedLife(one, asked, how.spread));
        else if ('shape' in how) {
          world.publish(at, SHAPES[how.shape] ?? FIRST, ({ drain: _drain, ...one }, to) => {
            if (act === 'drain') return { ...one, drain: { to, until: hours % 2 ? at + DAY : null } };
            if (act === 'pin') return one;
            const mapping = { long: how.to, hello: how.to, thanks: how.to };
            return { ...one, relocations: [...(one.relocations ?? []), { to, mapping }] };
          });
        }
        const before = world.effects.length;
        const asleep = world.asleep(at);
        const facts = world.at(
          at,
          ['purchase', 'go', 'leave'].find((type) => type === act),
        );
        if (asleep?.entry && act !== 'leave') {
          const told = world.entries.find(({ seq }) => seq === asleep.entry?.seq);
          expect(told?.facts.slice(0, asleep.entry.facts.length)).toEqual(asleep.entry.facts);
          expect(['purchase', 'go'].includes(act) || isSameStanding(world.state, asleep.state)).toBe(true);
          slept += 1;
        }
        const { status, relocations } = lifeOf(world.book, id);
        const now = world.inside;
        expect(now?.held ?? false).toBe(status.is === 'paused' && now !== undefined);
        if (status.is === 'paused') {
          expect(facts.some(({ what }) => what === 'entered' || what === 'passed')).toBe(false);
          expect(world.effects).toHaveLength(before);
        }
        if (now) {
          expect(now.version).toBeGreaterThanOrEqual(relocations?.at(-1)?.to ?? 1);
          const version = journeyVersion(world.book, id, now.version);
          const here = version && compiled(version.definition).steps.get(now.step);
          expect(here).toBeDefined();
          expect(now.held === true || now.waiting.until !== null || here?.listening !== null).toBe(true);
        }
      }
      expect(new Set(world.effects).size).toBe(world.effects.length);
      expect(journeyDifferences(world.state.journeys, foldEntries(NOTHING_TOLD, world.entries))).toEqual([]);
      expect(allInside(world.state.journeys).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
  expect(slept).toBeGreaterThan(100);
});

function isSameStanding(one: CustomerState, other: CustomerState): boolean {
  return JSON.stringify(allInside(one.journeys)) === JSON.stringify(allInside(other.journeys));
}
