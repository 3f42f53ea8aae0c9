import { z } from 'zod';

/**
 * The name of a kind of event. Names of other systems are mapped: capitals become small letters and spaces underscores, so
 * that `Order Completed` and `order_completed` are one type wherever they are said.
 */
export const eventTypeName = z
  .string()
  .overwrite((name) => name.trim().toLowerCase().replaceAll(/\s+/g, '_'))
  .regex(
    /^[a-z][a-z0-9._-]{0,63}$/,
    'an event type is 1 to 64 letters, digits, dots, hyphens or underscores, such as "purchase", "app.open" or "Order Completed"',
  );
