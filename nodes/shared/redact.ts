import { shownText } from './shownText';

/** Shorter ones would be found in ordinary words. */
const SHORTEST_SECRET = 6;
const SIGNATURE = /\b[0-9a-f]{64}\b/gi;

/** A code, a message or an ID as text; anything that is no single value is no word, and empty. */
export function scalarText(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/**
 * What a service says, as it may be shown: a service or proxy that repeats the call in its answer must not bring a secret, a
 * token or a signature into a message, nor a character that nobody sees, and no answer makes a message endless.
 *
 * @param secrets  what was sent along; empty ones do not count
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
