import * as fc from 'fast-check';
import type { JsonSchema } from '../../api/docs/openapi-schemas.ts';

/** A value that is right but for one fault. */
export interface Wrong {
  readonly cause: 'kind' | 'missing' | 'unknown' | 'small' | 'large' | 'fraction' | 'step' | 'form' | 'value' | 'name';
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

interface Known {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Known>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Known[];
  readonly oneOf?: readonly Known[];
  readonly items?: Known | false;
  readonly prefixItems?: readonly Known[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Known>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Known | boolean;
  readonly propertyNames?: Known;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly default?: unknown;
}

/** Conditions nest in themselves; a few levels show as much as many. */
const DEEPEST = 6;
/** What stands around a fault is whole, also where the fault lies deep. */
const DEEPEST_SAMPLE = 10;
/** Some forms forbid nothing but control characters. */
const BAD_FORMS = ['!! no such form §', 'a bell \u0007'];
const WRONG_KINDS: readonly unknown[] = [null, true, 7, 'text', [], {}];

/** Every way in which one part of a value can be wrong, each by itself, as far as the schema tells. */
export function wrongValues(schema: JsonSchema): readonly Wrong[] {
  const known: Known = schema;
  return wrongs(known, known.$defs ?? {}, 0);
}

type Definitions = Readonly<Record<string, Known>>;

function resolved(known: Known, definitions: Definitions): Known {
  const { type } = known;
  if (typeof type === 'object') return { anyOf: type.map((one) => ({ ...known, type: one })) };
  if (known.$ref === undefined) return known;
  return definitions[known.$ref.split('/').at(-1) ?? ''] ?? {};
}

function wrongs(given: Known, definitions: Definitions, depth: number): readonly Wrong[] {
  const known = resolved(given, definitions);
  const either = known.anyOf ?? known.oneOf;
  if (depth > DEEPEST) return [];
  if (either) return wrongAlternatives(either, definitions, depth);
  if (known.enum || known.const !== undefined) return ['no-such-value', 7.5].map((value) => wrong('value', value));
  const kinds = WRONG_KINDS.filter((value) => !isOfKind(value, known)).map((value) => wrong('kind', value));
  switch (known.type) {
    case 'object':
      return [...kinds, ...wrongObjects(known, definitions, depth)];
    case 'array':
      return [...kinds, ...wrongLists(known, definitions, depth)];
    case 'string':
      return [...kinds, ...wrongTexts(known)];
    case 'integer':
    case 'number':
      return [...kinds, ...wrongNumbers(known)];
    case undefined:
      return [];
    default:
      return kinds;
  }
}

function wrong(cause: Wrong['cause'], value: unknown, path: Wrong['path'] = []): Wrong {
  return { cause, value, path };
}

function wrongAlternatives(either: readonly Known[], definitions: Definitions, depth: number): readonly Wrong[] {
  const parts = either.map((part) => resolved(part, definitions));
  const kinds = WRONG_KINDS.filter((value) => !parts.some((part) => isOfKind(value, part)));
  // Another name at the top of one alternative may be right for another one.
  const inside = parts.flatMap((part) =>
    wrongs(part, definitions, depth + 1).filter(
      ({ path, cause }) => path.length > 0 && cause !== 'unknown' && !(cause === 'value' && path.length === 1),
    ),
  );
  return [...kinds.map((value) => wrong('value', value)), ...inside];
}

function isOfKind(value: unknown, known: Known): boolean {
  const either = known.anyOf ?? known.oneOf;
  if (either) return either.some((part) => isOfKind(value, part));
  if (known.const !== undefined) return known.const === value;
  if (known.enum) return known.enum.includes(value);
  switch (known.type) {
    case undefined:
      return true;
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === known.type;
  }
}

function wrongObjects(known: Known, definitions: Definitions, depth: number): readonly Wrong[] {
  const { properties = {}, required = [], additionalProperties } = known;
  const sound = sampleObject(known, definitions, depth);
  const inside = Object.entries(properties).flatMap(([name, schema]) =>
    wrongs(schema, definitions, depth + 1).map(({ cause, path, value }) =>
      wrong(cause, { ...sound, [name]: value }, [name, ...path]),
    ),
  );
  const missing = required.map((name) => {
    const { [name]: _left, ...rest } = sound;
    return wrong('missing', rest, [name]);
  });
  const unknown = additionalProperties === false ? [wrong('unknown', { ...sound, nonsense: 1 }, ['nonsense'])] : [];
  const others =
    typeof additionalProperties === 'object'
      ? wrongs(additionalProperties, definitions, depth + 1).map(({ cause, path, value }) =>
          wrong(cause, { ...sound, '11': value }, ['11', ...path]),
        )
      : [];
  const long = 'x'.repeat((known.propertyNames?.maxLength ?? 999) + 1);
  const names = known.propertyNames?.maxLength ? [wrong('name', { ...sound, [long]: 'x' }, [long.slice(0, 64)])] : [];
  return [...inside, ...missing, ...unknown, ...others, ...names];
}

function wrongLists(known: Known, definitions: Definitions, depth: number): readonly Wrong[] {
  const { items, prefixItems, minItems = 0, maxItems } = known;
  const sound = sampleList(known, definitions, depth);
  const item = prefixItems?.[0] ?? (items === false ? undefined : items);
  const inside = item
    ? wrongs(item, definitions, depth + 1).map(({ cause, path, value }) =>
        wrong(cause, [value, ...sound.slice(1)], [0, ...path]),
      )
    : [];
  const few = minItems > 0 || prefixItems ? [wrong('small', sound.slice(1))] : [];
  const one: unknown = sound[0] ?? (item ? sample(item, definitions, depth + 1) : 1);
  const most = maxItems ?? prefixItems?.length;
  const many =
    most === undefined
      ? []
      : [
          wrong(
            'large',
            Array.from({ length: most + 1 }, () => one),
          ),
        ];
  return [...inside, ...few, ...many];
}

function wrongTexts({ pattern, format, minLength = 0, maxLength }: Known): readonly Wrong[] {
  const isRight = (text: string) => pattern !== undefined && new RegExp(pattern, 'u').test(text);
  const formless = BAD_FORMS.filter((text) => !isRight(text)).slice(0, 1);
  const bad = pattern === undefined && format === undefined ? [] : formless.map((text) => wrong('form', text));
  const long =
    maxLength === undefined || pattern !== undefined || format !== undefined
      ? []
      : [wrong('large', 'x'.repeat(maxLength + 1))];
  return [...bad, ...(minLength > 0 && pattern === undefined ? [wrong('small', '')] : []), ...long];
}

function wrongNumbers(known: Known): readonly Wrong[] {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = known;
  const isReal = (limit: number | undefined) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    ...(isReal(minimum) ? [wrong('small', (minimum ?? 0) - 1)] : []),
    ...(isReal(maximum) ? [wrong('large', (maximum ?? 0) + 1)] : []),
    ...(exclusiveMinimum === undefined ? [] : [wrong('small', exclusiveMinimum)]),
    ...(exclusiveMaximum === undefined ? [] : [wrong('large', exclusiveMaximum)]),
    ...(type === 'integer' ? [wrong('fraction', (minimum ?? 0) + 0.5)] : []),
    ...(multipleOf === undefined ? [] : [wrong('step', (minimum ?? 0) + multipleOf + 1)]),
  ];
}

/** A value of the schema, as far as the schema tells. */
function sample(given: Known, definitions: Definitions, depth: number): unknown {
  const known = resolved(given, definitions);
  const [first] = known.anyOf ?? known.oneOf ?? [];
  if (first) return sample(first, definitions, depth + 1);
  if (known.const !== undefined) return known.const;
  if (known.enum) return known.enum[0];
  switch (known.type) {
    case 'object':
      return sampleObject(known, definitions, depth);
    case 'array':
      return sampleList(known, definitions, depth);
    case 'string':
      return sampleText(known);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case undefined:
      return 'anything';
    default:
      return (known.exclusiveMinimum === undefined ? undefined : known.exclusiveMinimum + 0.5) ?? known.minimum ?? 1;
  }
}

function sampleObject({ properties = {}, required = [] }: Known, definitions: Definitions, depth: number) {
  const names = depth < DEEPEST_SAMPLE ? required : [];
  return Object.fromEntries(
    names.map((name) => [name, sample(properties[name] ?? {}, definitions, depth + 1)] as const),
  );
}

function sampleList({ items, prefixItems, minItems = 0 }: Known, definitions: Definitions, depth: number) {
  if (prefixItems) return prefixItems.map((item) => sample(item, definitions, depth + 1));
  if (items === undefined || items === false || depth > DEEPEST_SAMPLE) return [];
  return Array.from({ length: minItems }, () => sample(items, definitions, depth + 1));
}

function sampleText({ pattern, format, minLength = 0 }: Known): string {
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  if (format === 'date') return '2026-01-01';
  if (format === 'email') return 'ada@example.com';
  if (format === 'uri') return 'https://example.com/sale';
  if (pattern !== undefined) return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 1 })[0] ?? '';
  return 'x'.repeat(Math.max(minLength, 1));
}
