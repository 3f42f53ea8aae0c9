import { z } from 'zod';
import { SCOPES } from '../db/keys.ts';
import { readShape } from '../domain/shape-problems.ts';
import type { Contract, ReplySpec } from './contract.ts';
import { fieldProblem } from './fields.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';

/** JSON Schema, as far as we look into it. */
export type JsonSchema = { readonly [key: string]: unknown };

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly { readonly key: readonly string[] }[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

export interface Response {
  readonly description: string;
  readonly content?: Content;
}

/** A reply that many calls share, kept under `components.responses`. */
export interface Reference {
  readonly $ref: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

/** The whole API, from the contracts alone. The same contracts give the same document. */
export function openApiDocument(contracts: readonly Contract[]): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = {};
  const schemaOf: SchemaOf = (schema) => hoist(schema, schemas);
  const paths: Record<string, Record<string, Operation>> = {};
  const responses: Record<string, Response> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method]: operation(contract, schemaOf, responses) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sojourn',
      version: '1',
      description: [
        'A durable customer-journey engine. Times are ISO 8601, amounts are whole numbers of minor units (4000 for 40.00), lists are paged by',
        'cursors, and errors are application/problem+json that say what is wrong, where, and what to do.',
        `A JSON body has at most 512 KB; a key may make ${DEFAULT_LIMITS.requestsPerSecond.toLocaleString('en')} requests a second to each process.`,
      ].join(' '),
    },
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: `A key of one workspace; the first key is the installation's too. Scopes: ${SCOPES.join(' < ')}.`,
        },
      },
      schemas: { ...schemas, Problem: schemaOf(problemSchema) },
      responses,
    },
  };
}

const problemSchema = z.strictObject({
  type: z.string().describe('Where the code is explained'),
  title: z.string().describe('What the code means, in a few words'),
  status: z.int().describe('The status of the reply'),
  code: z.string().describe('What went wrong; this never changes, sentences may'),
  detail: z.string().describe('A sentence for people'),
  instance: z.string().describe('The request id, also in X-Request-Id'),
  problems: z.array(fieldProblem).optional().describe('Every single fault'),
});

type SchemaOf = (schema: z.ZodType) => JsonSchema;

/**
 * Named schemas move to where the document keeps them, so that each is written once. Replies are described by what
 * goes into their schemas too: a handler returns that, and it is sent as it is.
 */
function hoist(schema: z.ZodType, schemas: Record<string, JsonSchema>): JsonSchema {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: plainer });
  const text = JSON.stringify(made).replaceAll('#/$defs/', '#/components/schemas/');
  const { $schema: _dialect, $defs, ...rest }: JsonSchema & { $defs?: Record<string, JsonSchema> } = JSON.parse(text);
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = nameless(definition);
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) return rest;
  // What refers to itself, or was seen before, is among the definitions already.
  if ($defs?.[name] === undefined) schemas[name] = nameless(rest);
  return { $ref: `#/components/schemas/${name}` };
}

function nameless({ $id: _id, id: _name, ...body }: JsonSchema): JsonSchema {
  return body;
}

/** What says nothing to people: patterns that a format stands for, and the limits of what a number can be. */
function plainer({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function operation(contract: Contract, schemaOf: SchemaOf, shared: Record<string, Response>): Operation {
  const { summary, description, scope, input } = contract;
  const parameters = [...parametersOf('path', input.params, schemaOf), ...parametersOf('query', input.query, schemaOf)];
  const body = requestBody(contract, schemaOf);
  return {
    operationId: operationId(contract),
    summary,
    ...(description === undefined ? {} : { description }),
    security: scope === 'public' ? [] : [{ key: [scope] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...replies(contract, schemaOf), ...problemReplies(contract, shared) },
  };
}

/** `put-v1-journeys-id` */
function operationId({ method, path }: Contract): string {
  return [method, ...path.split('/').filter((part) => part !== '')].join('-').replaceAll(':', '');
}

function parametersOf(
  place: Parameter['in'],
  schema: z.ZodObject | undefined,
  schemaOf: SchemaOf,
): readonly Parameter[] {
  if (schema === undefined) return [];
  const made: { properties?: Record<string, JsonSchema>; required?: readonly string[] } = schemaOf(schema);
  return Object.entries(made.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: made.required?.includes(name) ?? false,
    ...(typeof description === 'string' ? { description } : {}),
    schema: rest,
  }));
}

function requestBody(contract: Contract, schemaOf: SchemaOf): Operation['requestBody'] {
  const { body } = contract.input;
  if (body === undefined) return undefined;
  if (body === 'stream') {
    const binary = { schema: { type: 'string', format: 'binary' } };
    return { required: true, content: Object.fromEntries((contract.media ?? []).map((media) => [media, binary])) };
  }
  const schema = schemaOf(contract.shape ?? body);
  const example = contract.example === undefined ? {} : { example: contract.example };
  const required = contract.shape ? contract.method === 'put' : 'problems' in readShape(body, undefined);
  return { required, content: { 'application/json': { schema, ...example } } };
}

function replies({ output }: Contract, schemaOf: SchemaOf): Operation['responses'] {
  return Object.fromEntries(
    Object.entries(output).map(([status, spec]) => [
      status,
      { description: spec.description, ...content(spec, schemaOf) },
    ]),
  );
}

function content(spec: ReplySpec, schemaOf: SchemaOf): { readonly content?: Content } {
  if ('json' in spec) return { content: { 'application/json': { schema: schemaOf(spec.json) } } };
  return 'text' in spec ? { content: { [spec.text]: { schema: { type: 'string' } } } } : {};
}

/** What may go wrong with a call: its own problems and those of the doors before it. */
export function problemCodes({ scope, input, problems = [] }: Contract): readonly ProblemCode[] {
  const doors: readonly ProblemCode[] =
    scope === 'public' ? [] : ['unauthorized', 'forbidden', 'rate-limited', 'overloaded', 'store-away'];
  const parsed: readonly ProblemCode[] = input.params || input.query || input.body ? ['invalid'] : [];
  const address: readonly ProblemCode[] = input.params ? ['malformed-request'] : [];
  const body: readonly ProblemCode[] = input.body ? ['unsupported-media-type', 'too-large'] : [];
  const json: readonly ProblemCode[] =
    input.body && input.body !== 'stream' ? ['malformed-json', 'request-timeout'] : [];
  return [...new Set([...problems, ...address, ...parsed, ...json, ...body, ...doors])];
}

/** The same problems under the same status are one reply, whatever call they are of. */
function problemReplies(contract: Contract, shared: Record<string, Response>): Operation['responses'] {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemCodes(contract)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, unsorted]) => {
      const codes = unsorted.toSorted();
      const name = `${status}-${codes.join('-or-')}`;
      const description = codes.map((code) => `${code}: ${PROBLEMS[code].title}`).join('; ');
      shared[name] = { description, content: problem };
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
}
