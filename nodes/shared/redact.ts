import { shownText } from './shownText';

/** Shorter secrets would also match ordinary words. */
const SHORTEST_SECRET = 6;
const SIGNATURE = /\b[0-9a-f]{64}\b/gi;

/** A code, a message or an ID as text; empty for lists and objects. */
export function scalarText(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/**
 * The words of a service as a message may show them: without secrets, tokens and signatures (a service or proxy may repeat the
 * call in its answer), without invisible characters, and not too long.
 *
 * @param secrets  secrets of the call; empty ones are ignored
 */
export function redactedText(
	words: unknown,
	secrets: ReadonlyArray<string | undefined> = [],
): string {
	const shown = secrets
		.map((secret) => secret?.trim() ?? '')
		.filter(({ length }) => length >= SHORTEST_SECRET)
		.flatMap((secret) => [
			secret,
			encodeURIComponent(secret),
			new URLSearchParams([[secret, '']]).toString().slice(0, -1),
		])
		.reduce((text, secret) => text.replaceAll(secret, '***'), scalarText(words))
		.replace(SIGNATURE, '***');
	return shownText(shown);
}
