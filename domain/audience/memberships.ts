import type { AudienceId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { Instant } from '../time.ts';

/** The audiences that a customer is in, and since when. */
export type Memberships = Readonly<Record<AudienceId, Instant>>;

/** A customer came into an audience, or went out of it. */
export interface AudienceChange {
  readonly audience: AudienceId;
  readonly is: 'entered' | 'left';
}

export const NO_MEMBERSHIPS: Memberships = {};

export function isMember({ audiences }: { readonly audiences?: Memberships }, audience: AudienceId): boolean {
  return audiences !== undefined && own(audiences, audience) !== undefined;
}
