import type { OrderKey } from '../../keys.ts';
import { own } from '../../own.ts';
import type { QuestFact, StepChange } from './facts.ts';
import type { QuestRunning, QuestState, QuestStates, QuestTally, TallyPart } from './state.ts';

/** Of what is counted apart: a streak of the longest target and all its freezes needs no more. */
const MOST_PARTS = 130;
/** Of the orders that a refund may take back; what older ones brought stays. */
const MOST_ORDERS = 30;

export const NO_TALLY: QuestTally = { sum: 0 };

/** What a fact makes of somebody's quests. */
export function afterQuest(quests: QuestStates, fact: QuestFact): QuestStates {
  return { ...quests, [fact.quest]: next(own(quests, fact.quest), fact) };
}

function next(before: QuestState | undefined, fact: QuestFact): QuestState {
  const { cycle, n: told } = fact;
  if (fact.is === 'started') {
    const { at, zone, ends } = fact;
    const completed = before?.completed ?? 0;
    return { is: 'running', cycle, completed, told, startedAt: at, ends, zone, tallies: {}, reached: [] };
  }
  if (before?.is !== 'running') throw new Error(`quest "${fact.quest}" does not run, and "${fact.is}" is told of it`);
  return going({ ...before, told }, fact);
}

function going(run: QuestRunning, fact: Exclude<QuestFact, { readonly is: 'started' }>): QuestState {
  const { cycle, completed, told, startedAt, ends } = run;
  switch (fact.is) {
    case 'progressed':
    case 'rolled-back':
      return { ...run, tallies: fact.steps.reduce(withChange, run.tallies) };
    case 'milestone':
      return { ...run, reached: [...run.reached, fact.milestone] };
    case 'ending':
      return { ...run, reminded: true };
    case 'completed':
      return { is: fact.is, cycle, completed: completed + 1, told, startedAt, ends, at: fact.at };
    case 'expired':
      return {
        is: fact.is,
        cycle,
        completed,
        told,
        startedAt,
        ends,
        at: fact.at,
        done: fact.done,
        reached: run.reached,
      };
    case 'withdrawn':
      return { is: fact.is, cycle, completed, told, startedAt, ends, at: fact.at };
  }
}

function withChange(tallies: QuestRunning['tallies'], change: StepChange): QuestRunning['tallies'] {
  return { ...tallies, [change.step]: tallied(own(tallies, change.step) ?? NO_TALLY, change) };
}

type Counted = Pick<StepChange, 'sum' | 'of' | 'order'>;

/** A tally with one more thing counted, or one less. */
export function tallied(tally: QuestTally, change: Counted): QuestTally {
  const { parts: _parts, orders: _orders, ...rest } = tally;
  const parts = change.of === undefined ? tally.parts : withPart(tally.parts ?? [], change.of, change.sum);
  const orders =
    change.order === undefined
      ? tally.orders
      : withOrder(tally.orders ?? [], change.order, change.of ?? null, change.sum);
  return {
    ...rest,
    sum: tally.sum + change.sum,
    ...(parts === undefined || parts.length === 0 ? {} : { parts }),
    ...(orders === undefined || orders.length === 0 ? {} : { orders }),
  };
}

type Parts = NonNullable<QuestTally['parts']>;
type Orders = NonNullable<QuestTally['orders']>;

function withPart(parts: Parts, of: TallyPart, sum: number): Parts {
  const place = parts.findIndex(([one]) => one === of);
  const all = (parts[place]?.[1] ?? 0) + sum;
  if (place >= 0) return all > 0 ? parts.with(place, [of, all]) : parts.toSpliced(place, 1);
  if (all <= 0) return parts;
  if (typeof of === 'string') return parts.length < MOST_PARTS ? [...parts, [of, all]] : parts;
  const before = parts.findLastIndex(([one]) => typeof one === 'number' && one < of);
  return parts.toSpliced(before + 1, 0, [of, all]).slice(-MOST_PARTS);
}

function withOrder(orders: Orders, order: OrderKey, of: TallyPart | null, sum: number): Orders {
  const place = orders.findIndex(([one]) => one === order);
  const all = (orders[place]?.[2] ?? 0) + sum;
  if (place < 0) return all > 0 ? ([...orders, [order, of, all]] satisfies Orders).slice(-MOST_ORDERS) : orders;
  return all > 0 ? orders.with(place, [order, of, all]) : orders.toSpliced(place, 1);
}
