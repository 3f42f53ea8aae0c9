import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isForAll } from '../../api/http/access.ts';
import type { JsonSchema } from '../../api/docs/openapi-schemas.ts';
import { openApiDocument } from '../../api/docs/openapi.ts';
import { CONTRACTS, ROUTES } from '../../api/routes.ts';
import { schemaText } from '../../api/docs/schema-text.ts';
import { TEMPLATE_VARIABLES } from '../../channels/template-variables.ts';
import { readShape } from '../../domain/input/shape-problems.ts';

const document = openApiDocument(CONTRACTS);
const text = JSON.stringify(document);

test('the committed document is what the contracts say', async () => {
  const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(committed)).toEqual(JSON.parse(text));
});

test('every route is documented, and nothing else', () => {
  const documented = Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((method) => `${method} ${path}`),
  );
  const routed = ROUTES.map(({ contract }) => `${contract.method} ${contract.path.replace(/:(\w+)/g, '{$1}')}`);
  expect(documented.toSorted()).toEqual(routed.toSorted());
  expect(new Set(routed).size).toBe(routed.length);
});

test('every call has its own name, the scope of its contract and a reply', () => {
  const operations = Object.values(document.paths).flatMap((calls) => Object.values(calls));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { contract } of ROUTES) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths[path]?.[contract.method];
    expect(operation?.security).toEqual(isForAll(contract) ? [] : [{ key: [contract.scope] }]);
    expect(Object.keys(operation?.responses ?? {}).some((status) => status.startsWith('2'))).toBe(true);
    const named = [...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    const parameters = (operation?.parameters ?? []).filter(({ in: place }) => place === 'path');
    expect(parameters.map(({ name }) => name)).toEqual(named);
  }
});

test('every reference leads somewhere', () => {
  const names = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference);
  const known = [
    ...Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(document.components.responses).map((name) => `#/components/responses/${name}`),
  ];
  expect(new Set(known)).toEqual(new Set(names));
});

/** Every schema of the document, and where it is; whether it is one of an object's fields. */
interface Place {
  readonly at: string;
  readonly schema: JsonSchema;
  readonly isField: boolean;
}

function placesIn(schema: JsonSchema, at: string, isField = false): readonly Place[] {
  const { properties, items, additionalProperties }: Parts = schema;
  const lists = (['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const).flatMap((name) => {
    const { [name]: parts = [] }: Parts = schema;
    return parts.map((part, index) => [`${at}|${index}`, part] as const);
  });
  const inner = [...(items ? [[`${at}[]`, items] as const] : []), ...lists];
  return [
    { at, schema, isField },
    ...Object.entries(properties ?? {}).flatMap(([name, field]) => placesIn(field, `${at}.${name}`, true)),
    ...inner.flatMap(([place, part]) => placesIn(part, place)),
    ...(typeof additionalProperties === 'object' ? placesIn(additionalProperties, `${at}.*`) : []),
  ];
}

interface Parts {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema | false;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly prefixItems?: readonly JsonSchema[];
}

const { schemas } = document.components;
const places: readonly Place[] = [
  ...Object.entries(schemas).flatMap(([name, schema]) => placesIn(schema, name)),
  ...Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.entries(calls).flatMap(([method, { parameters = [], requestBody, responses: replies }]) => [
      ...parameters.flatMap(({ name, description, schema }) => [
        { at: `${method} ${path} ?${name}`, schema: { ...schema, description }, isField: true },
        ...placesIn(schema, `${method} ${path} ?${name}`),
      ]),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => placesIn(schema, `${method} ${path} body`)),
      ...Object.entries(replies).flatMap(([status, reply]) =>
        '$ref' in reply
          ? []
          : Object.values(reply.content ?? {}).flatMap(({ schema }) => placesIn(schema, `${method} ${path} ${status}`)),
      ),
    ]),
  ),
];

test('no schema says "anything"', () => {
  const SAYING = ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', 'not'];
  expect(places.length).toBeGreaterThan(1_000);
  expect(places.filter(({ schema }) => !SAYING.some((word) => word in schema)).map(({ at }) => at)).toEqual([]);
});

test('every field is described', () => {
  const described = (schema: JsonSchema): boolean =>
    typeof schema['description'] === 'string' ||
    (typeof schema['$ref'] === 'string' && described(schemas[schema['$ref'].split('/').at(-1) ?? ''] ?? {}));
  const fields = places.filter(({ isField }) => isField);
  expect(fields.length).toBeGreaterThan(600);
  expect(fields.filter(({ schema }) => !described(schema)).map(({ at }) => at)).toEqual([]);
});

test('no shape has a name that a program made up', () => {
  const named = Object.keys(schemas);
  expect(named.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
  expect(named).toEqual(expect.arrayContaining(['Event', 'Journey', 'Step', 'Condition', 'ScoringDraft', 'Job']));
});

test('the templates of a journey name all their variables', () => {
  for (const field of ['subject', 'body', 'text']) {
    const described = JSON.stringify(places.find(({ at }) => at === `SendStep.${field}`)?.schema);
    for (const name of TEMPLATE_VARIABLES) expect(described).toContain(name);
  }
});

test('the rule for what arrives late stands where events and journeys are', () => {
  for (const at of ['EventTime', 'Enter', 'Trigger', 'WaitStep.until']) {
    expect(JSON.stringify(places.find((place) => place.at === at)?.schema)).toMatch(
      /arrives (late|more than 24 hours)/,
    );
  }
});

test('every call that takes a body has an example, and it is right', () => {
  for (const { input, shape, example, path } of CONTRACTS) {
    if (input.body === undefined || input.body === 'stream' || input.body === 'bytes') continue;
    expect(readShape(shape ?? input.body, example), path).toHaveProperty('value');
  }
});

test('a schema reads like a type', () => {
  expect(
    schemaText({
      type: 'object',
      properties: {
        id: { type: 'string', description: 'yours' },
        at: { type: 'string', format: 'date-time' },
        list: { type: 'array', items: { anyOf: [{ const: 'a' }, { type: 'null' }] } },
      },
      required: ['id'],
    }),
  ).toBe('{\n  id: string   // yours\n  at?: time\n  list?: ("a" | null)[]\n}');
  const many = { type: 'integer', minimum: 1, maximum: 5_000, default: 50 };
  const texts = { type: 'object', additionalProperties: { type: ['string', 'null'] } };
  expect(schemaText({ type: 'object', properties: { many, texts } })).toBe(
    '{\n  many?: integer   // 1 to 5,000; left out: 50\n  texts?: { <name>: string | null }\n}',
  );
});

/**
 * As it is served, for each operation: the document grows with the API, and no faster. The committed file is indented
 * besides, so that a change of the API can be read in a diff.
 */
const MOST_BYTES = 3_400;
/** What is longer than this and stands twice is to have a name. */
const LONGEST_REPEATED = 700;

test('the document stays short enough to be read: what several calls share has a name', async () => {
  const committed = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(Buffer.byteLength(JSON.stringify(JSON.parse(committed)))).toBeLessThan(MOST_BYTES * CONTRACTS.length);
  const written = places.map(({ schema }) => JSON.stringify(schema)).filter((one) => one.length > LONGEST_REPEATED);
  const repeated = written.filter((one, index) => written.indexOf(one) < index);
  expect(repeated).toEqual([]);
});
