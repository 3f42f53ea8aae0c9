import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey, EffectKey, EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { customerCollection } from '../customers/customers.ts';
import { markCollection } from '../events/applied.ts';
import { journalCollection } from '../events/journal.ts';
import { mongoEffectLedger } from '../messaging/ledger.ts';
import { mongoQuarantineStore } from '../events/quarantine.ts';
import { workspaceCollection, type WorkspaceRow } from './workspaces.ts';

/** What a move of a test clock needs of the store. */
export interface ClockStore {
  /** Begins a move and sets the clock; `null` while another move to elsewhere is under way. */
  begin(workspace: WorkspaceId, to: Instant): Promise<WorkspaceRow | null>;
  finish(workspace: WorkspaceId, to: Instant): Promise<void>;
  /** How far the move under way has come. */
  note(
    workspace: WorkspaceId,
    to: Instant,
    progress: { readonly total: number; readonly arrived: number },
  ): Promise<void>;
  /** Moves that were begun and not finished, by a process that may be gone. */
  unfinished(): Promise<readonly WorkspaceRow[]>;
  nextDeadline(workspace: WorkspaceId): Promise<Instant | null>;
  dueCustomers(workspace: WorkspaceId, to: Instant): Promise<readonly CustomerId[]>;
  /** How many of these events have been applied. */
  applied(keys: readonly EventKey[]): Promise<number>;
  /** Those of these who have taken everything up to `to`, or never will: nothing can be decided for them. */
  arrived(keys: readonly CustomerKey[], to: Instant): Promise<readonly CustomerKey[]>;
  /** Whether everything these customers' journals ask for between `from` and `to` has been done or given up. */
  effectsSettled(workspace: WorkspaceId, from: Instant, to: Instant): Promise<boolean>;
}

export function mongoClockStore(connection: Connection): ClockStore {
  const customers = customerCollection(connection);
  const journal = journalCollection(connection);
  const marks = markCollection(connection);
  const quarantine = mongoQuarantineStore(connection);
  const ledger = mongoEffectLedger(connection);

  return {
    ...movesOf(connection),
    async nextDeadline(workspace) {
      const due = customers.find({ workspace, 'next.at': { $gt: 0 } }).project<{ next: { at: Instant } }>({ next: 1 });
      const first = await due.sort({ 'next.at': 1 }).limit(1).next();
      return first?.next.at ?? null;
    },
    async dueCustomers(workspace, to) {
      const due = customers
        .find({ workspace, 'next.at': { $lte: to } })
        .project<{ customer: CustomerId }>({ customer: 1 });
      return (await due.sort({ 'next.at': 1 }).toArray()).map((row) => row.customer);
    },
    async applied(keys) {
      return await marks.countDocuments({ _id: { $in: [...keys] } });
    },
    async arrived(keys, to) {
      const there = customers
        .find({ _id: { $in: [...keys] }, asOf: { $gte: to } })
        .project<{ _id: CustomerKey }>({ _id: 1 });
      const stuck = await quarantine.stuckAmong(keys);
      return [...(await there.toArray()).map(({ _id }) => _id), ...stuck];
    },
    async effectsSettled(workspace, from, to) {
      const entries = journal
        .find({ workspace, at: { $gt: from, $lte: to }, 'effects.0': { $exists: true } })
        .project<{ effects: readonly { readonly key: EffectKey }[] }>({ effects: 1 });
      const keys = (await entries.toArray()).flatMap((entry) => entry.effects.map((effect) => effect.key));
      return await ledger.areSettled(keys);
    },
  };
}

/** Which clocks are on their way. */
function movesOf(connection: Connection): Pick<ClockStore, 'begin' | 'finish' | 'note' | 'unfinished'> {
  const workspaces = workspaceCollection(connection);
  return {
    async begin(workspace, to) {
      return await workspaces.findOneAndUpdate(
        { _id: workspace, clock: { $lte: to }, $or: [{ movingTo: { $exists: false } }, { movingTo: to }] },
        // A move that is taken up again keeps the instant at which it began.
        [{ $set: { movingFrom: { $ifNull: ['$movingFrom', '$clock'] }, clock: to, movingTo: to } }],
        { returnDocument: 'after', writeConcern: MAJORITY },
      );
    },
    async finish(workspace, to) {
      await workspaces.updateOne(
        { _id: workspace, movingTo: to },
        { $unset: { movingTo: 1, movingFrom: 1, moved: 1 } },
        { writeConcern: MAJORITY },
      );
    },
    async note(workspace, to, { total, arrived }) {
      const moving = { _id: workspace, movingTo: to };
      await workspaces.updateOne(moving, { $set: { moved: { total, arrived } } }, { writeConcern: { w: 1 } });
    },
    async unfinished() {
      return await workspaces.find({ movingTo: { $exists: true } }).toArray();
    },
  };
}
