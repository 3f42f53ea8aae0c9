const sizes = new WeakMap<object, number>();

/** Characters of something immutable as JSON, about as many bytes in the store and in memory. Worked out once. */
export function jsonSize(value: object): number {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = JSON.stringify(value).length;
  sizes.set(value, size);
  return size;
}
