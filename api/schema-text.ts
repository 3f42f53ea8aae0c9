import type { JsonSchema } from './openapi.ts';

/** Deeper levels are told by the name of the schema or in short. */
const DEEPEST = 8;

interface Known {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly format?: string;
  readonly default?: unknown;
  readonly description?: string;
}

/** A JSON Schema as people write types: `{ id: string, at?: string }`, one field a line. */
export function schemaText(schema: JsonSchema, depth = 0): string {
  const known: Known = schema;
  if (known.$ref !== undefined) return known.$ref.split('/').at(-1) ?? '';
  if (known.const !== undefined) return JSON.stringify(known.const);
  if (known.enum) return known.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = known.anyOf ?? known.oneOf;
  if (either) return either.map((part) => schemaText(part, depth)).join(' | ');
  if (known.prefixItems) return `[${known.prefixItems.map((part) => schemaText(part, depth)).join(', ')}]`;
  if (known.items) return listText(known.items, depth);
  if (known.properties) return objectText(known, known.properties, depth);
  if (known.type === 'object') return 'object';
  return scalarText(known);
}

function listText(items: JsonSchema, depth: number): string {
  const inner = schemaText(items, depth);
  const { anyOf, oneOf, enum: names }: Known = items;
  return anyOf || oneOf || names ? `(${inner})[]` : `${inner}[]`;
}

function objectText(known: Known, properties: Readonly<Record<string, JsonSchema>>, depth: number): string {
  if (depth >= DEEPEST) return 'object';
  const indent = '  '.repeat(depth + 1);
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = known.required?.includes(name) ? '' : '?';
    return `${indent}${name}${mark}: ${schemaText(schema, depth + 1)}${noteText(schema)}`;
  });
  return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`;
}

function noteText(schema: JsonSchema): string {
  const { description, default: usual }: Known = schema;
  const notes = [
    ...(usual === undefined ? [] : [`usually ${JSON.stringify(usual)}`]),
    ...(description === undefined ? [] : [description]),
  ];
  return notes.length === 0 ? '' : `   // ${notes.join('; ')}`;
}

function scalarText({ type, format }: Known): string {
  if (typeof type !== 'string') return 'any JSON';
  if (format === 'date-time') return 'time';
  return format === 'date' ? 'day' : type;
}
