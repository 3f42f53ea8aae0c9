import { setImmediate as breath } from 'node:timers/promises';
import { SLICE } from '../cells/lines.ts';
import type { Survey } from './survey.ts';

/** Passes a file on in pieces, and shows each to the survey; whatever else waits has its turn between them. */
export async function* surveyed(chunks: AsyncIterable<Uint8Array>, survey: Survey): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += SLICE) {
      const slice = chunk.subarray(from, from + SLICE);
      survey.take(slice);
      yield slice;
      await breath();
    }
  }
}
