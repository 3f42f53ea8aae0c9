import { z } from 'zod';
import { itemId } from '../../domain/ids.schema.ts';
import { catalogueItem } from '../../domain/recommend/catalogue.schema.ts';
import { money, time } from '../http/fields.ts';

export const itemParams = z.strictObject({ id: itemId.describe('Of the item, as purchases name it') });

const count = (what: string) => z.int().describe(what);

const news = z
  .strictObject({
    is: z.enum(['back-in-stock', 'price-dropped']).describe('It was sold out, or costs at least 5 % less'),
    was: money.optional().describe('The price before, where it dropped'),
  })
  .meta({ id: 'ItemNews', description: 'What became of an item' });

/** What an item looks like in the catalogue. */
export const catalogueView = z
  .strictObject({
    ...catalogueItem.shape,
    changedAt: time,
    telling: z
      .strictObject({
        news: z.array(news).describe('What there was to tell'),
        at: time,
        told: count('Customers who were told of it so far'),
        done: z.boolean().describe('Whether nobody is left to be told'),
        cut: z.boolean().describe('Whether more than 10,000 customers waited for it, and the others are not told'),
      })
      .nullable()
      .describe('Whoever waited for it is told of its last news by an event; null: there was none'),
  })
  .meta({ id: 'CatalogueItemView', description: 'An item of the catalogue' });

/** Items that belong to one. */
export const neighbour = z
  .strictObject({
    item: itemId.describe('The other item'),
    name: z.string().nullable().describe('As the catalogue names it; null: it is not in there'),
    together: count('Baskets that hold both'),
    llr: z.number().describe('How sure it is that they belong together: the log-likelihood ratio'),
  })
  .meta({ id: 'ItemNeighbour', description: 'An item that is bought with another one more often than by chance' });
