import type { Connection } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { originOf } from '../../domain/earlier-effect.ts';
import type { JourneyOrigin } from '../../domain/effect.ts';
import type { DecidedMessage } from '../../domain/policy/replay.ts';
import type { Instant } from '../../domain/time.ts';
import { journalCollection, type JournalRow } from '../events/journal.ts';

/** One message that was decided. */
export type StoredMessage = Pick<DecidedMessage, 'customer' | 'at' | 'segment'> & { readonly origin: JourneyOrigin };

/** Which messages customers were decided to get. */
export interface DecidedMessages {
  /**
   * In order of time, from the journal.
   * @param most entries of the journal that are read: the newest ones
   * @returns `from`: since when all of them are there; later than `since` where there are more than that
   */
  since(
    workspace: WorkspaceId,
    since: Instant,
    most: number,
  ): Promise<{ readonly messages: readonly StoredMessage[]; readonly from: Instant }>;
}

type Entry = Pick<JournalRow, 'customer' | 'at' | 'segment' | 'effects'>;

export function mongoDecidedMessages(connection: Connection): DecidedMessages {
  const journal = journalCollection(connection);
  return {
    async since(workspace, since, most) {
      const entries = await journal
        .find({ workspace, at: { $gte: since }, 'effects.0': { $exists: true } })
        .sort({ at: -1 })
        .limit(most + 1)
        .project<Entry>({ _id: 0, customer: 1, at: 1, segment: 1, effects: 1 })
        .toArray();
      // Of the instant of the last one there may be more.
      const from = entries.length > most ? (entries.at(-1)?.at ?? since) + 1 : since;
      const messages = entries.toReversed().flatMap(({ customer, at, segment, effects }) => {
        const sends = effects.filter(({ kind }) => at >= from && kind === 'sendMessage');
        return sends.flatMap((effect) => {
          const origin = originOf(effect);
          return origin.by === 'journey' ? [{ customer, at, segment, origin }] : [];
        });
      });
      return { messages, from };
    },
  };
}
