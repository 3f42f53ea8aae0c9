import { inOrder } from '../domain/audience/order.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { SegmentTable } from '../domain/scoring/segment.ts';

/** Where something names a segment, such as `enter.to[0]`. */
interface Mention {
  readonly path: string;
  readonly segment: string;
}

/** What journeys, audiences and templates that are live, and caps, say of segments that a model does not have. */
export function namesWithoutSegment(
  { journeys, audiences, templates, policies }: Playbook,
  { segments }: SegmentTable,
): readonly Problem[] {
  const known = new Set<string>(segments.map(({ id }) => id));
  const inJourneys = [...journeys].flatMap(([id, { definition }]) => {
    return mentionsIn(definition, '').map(({ path, segment }) => ({
      path: `journeys.${id}.${path}`,
      segment,
      message: `the journey "${definition.name}" names "${segment}", which is no segment of this model, so nobody can be in it; publish the journey with one of these`,
    }));
  });
  const inCaps = Object.keys(policies.caps).map((segment) => ({
    path: `policies.caps.${segment}`,
    segment,
    message: `there is a cap for "${segment}", which is no segment of this model; whoever is in one without a cap gets the one for everybody else`,
  }));
  const inAudiences = inOrder(audiences).flatMap((audience) =>
    mentionsIn(audience, '').map(({ path, segment }) => ({
      path: `audiences.${audience.id}.${path}`,
      segment,
      message: `the audience "${audience.name}" names "${segment}", which is no segment of this model, so nobody can be in it; publish the audience with one of these`,
    })),
  );
  const inTemplates = [...templates.values()].flatMap(({ template }) =>
    mentionsIn(template, '').map(({ path, segment }) => ({
      path: `templates.${template.id}.${path}`,
      segment,
      message: `the template "${template.name}" names "${segment}", which is no segment of this model, so nobody in it gets this variant; publish the template with one of these`,
    })),
  );
  return [...inJourneys, ...inAudiences, ...inTemplates, ...inCaps].flatMap(({ path, segment, message }) =>
    known.has(segment) ? [] : [{ code: 'unknown-segment', path, message }],
  );
}

/** Where a definition names segments that these rules do not have. */
export function unknownSegments(definition: object, { segments }: SegmentTable): readonly Problem[] {
  const known = segments.map(({ id }) => String(id));
  return mentionsIn(definition, '')
    .filter(({ segment }) => !known.includes(segment))
    .map(({ path, segment }) => {
      const message = `there is no segment "${segment}"; there are ${known.join(', ')}`;
      return { code: 'unknown-segment', path, message };
    });
}

/** Moves and conditions name segments, at any depth of a definition; whatever is added to the language later does too. */
function mentionsIn(value: unknown, path: string): readonly Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => mentionsIn(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const own = ownMentions(fields);
  return [...fields].flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return own.includes(name) ? textsIn(inner, at) : mentionsIn(inner, at);
  });
}

function ownMentions(fields: ReadonlyMap<string, unknown>): readonly string[] {
  if (fields.get('on') === 'move') return ['from', 'to'];
  if (fields.get('on') === 'schedule') return ['segment'];
  if (fields.has('bound')) return ['bound'];
  return fields.get('field') === 'segment' ? ['value'] : [];
}

function textsIn(value: unknown, path: string): readonly Mention[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => textsIn(item, `${path}[${place}]`));
  return typeof value === 'string' ? [{ path, segment: value }] : [];
}
