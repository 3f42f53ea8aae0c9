import type { EventRow } from '../../db/events/events.ts';

const idOf = (key: string) => key.split(':').slice(2).join(':');

/** What every refund is taken off: `C1: o1 5000`. */
export function refundsOf(rows: readonly EventRow[]): readonly string[] {
  const told = rows.flatMap(({ event }) =>
    event.kind === 'refund' ? [`${idOf(event.key)}: ${idOf(event.order)} ${event.amount}`] : [],
  );
  return told.toSorted((a, b) => (a < b ? -1 : 1));
}

export function isRefundOfOrder(rows: readonly EventRow[], refund: string, order: string): boolean {
  return refundsOf(rows).some((told) => told.startsWith(`${refund}: ${order} `));
}
