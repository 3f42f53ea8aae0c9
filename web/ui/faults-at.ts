import { createContext, use } from 'react';

/** What is wrong at a place of what is worked on, in sentences. */
type FaultsAt = (at: string) => readonly string[];

const NONE: FaultsAt = () => [];

const Told = createContext<FaultsAt>(NONE);
/** Says to the fields below it what is wrong with each of them. */
export const FaultsProvider = Told;

export function useFaults(at: string | undefined): readonly string[] {
  const faultsAt = use(Told);
  return at === undefined ? [] : faultsAt(at);
}
