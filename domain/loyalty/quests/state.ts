import type { QuestId, QuestPartId } from '../../ids.schema.ts';
import type { OrderKey } from '../../keys.ts';
import type { Instant } from '../../time.ts';

/** What is counted apart within a step: a value, or a day or week. */
export type TallyPart = string | number;

/** What has been counted for one step so far. It does not depend on what the step wants. */
export interface QuestTally {
  readonly sum: number;
  /** By value or period; left out where nothing is counted apart. Periods ascend. */
  readonly parts?: readonly (readonly [of: TallyPart, sum: number])[];
  /** What the newest orders brought, which refunds take back; left out where none did. */
  readonly orders?: readonly (readonly [order: OrderKey, of: TallyPart | null, sum: number])[];
}

interface QuestBase {
  /** 1 for the first time. */
  readonly cycle: number;
  /** How often it was completed. */
  readonly completed: number;
  /** The newest fact of it. */
  readonly told: number;
  readonly startedAt: Instant;
  /** The first instant after its time; `null`: there is no hurry. */
  readonly ends: Instant | null;
}

export interface QuestRunning extends QuestBase {
  readonly is: 'running';
  /** The customer's as it began: days are counted by it, wherever they go. */
  readonly zone: string;
  readonly tallies: Readonly<Record<QuestPartId, QuestTally>>;
  /** Milestones. */
  readonly reached: readonly QuestPartId[];
  /** That it ends soon has been told. */
  readonly reminded?: true;
}

/** What each step had come to. */
export type QuestDone = Readonly<Record<QuestPartId, number>>;

export interface QuestExpired extends QuestBase {
  readonly is: 'expired';
  readonly at: Instant;
  readonly done: QuestDone;
  readonly reached: readonly QuestPartId[];
}

interface QuestOver extends QuestBase {
  /** `withdrawn`: the programme has it no longer. */
  readonly is: 'completed' | 'withdrawn';
  readonly at: Instant;
}

/** Where somebody stands in one quest: in the newest cycle of it. */
export type QuestState = QuestRunning | QuestExpired | QuestOver;

export type QuestStates = Readonly<Record<QuestId, QuestState>>;
