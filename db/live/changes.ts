import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import type { MovedRow } from '../events/moves.ts';
import type { Pause } from '../messaging/channel-settings.ts';
import { isAlias } from '../privacy/erasures.ts';

/** What is told of a move as it happens. */
export type MovedNow = Pick<MovedRow, 'customer' | 'at' | 'score' | 'move'>;

/** Something that was written to the store. */
export type Change = {
  /** Rises with every change, as a text; the same in every process. */
  readonly id: string;
  readonly workspace: WorkspaceId;
} & (
  | { readonly of: 'customer'; readonly moved: MovedNow | null }
  | { readonly of: 'job' }
  | { readonly of: 'clock'; readonly now: Instant }
  /** It was set up, paused or resumed. */
  | { readonly of: 'channel'; readonly channel: Channel; readonly paused: Pause | null }
  /** A subscription was made, paused or resumed. */
  | { readonly of: 'subscription' }
);

export interface ChangeReads {
  /**
   * Tells of all changes from now on, until it is closed.
   * @param failed told once, when nothing more will come: the store is away, or is no replica set
   */
  watch(changed: (change: Change) => void, failed: (error: unknown) => void): { close(): Promise<void> };
}

/** A change as the pipeline leaves it. */
interface Written extends mongo.Document {
  readonly _id: { readonly _data: string };
  readonly ns: { readonly coll: string };
  /** Left out where the row was deleted before it could be looked up. */
  readonly fullDocument?: { readonly _id: string } & Partial<MovedNow> & {
      readonly workspace?: WorkspaceId;
      readonly clock?: Instant;
      readonly channel?: Channel;
      readonly paused?: Pause;
    };
}

const SHOWN = ['_id', 'workspace', 'customer', 'at', 'score', 'move', 'clock', 'channel', 'paused'];

/** The row of a subscription is written at every call: only what somebody has to look at is told. */
const PAUSED_OR_RESUMED = {
  $or: [
    { operationType: 'insert' },
    { 'updateDescription.updatedFields.paused': { $exists: true } },
    { 'updateDescription.removedFields': 'paused' },
  ],
};

/**
 * Of a decision only what it says of a move; of jobs and workspaces, that they changed; of a channel its pause, and no
 * setting; of a subscription nothing.
 */
const PIPELINE = [
  {
    $match: {
      $or: [
        { 'ns.coll': 'journal', operationType: 'insert' },
        {
          'ns.coll': { $in: ['jobs', 'workspaces', 'channel_settings'] },
          operationType: { $in: ['insert', 'update', 'replace'] },
        },
        { 'ns.coll': 'subscriptions', ...PAUSED_OR_RESUMED },
      ],
    },
  },
  { $project: { 'ns.coll': 1, ...Object.fromEntries(SHOWN.map((field) => [`fullDocument.${field}`, 1])) } },
];

export function mongoChanges(connection: Connection): ChangeReads {
  return {
    watch(changed, failed) {
      const store = connection.getClient().db(connection.name);
      const stream = store.watch<mongo.Document, Written>(PIPELINE, { fullDocument: 'updateLookup' });
      let isOver = false;
      const end = (error: unknown) => {
        if (isOver) return;
        isOver = true;
        failed(error);
      };
      stream.on('change', (written) => {
        const change = changeOf(written);
        if (change) changed(change);
      });
      stream.on('error', end);
      stream.on('close', () => end(new Error('The change stream was closed.')));
      return {
        async close() {
          isOver = true;
          await stream.close();
        },
      };
    },
  };
}

function changeOf({ _id, ns, fullDocument: row }: Written): Change | null {
  const id = _id._data;
  if (row === undefined) return null;
  if (ns.coll === 'workspaces') {
    const { clock } = row;
    return clock === undefined ? null : { id, workspace: workspaceId.parse(row._id), of: 'clock', now: clock };
  }
  const { workspace } = row;
  if (workspace === undefined) return null;
  if (ns.coll === 'channel_settings') {
    const { channel, paused = null } = row;
    return channel === undefined ? null : { id, workspace, of: 'channel', channel, paused };
  }
  if (ns.coll === 'subscriptions') return { id, workspace, of: 'subscription' };
  return ns.coll === 'jobs' ? { id, workspace, of: 'job' } : { id, workspace, of: 'customer', moved: movedIn(row) };
}

function movedIn({ customer, at, score, move }: Partial<MovedNow>): MovedNow | null {
  if (customer === undefined || at === undefined || score === undefined || move === undefined) return null;
  // What is left of somebody who was erased has happened before.
  if (isAlias(customer)) return null;
  return { customer, at, score, move };
}
