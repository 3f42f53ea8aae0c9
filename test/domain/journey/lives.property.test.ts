import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEntries, journeyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { archivedLife, lifeOf, pausedLife, resumedLife } from '../../../domain/journey/life.ts';
import { allInside } from '../../../domain/journey/standing.ts';
import { compiled } from '../../../domain/journey/definition/compiled.ts';
import { journeyVersion } from '../../../domain/playbook.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

import { FIRST, go, id, toast, World } from './lives.ts';

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

type Act = typeof acts extends fc.Arbitrary<infer Of> ? Of : never;

/** What somebody asks of the journey. @param hours chooses between two ways of some of them */
function asks(world: World, at: Instant, { act, ...how }: Act, hours: number): void {
  const asked = { at };
  if (act === 'pause') world.change(at, (life) => pausedLife(life, asked));
  else if (act === 'archive') world.change(at, (life) => archivedLife(life, asked, hours % 2 ? 'leave' : 'finish'));
  else if ('spread' in how) world.change(at, (life) => resumedLife(life, asked, how.spread));
  else if ('shape' in how) {
    world.publish(at, SHAPES[how.shape] ?? FIRST, ({ drain: _drain, ...life }, to) => {
      if (act === 'drain') return { ...life, drain: { to, until: hours % 2 ? at + DAY : null } };
      if (act === 'pin') return life;
      const mapping = { long: how.to, hello: how.to, thanks: how.to };
      return { ...life, relocations: [...(life.relocations ?? []), { to, mapping }] };
    });
  }
}

function expectInOrder(world: World, facts: ReturnType<World['at']>, effects: number): void {
  const { status, relocations } = lifeOf(world.book, id);
  const now = world.inside;
  expect(now?.held ?? false).toBe(status.is === 'paused' && now !== undefined);
  if (status.is === 'paused') {
    expect(facts.some(({ what }) => what === 'entered' || what === 'passed')).toBe(false);
    expect(world.effects).toHaveLength(effects);
  }
  if (now === undefined) return;
  expect(now.version).toBeGreaterThanOrEqual(relocations?.at(-1)?.to ?? 1);
  const version = journeyVersion(world.book, id, now.version);
  const here = version && compiled(version.definition).steps.get(now.step);
  expect(here).toBeDefined();
  expect(now.held === true || now.waiting.until !== null || here?.listening !== null).toBe(true);
}

test('given any life of a journey, nobody is stuck, held without a pause, or served twice, and the journal tells it all', () => {
  let slept = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(acts, fc.nat(20)), { maxLength: 20 }), (life) => {
      const world = new World();
      let at = NOON;
      world.at(at, 'purchase');
      for (const [one, hours] of life) {
        at += hours * HOUR + MINUTE;
        world.at(at - MINUTE);
        asks(world, at, one, hours);
        const effects = world.effects.length;
        const asleep = world.asleep(at);
        const event = ['purchase', 'go', 'leave'].find((type) => type === one.act);
        const facts = world.at(at, event);
        if (asleep?.entry && event === undefined) {
          // What a rollout writes is what the customer comes to by themselves.
          expect(world.entries.at(-1)).toEqual(asleep.entry);
          expect(world.state.journeys).toEqual(asleep.state.journeys);
          slept += 1;
        }
        expectInOrder(world, facts, effects);
      }
      expect(new Set(world.effects).size).toBe(world.effects.length);
      expect(journeyDifferences(world.state.journeys, foldEntries(NOTHING_TOLD, world.entries))).toEqual([]);
      expect(allInside(world.state.journeys).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
  expect(slept).toBeGreaterThan(30);
});
