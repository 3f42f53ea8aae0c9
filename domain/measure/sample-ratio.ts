import { lnEvidence } from './relative-lift.ts';

/** Arms are drawn by a hash, so that any true deviation is a small one. */
const STRENGTH = 1_000;
const ALARM = Math.log(100);

/** Customers assigned to two arms, and which share of them is treated by design. */
export interface Assigned {
  readonly treated: number;
  readonly control: number;
  readonly share: number;
}

/** Evidence that customers do not come into the arms by the shares that were meant; may be looked at any time. */
export function lnEvidenceOfMismatch(assigned: Assigned): number {
  return lnEvidence(assigned, assigned.share, STRENGTH);
}

/** Whether arms do not hold what was meant, so that nothing they differ by means anything. */
export function isMismatch(assigned: Assigned): boolean {
  return lnEvidenceOfMismatch(assigned) > ALARM;
}
