import { z } from 'zod';
import type { RoleNeeded } from '../../domain/people/roles.ts';
import { SCOPES } from '../../domain/scopes.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { Contract, ReplySpec } from '../http/contract.ts';
import { fieldProblem } from '../http/fields.ts';
import { DEFAULT_LIMITS } from '../http/limits.ts';
import { Schemas, type JsonSchema } from './openapi-schemas.ts';
import { isForAll } from '../http/access.ts';
import { operationId } from '../http/operation-id.ts';
import { PROBLEMS, type ProblemCode } from '../http/problem.contract.ts';
import { figure } from './schema-text.ts';

export interface Operation {
  readonly operationId: string;
  /** What it is about: calls of one tag stand together. */
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly { readonly key: readonly string[] }[];
  /** The least a person must be who is signed in; left out where anybody may. */
  readonly 'x-role'?: RoleNeeded;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: MediaTypes };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

export interface Response {
  readonly description: string;
  readonly content?: MediaTypes;
}

/** A reply that many calls share, kept under `components.responses`. */
export interface Reference {
  readonly $ref: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: true;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type MediaTypes = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;

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
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Operation>> = {};
  const responses: Record<string, Response> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method]: operation(contract, schemas, responses) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sojourn',
      version: '1',
      description: [
        'A durable customer-journey engine. Times are ISO 8601, amounts are whole numbers of minor units (4000 for 40.00), lists are paged by',
        'cursors, and errors are application/problem+json that say what is wrong, where, and what to do.',
        `A JSON body has at most 512 KB; a key may make ${figure(DEFAULT_LIMITS.requestsPerSecond)} requests a second to each process.`,
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
      schemas: { ...schemas.named(), Problem: schemas.reply(problemSchema) },
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

function operation(contract: Contract, schemas: Schemas, shared: Record<string, Response>): Operation {
  const { summary, description, scope, role, input } = contract;
  const parameters = [...parametersOf('path', input.params, schemas), ...parametersOf('query', input.query, schemas)];
  const body = requestBody(contract, schemas);
  return {
    operationId: operationId(contract),
    tags: [tagOf(contract)],
    summary,
    ...(description === undefined ? {} : { description }),
    security: isForAll(contract) ? [] : [{ key: [scope] }],
    ...(role === undefined ? {} : { 'x-role': role }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...replies(contract, schemas), ...problemReplies(contract, shared) },
  };
}

/** The first name of its path; what no workspace is asked about is about the installation. */
function tagOf({ path }: Contract): string {
  return /^\/v1\/([^/]+)/.exec(path)?.[1] ?? 'installation';
}

function parametersOf(place: Parameter['in'], schema: z.ZodObject | undefined, schemas: Schemas): readonly Parameter[] {
  if (schema === undefined) return [];
  const made: { properties?: Record<string, JsonSchema>; required?: readonly string[] } = schemas.request(schema);
  return Object.entries(made.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    ...(made.required?.includes(name) ? { required: true } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    schema: rest,
  }));
}

function requestBody(contract: Contract, schemas: Schemas): Operation['requestBody'] {
  const { body } = contract.input;
  if (body === undefined) return undefined;
  if (body === 'stream' || body === 'bytes') {
    const binary = { schema: { type: 'string', format: 'binary' } };
    return { required: true, content: Object.fromEntries((contract.media ?? []).map((media) => [media, binary])) };
  }
  const schema = schemas.request(contract.shape ?? body);
  const example = contract.example === undefined ? {} : { example: contract.example };
  const required = contract.shape ? contract.method === 'put' : 'problems' in readShape(body, undefined);
  return { required, content: { 'application/json': { schema, ...example } } };
}

function replies({ output }: Contract, schemas: Schemas): Operation['responses'] {
  return Object.fromEntries(
    Object.entries(output).map(([status, spec]) => [
      status,
      { description: spec.description, ...content(spec, schemas) },
    ]),
  );
}

function content(spec: ReplySpec, schemas: Schemas): { readonly content?: MediaTypes } {
  if ('json' in spec) return { content: { 'application/json': { schema: schemas.reply(spec.json) } } };
  return 'text' in spec ? { content: { [spec.text]: { schema: { type: 'string' } } } } : {};
}

/** What may go wrong with a call: its own problems and those of the doors before it. */
export function problemCodes(contract: Contract): readonly ProblemCode[] {
  return [...new Set([...(contract.problems ?? []), ...doorsOf(contract).flatMap(([, codes]) => codes)])];
}

/** What any call may be refused for, by what it takes. */
function doorsOf({ scope, input }: Contract): readonly (readonly [takes: string, codes: readonly ProblemCode[]])[] {
  const takesInput = input.params ?? input.query ?? input.body;
  const doors: readonly (readonly [boolean, string, readonly ProblemCode[]])[] = [
    [input.params !== undefined, 'address', ['malformed-request']],
    [takesInput !== undefined, 'input', ['invalid']],
    [input.body !== undefined && input.body !== 'stream', 'json', ['malformed-json', 'request-timeout']],
    [input.body !== undefined, 'body', ['unsupported-media-type', 'too-large']],
    [scope === 'link', 'link', ['forbidden', 'rate-limited', 'overloaded', 'store-away']],
    [scope === 'signed', 'signature', ['unauthorized', 'rate-limited', 'overloaded', 'store-away']],
    [
      scope !== 'public' && scope !== 'link' && scope !== 'signed',
      'key',
      ['unauthorized', 'forbidden', 'rate-limited', 'overloaded', 'store-away'],
    ],
  ];
  return doors.filter(([stands]) => stands).map(([, takes, codes]) => [takes, codes]);
}

/**
 * The problems of the call itself by their status, and as the default what any call may be refused for that takes the
 * same things. The same problems are one reply, whatever call they are of.
 */
function problemReplies(contract: Contract, shared: Record<string, Response>): Operation['responses'] {
  const own = new Set((contract.problems ?? []).map((code) => PROBLEMS[code].status));
  const problems = [...own].map((status) => {
    const codes = problemCodes(contract).filter((code) => PROBLEMS[code].status === status);
    return [
      String(status),
      sharedReply(`${status}-${codes.toSorted().join('-or-')}`, codes.toSorted(), shared),
    ] as const;
  });
  const doors = doorsOf(contract);
  if (doors.length === 0) return Object.fromEntries(problems);
  const codes = doors.flatMap(([, some]) => some).toSorted((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
  const name = `any-with-${doors.map(([takes]) => takes).join('-')}`;
  return Object.fromEntries([...problems, ['default', sharedReply(name, codes, shared)]]);
}

function sharedReply(name: string, codes: readonly ProblemCode[], shared: Record<string, Response>): Reference {
  const description = codes.map((code) => `${PROBLEMS[code].status} ${code}: ${PROBLEMS[code].title}`).join('; ');
  const schema = { $ref: '#/components/schemas/Problem' };
  shared[name] = { description, content: { 'application/problem+json': { schema } } };
  return { $ref: `#/components/responses/${name}` };
}
