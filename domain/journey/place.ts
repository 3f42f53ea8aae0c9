import type { JourneyId, StepId } from '../ids.schema.ts';

/** One step of one walk through a journey: the visits of a loop are told apart. */
export interface JourneyPlace {
  readonly journey: JourneyId;
  readonly version: number;
  /** 1 for the first time this customer is inside this journey. */
  readonly enrolment: number;
  readonly step: StepId;
  /** 1 for the first time this enrolment reaches the step. */
  readonly visit: number;
}
