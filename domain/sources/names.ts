/** `Order Completed`, `order_completed` and `order-completed` are one name. */
export function typeNamed(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}
