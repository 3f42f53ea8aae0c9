import { CHANNELS, type Channel } from '../domain/channels/channel.ts';
import { LONGEST_TEXT } from '../domain/journey/steps/send-words.ts';
import { partsOf, within } from '../domain/mentions.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { textsOf, useOf, type Template, type TemplateSource, type TemplateUse } from '../domain/templates/template.ts';

/** Steps that name templates which nobody can be written to with, or that say something else than the step does. */
export function unknownTemplates(
  { steps }: { readonly steps: readonly object[] },
  { templates }: Pick<Playbook, 'templates'>,
): readonly Problem[] {
  const live = [...templates.values()].filter(({ template }) => template.archived !== true);
  const uses = new Map(live.map(({ template }) => [String(template.id), useOf(template)]));
  return templatesIn(steps).flatMap(({ path, template, use, channel }): readonly Problem[] => {
    const found = uses.get(template);
    if (found === undefined) {
      const known = uses.size === 0 ? 'none is published' : `there are ${[...uses.keys()].join(', ')}`;
      return [{ code: 'unknown-template', path, message: `there is no template "${template}"; ${known}` }];
    }
    const named = live.find((one) => one.template.id === template);
    if (found === use) return named === undefined ? [] : tooLong(named.template, channel, path);
    const fitting = [...uses].flatMap(([id, one]) => (one === use ? [id] : [])).join(', ') || 'none is published';
    const message = `the template "${template}" is for ${USES[found]}, and this step needs one for ${USES[use]}: ${fitting}`;
    return [{ code: 'other-use', path, message }];
  });
}

const USES: Readonly<Record<TemplateUse, string>> = { mail: 'mails', page: 'pages and short messages' };

/** Texts that have more characters than a message of the channel may. */
function tooLong(template: Pick<Template, 'variants'>, channel: Channel | undefined, path: string): readonly Problem[] {
  const longest = channel === undefined ? undefined : LONGEST_TEXT[channel];
  if (longest === undefined) return [];
  return textsOf(template).flatMap(({ path: at, texts }): readonly Problem[] => {
    if (texts.body.length <= longest) return [];
    const message = `a message by ${channel} has at most ${longest} characters, and ${at}.body of the template has ${texts.body.length}; make it shorter, or another template`;
    return [{ code: 'other-use', path, message }];
  });
}

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
  return usesIn(journeys, template.id).flatMap(({ definition, place, use, channel }): readonly Problem[] => {
    if (use === now) return tooLong(template, channel, 'variants');
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
    const isPlaced = 'type' in step && step.type === 'place';
    return partsOf(step, `steps[${place}]`).flatMap(({ path, fields }) => {
      const template = fields.get('template');
      if (typeof template !== 'string') return [];
      const channel = CHANNELS.find((one) => one === fields.get('channel'));
      const use: TemplateUse = isPlaced || (channel !== undefined && channel !== 'email') ? 'page' : 'mail';
      return [{ place, path: within(path, 'template'), template, use, channel }];
    });
  });
}
