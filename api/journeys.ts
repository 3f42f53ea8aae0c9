import { isDeepStrictEqual } from 'node:util';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import { journeyDefinition, type JourneyDefinition } from '../domain/journey/definition.schema.ts';
import { parseJourney } from '../domain/journey/parse.schema.ts';
import { validateJourney } from '../domain/journey/validate.ts';
import { currentJourney, publishJourney, type Playbook } from '../domain/playbook.ts';
import { binsIn } from '../domain/rfm/model.ts';
import { readShape } from '../domain/shape-problems.ts';
import { templateExamples } from '../domain/template-examples.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';
import { ApiProblem, type FieldProblem } from './problem.ts';
import { roomProblems } from './journey-room.ts';
import { unknownSegments } from './scoring-names.ts';

/** What a marketer sent as the journey `id`: the address says the id, so the body may leave it out. */
function withId(body: unknown, id: JourneyId): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { id, ...body };
}

/**
 * A draft: its shape is sound, its ways may still lead nowhere.
 * @throws ApiProblem with everything that is wrong where the shape is not sound, or the id is another one's
 */
export function parseDraft(body: unknown, id: JourneyId): JourneyDefinition {
  const input = withId(body, id);
  const read = readShape(journeyDefinition, input);
  const other: readonly FieldProblem[] =
    'value' in read && read.value.id !== id
      ? [{ code: 'other-id', path: 'id', message: `the address says "${id}"; send the same id, or leave it out` }]
      : [];
  if ('value' in read && other.length === 0) return read.value;
  const found = parseJourney(input);
  const problems = [...other, ...('problems' in found ? found.problems : [])];
  throw new ApiProblem('invalid', problemsText('This is not a journey yet', problems), { problems });
}

/** Everything that keeps a definition from being published; empty where nothing does. */
export async function journeyProblems(
  definition: JourneyDefinition,
  { checkMails }: Pick<ApiDeps, 'checkMails'>,
  workspace: WorkspaceId,
  playbook: Playbook,
): Promise<readonly FieldProblem[]> {
  const mails = definition.steps.flatMap((step, place) => (step.type === 'send' ? [{ step, place }] : []));
  const checked = await checkMails(
    workspace,
    mails.map(({ step }) => step),
    templateExamples(playbook),
  );
  const faulty = mails.flatMap(({ place }, index) =>
    (checked[index] ?? []).map(({ part, message }) => ({ code: 'template', path: `steps[${place}].${part}`, message })),
  );
  return [
    ...validateJourney(definition, binsIn(playbook.scoring)),
    ...unknownSegments(definition, playbook.scoring.segments),
    ...faulty,
    ...roomProblems(definition, playbook),
  ];
}

export interface Published {
  readonly journey: JourneyId;
  readonly version: number;
  readonly playbook: number;
  /** False where the draft is what is live already. */
  readonly changed: boolean;
}

/** Every lost race means that somebody else won one, so more than a few in a row do not happen. */
const TRIES = 10;

/**
 * Makes a definition the newest version of its journey. Those inside stay on their own version.
 * Publishing what is live already changes nothing, so that a lost reply can be followed by the same call.
 * @throws ApiProblem `not-publishable` with everything that is wrong under the rules it would be published with
 */
export async function publish(
  deps: Pick<ApiDeps, 'stores' | 'checkMails'>,
  { workspace: { _id: workspace }, now }: Here,
  definition: JourneyDefinition,
): Promise<Published> {
  const { stores } = deps;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const playbook = await currentPlaybook(stores, workspace);
    // Each time anew: whoever published meanwhile may have taken away a segment that it names.
    const problems = await journeyProblems(definition, deps, workspace, playbook);
    if (problems.length > 0) {
      throw new ApiProblem('not-publishable', problemsText('It cannot be published yet', problems), { problems });
    }
    const live = currentJourney(playbook, definition.id);
    if (live && isDeepStrictEqual(live.definition, definition)) {
      return { journey: definition.id, version: live.version, playbook: playbook.version, changed: false };
    }
    const next = publishJourney(playbook, definition);
    if (await stores.playbooks.publish(workspace, next, now)) {
      const version = currentJourney(next, definition.id)?.version ?? 1;
      return { journey: definition.id, version, playbook: next.version, changed: true };
    }
    // Somebody else published this number; if they died before putting it in force, this does it for them.
    await stores.workspaces.adoptPlaybook(workspace, next.version);
  }
  throw new ApiProblem('conflict', 'Others are publishing at the same time; try again.', { retryAfter: 1 });
}

/** The rules in force now. */
export async function currentPlaybook(stores: ApiDeps['stores'], workspace: WorkspaceId): Promise<Playbook> {
  const row = await stores.workspaces.find(workspace);
  if (row === null) throw new ApiProblem('not-found', 'The workspace of this key does not exist.');
  return await stores.playbooks.load(workspace, row.playbook);
}

export function problemsText(what: string, problems: readonly FieldProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${what}: ${count}, listed in "problems".`;
}
