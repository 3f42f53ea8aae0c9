import { z } from 'zod';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../api/http/contract.ts';
import { audienceShape } from '../../api/audiences/audience.contract.ts';
import { itemsShape, putCatalogueItemsContract } from '../../api/catalogue/put-catalogue-items.contract.ts';
import { readItems } from '../../api/catalogue/put-catalogue-items.ts';
import { eventsShape } from '../../api/events/post-events.contract.ts';
import { batchShape } from '../../api/sources/segment.contract.ts';
import { enterShape } from '../../api/journeys/post-journey-enter.contract.ts';
import { journeyShape } from '../../api/journeys/journey.contract.ts';
import { scoringShape } from '../../api/scoring/scoring.contract.ts';
import { loyaltyShape } from '../../api/loyalty/loyalty.contract.ts';
import { policiesShape } from '../../api/policies/policies.contract.ts';
import { templateShape } from '../../api/templates/template.contract.ts';
import { CONTRACTS } from '../../api/routes.ts';
import { audienceId, journeyId, templateId } from '../../domain/ids.schema.ts';
import { parseDraft as parseScoringDraft } from '../../domain/scoring/parse-draft.ts';
import { pathText, type Uncoded } from '../../domain/problem.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { readLoyalty } from '../../publishing/loyalty-part.ts';
import { readPolicies } from '../../publishing/policies-part.ts';
import { NotPublished } from '../../publishing/problem.ts';
import { readAudience } from '../../publishing/read-audience.ts';
import { readJourney } from '../../publishing/read-journey.ts';
import { readTemplate } from '../../publishing/read-template.ts';
import { SAYS_NOTHING } from '../../domain/input/shape-sentences.ts';
import { readEvent } from '../../ingest/read-event.ts';
import { wrongValues, type Wrong } from './wrong-values.ts';

type Read = (value: unknown) => readonly Uncoded[];

const REGULARS = audienceId.parse('regulars');
const HELLO = templateId.parse('hello');
const BASKET = journeyId.parse('basket');

/** Bodies that a handler reads itself, as it reads them. */
const READERS: ReadonlyMap<z.ZodType, Read> = new Map<z.ZodType, Read>([
  [journeyShape, (value) => problemsOf(() => readJourney(value, BASKET))],
  [
    scoringShape,
    (value) => {
      const parsed = parseScoringDraft(value);
      return 'problems' in parsed ? parsed.problems : [];
    },
  ],
  [audienceShape, (value) => problemsOf(() => readAudience(value, REGULARS))],
  [enterShape, (value) => shapeProblems(enterShape, value)],
  [batchShape, (value) => shapeProblems(batchShape, value)],
  [policiesShape, (value) => problemsOf(() => readPolicies(value))],
  [templateShape, (value) => problemsOf(() => readTemplate(value, HELLO))],
  [loyaltyShape, (value) => problemsOf(() => readLoyalty(value))],
  [itemsShape, itemProblems],
  [
    eventsShape,
    (value) => {
      const events: readonly unknown[] = Array.isArray(value) ? value : [value];
      return events.flatMap((event, place) => {
        const read = readEvent(event);
        if ('wire' in read) return [];
        const { path, message } = read.problem;
        return { path: Array.isArray(value) ? [`[${place}]`, path].filter(Boolean).join('.') : path, message };
      });
    },
  ],
]);

function itemProblems(value: unknown): readonly Uncoded[] {
  const items = typeof value === 'object' && value !== null && 'items' in value ? value.items : undefined;
  const whole = shapeProblems(putCatalogueItemsContract.input.body, value);
  return whole.length > 0 || !Array.isArray(items) ? whole : readItems(items).problems;
}

function shapeProblems(schema: z.ZodType, value: unknown): readonly Uncoded[] {
  const result = readShape(schema, value);
  return 'problems' in result ? result.problems : [];
}

function problemsOf(read: () => unknown): readonly Uncoded[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof NotPublished) return error.problems ?? [];
    throw error;
  }
}

interface Case {
  readonly of: string;
  readonly read: Read;
  readonly wrong: Wrong;
}

const cases: readonly Case[] = CONTRACTS.flatMap((contract) => [
  ...part(contract, 'params', contract.input.params).filter(({ wrong }) => typeof lastOf(wrong) === 'string'),
  ...part(contract, 'query', contract.input.query).flatMap(asQuery),
  ...(contract.input.body === 'stream' || contract.input.body === 'bytes'
    ? []
    : part(contract, 'body', contract.shape ?? contract.input.body)),
]);

function part(contract: Contract, where: string, schema: z.ZodType | undefined): readonly Case[] {
  if (schema === undefined) return [];
  const own = READERS.get(schema);
  if (schema === contract.shape && !own)
    throw new Error(`${contract.method} ${contract.path}: how its body is read is not known`);
  const read = own ?? ((value: unknown) => shapeProblems(schema, value));
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const of = `${contract.method} ${contract.path} ${where}`;
  return wrongValues(made).map((wrong) => ({ of, read, wrong }));
}

function lastOf({ value, path }: Wrong): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at ? Reflect.get(at, key) : at), value);
}

/** All that a query can say is text, or the same name twice. */
function asQuery({ of, read, wrong }: Case): readonly Case[] {
  const [name] = wrong.path;
  if (typeof wrong.value !== 'object' || wrong.value === null || name === undefined) return [];
  const texts = Object.entries(wrong.value).flatMap(([key, value]) => {
    if (typeof value === 'string' || Array.isArray(value)) return [[key, value] as const];
    return typeof value === 'number' ? [[key, String(value)] as const] : [];
  });
  const value = Object.fromEntries(texts);
  const isOfKind = wrong.cause === 'kind' || wrong.cause === 'value';
  const isSaid = wrong.cause === 'missing' || (name in value && !(isOfKind && typeof lastOf(wrong) === 'number'));
  return isSaid ? [{ of, read, wrong: { ...wrong, value } }] : [];
}

/** Told of the part that is wrong, of what is in it, or of what it is in with its name in the sentence. */
function names(told: string, message: string, wrong: Wrong['path']): boolean {
  const where = pathText(wrong);
  if (told.startsWith(where)) return true;
  return where.startsWith(told) && (told !== '' || message.includes(`"${wrong.at(-1)}"`));
}

const LIBRARY_WORDS =
  /invalid|expected|received|undefined|\bNaN\b|regex|pattern|discriminat|unrecogni|\boption|too_|zod/i;

/** Without the values that a sentence names: they are ours. */
const withoutValues = (message: string) => message.replaceAll(/"[^"]*"/g, '""');

/** One thing to do about all of these: write it the way the sentence shows. */
const KIND: ReadonlySet<Wrong['cause']> = new Set(['kind', 'fraction', 'form'] as const);

describe('whatever is wrong with what is sent, the answer', () => {
  test('knows the wrong values of every endpoint', () => {
    const taking = CONTRACTS.filter(
      ({ input }) => input.params || input.query || (input.body && input.body !== 'stream'),
    );
    expect(new Set(cases.map(({ of }) => of)).size).toBeGreaterThanOrEqual(taking.length);
    expect(cases.length).toBeGreaterThan(2_000);
  });

  test('is in words for people, and says what to do', () => {
    const faults = cases.flatMap(({ of, read, wrong }) =>
      read(wrong.value).flatMap(({ path, message }) =>
        LIBRARY_WORDS.test(withoutValues(message)) || message === SAYS_NOTHING || message === ''
          ? [`${of}: ${wrong.cause} at ${pathText(wrong.path)}: ${path}: ${message}`]
          : [],
      ),
    );
    expect(faults).toEqual([]);
  });

  test('names the field', () => {
    const silent = cases.flatMap(({ of, read, wrong }) => {
      const told = read(wrong.value);
      const where = pathText(wrong.path);
      // Without the name of a preset it is no choice of one, but the beginning of a whole draft.
      if (wrong.cause === 'missing' && where === 'preset') return [];
      // And with a part of it only, a condition that ends a wait is no condition, but the beginning of an event.
      if (wrong.cause === 'missing' && /\.anyOf\[0\]\.(when|next)$/.test(where)) return [];
      return told.some(({ path, message }) => names(path, message, wrong.path))
        ? []
        : [`${of}: ${wrong.cause} at ${where}: ${JSON.stringify(told)}`];
    });
    expect(silent).toEqual([]);
  });

  test('has a sentence for each cause', () => {
    const byField = new Map<string, Map<string, string>>();
    for (const { of, read, wrong } of cases) {
      const where = pathText(wrong.path);
      const told = read(wrong.value).find(({ path }) => path === where);
      if (told === undefined || wrong.cause === 'value') continue;
      const causes = byField.get(`${of} ${where}`) ?? new Map<string, string>();
      byField.set(`${of} ${where}`, causes.set(KIND.has(wrong.cause) ? 'kind' : wrong.cause, told.message));
    }
    const alike = [...byField].flatMap(([field, causes]) =>
      new Set(causes.values()).size === causes.size ? [] : [`${field}: ${JSON.stringify([...causes])}`],
    );
    expect(alike).toEqual([]);
  });
});
