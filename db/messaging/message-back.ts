import type { Connection } from 'mongoose';
import type { Channel } from '../../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import type { EffectKey } from '../../domain/keys.ts';
import type { MessageBack } from '../../domain/policy/deliverability.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { effectCollection, findEffects, type EffectRow } from './effects.ts';

/** Keeps what came back of messages with their rows, from which deliverability is counted. Repeats change nothing. */
export interface MessageBackStore {
  /** @param message see `messageName`; one that names no message of theirs changes nothing */
  note(workspace: WorkspaceId, customer: CustomerId, message: string, back: MessageBack): Promise<void>;
  /**
   * Of an answer that names no message: it is one to the last message of the channel, if that went out lately.
   * @param now the workspace's time
   */
  noteAnswer(
    workspace: WorkspaceId,
    customer: CustomerId,
    channel: Channel,
    back: MessageBack,
    now: Instant,
  ): Promise<void>;
}

/** What came back of older ones is about nothing that anybody still looks at. */
const MOST_MESSAGES = 1_000;
/** Whoever answers later answers something else. */
const ANSWERED_WITHIN = 30 * DAY;
const PAGE = 100;

export function mongoMessageBack(connection: Connection): MessageBackStore {
  const effects = effectCollection(connection);

  async function set(key: EffectKey, back: MessageBack): Promise<void> {
    const said = Object.fromEntries(Object.entries(back).map(([what, is]) => [`back.${what}`, is]));
    const $set: Partial<EffectRow> = { ...said, uncounted: 1 };
    await effects.updateOne({ _id: key }, { $set }, { writeConcern: MAJORITY });
  }

  return {
    async note(workspace, customer, message, back) {
      if (message === '' || Object.keys(back).length === 0) return;
      const rows = findEffects(effects, 'sendMessage', { workspace, customer })
        .sort({ workspace: 1, customer: 1, kind: 1, at: -1 })
        .limit(MOST_MESSAGES)
        .batchSize(PAGE)
        .project<Pick<EffectRow, '_id'>>({ _id: 1 });
      for await (const { _id } of rows) {
        if (messageName(_id) === message) return await set(_id, back);
      }
    },
    async noteAnswer(workspace, customer, channel, back, now) {
      const lately = { workspace, customer, at: { $gt: now - ANSWERED_WITHIN, $lte: now }, state: 'done' } as const;
      const last = await findEffects(effects, 'sendMessage', { ...lately, 'about.channel': channel })
        .sort({ at: -1 })
        .limit(1)
        .project<Pick<EffectRow, '_id'>>({ _id: 1 })
        .next();
      if (last) await set(last._id, back);
    },
  };
}
