import { isDeepStrictEqual } from 'node:util';
import type { PartModule } from './part.ts';

/** Fixed days and the fitted rhythm. They are checked where they enter: by the contract of the API, and by the fit. */
export const silencePart: PartModule<'silence'> = {
  kind: 'silence',
  stays: '',
  faults: async () => ({ problems: [], warnings: [] }),
  compile: async (source, _base, version) => ({ content: { ...source, version }, warnings: [] }),
  sourceOf: ({ version: _version, ...source }) => source,
  isSame: (one, other) => isDeepStrictEqual({ ...one, version: other.version }, other),
  concerns: 'everybody',
};
