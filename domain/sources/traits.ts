import { attributeValue } from '../attributes/attribute.schema.ts';
import { MOST_ATTRIBUTES, type AttributeValue } from '../attributes/attributes.ts';
import { isAttributeName } from '../attributes/name.ts';
import { readShape } from '../input/shape-problems.ts';
import { isObject } from './foreign.ts';
import { isPersonalName } from './safe-data.ts';

/** Traits that say who somebody is, besides those that always do. */
const WHO = new Set(['name', 'title', 'description', 'id', 'timezone', 'birthdate', 'birthday_full']);

/**
 * What traits say of somebody and no attribute may not say: names are written as attributes are (`planType` is `plan_type`), lists and
 * objects are left out, and whatever is personal too.
 */
export function attributesIn(traits: unknown): Readonly<Record<string, AttributeValue | null>> {
  if (!isObject(traits)) return {};
  type Stated = readonly [name: string, value: AttributeValue | null];
  const kept = Object.entries(traits).flatMap(([name, value]): readonly Stated[] => {
    const attribute = attributeName(name);
    if (!isAttributeName(attribute) || WHO.has(attribute) || isPersonalName(name)) return [];
    if (value === null) return [[attribute, null]];
    const read = readShape(attributeValue, value);
    return 'value' in read ? [[attribute, read.value]] : [];
  });
  return Object.fromEntries(kept.slice(0, MOST_ATTRIBUTES));
}

function attributeName(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.]+/g, '_');
}
