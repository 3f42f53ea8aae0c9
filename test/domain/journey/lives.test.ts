import { describe, expect, test } from 'vitest';
import { stepId } from '../../../domain/ids.schema.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { archivedLife, lifeOf, pausedLife, resumedLife, closedBecause } from '../../../domain/journey/life.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { NOON, type told } from '../../builders.ts';

import { FIRST, go, id, toast, World } from './lives.ts';

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

test('a condition that has come to hold during a pause lets them go on within the spread, and wakes nobody before', () => {
  const isBack = { when: { field: 'totals.orders', op: 'gte', value: 2 } } as const;
  const world = new World([{ id: 'pause', type: 'wait', anyOf: [{ ...isBack, next: 'thanks' }] }, toast('thanks')]);
  world.at(NOON, 'purchase');
  world.change(NOON + HOUR, (life) => pausedLife(life, { at: NOON + HOUR }));
  world.at(NOON + 2 * HOUR, 'purchase');
  expect(world.inside).toMatchObject({ step: 'pause', held: true });
  const since = NOON + 3 * HOUR;
  world.change(since, (life) => resumedLife(life, { at: since }, HOUR));
  expect(words(world.at(since))).toEqual(['resumed pause']);
  const until = world.inside?.waiting.until ?? 0;
  expect(until - since).toBeGreaterThan(0);
  expect(words(world.at(until))).toEqual(['passed pause', 'passed thanks', 'left thanks']);
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
