import { z } from 'zod';
import { ofKind } from '../input/shape-sentences.ts';
import { itemId } from '../ids.schema.ts';

const MOST_MONEY = 1_000_000_000_000;
const MOST_IN_STOCK = 1_000_000_000;
const LONGEST_URL = 2_000;

const words = (what: string, max: number) =>
  z.string().regex(new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${max}}$`, 'u'), `${what} is 1 to ${max} characters in one line`);

/** Mails and pages show it, and nothing else than https is safe there. */
const link = (what: string) =>
  z
    .string()
    .max(LONGEST_URL, `${what} has at most 2,000 characters`)
    .refine(isHttps, `${what} is an address that begins with https://, such as https://shop.example.com/tea`);

function isHttps(text: string): boolean {
  return /^https:\/\/[^\s"'<>\\]+$/.test(text) && URL.canParse(text);
}

/** An article of a shop, as it is offered now. */
export const catalogueItem = z
  .strictObject({
    id: itemId.describe('As purchases name it in their items, as sku'),
    name: words('a name', 200).describe('As customers read it, 1 to 200 characters'),
    price: z
      .int(ofKind('a price is a whole number of minor units, such as 4000 for 40.00'))
      .min(0, 'a price is never negative; leave it out where it is not known')
      .max(MOST_MONEY, 'a price is at most 1,000,000,000,000 minor units; check that it is in cents')
      .optional()
      .describe("Minor units of the workspace's currency, such as 4000 for 40.00; left out: not known"),
    stock: z
      .int(ofKind('a stock is a whole number, such as 12'))
      .min(0, 'a stock is never negative; 0 says that it is sold out')
      .max(MOST_IN_STOCK, 'a stock is at most 1,000,000,000; leave it out where it is not counted')
      .optional()
      .describe('How many are there; 0: sold out. Left out: not counted, so there is always some'),
    category: words('a category', 100).optional().describe('One of your own, 1 to 100 characters'),
    url: link('a link').optional().describe('Where it can be bought; https'),
    image: link('an image').optional().describe('Where its picture is; https'),
  })
  .meta({ id: 'CatalogueItem', description: 'An article of the shop' });
export type CatalogueItem = z.infer<typeof catalogueItem>;
