import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { asksOf, instantsAsked, MOST_KEPT } from '../domain/behaviour/asks.ts';
import { jsonSize } from '../domain/json-size.ts';
import { publishJourney, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';

/** Every event of every customer is held against all journeys that are live. */
export const MOST_JOURNEYS = 500;
/** Characters of all definitions that are live: workers keep them in memory. */
const MOST_LIVE = 16 * 1024 * 1024;

/** What keeps one more journey, or a larger version of one, from going live beside the others. */
export function roomProblems(definition: JourneyDefinition, book: Playbook): readonly Problem[] {
  return [...sizeProblems(definition, book), ...behaviourProblems(publishJourney(book, definition), definition.name)];
}

/** What keeps a state from being counted for everything that the next playbook asks of what customers did. */
export function behaviourProblems(
  book: Pick<Playbook, 'journeys' | 'audiences' | 'templates' | 'loyalty'>,
  what: string,
): readonly Problem[] {
  const asked = instantsAsked(asksOf({ ...book, earlier: [] }));
  if (asked <= MOST_KEPT) return [];
  const message = `with "${what}", conditions on what customers did need ${asked} instants of each of them, and at most ${MOST_KEPT} are kept; ask for fewer times`;
  return [{ code: 'too-much-asked', path: '', message }];
}

function sizeProblems(definition: JourneyDefinition, { journeys }: Playbook): readonly Problem[] {
  const before = journeys.get(definition.id);
  if (before === undefined && journeys.size >= MOST_JOURNEYS) {
    const message = `${journeys.size} journeys are live already; at most ${MOST_JOURNEYS} can be: publish it under the id of another`;
    return [{ code: 'too-many-journeys', path: 'id', message }];
  }
  const more = jsonSize(definition) - (before ? jsonSize(before.definition) : 0);
  const size = [...journeys.values()].reduce((sum, live) => sum + jsonSize(live.definition), more);
  if (size <= MOST_LIVE || more <= 0) return [];
  const message = `with this one, all journeys that are live come to ${megabytes(size)} MB; at most ${megabytes(MOST_LIVE)} MB can be: make some of them smaller`;
  return [{ code: 'journeys-too-large', path: '', message }];
}

function megabytes(characters: number): string {
  return (characters / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}
