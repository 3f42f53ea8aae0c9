import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';

/** Takes away entries that are older than they are kept, at the first call and then once an hour at most. */
export function forgetOldEntries(
  { stores: { audit }, clock }: Pick<ApiDeps, 'stores' | 'clock'>,
  keptDays: number,
): () => Promise<void> {
  let next: Instant = 0;
  return async () => {
    const now = clock();
    if (now < next) return;
    await audit.forgetBefore(now - keptDays * DAY);
    next = now + HOUR;
  };
}
