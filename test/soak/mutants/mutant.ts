import type { EventFault } from '../virtual/faults/kinds';
import type { Mutation } from '../virtual/process/modules';

/** A deliberate break that a run has to notice. */
export interface Mutant {
	name: string;
	/** What is broken, as printed. */
	what: string;
	mutations: Mutation[];
	/** How the run is set that has to notice it; see the arguments. */
	mode: 'templates' | 'cursor';
	/** What has to happen besides the faults of the seed. */
	event?: EventFault;
	/** Longest time that orders wait for a person, hours; see the arguments. */
	waitHours?: number;
	/** The test file that has to notice it, where no soak can. */
	test?: string;
}

export const mutant = (name: string, what: string, ...mutations: Mutation[]): Mutant => ({
	name,
	what,
	mutations,
	mode: 'templates',
});

/** For rules that only matter where nothing is read twice. */
export const inCursorMode = (name: string, what: string, ...mutations: Mutation[]): Mutant => ({
	...mutant(name, what, ...mutations),
	mode: 'cursor',
});

/** For rules that only matter when something happens. */
export const withEvent = (event: EventFault, broken: Mutant): Mutant => ({ ...broken, event });

/** For rules that no soak can see break. */
export const inTest = (
	test: string,
	name: string,
	what: string,
	...mutations: Mutation[]
): Mutant => ({ ...mutant(name, what, ...mutations), test });
