import { z } from 'zod';
import { readShape } from '../input/shape-problems.ts';
import { personalIn } from '../input/personal-data.ts';
import { isDay } from '../time-zone.ts';
import { isoTime } from '../time.ts';
import { MOST_ATTRIBUTES, type AttributeValue } from './attributes.ts';
import { ATTRIBUTE_NAME_SAID, isAttributeName } from './name.ts';

/** Longer text says something of a person that no journey asks for. */
const MOST_TEXT = 100;
const CONTROL = /\p{Cc}/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

export const attributeName = z
  .string()
  .refine(isAttributeName, ATTRIBUTE_NAME_SAID)
  .describe('Of the attribute, such as plan or renewal_date');

const text = z
  .string()
  .min(1, 'this is empty; send null to remove the attribute')
  .max(MOST_TEXT, `the text of an attribute has at most ${MOST_TEXT} characters`)
  .superRefine((value, context) => {
    const message = textFault(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .overwrite((value) => (isInstant(value) ? isoTime(Date.parse(value)) : value));

/** Of the thirtieth of February other readers make the second of March. */
function isInstant(value: string): boolean {
  return INSTANT.test(value) && isDay(value.slice(0, 10)) && Number.isFinite(Date.parse(value));
}

function textFault(value: string): string | undefined {
  if (CONTROL.test(value) || !value.isWellFormed())
    return 'the text of an attribute is one line of well-formed Unicode';
  if (DAY.test(value) && !isDay(value)) return 'there is no such day in the calendar; send another one';
  if (INSTANT.test(value) && !isInstant(value)) return 'there is no such instant; send another one';
  const personal = personalIn(value);
  if (personal === undefined) return undefined;
  return `an attribute is not personal, and this is ${personal}; how to reach a customer belongs to PUT /v1/customers/:id/contact`;
}

const number = z
  .number()
  .refine(
    (value) => !Number.isInteger(value) || Number.isSafeInteger(value),
    `whole numbers beyond ${Number.MAX_SAFE_INTEGER} lose digits; send it as text`,
  );

/** One value: what it is, is told by how it is written. */
export const attributeValue: z.ZodType<AttributeValue, AttributeValue> = z
  .union([text, number, z.boolean()], `an attribute is a number, true, false, or text of 1 to ${MOST_TEXT} characters`)
  .meta({
    id: 'AttributeValue',
    description:
      `A number, true or false, or text of 1 to ${MOST_TEXT} characters. 2026-11-20 is a day and 2026-11-20T10:00:00Z, with any zone, an instant, ` +
      'kept in UTC. Never personal: e-mail addresses and telephone numbers are refused',
  });

/** `null` removes one. */
export const attributeChanges = z
  .record(attributeName, attributeValue.nullable())
  .refine(
    (values) => Object.keys(values).length <= MOST_ATTRIBUTES,
    `a customer has at most ${MOST_ATTRIBUTES} attributes`,
  )
  .meta({ id: 'AttributeChanges', description: `By name, at most ${MOST_ATTRIBUTES}: a value, or null to remove it` });

/** All that a customer has. */
export const attributeValues = z
  .record(attributeName, attributeValue)
  .refine(
    (values) => Object.keys(values).length <= MOST_ATTRIBUTES,
    `a customer has at most ${MOST_ATTRIBUTES} attributes`,
  )
  .meta({ id: 'AttributeValues', description: `By name, at most ${MOST_ATTRIBUTES}` });

/** A value that came with something else, where an attribute may be so; else `undefined`. */
export function asAttribute(value: AttributeValue): AttributeValue | undefined {
  const read = readShape(attributeValue, value);
  return 'value' in read ? read.value : undefined;
}
