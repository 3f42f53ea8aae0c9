import { isDeepStrictEqual } from 'node:util';
import { moneyOf } from '../db/workspaces/workspaces.ts';
import { publishPart } from '../domain/parts.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Checks } from '../domain/problem.ts';
import { compileModel } from '../domain/scoring/compile.ts';
import { binsOf, draftChecks } from '../domain/scoring/draft-faults.ts';
import { scoringDraft, type ScoringDraft } from '../domain/scoring/draft.schema.ts';
import type { ScoringModel } from '../domain/scoring/model.ts';
import { parseDraft } from '../domain/scoring/parse-draft.ts';
import type { Population } from '../domain/scoring/population.ts';
import { presetsFor, type Preset } from '../domain/scoring/presets/index.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Instant } from '../domain/time.ts';
import type { CheckMails } from './journey-part.ts';
import { brokenMails, deadConditions } from './live-journeys.ts';
import type { Base, PartModule } from './part.ts';
import { NotPublished, notPublishable, problemsText } from './problem.ts';
import { namesWithoutSegment } from './segment-names.ts';

export interface ScoringPorts {
  readonly checkMails: CheckMails;
  /** The customers that quantiles of a draft are computed from, counted its way; `null` where it has none. */
  readonly population: (base: Base, draft: ScoringDraft) => Promise<Population | null>;
  /** Wall clock. */
  readonly now: () => Instant;
}

const STAYS = 'The model in force stays in force.';

/** Models, with quantiles of the customers of this moment as their cut-offs. */
export function scoringPart(ports: ScoringPorts): PartModule<'scoring'> {
  return {
    kind: 'scoring',
    stays: STAYS,
    faults: async (draft, { book }) => scoringChecks(draft, book),
    async compile(draft, base, version) {
      const population = await ports.population(base, draft);
      const compiled = compileModel(draft, population, version, base.now, base.workspace.timezone);
      if (compiled.is === 'refused') throw notPublishable(compiled.problems, STAYS);
      const next = publishPart(base.book, 'scoring', compiled.model, base.now);
      const { problems, warnings } = await brokenMails(ports, base, next);
      if (problems.length > 0) throw notPublishable(problems, STAYS);
      return { content: compiled.model, warnings };
    },
    sourceOf: fixedDraft,
    isSame: isSameModel,
    concerns: () => 'everybody',
  };
}

/** Checks a draft by itself and against what is live; whether there are customers enough shows when it is compiled. */
export function scoringChecks(draft: ScoringDraft, book: Playbook): Checks {
  const { problems, warnings } = draftChecks(draft);
  return {
    problems,
    warnings: [...warnings, ...namesWithoutSegment(book, draft.segments), ...deadConditions(book, binsOf(draft))],
  };
}

/** The models that ship, in the workspace's own money; where they name no amounts, those in force are kept. */
export function presetsHere({ workspace, book: { scoring } }: Base): readonly Preset[] {
  const kept = scoring.monetary && { fixed: scoring.monetary.cuts, edge: scoring.monetary.edge };
  return presetsFor(10 ** moneyOf(workspace).digits).map((preset) => {
    const monetary = preset.draft.monetary ?? (scoring.origin.by === 'fixed' ? kept : null);
    return { ...preset, draft: { ...preset.draft, monetary } };
  });
}

/**
 * A draft, whole or by a preset's id: its shape is sound, its cells may still be missing.
 * @throws NotPublished `invalid` with everything that is wrong where the shape is not sound
 */
export function readScoring(base: Base, body: unknown): ScoringDraft {
  const whole = readShape(scoringDraft, body);
  if ('value' in whole) return whole.value;
  const parsed = parseDraft(body, presetsHere(base));
  if ('draft' in parsed) return parsed.draft;
  const { problems } = parsed;
  throw new NotPublished('invalid', problemsText('This is not a scoring model yet', problems), { problems });
}

/** A draft that compiles to just this model. */
function fixedDraft(model: ScoringModel): ScoringDraft {
  const { name, windowDays, counts, days, recencyOf, frequencyOf, recency, frequency, monetary } = model;
  const { segments, trajectory } = model;
  const { actions, engagement } = counts;
  return {
    name,
    windowDays,
    counts: { actions, engagement },
    days,
    recencyOf,
    frequencyOf,
    recency: { fixed: recency.cuts, edge: recency.edge },
    frequency: { fixed: frequency.cuts, edge: frequency.edge },
    monetary: monetary && { fixed: monetary.cuts, edge: monetary.edge },
    segments,
    trajectory,
    recompute: null,
  };
}

/** Whether both score and place everybody alike; their number and how they came about say nothing of that. */
function isSameModel(one: ScoringModel, { version, origin, ...other }: ScoringModel): boolean {
  return isDeepStrictEqual({ ...one, version, origin }, { ...other, version, origin });
}
