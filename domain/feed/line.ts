import { isoTime, type Instant } from '../time.ts';
import type { ChangeData } from './change.ts';
import type { FeedKind } from './kinds.ts';
import { tokenText } from './token.ts';

/** A line as the store keeps it. */
interface Placed {
  readonly n: number;
  readonly change: string;
  readonly customer: string;
  readonly kind: FeedKind;
  readonly loggedAt: Instant;
  readonly at?: Instant;
  readonly data?: ChangeData;
}

/** The same as readers and receivers get it. `resume` is the token to go on behind it. */
export function feedLine(epoch: string, { n, change, customer, kind, loggedAt, at, data }: Placed) {
  const place = { change, customer, loggedAt: isoTime(loggedAt), resume: tokenText({ epoch, n }) };
  return at === undefined
    ? { kind: 'withdrawn', of: kind, ...place }
    : { kind, at: isoTime(at), ...place, data: data ?? {} };
}
