import { chunk, partition } from 'lodash';

import { BoundedMap } from './boundedMap';

/** Upper bound; for a forgotten one a call is halved once more. */
const MOST_KEPT = 10_000;
/** So many go into calls of their own; more of them go together, because then something else is usually wrong. */
const MOST_ALONE = 20;

/**
 * Items for the sake of which a service has refused a whole call. To find one, the call is halved until the item stands alone. From then on
 * it has a call of its own, so that the others cost one call each time and not as many as the halving. Once the service takes it, it
 * goes with the others again. Kept in memory; losing it costs calls only.
 */
export class Suspects {
	private readonly kept = new BoundedMap<string, true>(MOST_KEPT);

	/** The service refuses calls for the sake of this item. */
	note(id: string): void {
		this.kept.set(id, true);
	}

	/** The service has taken the item. */
	clear(id: string): void {
		this.kept.delete(id);
	}

	has(id: string): boolean {
		return this.kept.has(id);
	}

	/**
	 * The items without suspects, and the suspects in the parts in which they are to be sent, after the others.
	 *
	 * @param size  most items of a call
	 */
	apart<T>(
		items: readonly T[],
		size: number,
		idOf: (item: T) => string,
	): { others: T[]; suspects: T[][] } {
		const [suspects, others] = partition(items, (item) => this.has(idOf(item)));
		return { others, suspects: chunk(suspects, suspects.length <= MOST_ALONE ? 1 : size) };
	}
}
