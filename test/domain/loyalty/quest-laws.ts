import fc from 'fast-check';
import { takenAt, type CustomerEvent } from '../../../domain/events/event.ts';
import { questViews } from '../../../domain/loyalty/quests/view.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, anActivity, aPurchase, aRefund, NOON } from '../../builders.ts';
import { aSpend, Life, withLoyalty } from './life.ts';
import { NaiveQuest, type NaiveRules, type NaiveStep } from './naive-quest.ts';

const REWARD = 10;
const some = (max: number) => fc.integer({ min: 1, max });
const on = fc.constantFrom('purchase', 'visit');
const step = fc.oneof(
  fc.record({ by: fc.constant('count' as const), on, target: some(4) }),
  fc.record({ by: fc.constant('sum' as const), on: fc.constant('purchase'), target: some(900) }),
  fc.record({ by: fc.constant('distinct' as const), on, of: fc.constant('shop'), target: some(3) }),
  fc.record({ by: fc.constant('streak' as const), on, target: some(4), times: some(2), freezes: fc.nat(2) }),
) satisfies fc.Arbitrary<NaiveStep>;
const repeat = fc.record({
  on: fc.constantFrom('completion' as const, 'expiration' as const),
  most: fc.constantFrom(2, 3),
});
export const rules: fc.Arbitrary<NaiveRules> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  days: fc.option(some(12)),
  repeat: fc.option(repeat),
  rollback: fc.boolean(),
});

const when = fc.record({ at: fc.nat(25 * 24), late: fc.oneof(fc.constant(0), fc.nat(4 * 24)) });
const shop = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('buy' as const), order: fc.nat(9), amount: fc.nat(400), shop }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('visit' as const), shop }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('refund' as const), order: fc.nat(9), amount: some(400) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('spend' as const), points: some(15) }) },
);

/** What somebody does within a month, some of it learned late, in the order in which it is taken. */
export const deeds = fc.array(fc.tuple(when, deed), { minLength: 1, maxLength: 30 }).map((all) => {
  const bought = new Set<number>();
  const events = all.flatMap(([{ at, late }, one], place): readonly CustomerEvent[] => {
    const time = { at: NOON + at * HOUR, seenAt: NOON + (at + late) * HOUR, id: `e-${place}` };
    const facts = 'shop' in one && one.shop !== undefined ? { facts: { shop: one.shop } } : {};
    if (one.is === 'visit') return [anActivity({ ...time, type: 'visit', ...facts })];
    if (one.is === 'refund') return [aRefund({ ...time, order: aKey(`o-${one.order}`), amount: one.amount })];
    if (one.is === 'spend') return [aSpend(time.id, one.points, time.seenAt)];
    if (bought.has(one.order)) return [];
    bought.add(one.order);
    return [aPurchase({ ...time, id: `o-${one.order}`, amount: one.amount, ...facts })];
  });
  return events.toSorted((a, b) => takenAt(a) - takenAt(b) || a.at - b.at || (a.key < b.key ? -1 : 1));
});

export function questing({ steps, days, repeat: again, rollback }: NaiveRules): Life {
  const quest = {
    id: 'q',
    name: 'Q',
    steps: steps.map((one, place) => ({ id: `s-${place}`, ...one, ...(one.by === 'streak' ? { period: 'day' } : {}) })),
    rewards: [{ give: 'points', points: REWARD }],
    deadline: days === null ? null : { by: 'days', days },
    repeat: again,
    rollback,
  };
  return new Life(withLoyalty({ earn: [], quests: [quest] }));
}

function shown(life: Life, at: number) {
  const [view] = questViews(life.playbook.loyalty, life.state, at, 'UTC');
  const earned = life.account?.earned ?? 0;
  return {
    is: view?.is,
    cycle: view?.cycle,
    completed: view?.completed,
    done: view?.steps.map(({ done }) => done),
    earned,
  };
}

function naively(naive: NaiveQuest, at: number) {
  const { is, cycle, completed } = naive;
  return { is, cycle, completed, done: naive.done(at), earned: completed * REWARD };
}

/** What of invariant 7 a life breaks: progress is what counting anew comes to, and each cycle is rewarded once. */
export function brokenByQuests(given: NaiveRules, events: readonly CustomerEvent[]): readonly string[] {
  const life = questing(given);
  const naive = new NaiveQuest(given);
  const broken: string[] = [];
  const compare = (at: number) => {
    const [is, shouldBe] = [JSON.stringify(shown(life, at)), JSON.stringify(naively(naive, at))];
    if (is !== shouldBe) broken.push(`7, quests: ${is} instead of ${shouldBe}`);
  };
  for (const event of events) {
    const at = takenAt(event);
    life.take(at, event);
    naive.passTo(at);
    naive.take(event, at);
    compare(at);
  }
  const end = NOON + 60 * DAY;
  naive.passTo(end);
  life.take(end);
  compare(end);
  const causes = life.facts.flatMap((fact) => (fact.what === 'awarded' ? [JSON.stringify(fact.cause)] : []));
  if (new Set(causes).size !== causes.length) broken.push('7, quests: a cycle was rewarded twice');
  return broken;
}
