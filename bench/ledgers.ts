import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../domain/ledger/ledger.ts';
import { UTC } from '../domain/time-zone.ts';
import { DAY, type Instant } from '../domain/time.ts';

/**
 * The past of the `n`th customer: one to `most` orders over two years before `now`, as differently as a shop's customers
 * are, with few who buy often.
 */
export function ledgerOf(n: number, most: number, now: Instant): Ledger {
  const orders = 1 + Math.floor(most * ((n * 0.618) % 1) ** 3);
  const gap = 5 + ((n * 13) % 60);
  const last = (n * 29) % 700;
  return Array.from({ length: orders }, (_, order) => now - (last + order * gap) * DAY).reduce<Ledger>(
    (ledger, at, order) =>
      addPurchase(ledger, { at, amount: 500 + ((n * 97 + order * 31) % 20_000) }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}
