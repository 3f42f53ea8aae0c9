import type { QuestId, QuestPartId } from '../../ids.schema.ts';
import type { StepPlace } from '../../journey/facts.ts';

/** A step of a journey gave it, at one visit of one enrolment: a visit is over once. */
export interface StepCause {
  readonly by: 'step';
  readonly place: StepPlace;
}

/** A quest was completed for the so manieth time, or one of its milestones reached. */
export interface QuestCause {
  readonly by: 'quest';
  readonly quest: QuestId;
  readonly cycle: number;
  readonly milestone?: QuestPartId;
}

/** What a reward was given for. Each of these comes once, so a reward is given once for it. */
export type Cause = StepCause | QuestCause;
