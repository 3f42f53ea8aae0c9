import type { Connection } from 'mongoose';
import { valueAtStake } from '../../domain/silence/figures.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { ledgerKeptNow } from '../../domain/ledger/ledger.ts';
import { totalsChangeAt, totalsOf } from '../../domain/ledger/totals.ts';
import type { Instant } from '../../domain/time.ts';
import type { StoredState } from '../../domain/decision/upcast-state.ts';
import { customerCollection, NEVER, type CustomerFilter, type CustomerRow } from './customers.ts';
import { sameVersion, type RowVersion } from './row-version.ts';
import type { PlaybookStore } from '../playbook/playbooks.ts';

/** Keeps orders and revenue within the window right where purchases leave it and nobody decides. */
export interface CurrentTotals {
  /**
   * Counts anew whoever's purchases have left the window by `now`. What has been decided meanwhile stays.
   * @param most after so many customers it stops; left out: after all of them
   * @returns how many there were
   */
  bringUpTo(workspace: WorkspaceId, now: Instant, most?: number): Promise<number>;
  /** How many customers' totals no longer hold. */
  due(workspace: WorkspaceId, now: Instant): Promise<number>;
  /** Whether there is any such customer; quicker than counting them. */
  isDue(workspace: WorkspaceId, now: Instant): Promise<boolean>;
}

type Due = RowVersion &
  Pick<CustomerRow, 'totalsUntil'> & {
    readonly _id: CustomerKey;
    readonly state: Pick<StoredState, 'ledger' | 'limits' | 'engagedAt' | 'asOf' | 'playbook'>;
  };

/** As much of a row as its totals are counted from. */
const COUNTED_FROM = {
  chain: 1,
  turn: 1,
  heard: 1,
  asOf: 1,
  'asleep.entries': 1,
  totalsUntil: 1,
  'state.ledger': 1,
  'state.limits': 1,
  'state.engagedAt': 1,
  'state.asOf': 1,
  'state.playbook': 1,
} as const;

/** Customers counted together. */
const PAGE = 500;

export function mongoCurrentTotals(connection: Connection, playbooks: Pick<PlaybookStore, 'load'>): CurrentTotals {
  const customers = customerCollection(connection);

  /** By the rules they live by, and only where nobody has written the row since it was read. */
  async function countedAnew(workspace: WorkspaceId, row: Due, now: Instant) {
    const { totalsUntil } = row;
    const state = { ...row.state, ledger: ledgerKeptNow(row.state.ledger) };
    const playbook = await playbooks.load(workspace, state.playbook);
    const totals = totalsOf(state.ledger, state, playbook.scoring, now);
    const $set = {
      orders: totals?.orders ?? 0,
      revenue: totals?.revenue ?? 0,
      totalsUntil: totalsChangeAt(state.ledger, playbook.scoring, now) ?? NEVER,
      atStake: valueAtStake(state, playbook),
      uncounted: 1 as const,
    };
    return { updateOne: { filter: { _id: row._id, ...sameVersion(row), totalsUntil }, update: { $set } } };
  }

  return {
    async due(workspace, now) {
      return await customers.countDocuments(dueIn(workspace, now));
    },
    async isDue(workspace, now) {
      return (await customers.findOne(dueIn(workspace, now), { projection: { _id: 1 } })) !== null;
    },
    async bringUpTo(workspace, now, most = Infinity) {
      let found = 0;
      for (;;) {
        const page = await customers.find(dueIn(workspace, now)).project<Due>(COUNTED_FROM).limit(PAGE).toArray();
        if (page.length === 0 || found >= most) return found;
        found += page.length;
        const writes = await Promise.all(page.map((row) => countedAnew(workspace, row, now)));
        await customers.bulkWrite(writes, { ordered: false });
      }
    },
  };
}

function dueIn(workspace: WorkspaceId, now: Instant): CustomerFilter {
  return { workspace, totalsUntil: { $lte: now } };
}
