import { CALLS } from './calls';
import { CHANGING } from './changing';
import { CREATING } from './creating';
import type { Mutant } from './mutant';
import { READING } from './reading';
import { SHIPPING } from './shipping';
import { TELLING } from './telling';

export type { Mutant } from './mutant';

/** Each breaks one rule that the promise rests on. */
export const MUTANTS: readonly Mutant[] = [
	...READING,
	...CREATING,
	...CHANGING,
	...CALLS,
	...SHIPPING,
	...TELLING,
];
