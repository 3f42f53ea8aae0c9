import { moneyOf } from '../db/workspaces.ts';
import type { Playbook } from '../domain/playbook.ts';
import { compileModel } from '../domain/rfm/compile.ts';
import type { ScoringProblem } from '../domain/rfm/coverage.ts';
import { draftFaults } from '../domain/rfm/draft-faults.ts';
import { scoringDraft, type ScoringDraft } from '../domain/rfm/draft.schema.ts';
import { parseDraft } from '../domain/rfm/parse-draft.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
import { presetsFor, type Preset } from '../domain/rfm/presets/index.ts';
import { readShape } from '../domain/shape-problems.ts';
import type { ApiDeps } from './deps.ts';
import type { Here } from './here.ts';
import { currentPlaybook, problemsText } from './journeys.ts';
import { ApiProblem, type FieldProblem } from './problem.ts';
import { populationFor, refusedBy } from './scoring-base.ts';
import { namesWithoutSegment } from './scoring-names.ts';

/** What keeps a draft from being published, and what is likely not meant. */
export interface DraftChecks {
  readonly problems: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/** The models that ship, in the workspace's own money; where they name no amounts, those in force are kept. */
export async function presetsHere(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace }: Here,
): Promise<readonly Preset[]> {
  const { scoring } = await currentPlaybook(stores, workspace._id);
  const kept = scoring.monetary && { fixed: scoring.monetary.cuts, edge: scoring.monetary.edge };
  return presetsFor(10 ** moneyOf(workspace).digits).map((preset) => {
    const monetary = preset.draft.monetary ?? (scoring.origin.by === 'fixed' ? kept : null);
    return { ...preset, draft: { ...preset.draft, monetary } };
  });
}

/**
 * A draft, whole or by a preset's id: its shape is sound, its cells may still be missing.
 * @throws ApiProblem with everything that is wrong where the shape is not sound
 */
export async function readScoring(deps: Pick<ApiDeps, 'stores'>, here: Here, body: unknown): Promise<ScoringDraft> {
  const whole = readShape(scoringDraft, body);
  if ('value' in whole) return whole.value;
  const parsed = parseDraft(body, await presetsHere(deps, here));
  if ('draft' in parsed) return parsed.draft;
  const problems = parsed.problems.map(fieldProblem);
  throw new ApiProblem('invalid', problemsText('This is not a scoring model yet', problems), { problems });
}

/** Checks a draft by itself and against what is live; whether its base is large enough shows when it is compiled. */
export function checksOf(draft: ScoringDraft, playbook: Playbook): DraftChecks {
  const faults = draftFaults(draft);
  return {
    problems: faults.filter(({ severity }) => severity === 'error').map(fieldProblem),
    warnings: warningsOf(faults, draft, playbook),
  };
}

/** The draft that a call is about: the one in its body, or else the one that was saved. */
export async function draftOf(deps: Pick<ApiDeps, 'stores'>, here: Here, body?: unknown): Promise<ScoringDraft> {
  if (body !== undefined) return await readScoring(deps, here, body);
  const saved = await deps.stores.scoring.draft(here.workspace._id);
  if (saved) return saved.draft;
  throw new ApiProblem('not-found', 'There is no draft of a scoring model; save one with PUT /v1/scoring.');
}

export interface CompiledScoring {
  readonly model: ScoringModel;
  readonly warnings: readonly FieldProblem[];
}

/**
 * A draft as it would be in force now, under the next number.
 * @throws ApiProblem with every reason where it cannot be published
 */
export async function compileHere(
  deps: Pick<ApiDeps, 'stores' | 'jobs' | 'clock'>,
  here: Here,
  draft: ScoringDraft,
  playbook: Playbook,
): Promise<CompiledScoring> {
  holdPublishable(draft, playbook);
  const population = await populationFor(deps, here, draft, playbook.scoring);
  const asOf = population?.asOf ?? here.now;
  const compiled = compileModel(draft, population, playbook.scoring.version + 1, asOf, here.workspace.timezone);
  switch (compiled.is) {
    case 'compiled':
      return { model: compiled.model, warnings: warningsOf(compiled.warnings, draft, playbook) };
    case 'refused':
      throw refusedBy({ problems: compiled.problems.map(fieldProblem) });
  }
}

/** @throws ApiProblem with everything that keeps a draft by itself from being published */
export function holdPublishable(draft: ScoringDraft, playbook: Playbook): void {
  const { problems } = checksOf(draft, playbook);
  if (problems.length > 0) throw refusedBy({ problems });
}

function warningsOf(
  faults: readonly ScoringProblem[],
  { segments }: Pick<ScoringDraft, 'segments'>,
  playbook: Playbook,
): readonly FieldProblem[] {
  const warnings = faults.filter(({ severity }) => severity === 'warning').map(fieldProblem);
  return [...warnings, ...namesWithoutSegment(playbook, segments)];
}

function fieldProblem({ code, path, message }: ScoringProblem): FieldProblem {
  return { code, path, message };
}
