import { customerIdOf } from '../../keys.ts';
import { own } from '../../own.ts';
import { journeyVersion, type PublishedJourney } from '../../playbook.ts';
import { bucketOf } from '../../sha256.ts';
import type { JourneyId, StepId } from '../../ids.schema.ts';
import { compiled } from '../definition/compiled.ts';
import { heardFirst } from '../evolve.ts';
import type { LeaveReason } from '../facts.ts';
import { lifeOf, type JourneyLife, type JourneyStatus } from '../life.ts';
import { fateOf, relocationsFrom, type Fate } from '../relocate.ts';
import { allInside, placeOf, type Inside, type Waiting } from '../standing.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';

/**
 * Tells everybody inside what has become of their journey since: that it was paused, goes on, was archived, passes them to
 * a newer version, or waits for them to leave. Nothing of it happens twice, so it is asked at each instant.
 */
export function followLives(advancing: Advancing, context: JourneyContext): void {
  if (context.playbook.lives === undefined) return;
  for (const [id, inside] of allInside(advancing.journeys)) {
    const life = lifeOf(context.playbook, id);
    for (const follow of [followArchive, followRelocations, followDrain, followPause]) {
      const now = latest(advancing, id, inside);
      if (now) follow(advancing, id, now, life, context);
    }
  }
}

function latest(advancing: Advancing, journey: JourneyId, { enrolment }: Inside): Inside | null {
  const found = allInside(advancing.journeys).find(([id, one]) => id === journey && one.enrolment === enrolment);
  return found?.[1] ?? null;
}

type Follow = (advancing: Advancing, id: JourneyId, inside: Inside, life: JourneyLife, context: JourneyContext) => void;

const followArchive: Follow = (advancing, id, inside, { status }) => {
  if (status.is === 'archived' && status.inside === 'leave') leave(advancing, id, inside, { by: 'archived' });
};

const followRelocations: Follow = (advancing, id, inside, { relocations }, context) => {
  const ahead = relocationsFrom(inside.version, relocations);
  const last = ahead.at(-1);
  const to = last && journeyVersion(context.playbook, id, last.to);
  if (to === undefined) return;
  const fate = fateOf(inside.step, ahead, to.definition);
  if (fate.is !== 'leave') relocate(advancing, id, inside, to, fate, context);
  else leave(advancing, id, inside, { by: fate.because === 'mapping' ? 'relocated' : 'step-gone' });
};

const followDrain: Follow = (advancing, id, inside, { drain }, { at }) => {
  const until = drain !== undefined && inside.version < drain.to ? drain.until : null;
  if (until !== null && until <= at) leave(advancing, id, inside, { by: 'drained' });
  else if (until !== (inside.leaveBy ?? null)) {
    advancing.tell({ what: 'draining', place: placeOf(id, inside), until });
  }
};

const followPause: Follow = (advancing, id, inside, { status }, context) => {
  const place = placeOf(id, inside);
  if (status.is === 'paused') {
    if (!inside.held) advancing.tell({ what: 'paused', place });
  } else if (inside.held) {
    advancing.tell({ what: 'resumed', place, waiting: releasedTo(id, inside, status, context) });
  }
};

function leave(advancing: Advancing, id: JourneyId, inside: Inside, because: LeaveReason): void {
  advancing.tell({ what: 'left', place: placeOf(id, inside), because });
}

/** They stand at a step of the newer version, which is taken anew: as if they had reached it in that version. */
function relocate(
  advancing: Advancing,
  id: JourneyId,
  inside: Inside,
  { version, definition }: PublishedJourney,
  fate: Exclude<Fate, { readonly is: 'leave' }>,
  { playbook }: JourneyContext,
): void {
  const from = placeOf(id, inside);
  const step = fate.is === 'move' ? fate.to : inside.step;
  const loops = compiled(definition).steps.get(step)?.loops ?? false;
  const again = loops ? (own(inside.visits, step) ?? 0) + 1 : 1;
  const before = journeyVersion(playbook, id, inside.version);
  const forgets = (inside.heard ?? [])
    .map(([wait]) => wait)
    .filter((wait) => waitsFor(before, wait) !== waitsFor({ version, definition }, wait));
  advancing.tell({
    what: 'relocated',
    place: { ...from, version, step, visit: fate.is === 'move' ? again : from.visit },
    from: { version: from.version, step: from.step, visit: from.visit },
    ...(loops ? { loops } : {}),
    ...(fate.is === 'stay' && awaitsEffect(inside, before, { version, definition }) ? { waits: true } : {}),
    ...(forgets.length === 0 ? {} : { forgets: [...new Set(forgets)] }),
  });
}

/** A step that has begun its effect must not begin it again. */
function awaitsEffect(
  { waiting, step }: Inside,
  before: PublishedJourney | undefined,
  after: PublishedJourney,
): boolean {
  const kinds = [before, after].map((one) => one && compiled(one.definition).steps.get(step)?.step.type);
  return waiting.for === 'effect' && kinds[0] === kinds[1];
}

/** What a wait waits for, however long and whatever follows: what it has heard holds while this stays the same. */
function waitsFor(journey: PublishedJourney | undefined, wait: StepId): string | null {
  const found = journey && compiled(journey.definition).steps.get(wait)?.step;
  if (found === undefined) return null;
  const { for: _for, next: _next, onTimeout: _onTimeout, ...rest } = { for: 0, next: 0, onTimeout: 0, ...found };
  return JSON.stringify(rest);
}

/**
 * What they wait for who are let go on. A wait that has ended meanwhile, by time or by what happened or is so, is over at an
 * instant of their own within the stated time; any other is what it was.
 */
function releasedTo(
  id: JourneyId,
  inside: Inside,
  status: Exclude<JourneyStatus, { readonly is: 'paused' }>,
  context: JourneyContext,
): Waiting {
  const { at, customer } = context;
  const { waiting } = inside;
  const since = status.since ?? at;
  const isMetBefore = isMet(id, inside, context);
  if (!isMetBefore && (waiting.until === null || waiting.until > since)) return waiting;
  const share = bucketOf(`${id}:${since}`, customerIdOf(customer));
  const until = Math.max(at, since + Math.floor(share * (status.spread ?? 0)));
  return isMetBefore ? { for: 'turn', until } : { ...waiting, until };
}

/** Whether what they wait for was heard while they were held, or is so. */
function isMet(id: JourneyId, inside: Inside, context: JourneyContext): boolean {
  const { waiting, heard, step, version } = inside;
  if (waiting.for !== 'step' && waiting.for !== 'reaction') return false;
  if (heard && heardFirst(heard, step)) return true;
  const journey = journeyVersion(context.playbook, id, version);
  const listening = journey && compiled(journey.definition).steps.get(step)?.listening;
  const noticed = listening?.notices?.(inside, context) ?? null;
  return noticed !== null && 'onward' in noticed;
}
