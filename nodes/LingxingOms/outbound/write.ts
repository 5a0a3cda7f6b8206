import { isShort, retryDelay } from '../../shared/retry';
import { concernsEveryCall } from '../transport/errors';
import { OmsError, WRITE_RETRY, type OmsConnection } from '../transport/connection';

export type Written = { data: unknown; failure?: undefined } | { failure: OmsError };

/**
 * Sends a write; again only where the OMS surely did not take it and may do so in a moment: too many calls, not reachable.
 *
 * @returns the answer, or a failure that may be about one item of the call, or that leaves open what was done
 * @throws  what is about every call
 */
export async function write(
	connection: OmsConnection,
	path: string,
	data: object,
): Promise<Written> {
	for (let made = 1; ; made++) {
		try {
			return { data: await connection.write(path, data) };
		} catch (failure) {
			if (!(failure instanceof OmsError)) return await Promise.reject(failure);
			if (!concernsEveryCall(failure.apiError)) return { failure };
			const goesOn = failure.temporary && isShort(failure.retryAfterMs);
			if (!goesOn || made >= WRITE_RETRY.attempts) return await Promise.reject(failure);
			await connection.pause(writeDelay(failure, made));
		}
	}
}

/** Wait before attempt number `made` + 1, ms. */
export function writeDelay({ retryAfterMs }: OmsError, made: number): number {
	return retryDelay(made, WRITE_RETRY, Math.random(), retryAfterMs);
}

/** Treats an error of the OMS as "nothing found"; the next run reads again. */
export async function orNothing<T, N>(work: Promise<T>, nothing: N): Promise<T | N> {
	return await work.catch((failure: unknown) => {
		if (failure instanceof OmsError) return nothing;
		throw failure;
	});
}
