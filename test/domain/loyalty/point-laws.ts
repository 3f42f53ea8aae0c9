import { foldEntries, loyaltyDifferences, NOTHING_TOLD } from '../../../domain/decision/journal-fold.ts';
import { takenAt, type CustomerEvent } from '../../../domain/events/event.ts';
import { activePoints, pendingPoints, type Account } from '../../../domain/loyalty/account.ts';
import { evolved } from '../../../domain/loyalty/evolve.ts';
import type { LoyaltyFact } from '../../../domain/loyalty/facts.ts';
import { NO_LOYALTY } from '../../../domain/loyalty/state.ts';
import { DRAFT, END, RULES } from './deeds.ts';
import { Life, withLoyalty } from './life.ts';
import { NaiveAccount } from './naive.ts';

/** Which of invariants 1 to 6 and 9 of points a life of these events breaks, and how; empty: none. */
export function brokenByPoints(events: readonly CustomerEvent[]): readonly string[] {
  const life = new Life(withLoyalty(DRAFT));
  const naive = new NaiveAccount(RULES);
  const broken: string[] = [];
  const compare = () => {
    const [is, should] = [JSON.stringify(sums(life)), JSON.stringify(naiveSums(naive))];
    if (is !== should) broken.push(`points: ${is} instead of ${should}`);
  };
  for (const event of events) {
    life.take(takenAt(event), event);
    naive.passTo(takenAt(event));
    const isThere = naive.take(event);
    const outcome = life.entries.at(-1)?.events[0]?.outcome?.is;
    const otherwise = event.kind === 'points-returned' ? 'nothing-spent' : 'insufficient';
    const isAsked = event.kind.startsWith('points-');
    if (isAsked && outcome !== (isThere ? 'accepted' : otherwise)) broken.push(`an answer: ${outcome}`);
    compare();
  }
  life.take(END);
  naive.passTo(END);
  compare();
  return [...broken, ...brokenInFacts(life.facts), ...brokenInFold(life)];
}

function sums(life: Life) {
  const { account } = life.state.loyalty ?? NO_LOYALTY;
  const { debt, earned, spent, expired, reversed, active } = account;
  const lots = active.map(({ points, expires }) => [expires ?? 'never', points]);
  return {
    active: activePoints(account),
    pending: pendingPoints(account),
    debt,
    earned,
    spent,
    expired,
    reversed,
    lots,
  };
}

function naiveSums(naive: NaiveAccount) {
  const { active, pending, debt, earned, spent, expired, reversed } = naive;
  const lots = naive.lots.map(([day, points]) => [day === Infinity ? 'never' : day, points]);
  return { active, pending, debt, earned, spent, expired, reversed, lots };
}

/** At every prefix of the facts. */
function brokenInFacts(facts: readonly LoyaltyFact[]): readonly string[] {
  const broken: string[] = [];
  let state: ReturnType<typeof evolved>;
  facts.forEach((fact, place) => {
    if (fact.n !== place + 1) broken.push(`4, numbers: ${fact.n} is at place ${place + 1}`);
    state = evolved(state, [fact]);
    broken.push(...brokenIn((state ?? NO_LOYALTY).account));
  });
  const names = facts.flatMap((fact) =>
    'by' in fact ? [`${fact.what} ${fact.by} ${'rule' in fact ? fact.rule : ''}`] : [],
  );
  if (new Set(names).size !== names.length) broken.push('3, keys: an event did the same thing twice');
  return broken;
}

function brokenIn(account: Account): readonly string[] {
  const { earned, spent, expired, reversed, debt } = account;
  const [active, pending] = [activePoints(account), pendingPoints(account)];
  const days = account.active.map(({ expires, slides }) => `${expires} ${slides}`);
  return [
    ...(Math.min(active, pending, debt) < 0 ? ['1, signs: something is below 0'] : []),
    ...(debt > 0 && active > 0 ? ['1, debt: who owes has points'] : []),
    ...(earned === active + pending + spent + expired + reversed - debt ? [] : ['2, sums: points came or went']),
    ...([...account.active, ...account.pending].every(({ points }) => points > 0) ? [] : ['9, lots: an empty one']),
    ...(new Set(days).size === days.length ? [] : ['9, lots: two with one end']),
  ];
}

function brokenInFold(life: Life): readonly string[] {
  const differences = loyaltyDifferences(life.state.loyalty, foldEntries(NOTHING_TOLD, life.entries));
  return differences.map(({ field }) => `the fold of the journal: ${field}`);
}
