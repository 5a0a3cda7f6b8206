import { TRIGGERS, type TriggerName } from '../process/n8nProcess';

/** Largest static data of a trigger that is still called bounded, bytes of its JSON. */
const MOST_STATIC_DATA: Readonly<Record<TriggerName, number>> = {
	orders: 1_000_000,
	shipped: 4_000_000,
	changes: 1_000_000,
};
/** Largest heap after a collection, MB: both services with a day's orders, and the processes of n8n. */
const MOST_HEAP_MB = 800;

/**
 * Why the run is not bounded; undefined when it is.
 *
 * @param heapMb  undefined where no collection could be asked for
 */
export function whyUnbounded(
	staticData: Readonly<Record<TriggerName, number>>,
	heapMb: number | undefined,
): string | undefined {
	for (const trigger of TRIGGERS) {
		const bytes = staticData[trigger];
		if (bytes > MOST_STATIC_DATA[trigger]) {
			return `the static data of the trigger of ${trigger} has grown to ${bytes} bytes`;
		}
	}
	if (heapMb === undefined || heapMb <= MOST_HEAP_MB) return undefined;
	return `the heap has grown to ${heapMb} MB`;
}
