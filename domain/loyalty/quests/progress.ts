import { eventFact } from '../../events/event-facts.ts';
import { eventType, type CustomerEvent } from '../../events/event.ts';
import { holds, type CustomerFacts } from '../../journey/conditions/condition.ts';
import { countedOf, leftOf, type OrderFacts } from '../../ledger/ledger.ts';
import { own } from '../../own.ts';
import { shortHash } from '../../sha256.ts';
import { dayOf } from '../../time-zone.ts';
import { MOST_POINTS } from '../points.schema.ts';
import { doneOf } from './done.ts';
import { NO_TALLY } from './evolve.ts';
import type { StepChange } from './facts.ts';
import type { Quest, QuestMilestone } from './quest.schema.ts';
import type { QuestRunning, QuestTally } from './state.ts';
import type { QuestStep } from './steps.schema.ts';
import { weekOf } from './time.ts';

/** What an event brings a step. */
type Brought = Pick<StepChange, 'sum' | 'of'>;

/** One event, as quests look at it. */
export interface QuestEvent {
  readonly event: CustomerEvent;
  /** Of the event, and of the customer after it. */
  readonly facts: CustomerFacts;
  /** What is known of the order that a purchase made. */
  readonly order: OrderFacts | undefined;
}

/** Longer values are told apart by their hash. */
const LONGEST_VALUE = 40;

/** What an event brings a step; `null` where it is nothing for it. */
export function broughtTo(step: QuestStep, { event, facts, order }: QuestEvent, zone: string): Brought | null {
  if (step.on !== eventType(event) || (step.when !== undefined && !holds(step.when, facts))) return null;
  if (order !== undefined && countedOf(order).length === 0) return null;
  switch (step.by) {
    case 'count':
      return { sum: 1 };
    case 'sum': {
      const sum = step.of === undefined ? (order ? leftOf(order) : 0) : wholeOf(eventFact(event, step.of));
      return sum > 0 ? { sum } : null;
    }
    case 'distinct': {
      const value = eventFact(event, step.of);
      if (value === undefined) return null;
      const text = String(value);
      return { sum: 1, of: text.length > LONGEST_VALUE ? shortHash(text) : text };
    }
    case 'streak': {
      const day = dayOf(event.at, zone);
      return { sum: 1, of: step.period === 'day' ? day : weekOf(day) };
    }
  }
}

function wholeOf(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(Math.floor(value), MOST_POINTS) : 0;
}

/** How much of what an order brought a step a refund leaves: of money what is left of it, of all else all or nothing. */
export function leftAfter(step: QuestStep, brought: number, order: OrderFacts): number {
  if (countedOf(order).length === 0) return 0;
  return step.by === 'sum' && step.of === undefined ? Math.min(brought, leftOf(order)) : brought;
}

export function tallyIn(run: Pick<QuestRunning, 'tallies'>, { id }: QuestStep): QuestTally {
  return own(run.tallies, id) ?? NO_TALLY;
}

function isDone(step: QuestStep, run: Pick<QuestRunning, 'tallies'>): boolean {
  return doneOf(step, tallyIn(run, step)) >= step.target;
}

/** The steps for which something counts now. */
export function openSteps({ steps, order }: Quest, run: Pick<QuestRunning, 'tallies'>): readonly QuestStep[] {
  if (order === 'any') return steps;
  const first = steps.find((step) => !isDone(step, run));
  return first === undefined ? [] : [first];
}

export function isComplete({ steps }: Quest, run: QuestRunning): boolean {
  return steps.every((step) => isDone(step, run));
}

export function isReached({ after }: QuestMilestone, { steps }: Quest, run: QuestRunning): boolean {
  if ('steps' in after) return steps.filter((step) => isDone(step, run)).length >= after.steps;
  const step = steps.find(({ id }) => id === after.step);
  return step !== undefined && doneOf(step, tallyIn(run, step)) >= after.done;
}
