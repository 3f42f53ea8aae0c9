import { partsOf, within } from '../domain/mentions.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import type { SegmentTable } from '../domain/scoring/segment.ts';
import { liveDefinitions, pathIn, type LiveDefinition } from './live-definitions.ts';

/** Where something names a segment, such as `enter.to[0]`. */
interface Mention {
  readonly path: string;
  readonly segment: string;
}

/** What it means that nobody can be in a segment which something names. */
const MEANS: Readonly<Record<LiveDefinition['what'], string>> = {
  journey: 'so nobody can be in it',
  audience: 'so nobody can be in it',
  template: 'so nobody in it gets this variant',
};

/** What journeys, audiences and templates that are live, and caps, say of segments that a model does not have. */
export function namesWithoutSegment(book: Playbook, { segments }: SegmentTable): readonly Problem[] {
  const known = new Set<string>(segments.map(({ id }) => id));
  const inDefinitions = liveDefinitions(book).flatMap((live) => {
    const { what, definition } = live;
    return mentionsIn(definition).map(({ path, segment }) => ({
      path: pathIn(live, path),
      segment,
      message: `the ${what} "${definition.name}" names "${segment}", which is no segment of this model, ${MEANS[what]}; publish the ${what} with one of these`,
    }));
  });
  const inCaps = Object.keys(book.policies.caps).map((segment) => ({
    path: `policies.caps.${segment}`,
    segment,
    message: `there is a cap for "${segment}", which is no segment of this model; whoever is in one without a cap gets the one for everybody else`,
  }));
  return [...inDefinitions, ...inCaps].flatMap(({ path, segment, message }) =>
    known.has(segment) ? [] : [{ code: 'unknown-segment', path, message }],
  );
}

/** Where a definition names segments that these rules do not have. */
export function unknownSegments(definition: object, { segments }: SegmentTable): readonly Problem[] {
  const known = segments.map(({ id }) => String(id));
  return mentionsIn(definition)
    .filter(({ segment }) => !known.includes(segment))
    .map(({ path, segment }) => {
      const message = `there is no segment "${segment}"; there are ${known.join(', ')}`;
      return { code: 'unknown-segment', path, message };
    });
}

/** Moves and conditions name segments. */
function mentionsIn(definition: object): readonly Mention[] {
  return partsOf(definition).flatMap(({ path, fields }) =>
    ownMentions(fields).flatMap((name) => textsIn(fields.get(name), within(path, name))),
  );
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
