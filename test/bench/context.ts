import type { Checks } from '../support/checks';
import type { N8nInstallation } from '../support/n8n/install';

/** What every case is given. */
export interface BenchContext {
	installation: N8nInstallation;
	/** The packed package. */
	tarball: string;
	checks: Checks;
	print: (line: string) => void;
	/** Numbers of orders that the case `flow` is run with. */
	orders: readonly number[];
	/** Polls with nothing new that are watched. */
	idlePolls: number;
	/** Runs of each contender, beyond the first. */
	runs: number;
	/** Whether the contender that needs minutes runs too, once. */
	stock: boolean;
	/** Whether the orders of a day follow in the case `pending-20000`. */
	day: boolean;
	/** Folder in which n8n writes a processor profile when it ends; empty for none. */
	profile: string;
	/** Minutes of orders in the case `rush`. */
	minutes: number;
}

/** One thing that is measured. The result is what `--report` writes. */
export type BenchCase = (context: BenchContext) => Promise<unknown>;
