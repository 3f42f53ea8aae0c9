import type { postJourneyPublishPreviewContract } from '../../../../../api/journeys/post-journey-publish-preview.contract.ts';
import type { CallInput } from '../../../../api/call.ts';
import { instantOf } from '../../../../format/local-time.ts';

type Wanted = NonNullable<CallInput<typeof postJourneyPublishPreviewContract>['body']>;

export const WAYS = ['pin', 'migrate', 'drain'] as const;

/** What is chosen for those inside; what belongs to another way stays, for whoever comes back to it. */
export interface Choice {
  readonly inside: (typeof WAYS)[number];
  /** From steps that are gone to steps of the new version, or "leave". */
  readonly mapping: ReadonlyMap<string, string>;
  /** As the clock of the workspace shows it; empty: without an end. */
  readonly until: string;
}

export const FIRST_CHOICE: Choice = { inside: 'pin', mapping: new Map(), until: '' };

/** What is asked of the API. */
export function wantedOf({ inside, mapping, until }: Choice, timezone: string): Wanted {
  switch (inside) {
    case 'pin':
      return { inside };
    case 'migrate':
      return { inside, mapping: Object.fromEntries(mapping) };
    case 'drain':
      return { inside, ...(until === '' ? {} : { until: instantOf(until, timezone) }) };
  }
}
