/**
 * What an object holds under a name that a caller chose; what every object inherits, such as `constructor`, it does
 * not hold. Names of callers index a `Map`, or a JSON object through this function, and nothing else.
 */
export function own<Name extends string, Value>(object: Readonly<Record<Name, Value>>, name: Name): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** `Object.keys` forgets which names the keys are. It makes no list for each name, as `Object.entries` does. */
export function namesOf<Name extends string>(object: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(object) as Name[];
}

/** `Object.entries` forgets which names the keys are. */
export function entriesOf<Name extends string, Value>(
  object: Readonly<Record<Name, Value>>,
): readonly (readonly [name: Name, value: Value])[] {
  return Object.entries(object) as [Name, Value][];
}
