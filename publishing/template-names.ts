import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { TemplateSource } from '../domain/templates/template.ts';

/** Steps that name templates which nobody can be written to with. */
export function unknownTemplates(
  { steps }: { readonly steps: readonly object[] },
  { templates }: Pick<Playbook, 'templates'>,
): readonly Problem[] {
  const live = [...templates.values()].filter(({ template }) => template.archived !== true);
  const ids = live.map(({ template }) => String(template.id));
  return templatesIn(steps)
    .filter(({ template }) => !ids.includes(template))
    .map(({ place, template }) => {
      const known = ids.length === 0 ? 'none is published' : `there are ${ids.join(', ')}`;
      const message = `there is no template "${template}"; ${known}`;
      return { code: 'unknown-template', path: `steps[${place}].template`, message };
    });
}

/** Live journeys that send it, so that it cannot go. */
export function usedBy({ id }: Pick<TemplateSource, 'id'>, { journeys }: Playbook): readonly Problem[] {
  return [...journeys.values()].flatMap(({ definition }) =>
    templatesIn(definition.steps)
      .filter(({ template }) => template === id)
      .map(({ place }): Problem => {
        const message = `the journey "${definition.name}" sends it by step ${place + 1}; publish that without it first`;
        return { code: 'template-in-use', path: `journeys.${definition.id}.steps[${place}].template`, message };
      }),
  );
}

function templatesIn(steps: readonly object[]): readonly { readonly place: number; readonly template: string }[] {
  return steps.flatMap((step, place) =>
    'template' in step && typeof step.template === 'string' ? [{ place, template: step.template }] : [],
  );
}
