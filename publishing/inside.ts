import { isDeepStrictEqual } from 'node:util';
import type { JourneyId, StepId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { lifeOf, withLife, type JourneyLife, type Relocation } from '../domain/journey/life.ts';
import { fateOf, LEAVE, relocationsFrom, type Fate } from '../domain/journey/relocate.ts';
import { currentJourney, wakingAnew, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { Instant } from '../domain/time.ts';
import type { Base } from './part.ts';
import { notPublishable } from './problem.ts';

/** What is to become of those inside, where a version is published. */
export type InsideWanted =
  /** They finish on their version. */
  | { readonly inside: 'pin' }
  /** They pass to the new one. */
  | { readonly inside: 'migrate'; readonly mapping: Relocation['mapping'] }
  /** They finish on their version, and nobody takes the new one before. */
  | { readonly inside: 'drain'; readonly until: Instant | null };

/** How many stand at a step of a version. */
export interface Standing {
  readonly version: number;
  readonly step: StepId;
  readonly customers: number;
}

/** What happens to those who stand somewhere. */
export type InsideFate = Fate | { readonly is: 'pinned' | 'drained' };

/** So many relocations are kept: whoever was not woken for that long passes by the newer ones alone. */
const MOST_RELOCATIONS = 20;

/**
 * The playbook about to be published, with what becomes of those inside; the same where nothing does.
 * @param standing where they stand now
 * @throws NotPublished `not-publishable` where the mapping does not fit
 */
export function withInside(
  next: Playbook,
  { now }: Base,
  journey: JourneyId,
  wanted: InsideWanted,
  standing: readonly Standing[],
): Playbook {
  const current = currentJourney(next, journey);
  if (current === undefined) throw new Error(`journey "${journey}" is published and not in the playbook`);
  const before = lifeOf(next, journey);
  const isDrained = wanted.inside === 'drain' && standing.every(({ version }) => version >= current.version);
  const life = lifeWith(before, current.version, isDrained ? { inside: 'pin' } : wanted);
  if (isDeepStrictEqual(life, before)) return next;
  if (wanted.inside === 'migrate') {
    const problems = mappingProblems(wanted.mapping, current.definition, life.relocations ?? [], standing);
    if (problems.length > 0) throw notPublishable(problems, 'Nobody was moved.');
  }
  return wakingAnew(withLife(next, journey, life), now);
}

function lifeWith({ drain: _drain, ...life }: JourneyLife, to: number, wanted: InsideWanted): JourneyLife {
  switch (wanted.inside) {
    case 'pin':
      return life;
    case 'drain':
      return { ...life, drain: { to, until: wanted.until } };
    case 'migrate': {
      const others = (life.relocations ?? []).filter((one) => one.to !== to);
      return { ...life, relocations: [...others, { to, mapping: wanted.mapping }].slice(-MOST_RELOCATIONS) };
    }
  }
}

/** What a preview says: how those who stand somewhere fare. */
export function fateIn(
  next: Playbook,
  journey: JourneyId,
  wanted: InsideWanted,
  { version, step }: Standing,
): InsideFate {
  const current = currentJourney(next, journey);
  if (current === undefined || version === current.version) return { is: 'stay' };
  if (wanted.inside === 'drain') return { is: 'drained' };
  const { relocations } = lifeWith(lifeOf(next, journey), current.version, wanted);
  const ahead = relocationsFrom(version, relocations);
  if (wanted.inside === 'pin' || ahead.length === 0) return { is: 'pinned' };
  return fateOf(step, ahead, current.definition);
}

/** Why a mapping does not fit the version that it leads to. */
function mappingProblems(
  mapping: Relocation['mapping'],
  definition: JourneyDefinition,
  relocations: readonly Relocation[],
  standing: readonly Standing[],
): readonly Problem[] {
  const steps = new Set<string>(definition.steps.map(({ id }) => id));
  const named = Object.entries(mapping).flatMap(([from, to]): readonly Problem[] => {
    const path = `mapping.${from}`;
    if (steps.has(from)) {
      const message = `step "${from}" is in the new version, so whoever stands there stays; leave it out`;
      return [{ code: 'step-stays', path, message }];
    }
    if (to === LEAVE || steps.has(to)) return [];
    const message = `there is no step "${to}" in the new version; name one of it, or "leave"`;
    return [{ code: 'unknown-step', path, message }];
  });
  const lost = standing.filter(({ version, step }) => {
    const fate = fateOf(step, relocationsFrom(version, relocations), definition);
    return fate.is === 'leave' && fate.because === 'step-gone' && !Object.hasOwn(mapping, step);
  });
  const unnamed = [...new Set(lost.map(({ step }) => step))].map((step): Problem => {
    const customers = lost.reduce((sum, one) => (one.step === step ? sum + one.customers : sum), 0);
    const message = `${customers} stand at step "${step}", which is not in the new version; say where they go, or "leave"`;
    return { code: 'unmapped-step', path: `mapping.${step}`, message };
  });
  return [...named, ...unnamed];
}
