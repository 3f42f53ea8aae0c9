import { inOrder } from '../domain/audience/order.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Template } from '../domain/templates/template.ts';

/** Something that is live and may name other things. */
export interface LiveDefinition {
  readonly what: 'journey' | 'audience' | 'template';
  readonly definition: { readonly id: string; readonly name: string };
}

/** All of these; nothing that is archived holds anything else up. */
export function liveDefinitions({ journeys, audiences, templates }: Playbook): readonly LiveDefinition[] {
  return [
    ...[...journeys.values()].map(({ definition }) => ({ what: 'journey', definition }) as const),
    ...inOrder(audiences).map((definition) => ({ what: 'audience', definition }) as const),
    ...liveTemplates(templates).map((definition) => ({ what: 'template', definition }) as const),
  ];
}

export function liveTemplates(templates: Playbook['templates']): readonly Template[] {
  return [...templates.values()].flatMap(({ template }) => (template.archived === true ? [] : [template]));
}

/** Where one of them says something, in the playbook as a whole. */
export function pathIn({ what, definition }: LiveDefinition, path: string): string {
  return `${what}s.${definition.id}.${path}`;
}
