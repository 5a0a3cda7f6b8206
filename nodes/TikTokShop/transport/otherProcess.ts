import { sleep } from 'n8n-workflow';

import { isUsable, type StoredSession } from './session';
import { tokenRefusalIn } from './tokens';

/** How often, and how far apart, the store is looked at for the tokens of another process. */
const LOOKS = 4;
const BETWEEN_LOOKS_MS = 500;

/** What TikTok Shop says of a code, or of a refresh token, that was used before (contract §2.3). */
const USED = ['36004004', '36004005'];

/**
 * Sends, and once more when TikTok Shop has refused the grant because another process used it a moment ago: that one
 * stores new tokens, and they serve this process too. Nothing locks a pasted credential between processes.
 *
 * @param read  what n8n has stored by now
 * @throws what `send` threw, when no other tokens turn up
 */
export async function sharingTokens<T>(
	read: () => Promise<StoredSession>,
	send: () => Promise<T>,
): Promise<T> {
	const before = await read();
	return await send().catch(async (failure: unknown) => {
		const used = USED.includes(tokenRefusalIn(failure)?.tiktokCode ?? '');
		if (used && (await othersTokens(read, before))) return await send();
		throw failure;
	});
}

async function othersTokens(
	read: () => Promise<StoredSession>,
	before: StoredSession,
): Promise<boolean> {
	for (let look = 0; look < LOOKS; look++) {
		if (look > 0) await sleep(BETWEEN_LOOKS_MS);
		const stored = await read();
		if (stored.accessToken !== before.accessToken && isUsable(stored, Date.now() / 1_000)) {
			return true;
		}
	}
	return false;
}
