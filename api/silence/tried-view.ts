import type { z } from 'zod';
import { isoTime } from '../../domain/time.ts';
import type { Tried } from '../../imports/dry-run.ts';
import type { FileEvent } from '../../imports/evidence/file-kind.ts';
import type { tried } from '../jobs/post-imports.contract.ts';
import { readingView, refusedView } from '../jobs/reading-view.ts';

type First = z.input<typeof tried>['first'][number];

export function triedView({
  reading,
  folds,
  events,
  refunds,
  rejected,
  refused,
  firstRejected,
  first,
}: Tried): z.input<typeof tried> {
  return {
    reading: readingView(reading, folds),
    events,
    refunds,
    rejected,
    reasons: refused.map(refusedView),
    refused: firstRejected.map(({ line, reason, column, message }) => ({ line, reason, column, message })),
    first: first.flatMap(firstView),
  };
}

function firstView({ line, rows, wire, unnamed }: FileEvent): readonly First[] {
  const { id, customer, at } = wire;
  const told = { line, id, customer };
  if ('actions' in wire) {
    const { actions, lastActionAt, monetary } = wire;
    const when = at === undefined ? null : plain(at);
    return [{ ...told, type: 'summary', at: when, actions, lastActionAt: plain(lastActionAt), monetary }];
  }
  if (!('amount' in wire) || at === undefined) return [];
  const money = { at: plain(at), amount: wire.amount, rows };
  if (!('order' in wire)) return [{ ...told, type: 'purchase', ...money }];
  return [{ ...told, type: 'refund', ...money, order: unnamed === true ? null : wire.order }];
}

function plain(time: string): string {
  return isoTime(Date.parse(time));
}
