import { z } from 'zod';
import { drawId, prizeId } from '../../ids.schema.ts';
import { ofKind } from '../../input/shape-sentences.ts';
import { reward } from '../rewards/index.ts';

const MOST_WEIGHT = 1_000_000;
const MOST_STOCK = 1_000_000;
const MOST_PRIZES = 20;

const name = z.string().min(1).max(60, 'at most 60 characters').describe('As customers read it');

const prize = z
  .strictObject({
    id: prizeId.describe('Its name in counts and in the history of points'),
    name,
    weight: z
      .int(ofKind('a whole number'))
      .min(1, 'at least 1')
      .max(MOST_WEIGHT, `at most ${MOST_WEIGHT}`)
      .describe('Its chance is its weight over those of all prizes that are in stock'),
    stock: z
      .int(ofKind('a whole number of prizes'))
      .min(0, 'at least 0')
      .max(MOST_STOCK, `at most ${MOST_STOCK}`)
      .nullable()
      .default(null)
      .describe('How many there are for all customers together, those that were won included; null: no end of them'),
    reward: reward.nullable().default(null).describe('What whoever wins it gets; null: nothing, a blank'),
  })
  .meta({ id: 'Prize', description: 'What a draw may come to' });

/** As the programme declares it. */
export const draw = z
  .strictObject({
    id: drawId.describe('Rewards name it so'),
    name,
    look: z.enum(['wheel', 'scratch', 'gift']).describe('How pages show it; it changes nothing of the chances'),
    prizes: z
      .array(prize)
      .min(1, 'at least one prize')
      .max(MOST_PRIZES, `at most ${MOST_PRIZES} prizes`)
      .describe('One of them is drawn'),
  })
  .meta({ id: 'Draw', description: 'A draw with weighted prizes. Whoever has a ticket plays it once' });

export type Draw = z.infer<typeof draw>;
export type Prize = Draw['prizes'][number];
