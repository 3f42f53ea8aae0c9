import { createContext, use } from 'react';
import type { Fault } from './told.tsx';

/** What is wrong at a place of what is worked on. */
type FaultsAt = (at: string) => readonly Fault[];

const NONE: FaultsAt = () => [];

const Told = createContext<FaultsAt>(NONE);
/** Says to the fields below it what is wrong with each of them. */
export const FaultsProvider = Told;

export function useFaults(at: string | undefined): readonly Fault[] {
  const faultsAt = use(Told);
  return at === undefined ? [] : faultsAt(at);
}
