import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { takenAt } from '../../../domain/events/event.ts';
import { activePoints } from '../../../domain/loyalty/account.ts';
import { NO_LOYALTY } from '../../../domain/loyalty/state.ts';
import { brokenByQuests, deeds, questing, rules } from './quest-laws.ts';

test('progress is what counting the whole log again comes to, after every event, and each cycle is rewarded once', () => {
  fc.assert(
    fc.property(rules, deeds, (given, events) => {
      expect(brokenByQuests(given, events)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('the ledger holds, the state is the fold of the facts, and it is the same in whatever calls events come', () => {
  fc.assert(
    fc.property(rules, deeds, fc.integer({ min: 2, max: 10 }), (given, events, batch) => {
      const last = Math.max(...events.map(takenAt));
      const one = questing(given);
      for (const event of events) one.take(takenAt(event), event);
      one.take(last);
      const other = questing(given);
      for (let place = 0; place < events.length; place += batch) {
        const part = events.slice(place, place + batch);
        other.take(Math.max(...part.map(takenAt)), ...part);
      }
      expect(other.take(last).state.loyalty).toEqual(one.state.loyalty);
      expect(other.facts).toEqual(one.facts);
      expect(loyaltyDifferences(one.state.loyalty, foldEntries(NOTHING_TOLD, one.entries))).toEqual([]);
      const { account } = one.state.loyalty ?? NO_LOYALTY;
      expect(account.earned).toBe(activePoints(account) + account.spent);
      expect(one.facts.map(({ n }) => n)).toEqual(one.facts.map((_fact, place) => place + 1));
    }),
    { numRuns: 60 },
  );
});
