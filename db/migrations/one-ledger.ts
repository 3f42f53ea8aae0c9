import type { Connection, mongo } from 'mongoose';
import { originOf } from '../../domain/earlier-effect.ts';
import type { Effect, EffectState, PlacementContent } from '../../domain/effect.ts';
import { MAJORITY } from '../connection.ts';
import { effectCollection, type EffectRow, type NewEffect } from '../messaging/effects.ts';
import { attemptCollection, type AttemptRow } from '../messaging/ledger.ts';
import { isDuplicateKey } from '../schema.ts';
import type { Migration, Tell } from './migration.ts';
import { changeRows } from './pages.ts';

type Whose = Pick<NewEffect, '_id' | 'workspace' | 'customer'>;

/** A message as 0.3.0 kept it. */
interface SendRow extends Whose, Pick<Effect<'sendMessage'>, 'channel' | 'at'> {
  readonly state: 'sending' | 'sent' | Exclude<EffectState, 'begun' | 'done'>;
  readonly reason?: string;
  /** There once it was sent. */
  readonly messageId?: string;
  readonly attempts: number;
  readonly changedAt: number;
}

/** A placement as 0.3.0 kept it: it was there once it was shown. */
interface ShownRow extends Whose, Pick<Effect<'showPlacement'>, 'placement' | 'slot' | 'until'> {
  readonly content: PlacementContent;
  readonly from: number;
}

/** Brings messages, the claims of their attempts, and placements into the one ledger of effects. */
export const oneLedger: Migration = {
  id: 'one-ledger',
  to: 3,
  what: 'messages and placements, into one ledger of effects',
  async run(connection, tell) {
    const effects = effectCollection(connection);
    const attempts = attemptCollection(connection);
    // Claims first: without them an attempt of before could be begun once more.
    await move<AttemptRow>(connection, 'sendAttempts', (rows) => attempts.insertMany([...rows], UNORDERED), tell);
    await move<SendRow>(connection, 'sends', (rows) => effects.insertMany(rows.map(message), UNORDERED), tell);
    await move<ShownRow>(connection, 'placements', (rows) => effects.insertMany(rows.map(placement), UNORDERED), tell);
  },
};

const UNORDERED = { ordered: false, writeConcern: MAJORITY } as const;

/** Each page is there before it is taken away, and a row that is there already stays: a repeat goes on where it ended. */
async function move<Earlier extends { readonly _id: string }>(
  connection: Connection,
  from: string,
  insert: (rows: readonly mongo.WithId<Earlier>[]) => Promise<unknown>,
  tell: Tell,
): Promise<void> {
  const rows: mongo.Collection<Earlier> = connection.getClient().db(connection.name).collection<Earlier>(from);
  const change = async (page: readonly mongo.WithId<Earlier>[]) => {
    await insert(page).catch(unlessThere);
    const moved = { _id: { $in: page.map(({ _id }) => _id) } } as mongo.Filter<Earlier>;
    await rows.deleteMany(moved, { writeConcern: MAJORITY });
  };
  await changeRows(rows, { left: {}, change }, tell);
  await rows.drop();
}

function unlessThere(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

function message(row: SendRow): EffectRow<'sendMessage'> {
  const { _id, workspace, customer, channel, at, state, reason, messageId = '', attempts, changedAt } = row;
  const head = { _id, workspace, customer, kind: 'sendMessage', origin: originOf({ key: _id }), at } as const;
  const kept = { ...head, about: { channel }, attempts, changedAt };
  if (state === 'sent') return { ...kept, state: 'done', result: { messageId } };
  return { ...kept, state: state === 'sending' ? 'begun' : state, ...(reason === undefined ? {} : { reason }) };
}

/** Its row did not say when it was written by the clock on the wall: the time of the workspace stands for it. */
function placement(row: ShownRow): EffectRow<'showPlacement'> {
  const { _id, workspace, customer, placement: as, slot, until, content, from: at } = row;
  const head = { _id, workspace, customer, kind: 'showPlacement', origin: originOf({ key: _id }), at } as const;
  const about = { placement: as, slot, until };
  return { ...head, about, state: 'done', result: { content }, attempts: 1, changedAt: at };
}
