import type { JsonSchema } from './openapi-schemas.ts';

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
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
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
  if (typeof known.additionalProperties === 'object') {
    return `{ <name>: ${schemaText(known.additionalProperties, depth + 1)} }`;
  }
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
    const field = `${indent}${name}${mark}: ${schemaText(schema, depth + 1)}`;
    const note = noteText(schema);
    if (note === '') return field;
    const isShort = !field.includes('\n') && field.length + NOTE.length + note.length <= WIDTH;
    return isShort ? `${field}${NOTE}${note}` : `${wrapped(note, `${indent}// `)}\n${field}`;
  });
  return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`;
}

function noteText(schema: JsonSchema): string {
  const { description = '', default: usual }: Known = schema;
  const notes = [
    ...(description === '' ? [] : [description]),
    ...limitsOf(schema).filter((limit) => !saysAlready(description, limit)),
    ...(usual === undefined ? [] : [`left out: ${JSON.stringify(usual)}`]),
  ];
  return notes.join('; ');
}

function limitsOf(schema: JsonSchema): readonly string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems }: Known = schema;
  return [
    ...rangeText(minimum, maximum, ''),
    ...rangeText(minLength, maxLength, ' characters'),
    ...rangeText(minItems, maxItems, ' items'),
  ];
}

/** A number as people write it in English: `500,000`. */
export function figure(value: number): string {
  return value.toLocaleString('en');
}

function rangeText(from: number | undefined, to: number | undefined, of: string): readonly string[] {
  if (to !== undefined)
    return [from === undefined ? `at most ${figure(to)}${of}` : `${figure(from)} to ${figure(to)}${of}`];
  return from === undefined ? [] : [`at least ${figure(from)}${from === 1 ? of.replace(/s$/, '') : of}`];
}

/** Whether a description names the upper end of a range in words of its own. */
function saysAlready(description: string, limit: string): boolean {
  const end = /[\d,.]+(?!.*\d)/.exec(limit)?.[0] ?? limit;
  return description.includes(end);
}

/** What stands before a remark on the same line. */
const NOTE = '   // ';
const WIDTH = 110;

function wrapped(text: string, head: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || head.length + last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${head}${line}`).join('\n');
}

function scalarText({ type, format }: Known): string {
  if (Array.isArray(type)) return type.join(' | ');
  if (typeof type !== 'string') return 'any JSON';
  if (format === 'date-time') return 'time';
  return format === 'date' ? 'day' : type;
}
