import type { getRetentionContract } from '../../../../api/privacy/get-retention.contract.ts';
import type { postRetentionPreviewContract } from '../../../../api/privacy/post-retention-preview.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type Retention = CallReply<typeof getRetentionContract>;
export type Kept = Retention['kept'][number];
export type What = Kept['what'];
export type Would = CallReply<typeof postRetentionPreviewContract>['would'][number];

/** Days by class; `null`: for good. */
export type Days = Readonly<Record<What, number | null>>;

/** What is kept now is where the form begins. */
export function daysOf(kept: readonly Kept[]): Days {
  const days: Record<What, number | null> = {
    events: null,
    journal: null,
    effects: null,
    messages: null,
    refused: null,
    jobs: null,
    baskets: null,
    audit: null,
  };
  for (const one of kept) days[one.what] = one.days;
  return days;
}

export function isForGood(days: Days): boolean {
  return Object.values(days).every((one) => one === null);
}
