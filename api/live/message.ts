import type { Change } from '../../db/live/changes.ts';
import { isoTime } from '../../domain/time.ts';
import { moveLine } from '../segments/move-line.ts';

/** Something that a page is told of while it is open. */
export interface Message {
  readonly event: 'move' | 'clock' | 'channel' | 'subscription' | 'counts' | 'progress' | 'refresh' | 'work';
  /** Whoever saw it last may go on behind it; left out where nothing can be missed. */
  readonly id?: string;
  readonly data: unknown;
}

/** What is told at once of a change; `null`: it only counts among what is gathered. */
export function messageOf(change: Change): Message | null {
  switch (change.of) {
    case 'customer':
      return change.moved && { event: 'move', id: change.id, data: moveLine(change.moved) };
    case 'clock':
      return { event: 'clock', id: change.id, data: { now: isoTime(change.now) } };
    case 'channel': {
      const { channel, paused } = change;
      const said = paused && { at: isoTime(paused.at), reason: paused.reason };
      return { event: 'channel', id: change.id, data: { channel, paused: said } };
    }
    case 'subscription':
      // Nothing of it: marketers listen too, and only operators may read subscriptions.
      return { event: 'subscription', id: change.id, data: {} };
    case 'job':
      return null;
  }
}

/** As server-sent events are written. */
export function written({ event, id, data }: Message): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
