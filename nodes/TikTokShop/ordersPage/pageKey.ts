import { createHmac, randomBytes } from 'crypto';

import { HOUR_MS } from '../../shared/durations';

/** How long an open page may ask, ms. */
export const PAGE_KEY_LIFE_MS = 12 * HOUR_MS;

/** A key begins with the moment in which it ends, epoch ms; then 128 random bits; then the signature of both. */
const FORM = /^(\d{13})\.([\w-]{22})\.([\w-]{43})$/;
const RANDOM_BYTES = 16;

export type KeyState = 'valid' | 'expired' | 'wrong';

/**
 * The key that the orders page asks with. n8n serves the pages of workflows in a sandbox without an origin, so a browser sends no
 * login along with what the page asks; n8n's own forms carry a signed value for the same reason. Another web page cannot know the key.
 *
 * @param secret  known only to this n8n; never part of the key
 * @param page    the page that the key is for, e.g. the ID of its workflow
 * @param now     epoch ms
 */
export function newPageKey(secret: string, page: string, now: number): string {
	const begin = `${now + PAGE_KEY_LIFE_MS}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;
	return `${begin}.${signatureOf(secret, page, begin)}`;
}

/** @param now  epoch ms */
export function pageKeyState(secret: string, page: string, key: string, now: number): KeyState {
	const [, ends, random, signature] = FORM.exec(key) ?? [];
	if (signature === undefined) return 'wrong';
	const expected = signatureOf(secret, page, `${ends}.${random}`);
	// Digests of both: how long the comparison takes says nothing about the signature.
	if (digestOf(secret, signature) !== digestOf(secret, expected)) return 'wrong';
	const left = Number(ends) - now;
	return left > 0 && left <= PAGE_KEY_LIFE_MS ? 'valid' : 'expired';
}

function signatureOf(secret: string, page: string, begin: string): string {
	return digestOf(secret, JSON.stringify(['orders page', page, begin]));
}

function digestOf(secret: string, text: string): string {
	return createHmac('sha256', secret).update(text).digest('base64url');
}
