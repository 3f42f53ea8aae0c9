import { partsOf, within } from '../domain/mentions.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { useOf, type TemplateSource, type TemplateUse } from '../domain/templates/template.ts';

/** Steps that name templates which nobody can be written to with, or that say something else than the step does. */
export function unknownTemplates(
  { steps }: { readonly steps: readonly object[] },
  { templates }: Pick<Playbook, 'templates'>,
): readonly Problem[] {
  const live = [...templates.values()].filter(({ template }) => template.archived !== true);
  const uses = new Map(live.map(({ template }) => [String(template.id), useOf(template)]));
  return templatesIn(steps).flatMap(({ path, template, use }): readonly Problem[] => {
    const found = uses.get(template);
    if (found === undefined) {
      const known = uses.size === 0 ? 'none is published' : `there are ${[...uses.keys()].join(', ')}`;
      return [{ code: 'unknown-template', path, message: `there is no template "${template}"; ${known}` }];
    }
    if (found === use) return [];
    const fitting = [...uses].flatMap(([id, one]) => (one === use ? [id] : [])).join(', ') || 'none is published';
    const message = `the template "${template}" is for ${USES[found]}, and this step needs one for ${USES[use]}: ${fitting}`;
    return [{ code: 'other-use', path, message }];
  });
}

const USES: Readonly<Record<TemplateUse, string>> = { mail: 'mails', page: 'pages' };

/** Live journeys that name it, so that it cannot go. */
export function usedBy({ id }: Pick<TemplateSource, 'id'>, { journeys }: Playbook): readonly Problem[] {
  return usesIn(journeys, id).map(({ definition, place, path }): Problem => {
    const message = `the journey "${definition.name}" names it in step ${place + 1}; publish that without it first`;
    return { code: 'template-in-use', path: `journeys.${definition.id}.${path}`, message };
  });
}

/** Live journeys that name it for something else than it is about to be. */
export function otherUse(
  template: Pick<TemplateSource, 'id' | 'variants'>,
  { journeys }: Playbook,
): readonly Problem[] {
  const now = useOf(template);
  return usesIn(journeys, template.id).flatMap(({ definition, place, use }): readonly Problem[] => {
    if (use === now) return [];
    const message = `step ${place + 1} of the live journey "${definition.name}" needs it for ${USES[use]}; make another template for ${USES[now]}`;
    return [{ code: 'other-use', path: 'variants', message }];
  });
}

function usesIn(journeys: Playbook['journeys'], id: TemplateSource['id']) {
  return [...journeys.values()].flatMap(({ definition }) =>
    templatesIn(definition.steps).flatMap(({ template, ...use }) => (template === id ? [{ definition, ...use }] : [])),
  );
}

function templatesIn(steps: readonly object[]) {
  return steps.flatMap((step, place) => {
    const use: TemplateUse = 'type' in step && step.type === 'place' ? 'page' : 'mail';
    return partsOf(step, `steps[${place}]`).flatMap(({ path, fields }) => {
      const template = fields.get('template');
      return typeof template === 'string' ? [{ place, path: within(path, 'template'), template, use }] : [];
    });
  });
}
