import type { CustomerId, DrawId, QuestId, QuestPartId } from '../../ids.schema.ts';
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

/** A ticket of a draw came to it: a ticket is played once. */
export interface DrawCause {
  readonly by: 'draw';
  readonly draw: DrawId;
  /** The number of the fact that gave the ticket. */
  readonly ticket: number;
}

/** Another customer brought them, or they brought that one, who has bought: a customer is brought once. */
export interface ReferralCause {
  readonly by: 'referral';
  readonly as: 'referrer' | 'referred';
  readonly other: CustomerId;
}

/** What a reward was given for. Each of these comes once, so a reward is given once for it. */
export type Cause = StepCause | QuestCause | DrawCause | ReferralCause;
