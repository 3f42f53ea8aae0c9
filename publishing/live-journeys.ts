import { isDeepStrictEqual } from 'node:util';
import { inOrder } from '../domain/audience/order.ts';
import { WIDEST } from '../domain/journey/conditions/condition-faults.ts';
import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { validateJourney } from '../domain/journey/definition/validate.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Checks, Problem } from '../domain/problem.ts';
import type { Bins } from '../domain/scoring/coverage.ts';
import { templateExamples } from '../domain/words/template-examples.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { audienceFaults } from './audience-part.ts';
import { mailProblems, type CheckMails } from './journey-part.ts';
import type { Base } from './part.ts';

/** Conditions of live journeys and audiences that can never hold where scores have these numbers of bins. */
export function deadConditions({ journeys, audiences }: Playbook, bins: Bins): readonly Problem[] {
  const ofAudiences = inOrder(audiences).flatMap((audience) => {
    const known = new Set(audienceFaults(audience, WIDEST).map(keyOf));
    const dead = audienceFaults(audience, bins).filter((problem) => !known.has(keyOf(problem)));
    return dead.map(({ code, path, message }): Problem => ({
      code,
      path: `audiences.${audience.id}.${path}`,
      message: `the audience "${audience.name}" is live, and nobody could be in it by this: ${message}`,
    }));
  });
  const ofJourneys = [...journeys.values()].flatMap(({ definition }) => {
    const known = new Set(validateJourney(definition).map(keyOf));
    const dead = validateJourney(definition, bins).filter((problem) => !known.has(keyOf(problem)));
    return dead.map((problem) => inJourney(definition, problem, 'is live, and would wait for this in vain'));
  });
  return [...ofJourneys, ...ofAudiences];
}

/** Mails of live journeys are tried again for so long at most: whoever publishes waits for it. */
const MOST_TIME = 10 * SECOND;
/** What a mail says of the scoring model. Whatever else it says is the same under every model. */
const SAYS_SCORING = /segment|score/;

/**
 * Mails of live journeys that can be sent now, and could not be under the next playbook: to those who are inside, and to
 * newcomers. What is broken already is no reason.
 */
export async function brokenMails(
  { checkMails, now }: { readonly checkMails: CheckMails; readonly now: () => Instant },
  { workspace: { _id }, book }: Base,
  next: Playbook,
): Promise<Checks> {
  if (isDeepStrictEqual(templateExamples(book), templateExamples(next))) return { problems: [], warnings: [] };
  const touched = [...book.journeys.values()].filter(({ definition }) => saysScoring(definition));
  const until = now() + MOST_TIME;
  const problems: Problem[] = [];
  for (const [done, { definition }] of touched.entries()) {
    if (now() > until) return { problems, warnings: [notTried(touched.length - done)] };
    const after = await mailProblems(checkMails, _id, definition, next);
    const known = after.length === 0 ? [] : await mailProblems(checkMails, _id, definition, book);
    const before = new Set(known.map(({ path }) => path));
    const broken = after.filter(({ path }) => !before.has(path));
    const why = 'is live, and this mail of it could not be sent any more';
    problems.push(...broken.map((problem) => inJourney(definition, problem, why)));
  }
  return { problems, warnings: [] };
}

function saysScoring({ steps }: JourneyDefinition): boolean {
  return steps.some((step) => {
    return step.type === 'send' && [step.subject, step.body, step.text ?? ''].some((text) => SAYS_SCORING.test(text));
  });
}

function notTried(journeys: number): Problem {
  const message = `the mails of ${journeys} live journeys could not be tried under this model in time; validate those journeys after publishing it`;
  return { code: 'not-tried', path: 'journeys', message };
}

function keyOf({ code, path }: Pick<Problem, 'code' | 'path'>): string {
  return `${code} ${path}`;
}

function inJourney({ id, name }: JourneyDefinition, { code, path, message }: Problem, why: string): Problem {
  return { code, path: `journeys.${id}.${path}`, message: `the journey "${name}" ${why}: ${message}` };
}
