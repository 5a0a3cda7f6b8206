import { OmsError } from '../transport/connection';

/**
 * The passing failure that ended a work which had brought something before; undefined when the work came to its end.
 *
 * @throws whatever ended a work that had brought nothing, and failures that do not pass by themselves
 */
export async function partialFailure(
	work: Promise<void>,
	hasBrought: () => boolean,
): Promise<OmsError | undefined> {
	return await work.then(
		() => undefined,
		(failure: unknown) => {
			if (hasBrought() && failure instanceof OmsError && failure.temporary) return failure;
			throw failure;
		},
	);
}
