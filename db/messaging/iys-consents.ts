import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { IysConsent, IysState, IysType, RecipientType } from '../../domain/iys/consent.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { Page } from '../page.ts';
import { collectionOf } from '../schema.ts';
import type { HashedAddress } from './suppressions.ts';

/** What the register of messages and we say of one recipient; the address is only its HMAC. */
export interface IysConsentRow {
  /** `workspace:type:mac`. */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  /** Who said it last, of those who share the address. */
  readonly customer: CustomerId;
  readonly type: IysType;
  readonly recipientType: RecipientType;
  readonly consent: IysConsent;
}

/** So many are in a state; `overdue`: of all, those whose deadline has passed. */
export type IysCounts = Readonly<Record<IysState | 'overdue', number>>;

export interface IysConsentStore {
  find(type: IysType, address: HashedAddress): Promise<IysConsentRow | null>;
  of(workspace: WorkspaceId, customer: CustomerId): Promise<readonly IysConsentRow[]>;
  put(row: IysConsentRow): Promise<void>;
  remove(row: IysConsentRow): Promise<void>;
  /** Those of a state with something to do, the most urgent first. */
  due(
    workspace: WorkspaceId,
    states: readonly IysState[],
    now: Instant,
    limit: number,
  ): Promise<readonly IysConsentRow[]>;
  /** All of one upload. */
  sentIn(workspace: WorkspaceId, request: string): Promise<readonly IysConsentRow[]>;
  /** Those that the register refused are tried again. */
  tryAgain(workspace: WorkspaceId, now: Instant): Promise<void>;
  counts(workspace: WorkspaceId, now: Instant): Promise<IysCounts>;
  /** @param overdue only those whose deadline has passed */
  list(
    workspace: WorkspaceId,
    wanted: { readonly state?: IysState | undefined; readonly overdue: boolean; readonly now: Instant },
    page: Page<string>,
  ): Promise<readonly IysConsentRow[]>;
}

export function mongoIysConsents(connection: Connection): IysConsentStore {
  const rows: mongo.Collection<IysConsentRow> = collectionOf<IysConsentRow>(connection, 'iys_consents', [
    { keys: { workspace: 1, 'consent.state': 1, 'consent.nextAt': 1 } },
    { keys: { workspace: 1, customer: 1 } },
  ]);
  return {
    find: async (type, address) => await rows.findOne({ _id: iysKey(type, address) }, { readConcern: 'majority' }),
    of: async (workspace, customer) => await rows.find({ workspace, customer }).limit(100).toArray(),
    async put(row) {
      await rows.replaceOne({ _id: row._id }, row, { upsert: true, writeConcern: MAJORITY });
    },
    async remove({ _id }) {
      await rows.deleteOne({ _id }, { writeConcern: MAJORITY });
    },
    async due(workspace, states, now, limit) {
      const due = { workspace, 'consent.state': { $in: [...states] }, 'consent.nextAt': { $lte: now } };
      return await rows.find(due).sort({ 'consent.deadline': 1 }).limit(limit).batchSize(limit).toArray();
    },
    async sentIn(workspace, request) {
      const sent = { workspace, 'consent.state': 'sent', 'consent.request.id': request } as const;
      return await rows.find(sent).limit(1_000).toArray();
    },
    async tryAgain(workspace, now) {
      await rows.updateMany(
        { workspace, 'consent.state': 'refused' },
        { $set: { 'consent.state': 'asking', 'consent.nextAt': now }, $unset: { 'consent.reason': 1 } },
        { writeConcern: MAJORITY },
      );
    },
    ...readsOf(rows),
  };
}

function readsOf(rows: mongo.Collection<IysConsentRow>): Pick<IysConsentStore, 'counts' | 'list'> {
  return {
    async counts(workspace, now) {
      const states = rows.aggregate<{ _id: IysState; many: number }>(
        [{ $match: { workspace } }, { $group: { _id: '$consent.state', many: { $sum: 1 } } }],
        { batchSize: 10 },
      );
      const by = new Map((await states.toArray()).map(({ _id, many }) => [_id, many]));
      const of = (state: IysState) => by.get(state) ?? 0;
      const overdue = await rows.countDocuments({ workspace, ...overdueAt(now) });
      return {
        asking: of('asking'),
        due: of('due'),
        sent: of('sent'),
        settled: of('settled'),
        refused: of('refused'),
        overdue,
      };
    },
    async list(workspace, { state, overdue, now }, { limit, after }) {
      const found: mongo.Filter<IysConsentRow> = {
        workspace,
        ...(state === undefined ? {} : { 'consent.state': state }),
        ...(overdue ? overdueAt(now) : {}),
        ...(after === undefined ? {} : { _id: { $gt: after } }),
      };
      return await rows.find(found).sort({ _id: 1 }).limit(limit).batchSize(limit).toArray();
    },
  };
}

/** See `isOverdue`. */
function overdueAt(now: Instant): mongo.Filter<IysConsentRow> {
  return {
    'consent.deadline': { $lt: now },
    $or: [
      { 'consent.word.status': 'ONAY', 'consent.known.status': { $ne: 'ONAY' } },
      { 'consent.word.status': 'RET', 'consent.known.status': 'ONAY' },
    ],
  };
}

export function iysKey(type: IysType, { workspace, mac }: HashedAddress): string {
  return `${workspace}:${type}:${mac}`;
}
