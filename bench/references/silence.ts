import { fixtureReferences } from './btyd-fixtures.ts';
import { cdnowReferences } from './cdnow-fits.ts';
import { eventLogReferences } from './lifetimes.ts';
import { publishedValueReferences } from './published-values.ts';
import type { Reference } from './reference.ts';

/** Published figures of the silence and value models beside ours; `dataFolder` is the folder of reference data. */
export async function silenceReferences(dataFolder: URL): Promise<readonly Reference[]> {
  return [
    ...(await fixtureReferences(dataFolder)),
    ...publishedValueReferences(),
    ...eventLogReferences(),
    ...(await cdnowReferences(dataFolder)),
  ];
}
