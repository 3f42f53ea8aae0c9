import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';

/** What every step has. */
export const id = stepId.describe('A name of its own within the journey, such as remind');

/** What every step has that is not the end of its journey. */
export const common = {
  id,
  next: stepId
    .optional()
    .describe(
      'The step after this one; left out, the one that follows in the list, and after the last one the journey is over',
    ),
};

export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed(), 'text must be well-formed Unicode');
