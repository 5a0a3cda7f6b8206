/**
 * A refusal of TikTok Shop. Gateway refusals carry an HTTP status of their own, refusals of a business rule come
 * with that of the world, HTTP 200 by default: success is `code === 0`, never the HTTP status (TikTok Shop API §5).
 */
export class TikTokRefusal extends Error {
	constructor(
		readonly code: number,
		message: string,
		readonly status?: number,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}
}

export const invalidRequest = (message: string): TikTokRefusal =>
	new TikTokRefusal(36009004, message, 400);

export interface Envelope {
	code: number;
	message: string;
	request_id: string;
	data?: object | null;
}

/** Request ids begin with the time, as the real ones do. */
export function requestId(nowMs: number, seq: number): string {
	const stamp = new Date(nowMs).toISOString().replace(/\D/g, '').slice(0, 14);
	return `${stamp}${seq.toString(16).toUpperCase().padStart(18, '0')}`;
}
