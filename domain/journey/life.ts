import type { JourneyId, StepId } from '../ids.schema.ts';
import type { Playbook } from '../playbook.ts';
import type { Instant } from '../time.ts';

/** Whether anybody may enter a journey, and whether those inside go on. */
export type JourneyStatus = {
  /** In the workspace's time; `null`: since it was first published. */
  readonly since: Instant | null;
  /** The id of the key or user that asked for it. */
  readonly by?: string;
} & (
  | { readonly is: 'live'; readonly spread?: number }
  /** Nobody enters, and nobody inside goes on. Goals and exits take effect, and waits hear what happens. */
  | { readonly is: 'paused' }
  /** Nobody enters. Those inside finish, or leave at once. */
  | { readonly is: 'archived'; readonly inside: 'finish' | 'leave'; readonly spread?: number }
);

/** What becomes of those inside earlier versions: they pass to version `to`. */
export interface Relocation {
  readonly to: number;
  /** Where those go who stand at a step that the version does not have; `leave`: out of the journey. */
  readonly mapping: Readonly<Record<StepId, string>>;
}

/** Version `to` takes nobody while somebody is inside of an earlier one. */
export interface Drain {
  readonly to: number;
  /** Whoever is inside of an earlier version then leaves; `null`: nobody has to. */
  readonly until: Instant | null;
}

/** What holds for a journey as a whole, whichever version somebody is inside of. */
export interface JourneyLife {
  readonly status: JourneyStatus;
  /** Those that somebody may still have to follow, oldest first. */
  readonly relocations?: readonly Relocation[];
  readonly drain?: Drain;
}

/** Of a journey of which nothing else was ever asked. */
const PLAINLY_LIVE: JourneyLife = { status: { is: 'live', since: null } };

export function lifeOf({ lives }: Pick<Playbook, 'lives'>, journey: JourneyId): JourneyLife {
  return lives?.get(journey) ?? PLAINLY_LIVE;
}

/** The same playbook, in which this holds for the journey. */
export function withLife(playbook: Playbook, journey: JourneyId, life: JourneyLife): Playbook {
  return { ...playbook, lives: new Map(playbook.lives).set(journey, life) };
}

/**
 * Why nobody may enter at `at`; `null` where they may. A version that waits for an earlier one to drain opens at the latest
 * at its time.
 */
export function closedBecause({ status, drain }: JourneyLife, at: Instant): 'paused' | 'archived' | 'draining' | null {
  if (status.is !== 'live') return status.is;
  return drain === undefined || (drain.until !== null && drain.until <= at) ? null : 'draining';
}

/** Somebody's wish, when and by whom. */
interface Asked {
  readonly at: Instant;
  readonly by?: string;
}

/** @returns the same where it is paused already; `null` where it is archived */
export function pausedLife(life: JourneyLife, { at, by }: Asked): JourneyLife | null {
  if (life.status.is === 'archived') return null;
  return life.status.is === 'paused' ? life : { ...life, status: { is: 'paused', since: at, ...saidBy(by) } };
}

/**
 * Live again, from being paused or archived.
 * @param spread over which those go on whose waits have ended meanwhile, milliseconds
 * @returns the same where it is live already
 */
export function resumedLife(life: JourneyLife, { at, by }: Asked, spread: number): JourneyLife {
  if (life.status.is === 'live') return life;
  return { ...life, status: { is: 'live', since: at, spread, ...saidBy(by) } };
}

/** @returns the same where it is archived in this way already */
export function archivedLife(life: JourneyLife, { at, by }: Asked, inside: 'finish' | 'leave'): JourneyLife {
  const { status } = life;
  if (status.is === 'archived' && status.inside === inside) return life;
  return { ...life, status: { is: 'archived', inside, since: at, ...saidBy(by) } };
}

function saidBy(by: string | undefined): { readonly by?: string } {
  return by === undefined ? {} : { by };
}
