import { Advancing, type JourneysAdvanced } from './advancing.ts';
import type { JourneyContext } from './context.ts';
import { followLives } from './follow-lives.ts';
import { goOnWhereOver } from './going-on.ts';
import { measure } from './measuring.ts';
import { tellOfMessages } from './message-signs.ts';
import { insidersOf, leavingBy, type Insider, type Leaving } from './insiders.ts';
import { newcomersTo, refuseToNowhere, type Leaver } from './newcomers.ts';
import { byPriority, journeysReading } from './open-journeys.ts';
import { placeOf } from '../standing.ts';
import type { Occurrence } from '../triggers/index.ts';
import { walkOn, type Walk } from './walk.ts';

/**
 * Takes one instant through all of a customer's journeys: first what has become of the journeys themselves; then exits and
 * goals, whatever the customer waits for; then waits that end; then newcomers. Those who can go on then walk until they
 * wait or leave, the higher priority first, so that it gets the last place under a cap. Whom steps ask into other
 * journeys come last of all. What steps gave is heard of then, by all journeys anew.
 */
export function advanceJourneys(context: JourneyContext, happened: readonly Occurrence[]): JourneysAdvanced {
  const { state, at } = context;
  const advancing = new Advancing(at, state.journeys, state.sent);
  followLives(advancing, context);
  measure(advancing, happened, context);
  tellOfMessages(advancing, happened, context);
  hear(advancing, happened, context);
  // Each badge is earned once, so this comes to an end.
  for (let { news } = advancing; news.length > 0; { news } = advancing) {
    advancing.news = [];
    const brought = news.map((one) => ({ ...one, starts: true }));
    const { order: _counted, ...seen } = advancing.seenIn(context);
    const since = { ...seen, state: { ...seen.state, journeys: advancing.journeys } };
    measure(advancing, brought, since);
    hear(advancing, brought, since);
  }
  const { journeys, sent, effects, facts, said, given } = advancing;
  return { journeys, sent, effects, facts, said, given };
}

function hear(advancing: Advancing, happened: readonly Occurrence[], context: JourneyContext): void {
  const insiders = inOrder(insidersOf(advancing.journeys, context.playbook));
  const leavers = letOut(advancing, insiders, happened, context);
  const walks: Walk[] = [];
  for (const insider of insiders) {
    if (insider.at === null || !advancing.inside(insider.id, insider.inside.enrolment)) continue;
    const walk = goOnWhereOver(advancing, { ...insider, at: insider.at }, happened, context);
    if (walk) walks.push(walk);
  }
  walks.push(...letIn(advancing, leavers, happened, context));
  walkAll(advancing, walks, context);
  for (let { wishes } = advancing; wishes.length > 0; { wishes } = advancing) {
    advancing.wishes = [];
    const asked = wishes.map((wish) => ({ ...wish, starts: true }));
    walkAll(advancing, letIn(advancing, [], asked, context), context);
  }
}

function walkAll(advancing: Advancing, walks: readonly Walk[], context: JourneyContext): void {
  if (walks.length === 0) return;
  for (const walk of walks.toSorted((a, b) => byPriority(a.journey.definition, b.journey.definition))) {
    walkOn(advancing, walk, context);
  }
}

/** Hardly anybody is inside of several journeys, and this is asked at every instant. */
function inOrder(insiders: readonly Insider[]): readonly Insider[] {
  return insiders.length < 2 ? insiders : insiders.toSorted(byPriority);
}

/** Who leaves, and the place of the occurrence by which they do. */
function letOut(
  advancing: Advancing,
  insiders: readonly Insider[],
  happened: readonly Occurrence[],
  context: JourneyContext,
): Leaver[] {
  return insiders.flatMap(({ id, at, inside }) => {
    const leaving = at === null ? STEP_GONE : leavingBy(at.journey.definition, happened, context, inside);
    if (leaving === null) return [];
    advancing.tell({ what: 'left', place: placeOf(id, inside), because: leaving.because });
    return [{ journey: id, key: inside.key, by: leaving.by }];
  });
}

const STEP_GONE: Leaving = { because: { by: 'step-gone' }, by: -1 };

function letIn(
  advancing: Advancing,
  leavers: Leaver[],
  happened: readonly Occurrence[],
  context: JourneyContext,
): readonly Walk[] {
  if (!happened.some(({ starts }) => starts)) return [];
  refuseToNowhere(advancing, happened, context);
  return journeysReading(context.playbook, happened).flatMap((journey) =>
    newcomersTo(advancing, journey, happened, leavers, context),
  );
}
