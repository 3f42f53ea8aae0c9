import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takenAt } from '../../../domain/events/event.ts';
import { NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';
import { brokenByTiers, draftOf, events, IDS, ladder } from './tier-laws.ts';

test('a tier is what the metric of its window, its validity and its grace come to', () => {
  fc.assert(
    fc.property(events, ladder, (all, rules) => {
      expect(brokenByTiers(all, rules)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('publishing other thresholds demotes nobody', () => {
  fc.assert(
    fc.property(events, ladder, ladder, (all, rules, others) => {
      const life = new Life(withLoyalty(draftOf(rules)));
      const end = Math.max(NOON, ...all.map(takenAt));
      for (const event of all) life.take(takenAt(event), event);
      life.take(end);
      const before = IDS.indexOf(life.tier ?? '');
      life.playbook = withLoyalty(draftOf({ ...rules, mins: others.mins }), life.playbook, end);
      expect(IDS.indexOf(life.take(end).tier ?? '')).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 40 },
  );
});
