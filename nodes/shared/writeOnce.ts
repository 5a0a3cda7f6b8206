/**
 * Writes once, whatever happens to the answer.
 *
 * Neither service knows idempotency keys (TikTok Shop API §4.6, OMS API §1.3). When an answer is lost, the write may have been
 * accepted all the same: sending it again could ship or create twice, giving up could lose it. So the service is read back first,
 * and only what it does not have is sent again. Every write of this package that matters goes through here.
 */
export interface Writing<T> {
	/** Sends the items. Rejects when the answer is no success. */
	write(items: readonly T[]): Promise<void>;
	/** Reads back: those of the items that the service does not have yet. */
	stillMissing(items: readonly T[], failure?: unknown): Promise<readonly T[]>;
	/** What to do after a failed write; undefined: the failure is about more than these items, and is thrown. */
	after(failure: unknown, attempt: number, items: readonly T[]): AfterFailure | undefined;
}

/** Both undefined: the write was surely not accepted, and sending it again would not help. */
export interface AfterFailure {
	/** The write may have been accepted: read back after this wait, ms. */
	readBackAfterMs?: number;
	/** The write may be sent again after this further wait, ms. */
	retryAfterMs?: number;
}

export interface WritePolicy {
	/** Writes at most. */
	attempts: number;
	/** Whether a success answer is read back as well: one write may have to be followed by another. */
	readBackAfterSuccess?: boolean;
}

/** What the service does not have in the end. */
export interface NotWritten<T> {
	missing: readonly T[];
	/** Of the last write; undefined when it succeeded but does not show. */
	failure?: unknown;
}

/**
 * @param connection  waits between the calls; its waits reject when the execution is stopped
 * @returns           undefined when the service has everything
 * @throws            a failure that `after` does not answer, and what `stillMissing` and the waits throw: nothing is sent after that
 */
export async function writeOnce<T>(
	items: readonly T[],
	{ write, stillMissing, after }: Writing<T>,
	{ attempts, readBackAfterSuccess = false }: WritePolicy,
	connection: { pause(ms: number): Promise<void> },
): Promise<NotWritten<T> | undefined> {
	let missing = items;
	for (let attempt = 1; missing.length > 0; attempt++) {
		const { failure } = await answerTo(write(missing));
		const succeeded = failure === undefined;
		if (succeeded && !readBackAfterSuccess) return undefined;
		const next = succeeded ? READ_BACK_NOW : after(failure, attempt, missing);
		if (!next) return await Promise.reject(failure as Error);
		if (next.readBackAfterMs !== undefined) {
			if (next.readBackAfterMs > 0) await connection.pause(next.readBackAfterMs);
			missing = await stillMissing(missing, failure);
			if (missing.length === 0) return undefined;
		}
		if (next.retryAfterMs === undefined || attempt >= attempts) {
			return { missing, ...(succeeded ? {} : { failure }) };
		}
		if (next.retryAfterMs > 0) await connection.pause(next.retryAfterMs);
	}
	return undefined;
}

const READ_BACK_NOW: AfterFailure = { readBackAfterMs: 0, retryAfterMs: 0 };

async function answerTo(write: Promise<void>): Promise<{ failure?: unknown }> {
	return await write.then(
		() => ({}),
		(failure: unknown) => ({ failure }),
	);
}
