import { isDeepStrictEqual } from 'node:util';
import type { Audience } from '../domain/audience/definition.schema.ts';
import { audiencesIn } from '../domain/audience/mentions.ts';
import { circleThrough, inOrder } from '../domain/audience/order.ts';
import { conditionFaults } from '../domain/journey/conditions/condition-faults.ts';
import { publishAudience, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { Bins } from '../domain/scoring/coverage.ts';
import { binsIn } from '../domain/scoring/model.ts';
import { behaviourProblems } from './journey-room.ts';
import type { PartModule } from './part.ts';
import { liveDefinitions, pathIn } from './live-definitions.ts';
import { unknownNames } from './loyalty-names.ts';
import { unknownSegments } from './segment-names.ts';

/** Every decision places its customer in all of them. */
const MOST_AUDIENCES = 100;

/** Audiences, which are published as they were written: everybody is placed anew. */
export const audiencePart: PartModule<'audience'> = {
  kind: 'audience',
  stays: '',
  faults: async (audience, { book }) => ({
    problems: audience.archived ? mentionedBy(audience, book) : audienceProblems(audience, book),
    warnings: [],
  }),
  compile: async (audience) => ({ content: audience, warnings: [] }),
  sourceOf: (audience) => audience,
  isSame: isDeepStrictEqual,
  concerns: (audience, before) =>
    before && isDeepStrictEqual(meantBy(audience), meantBy(before)) ? 'newcomers' : 'wakes',
};

/** What decides who is in it; a name does not. */
function meantBy({ condition, archived }: Audience) {
  return { condition, isArchived: archived === true };
}

function audienceProblems(audience: Audience, book: Playbook): readonly Problem[] {
  return [
    ...audienceFaults(audience, binsIn(book.scoring)),
    ...unknownSegments(audience, book.scoring.segments),
    ...unknownAudiences(audience, book),
    ...unknownNames(audience, book.loyalty),
    ...circleProblems(audience, book),
    ...roomProblems(audience, book),
  ];
}

/** Conditions that can never be what their writer meant. */
export function audienceFaults({ condition }: Audience, bins: Bins): readonly Problem[] {
  return conditionFaults(condition, 'condition', { events: [], entering: false, inJourney: false, bins });
}

/** Where a definition names audiences that nobody can be in. */
export function unknownAudiences(definition: object, { audiences }: Pick<Playbook, 'audiences'>): readonly Problem[] {
  const live = inOrder(audiences).map(({ id }) => id);
  const own = 'id' in definition ? definition.id : null;
  return audiencesIn(definition)
    .filter(({ audience }) => !live.includes(audience) && audience !== own)
    .map(({ path, audience }) => {
      const known = live.length === 0 ? 'none is published' : `there are ${live.join(', ')}`;
      return { code: 'unknown-audience', path, message: `there is no audience "${audience}"; ${known}` };
    });
}

function circleProblems(audience: Audience, { audiences }: Playbook): readonly Problem[] {
  const circle = circleThrough(audience, audiences);
  if (circle.length === 0) return [];
  const message = `who is in "${audience.id}" would depend on who is in it: ${circle.join(' → ')}; take one of them out`;
  return [{ code: 'audience-circle', path: 'condition', message }];
}

function roomProblems(audience: Audience, book: Playbook): readonly Problem[] {
  const others = inOrder(book.audiences).filter(({ id }) => id !== audience.id);
  const isFull = others.length >= MOST_AUDIENCES;
  const message = `there are ${others.length} audiences already, and at most ${MOST_AUDIENCES} can be; archive one first`;
  const full: readonly Problem[] = isFull ? [{ code: 'too-many-audiences', path: 'id', message }] : [];
  return [...full, ...behaviourProblems(publishAudience(book, audience), audience.name)];
}

/** What is live and names an audience, so that it cannot go. */
function mentionedBy({ id }: Audience, book: Playbook): readonly Problem[] {
  const others = liveDefinitions(book).filter(({ what, definition }) => what !== 'audience' || definition.id !== id);
  return others.flatMap((live) => {
    const mentions = audiencesIn(live.definition).filter(({ audience }) => audience === id);
    return mentions.map(({ path }): Problem => {
      const message = `the ${live.what} "${live.definition.name}" names it at ${path}; publish that without it first`;
      return { code: 'audience-in-use', path: pathIn(live, path), message };
    });
  });
}
