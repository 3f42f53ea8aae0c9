import type { DecidedEffect, EffectKind, EffectOrigin, Effects } from './effect.ts';
import type { JourneyId, StepId } from './ids.schema.ts';
import type { EffectKey } from './keys.ts';

/** An effect as a history may hold it: before 0.4.0 its key alone said where it comes from. */
export type RecordedEffect<Kind extends EffectKind = EffectKind> = {
  [K in Kind]: Omit<Effects[K], 'origin'> & { readonly kind: K; readonly origin?: EffectOrigin };
}[Kind];

/** What decided an effect, whichever version recorded it. */
export function originOf({
  key,
  origin,
}: {
  readonly key: EffectKey;
  readonly origin?: EffectOrigin | undefined;
}): EffectOrigin {
  return origin ?? { by: 'journey', place: earlierPlace(key) };
}

/** An effect of a journal entry, whichever version wrote it. */
export function decidedEffect({
  kind,
  key,
  origin,
}: Omit<DecidedEffect, 'origin'> & { readonly origin?: EffectOrigin }): DecidedEffect {
  return { kind, key, origin: originOf({ key, origin }) };
}

/**
 * The place in a key of 0.3.0 or earlier: only journeys decided effects then, and no part of such a key holds a colon.
 * Nothing of today may ask a key where it comes from.
 */
function earlierPlace(key: EffectKey): EffectOrigin['place'] {
  const [, , journey, version, enrolment, step, visit] = key.split(':');
  return {
    journey: journey as JourneyId,
    version: Number(version),
    enrolment: Number(enrolment),
    step: step as StepId,
    visit: Number(visit),
  };
}
