import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { MAJORITY } from '../connection.ts';
import { effectCollection } from './effects.ts';

/** What became of a message after its provider had taken it. */
export type Delivery = 'delivered' | 'undelivered';

export interface DeliveryStore {
  /** Notes it with a message that was sent. @returns whose it was; `null`: there is no such message */
  note(workspace: WorkspaceId, effect: string, delivery: Delivery): Promise<{ readonly customer: CustomerId } | null>;
}

export function mongoDelivery(connection: Connection): DeliveryStore {
  const effects = effectCollection(connection);
  return {
    async note(workspace, effect, delivery) {
      const theirs = { workspace, kind: 'sendMessage', state: 'done' } as const;
      const row = await effects.findOneAndUpdate(
        { $expr: { $eq: ['$_id', { $literal: effect }] }, ...theirs },
        { $set: { 'result.delivery': delivery, uncounted: 1 } },
        { projection: { customer: 1 }, writeConcern: MAJORITY },
      );
      return row && { customer: row.customer };
    },
  };
}
