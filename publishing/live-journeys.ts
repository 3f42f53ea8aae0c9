import { isDeepStrictEqual } from 'node:util';
import { inOrder } from '../domain/audience/order.ts';
import { WIDEST } from '../domain/journey/conditions/condition-faults.ts';
import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { validateJourney } from '../domain/journey/definition/validate.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Checks, Problem } from '../domain/problem.ts';
import type { Bins } from '../domain/scoring/coverage.ts';
import { conditionsFaults } from '../domain/templates/template-faults.ts';
import { sourcesOf, type Said } from '../domain/channels/texts.ts';
import { wordingsOf } from '../domain/journey/steps/send-step.ts';
import { ownWords } from '../domain/journey/steps/send-words.ts';
import { liquidIn, textsOf, type Template } from '../domain/templates/template.ts';
import { templateExamples } from '../domain/words/template-examples.ts';
import { SECOND, type Instant } from '../domain/time.ts';
import { audienceFaults } from './audience-part.ts';
import { mailProblems, type CheckMails } from './journey-part.ts';
import { liveTemplates } from './live-definitions.ts';
import type { Base } from './part.ts';
import { textProblems } from './template-part.ts';

/** Conditions of live journeys, audiences and templates that can never hold where scores have these numbers of bins. */
export function deadConditions({ journeys, audiences, templates }: Playbook, bins: Bins): readonly Problem[] {
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
  const ofTemplates = liveTemplates(templates).flatMap((template) => {
    const known = new Set(conditionsFaults(template, WIDEST).map(keyOf));
    const dead = conditionsFaults(template, bins).filter((problem) => !known.has(keyOf(problem)));
    return dead.map((problem) => inTemplate(template, problem, 'is live, and nobody would get this variant'));
  });
  return [...ofJourneys, ...ofAudiences, ...ofTemplates];
}

/** They are tried again for so long at most: whoever publishes waits for it. */
const MOST_TIME = 10 * SECOND;
/** What a mail says of the scoring model. Whatever else it says is the same under every model. */
const SAYS_SCORING = /segment|score/;

/**
 * Mails of live journeys and templates that can be sent now, and could not be under the next playbook: to those who are inside, and to
 * newcomers. What is broken already is no reason.
 */
export async function brokenMails(
  { checkMails, now }: { readonly checkMails: CheckMails; readonly now: () => Instant },
  { workspace, book }: Base,
  next: Playbook,
): Promise<Checks> {
  if (isDeepStrictEqual(templateExamples(book), templateExamples(next))) return { problems: [], warnings: [] };
  const until = now() + MOST_TIME;
  const touched = mailsOf(checkMails, workspace, book);
  const problems: Problem[] = [];
  for (const [done, { tried, told }] of touched.entries()) {
    if (now() > until) return { problems, warnings: [notTried(touched.length - done)] };
    const after = await tried(next);
    const known = after.length === 0 ? [] : await tried(book);
    const before = new Set(known.map(({ path }) => path));
    problems.push(...after.filter(({ path }) => !before.has(path)).map(told));
  }
  return { problems, warnings: [] };
}

/** What sends mails that say something of the scoring model. */
interface Sending {
  readonly tried: (book: Playbook) => Promise<readonly Problem[]>;
  readonly told: (problem: Problem) => Problem;
}

function mailsOf(checkMails: CheckMails, workspace: Base['workspace'], book: Playbook): readonly Sending[] {
  const why = 'is live, and this mail of it could not be sent any more';
  const journeys = [...book.journeys.values()].filter(({ definition }) =>
    saysScoring(ownMessages(definition).flatMap((said) => Object.values(sourcesOf(said)))),
  );
  const templates = liveTemplates(book.templates).filter((one) =>
    saysScoring(textsOf(one).flatMap(({ texts }) => liquidIn(texts))),
  );
  return [
    ...journeys.map(({ definition }) => ({
      tried: (under: Playbook) => mailProblems(checkMails, workspace._id, definition, under),
      told: (problem: Problem) => inJourney(definition, problem, why),
    })),
    ...templates.map((template) => ({
      tried: (under: Playbook) => textProblems(checkMails, { workspace, book: under }, template),
      told: (problem: Problem) => inTemplate(template, problem, why),
    })),
  ];
}

function ownMessages({ steps }: JourneyDefinition): readonly Said[] {
  return steps.flatMap((step) =>
    step.type === 'send' ? wordingsOf(step).flatMap((words) => ownWords(words) ?? []) : [],
  );
}

function saysScoring(texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => text !== undefined && SAYS_SCORING.test(text));
}

function notTried(left: number): Problem {
  const message = `the mails of ${left} live journeys and templates could not be tried under this model in time; validate those after publishing it`;
  return { code: 'not-tried', path: 'journeys', message };
}

function keyOf({ code, path }: Pick<Problem, 'code' | 'path'>): string {
  return `${code} ${path}`;
}

function inJourney({ id, name }: JourneyDefinition, { code, path, message }: Problem, why: string): Problem {
  return { code, path: `journeys.${id}.${path}`, message: `the journey "${name}" ${why}: ${message}` };
}

function inTemplate({ id, name }: Template, { code, path, message }: Problem, why: string): Problem {
  return { code, path: `templates.${id}.${path}`, message: `the template "${name}" ${why}: ${message}` };
}
