import { BoundedMap } from '../../../shared/boundedMap';
import { Suspects } from '../../../shared/suspects';

/** Rows of a create call (OMS API §1.4). */
export const MOST_ROWS = 100;
const MOST_ACCOUNTS = 50;
const accounts = new BoundedMap<string, Suspects>(MOST_ACCOUNTS);

/** Orders, by third order number, for the sake of which the OMS refuses create calls; the same for all executions of the process. */
export function suspectsOf(account: string): Suspects {
	const suspects = accounts.get(account) ?? new Suspects();
	accounts.set(account, suspects);
	return suspects;
}
