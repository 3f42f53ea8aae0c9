import { z } from 'zod';

/** JSON Schema, as far as we look into it. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The schemas of one document. Those with a name move to where the document keeps them, so that each is written once.
 * Replies are described by what goes into their schemas too: a handler returns that, and it is sent as it is.
 */
export class Schemas {
  readonly #named = new Map<string, JsonSchema>();
  readonly #asked = new Set<string>();

  /** What a caller sends: a field that is not known is refused. */
  request(schema: z.ZodType): JsonSchema {
    return this.#hoist(schema, true);
  }

  /** What we send: it may gain fields, so it does not say that there are no others. */
  reply(schema: z.ZodType): JsonSchema {
    return this.#hoist(schema, false);
  }

  named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.#named);
  }

  #hoist(schema: z.ZodType, asked: boolean): JsonSchema {
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: plainer });
    const text = JSON.stringify(made).replaceAll('#/$defs/', '#/components/schemas/');
    const whole: JsonSchema & { $defs?: Record<string, JsonSchema> } = JSON.parse(text, asked ? undefined : open);
    const { $schema: _dialect, $defs, ...rest } = whole;
    for (const [name, definition] of Object.entries($defs ?? {})) this.#keep(name, definition, asked);
    const name = z.globalRegistry.get(schema)?.id;
    if (name === undefined || '$ref' in rest) return rest;
    this.#keep(name, rest, asked);
    return { $ref: `#/components/schemas/${name}` };
  }

  /** What is asked for stays as it is asked for, also where it is replied. */
  #keep(name: string, schema: JsonSchema, asked: boolean): void {
    if (asked) this.#asked.add(name);
    else if (this.#asked.has(name)) return;
    this.#named.set(name, nameless(schema));
  }
}

function open(key: string, value: unknown): unknown {
  return key === 'additionalProperties' && value === false ? undefined : value;
}

function nameless({ $id: _id, id: _name, ...body }: JsonSchema): JsonSchema {
  return body;
}

/**
 * Leaves out what says nothing to people: patterns that a format stands for, and the limits of what a number can be.
 * What may be null besides is one type of two and not a choice of two schemas.
 */
function plainer({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const [only, none, ...more] = jsonSchema.anyOf ?? [];
  if (only !== undefined && none?.type === 'null' && more.length === 0 && isPlain(only)) {
    const { type, ...rest } = only;
    delete jsonSchema.anyOf;
    Object.assign(jsonSchema, { type: [type, 'null'], ...rest, ...jsonSchema });
  }
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (JSON.stringify(jsonSchema.propertyNames) === '{"type":"string"}') delete jsonSchema.propertyNames;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** A text or a number whatever it is, and nothing that null would have to be listed in. */
function isPlain({ type, enum: listed, const: exact }: z.core.JSONSchema.BaseSchema): boolean {
  return (type === 'string' || type === 'number' || type === 'integer') && listed === undefined && exact === undefined;
}
