/** What the demo shop sells. */
export const PRODUCTS = ['mug', 'book', 'lamp', 'chair'] as const;
export type Product = (typeof PRODUCTS)[number];

/** In whole units of whatever currency the workspace has. */
export const PRICES: Readonly<Record<Product, number>> = { mug: 12, book: 25, lamp: 60, chair: 140 };
