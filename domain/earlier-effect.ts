import type { DecidedEffect, EffectKind, EffectOrigin, Effects, JourneyEffectKind, JourneyOrigin } from './effect.ts';
import type { JourneyId, StepId } from './ids.schema.ts';
import type { EffectKey } from './keys.ts';

/** An effect as a history may hold it: before 0.4.0 its key alone said where it comes from. */
export type RecordedEffect<Kind extends EffectKind = EffectKind> = {
  [K in Kind]: (K extends JourneyEffectKind ? Earlier<K> : Effects[K]) & { readonly kind: K };
}[Kind];

type Earlier<Kind extends JourneyEffectKind> = Omit<Effects[Kind], 'origin'> & { readonly origin?: JourneyOrigin };

/** What decided an effect, whichever version recorded it. */
export function originOf(effect: Told<JourneyOrigin>): JourneyOrigin;
export function originOf(effect: Told<EffectOrigin>): EffectOrigin;
export function originOf({ key, origin }: Told<EffectOrigin>): EffectOrigin {
  return origin ?? { by: 'journey', place: earlierPlace(key) };
}

interface Told<Origin extends EffectOrigin> {
  readonly key: EffectKey;
  readonly origin?: Origin | undefined;
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
function earlierPlace(key: EffectKey): JourneyOrigin['place'] {
  const [, , journey, version, enrolment, step, visit] = key.split(':');
  return {
    journey: journey as JourneyId,
    version: Number(version),
    enrolment: Number(enrolment),
    step: step as StepId,
    visit: Number(visit),
  };
}
