import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EffectKey } from '../../domain/keys.ts';
import { effectCollection, findEffects } from './effects.ts';

/** A message that went out, by what it is called outside. */
export interface SentMessage {
  readonly key: EffectKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
}

export interface SentMessages {
  /** @param name see `messageName` */
  find(name: string): Promise<SentMessage | null>;
}

export function mongoSentMessages(connection: Connection): SentMessages {
  const effects = effectCollection(connection);
  return {
    async find(name) {
      // Message-IDs are `<name@domain>`, and the domain may have been another then. An A follows an @.
      const called = { 'result.messageId': { $gte: `<${name}@`, $lt: `<${name}A` } };
      const row = await findEffects(effects, 'sendMessage', called).next();
      return row && { key: row._id, workspace: row.workspace, customer: row.customer };
    },
  };
}
