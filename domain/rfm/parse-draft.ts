import type { z } from 'zod';
import { readShape } from '../shape-problems.ts';
import type { ScoringProblem } from './coverage.ts';
import { draftFaults, unknownPreset } from './draft-faults.ts';
import { presetChoice, scoringDraft, type ScoringDraft } from './draft.schema.ts';
import { PRESETS, type Preset } from './presets/index.ts';

export type ParsedDraft =
  | { readonly draft: ScoringDraft; readonly warnings: readonly ScoringProblem[] }
  | { readonly problems: readonly ScoringProblem[] };

/**
 * Reads a draft as somebody sent it: the whole draft, or everything that is wrong with it, all at once.
 * @param presets those the short form may name; see `presetsFor` for currencies without cents
 */
export function parseDraft(input: unknown, presets: readonly Preset[] = PRESETS): ParsedDraft {
  const isChoice = typeof input === 'object' && input !== null && 'preset' in input;
  const read = isChoice ? readShape(presetChoice, input) : readShape(scoringDraft, input);
  if ('problems' in read) return { problems: read.problems.map((problem) => ({ ...problem, severity: 'error' })) };
  const draft = 'preset' in read.value ? chosen(read.value, presets) : read.value;
  if (draft === null) return { problems: [unknownPreset(presets.map(({ id }) => id))] };
  const faults = draftFaults(draft);
  const problems = faults.filter(({ severity }) => severity === 'error');
  return problems.length > 0 ? { problems } : { draft, warnings: faults };
}

function chosen(choice: z.infer<typeof presetChoice>, presets: readonly Preset[]): ScoringDraft | null {
  const preset = presets.find(({ id }) => id === choice.preset);
  if (preset === undefined) return null;
  const { draft } = preset;
  const amounts = choice.monetary === undefined ? draft.monetary : choice.monetary;
  return { ...draft, name: choice.name ?? draft.name, monetary: amounts };
}
