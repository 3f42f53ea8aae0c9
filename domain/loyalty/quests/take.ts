import type { CustomerEvent } from '../../events/event.ts';
import { eventType } from '../../events/event.ts';
import { holds } from '../../journey/conditions/condition.ts';
import type { QuestId } from '../../ids.schema.ts';
import type { OrderKey } from '../../keys.ts';
import type { OrderFacts } from '../../ledger/ledger.ts';
import { own } from '../../own.ts';
import type { Instant } from '../../time.ts';
import type { Keeper } from '../keeper.ts';
import type { Loyalty } from '../program.ts';
import { giveReward, type Reward } from '../rewards/index.ts';
import type { Cause } from '../rewards/cause.ts';
import { doneAt, doneOf } from './done.ts';
import { tallied } from './evolve.ts';
import type { StepChange } from './facts.ts';
import { broughtTo, isComplete, isReached, leftAfter, openSteps, tallyIn, type QuestEvent } from './progress.ts';
import type { Quest } from './quest.schema.ts';
import { beginning, type Beginning } from './start.ts';
import type { QuestDone, QuestRunning, QuestState } from './state.ts';
import type { QuestStep } from './steps.schema.ts';
import { endingAt } from './time.ts';

/** What quests come to by time alone: those whose time is over, and those of which that is near. */
export function passTime(keeper: Keeper, program: Loyalty | undefined, at: Instant): void {
  for (const [id, state] of keeper.runningQuests()) {
    const quest = program?.quests.find((one) => one.id === id);
    const head = { what: 'quest', quest: id, cycle: state.cycle } as const;
    if (quest === undefined) keeper.tell({ ...head, is: 'withdrawn', at });
    else if (state.ends !== null && state.ends <= at)
      keeper.tell({ ...head, is: 'expired', at, done: doneIn(quest, state, state.ends) });
    else {
      const ending = endingAt(quest, state.ends);
      if (ending !== null && ending <= at && !state.reminded) keeper.tell({ ...head, is: 'ending' });
      settle(keeper, quest, at);
    }
  }
}

/** One event, and what is known besides it. */
export interface QuestTaking {
  readonly program: Loyalty;
  readonly event: CustomerEvent;
  readonly at: Instant;
  /** The customer's. */
  readonly zone: string;
}

/** The event, and the customer after it: put together only where a quest looks. */
type Seen = () => QuestEvent;

/** What an event brings to quests: it begins those that may begin by it, and counts for every one that runs. */
export function takeQuests(keeper: Keeper, taking: QuestTaking, seen: Seen): void {
  const { program, event, at } = taking;
  const type = eventType(event);
  for (const quest of program.quests) {
    if (!concerns(quest, type)) continue;
    if (questIn(keeper, quest.id)?.is !== 'running') {
      const begins = begunBy(keeper, quest, taking, seen);
      if (begins === null) continue;
      startQuest(keeper, quest, begins);
    }
    count(keeper, quest, taking, seen);
    settle(keeper, quest, at);
  }
}

/** Takes back what an order brought, as far as a refund of it leaves less, from quests that are not over. */
export function rollBack(
  keeper: Keeper,
  program: Loyalty,
  event: CustomerEvent,
  order: OrderKey,
  facts: OrderFacts,
): void {
  for (const quest of program.quests) {
    const run = questIn(keeper, quest.id);
    if (!quest.rollback || run?.is !== 'running') continue;
    const steps = quest.steps.flatMap((step) => takenBack(step, run, order, facts));
    if (steps.length === 0) continue;
    keeper.tell({ what: 'quest', is: 'rolled-back', quest: quest.id, cycle: run.cycle, by: event.key, steps });
  }
}

/** Begins a quest for somebody. */
export function startQuest(keeper: Keeper, { id }: Quest, begins: Beginning): void {
  keeper.tell({ what: 'quest', is: 'started', quest: id, ...begins });
}

function doneIn({ steps }: Quest, run: QuestRunning, ends: Instant): QuestDone {
  return Object.fromEntries(steps.map((step) => [step.id, doneAt(step, tallyIn(run, step), ends - 1, run.zone)]));
}

function questIn(keeper: Keeper, id: QuestId): QuestState | undefined {
  return own(keeper.state?.quests ?? {}, id);
}

/** At each event every quest is asked: most are about other things. */
function concerns({ start, steps }: Quest, type: string): boolean {
  return steps.some(({ on }) => on === type) || (start.by === 'entry' && start.on === type);
}

function begunBy(keeper: Keeper, quest: Quest, { event, at, zone }: QuestTaking, seen: Seen): Beginning | null {
  const { start } = quest;
  if (start.by !== 'entry') return null;
  const begins = beginning(quest, questIn(keeper, quest.id), { at: event.at, now: at, zone });
  if (begins === null || (start.on !== undefined && start.on !== eventType(event))) return null;
  const isCounted =
    start.on !== undefined || openSteps(quest, { tallies: {} }).some((step) => broughtTo(step, seen(), zone) !== null);
  if (!isCounted) return null;
  return start.when === undefined || holds(start.when, seen().facts) ? begins : null;
}

function count(keeper: Keeper, quest: Quest, { event }: QuestTaking, seen: Seen): void {
  const run = questIn(keeper, quest.id);
  if (run?.is !== 'running' || event.at < run.startedAt || (run.ends !== null && event.at >= run.ends)) return;
  const order = event.kind === 'purchase' && quest.rollback ? { order: event.key } : {};
  const steps = openSteps(quest, run).flatMap((step): readonly StepChange[] => {
    const brought = broughtTo(step, seen(), run.zone);
    return brought === null ? [] : [changeOf(step, run, { ...brought, ...order })];
  });
  if (steps.length === 0) return;
  keeper.tell({ what: 'quest', is: 'progressed', quest: quest.id, cycle: run.cycle, by: event.key, steps });
}

function changeOf(step: QuestStep, run: QuestRunning, counted: Pick<StepChange, 'sum' | 'of' | 'order'>): StepChange {
  const done = doneOf(step, tallied(tallyIn(run, step), counted));
  return { step: step.id, ...counted, done, target: step.target };
}

function takenBack(step: QuestStep, run: QuestRunning, order: OrderKey, facts: OrderFacts): readonly StepChange[] {
  const known = tallyIn(run, step).orders?.find(([one]) => one === order);
  if (known === undefined) return [];
  const [, of, brought] = known;
  const sum = leftAfter(step, brought, facts) - brought;
  return sum === 0 ? [] : [changeOf(step, run, { sum, order, ...(of === null ? {} : { of }) })];
}

/** Tells what a quest has come to, and gives what it gives for that: each milestone and the end once in each cycle. */
function settle(keeper: Keeper, quest: Quest, at: Instant): void {
  const run = questIn(keeper, quest.id);
  if (run?.is !== 'running') return;
  const { cycle } = run;
  const head = { what: 'quest', quest: quest.id, cycle } as const;
  for (const one of quest.milestones) {
    if (run.reached.includes(one.id) || !isReached(one, quest, run)) continue;
    keeper.tell({ ...head, is: 'milestone', milestone: one.id });
    giveAll(keeper, one.rewards, { by: 'quest', quest: quest.id, cycle, milestone: one.id });
  }
  if (!isComplete(quest, run)) return;
  keeper.tell({ ...head, is: 'completed', at });
  giveAll(keeper, quest.rewards, { by: 'quest', quest: quest.id, cycle });
}

function giveAll(keeper: Keeper, rewards: readonly Reward[], cause: Cause): void {
  for (const one of rewards) giveReward(one, cause, keeper);
}
