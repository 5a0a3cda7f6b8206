import type { Mutation } from '../process/modules';

/** A deliberate break that a run has to notice. */
export interface Mutant {
	name: string;
	/** What is broken, for people. */
	what: string;
	mutations: Mutation[];
}

export const MUTANTS: readonly Mutant[] = [];
