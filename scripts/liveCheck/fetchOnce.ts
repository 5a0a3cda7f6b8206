import { CALL_LIMIT_MS, NoAnswer, type Send } from '../../nodes/shared/liveCheck/http';

/** Sends with what Node.js brings along. */
export const fetchOnce: Send = async ({ call, method, url, headers, body }, signal) => {
	const limit = AbortSignal.timeout(CALL_LIMIT_MS);
	try {
		const response = await fetch(url, {
			method,
			headers,
			redirect: 'manual',
			signal: AbortSignal.any([signal, limit]),
			...(body === undefined ? {} : { body }),
		});
		const text = await response.text();
		return { status: response.status, headers: Object.fromEntries(response.headers), text };
	} catch (error) {
		signal.throwIfAborted();
		const why = limit.aborted ? 'it took too long' : reason(error);
		throw new NoAnswer(`No answer to ${call}: ${why}.`);
	}
};

/** The network's code, such as ENOTFOUND; never the address. */
function reason(error: unknown): string {
	const { cause } = error as { cause?: { code?: unknown } };
	return typeof cause?.code === 'string' ? cause.code : 'the connection failed';
}
