import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../domain/parts.ts';
import type { SilenceModel } from '../domain/silence/silence-model.ts';
import type { PartModule } from './part.ts';

/** Fixed days and the fitted rhythm. They are checked where they enter: by the contract of the API, and by the fit. */
export const silencePart: PartModule<'silence'> = {
  kind: 'silence',
  stays: '',
  faults: async () => ({ problems: [], warnings: [] }),
  compile: async (source, { book }, version) => ({
    content: { ...source, version, ...limitsBefore(source, book.silence) },
    warnings: [],
  }),
  sourceOf,
  isSame: (one, other) => isDeepStrictEqual(sourceOf(one), sourceOf(other)),
  concerns: () => 'everybody',
};

function sourceOf({ version: _version, limitsOf: _limitsOf, ...source }: SilenceModel): Source<'silence'> {
  return source;
}

/** Where only chances were measured anew, limits stay as they are, and so does everything that has begun by them. */
function limitsBefore(source: Source<'silence'>, before: SilenceModel): Pick<SilenceModel, 'limitsOf'> {
  const isSame = isDeepStrictEqual(withoutChances(source), withoutChances(sourceOf(before)));
  return isSame ? { limitsOf: before.limitsOf ?? before.version } : {};
}

function withoutChances({ rule, ...source }: Source<'silence'>) {
  return { ...source, rule: rule && { ...rule, calibration: [] } };
}
