import type { Instant } from '../time.ts';
import type { JourneyFact, MeasuringFact } from './facts.ts';
import type { JourneyStanding, Watch } from './standing.ts';

export function isMeasuring(fact: JourneyFact): fact is MeasuringFact {
  return 'arm' in fact;
}

/** What a customer is watched for after a fact. */
export function watching(standing: JourneyStanding, fact: MeasuringFact, at: Instant): readonly Watch[] {
  const { watched = [] } = standing;
  if (fact.what === 'assigned') return [...stillKnown(standing, fact.place.version), watchOf(fact, at)];
  return watched.map((watch) => (isAbout(watch, fact) ? changed(watch, fact) : watch));
}

/** The assignment of this kind in this version, of entering or of one step. */
export function watchIn(
  { watched = [] }: JourneyStanding,
  of: Pick<Watch, 'by' | 'version' | 'step'>,
): Watch | undefined {
  return watched.find((watch) => isSame(watch, of));
}

function isAbout(watch: Watch, { by, place: { version, step } }: MeasuringFact): boolean {
  return isSame(watch, { by, version, step });
}

function isSame(one: Pick<Watch, 'by' | 'version' | 'step'>, other: Pick<Watch, 'by' | 'version' | 'step'>): boolean {
  return one.by === other.by && one.version === other.version && one.step === other.step;
}

/** What is over is remembered as long as its version may still assign. */
function stillKnown({ watched = [], enrolments }: JourneyStanding, newest: number): readonly Watch[] {
  const pinned = new Set(enrolments.flatMap((one) => (one.is === 'inside' ? [one.version] : [])));
  return watched.filter(({ matured, version }) => !matured || version >= newest || pinned.has(version));
}

function watchOf(
  { by, arm, until, place, key, entry }: Extract<MeasuringFact, { what: 'assigned' }>,
  at: Instant,
): Watch {
  const { version, step, enrolment } = place;
  const walker = { ...(key === undefined ? {} : { key }), ...(entry === undefined ? {} : { entry }) };
  return { by, version, step, enrolment, arm, ...walker, at, until };
}

function changed(watch: Watch, fact: Exclude<MeasuringFact, { what: 'assigned' }>): Watch {
  switch (fact.what) {
    case 'converted':
      return { ...watch, converted: true };
    case 'earned':
      return { ...watch, revenue: (watch.revenue ?? 0) + fact.amount, ...cappedAfter(watch, fact.capped) };
    case 'matured':
      return { ...watch, matured: true };
  }
}

function cappedAfter({ capped = 0 }: Watch, more: number | undefined): Pick<Watch, 'capped'> {
  return more === undefined ? {} : { capped: capped + more };
}
