import type { JourneyInput } from '../../domain/journey/definition/definition.schema.ts';

/** What a list says of a journey's definition. */
export interface JourneyGist {
  readonly enter: { readonly on: string; readonly segments: string[] };
  readonly does: string[];
}

/** What lets people into a journey, and what of it others see, each once and in the order of its steps. */
export function gistOf(definition: Pick<JourneyInput, 'enter' | 'steps'> | undefined): JourneyGist {
  const { enter, steps = [] } = definition ?? {};
  const does = steps.flatMap((step) => {
    if (step.type === 'send') return step.channels?.map(({ channel }) => channel) ?? step.channel ?? [];
    if (step.type === 'place') return [step.placement];
    return step.type === 'webhook' ? ['webhook'] : [];
  });
  const segments: readonly string[] = enter?.on === 'move' ? (enter.to ?? []) : [];
  return { enter: { on: enter?.on ?? 'move', segments: [...segments] }, does: [...new Set(does)] };
}
