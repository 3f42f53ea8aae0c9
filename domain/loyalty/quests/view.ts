import type { QuestId, QuestPartId } from '../../ids.schema.ts';
import { own } from '../../own.ts';
import type { Instant } from '../../time.ts';
import type { Loyalty } from '../program.ts';
import { rewardText, type Reward } from '../rewards/index.ts';
import type { LoyaltyState } from '../state.ts';
import { doneAt } from './done.ts';
import { tallyIn } from './progress.ts';
import type { Quest } from './quest.schema.ts';
import { beginning } from './start.ts';
import type { QuestState } from './state.ts';
import type { QuestStep } from './steps.schema.ts';
import { endsOf } from './time.ts';

/** One quest, as customers read it: its newest cycle. */
export interface QuestView {
  readonly id: QuestId;
  readonly name: string;
  readonly text: string;
  readonly is: 'not-started' | 'running' | 'completed' | 'expired';
  /** Which time it is; 0 before the first. */
  readonly cycle: number;
  /** How often it was completed. */
  readonly completed: number;
  /** Whether it would begin, for the first time or again, by what they do now. */
  readonly mayBegin: boolean;
  readonly steps: readonly QuestStepView[];
  readonly milestones: readonly {
    readonly id: QuestPartId;
    readonly name: string;
    readonly reached: boolean;
    readonly rewards: readonly string[];
  }[];
  /** The first instant after its time, of one that has not begun if it began now; `null`: there is no hurry. */
  readonly deadline: Instant | null;
  readonly startedAt: Instant | null;
  /** When it was completed, or its time was over. */
  readonly endedAt: Instant | null;
  /** What completing it gives, in words. */
  readonly rewards: readonly string[];
}

export interface QuestStepView {
  readonly id: QuestPartId;
  readonly name: string;
  readonly done: number;
  readonly target: number;
}

/** As much of a customer as quests are shown of. */
interface Viewed {
  readonly loyalty?: LoyaltyState;
}

/**
 * Every quest of the programme, in its order, as a customer stands in it.
 * @param timezone the customer's; the workspace's where it is unknown
 */
export function questViews(
  program: Loyalty | undefined,
  { loyalty }: Viewed,
  at: Instant,
  timezone: string,
): readonly QuestView[] {
  if (program === undefined) return [];
  return program.quests.map((quest) =>
    viewOf(program, quest, own(loyalty?.quests ?? {}, quest.id), { at, zone: timezone }),
  );
}

function viewOf(
  program: Loyalty,
  quest: Quest,
  state: QuestState | undefined,
  seen: { readonly at: Instant; readonly zone: string },
): QuestView {
  const { id, name, text, start, milestones, rewards } = quest;
  const { at, zone } = seen;
  const standing = standingOf(state);
  const inWords = (given: readonly Reward[]) => given.map((one) => rewardText(one, program));
  return {
    id,
    name,
    text,
    ...standing,
    mayBegin: start.by === 'entry' && beginning(quest, state, { at, now: at, zone }) !== null,
    steps: quest.steps.map((step) => stepView(step, state, at)),
    milestones: milestones.map((one) => ({
      id: one.id,
      name: one.name,
      reached: hasReached(state, one.id),
      rewards: inWords(one.rewards),
    })),
    deadline: standing.is === 'not-started' ? endsOf(quest, at, zone) : standing.deadline,
    rewards: inWords(rewards),
  };
}

type Standing = Pick<QuestView, 'is' | 'cycle' | 'completed' | 'deadline' | 'startedAt' | 'endedAt'>;

const NOT_STARTED: Standing = {
  is: 'not-started',
  cycle: 0,
  completed: 0,
  deadline: null,
  startedAt: null,
  endedAt: null,
};

function standingOf(state: QuestState | undefined): Standing {
  if (state === undefined) return NOT_STARTED;
  const { is, cycle, completed, startedAt, ends: deadline } = state;
  if (is === 'withdrawn') return { ...NOT_STARTED, cycle, completed };
  return { is, cycle, completed, deadline, startedAt, endedAt: is === 'running' ? null : state.at };
}

function hasReached(state: QuestState | undefined, milestone: QuestPartId): boolean {
  if (state?.is === 'running' || state?.is === 'expired') return state.reached.includes(milestone);
  return state?.is === 'completed';
}

function stepView(step: QuestStep, state: QuestState | undefined, at: Instant): QuestStepView {
  const { id, name, target } = step;
  if (state?.is === 'running') return { id, name, target, done: doneAt(step, tallyIn(state, step), at, state.zone) };
  if (state?.is === 'expired') return { id, name, target, done: Math.min(own(state.done, id) ?? 0, target) };
  return { id, name, target, done: state?.is === 'completed' ? target : 0 };
}

/** A quest in words of mails: the one that something was told of last; `null`: there is none. */
export function newestQuest(
  program: Loyalty | undefined,
  viewed: Viewed,
  at: Instant,
  timezone: string,
): QuestView | null {
  const told = (id: QuestId) => own(viewed.loyalty?.quests ?? {}, id)?.told ?? 0;
  const views = questViews(program, viewed, at, timezone).filter(({ id }) => told(id) > 0);
  return views.toSorted((a, b) => told(b.id) - told(a.id))[0] ?? null;
}
