import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { readShape } from '../input/shape-problems.ts';
import { draftChecks, unknownPreset } from './draft-faults.ts';
import { presetChoice, scoringDraft, type ScoringDraft } from './draft.schema.ts';
import { PRESETS, type Preset } from './presets/index.ts';

export type ParsedDraft =
  | { readonly draft: ScoringDraft; readonly warnings: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/**
 * Reads a draft as somebody sent it: the whole draft, or everything that is wrong with it, all at once.
 * @param presets those the short form may name; see `presetsFor` for currencies without cents
 */
export function parseDraft(input: unknown, presets: readonly Preset[] = PRESETS): ParsedDraft {
  const isChoice = typeof input === 'object' && input !== null && 'preset' in input;
  const read = isChoice ? readShape(presetChoice, input) : readShape(scoringDraft, input);
  if ('problems' in read) return { problems: read.problems };
  const draft = 'preset' in read.value ? chosen(read.value, presets) : read.value;
  if (draft === null) return { problems: [unknownPreset(presets.map(({ id }) => id))] };
  const { problems, warnings } = draftChecks(draft);
  return problems.length > 0 ? { problems } : { draft, warnings };
}

function chosen(choice: z.infer<typeof presetChoice>, presets: readonly Preset[]): ScoringDraft | null {
  const preset = presets.find(({ id }) => id === choice.preset);
  if (preset === undefined) return null;
  const { draft } = preset;
  const amounts = choice.monetary === undefined ? draft.monetary : choice.monetary;
  return { ...draft, name: choice.name ?? draft.name, monetary: amounts };
}
