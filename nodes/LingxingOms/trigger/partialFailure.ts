import { OmsError } from '../transport/connection';

/**
 * Awaits `work`. Returns its temporary error if it had results before, undefined if it finished.
 *
 * @throws any other error, and a temporary one before the first result
 */
export async function partialFailure(
	work: Promise<void>,
	hasResults: () => boolean,
): Promise<OmsError | undefined> {
	return await work.then(
		() => undefined,
		(failure: unknown) => {
			if (hasResults() && failure instanceof OmsError && failure.temporary) return failure;
			throw failure;
		},
	);
}
