import { z } from 'zod';
import { asAttribute, attributeName, attributeValue } from '../../attributes/attribute.schema.ts';
import type { AttributeValue } from '../../attributes/attributes.ts';
import { entryFieldOf, isField } from '../conditions/fields.ts';
import { own } from '../../own.ts';
import type { Problem } from '../../problem.ts';
import { dayText } from '../../time-zone.ts';
import { isoTime } from '../../time.ts';
import { zoneOfCustomer } from '../walk/context.ts';
import { common } from './options.ts';
import type { StepAsked, StepKind, StepOutcome, StepRun } from './step.ts';

const schema = z
  .strictObject({
    ...common,
    type: z
      .literal('set')
      .describe('Sets or removes an attribute of the customer; say what to with value, from or now'),
    attribute: attributeName,
    value: attributeValue.nullable().optional().describe('This very value; null removes the attribute'),
    from: z
      .string()
      .refine(
        (field) => entryFieldOf(field) !== undefined && isField(field),
        'name a value of what came with the customer, such as "entry.plan"',
      )
      .optional()
      .describe(
        'What came with the customer under this name, such as entry.plan. Where nothing did, or what no attribute may be, it stays as it is',
      ),
    now: z
      .enum(['instant', 'day'])
      .optional()
      .describe("The time of the step: an instant in UTC, or the day by the customer's own clock"),
  })
  .meta({ id: 'SetStep' });

type SetStep = z.infer<typeof schema>;

function take(step: SetStep, { context, inside }: StepRun): StepOutcome {
  const value = valueOf(step, context, inside.entry ?? {});
  if (value === undefined) return { go: 'on', took: 'unchanged' };
  const { at, arrived = at } = context;
  // What a step says holds over what brought the customer to it at the same instant.
  return { go: 'on', said: { name: step.attribute, value, received: Math.max(at, arrived) + 1 } };
}

/** `undefined`: there is nothing to say. */
function valueOf(
  { value, from, now }: SetStep,
  context: StepRun['context'],
  entry: NonNullable<StepRun['inside']['entry']>,
): AttributeValue | null | undefined {
  if (now !== undefined) return now === 'day' ? dayText(context.at, zoneOfCustomer(context)) : isoTime(context.at);
  if (from === undefined) return value;
  const given = own(entry, entryFieldOf(from) ?? '');
  return given === undefined ? undefined : asAttribute(given);
}

function faults({ id, value, from, now }: SetStep, { path }: StepAsked): readonly Problem[] {
  const said = [value, from, now].filter((one) => one !== undefined).length;
  if (said === 1) return [];
  const message =
    said === 0
      ? `step "${id}" does not say what to set; add one of "value", "from" and "now", or "value": null to remove the attribute`
      : `step "${id}" says several things at once; leave one of "value", "from" and "now"`;
  return [{ code: 'set-unclear', path, message }];
}

export const set = { schema, names: [], faults, take } satisfies StepKind<SetStep>;
