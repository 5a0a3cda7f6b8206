import { UsageError, type Arguments } from './arguments';
import { linkWithExtras } from './link';
import type { OmsKeys } from '../../nodes/LingxingOms/transport/authenticate';
import type { Terminal } from './terminal';
import type { TikTokKeys } from '../../nodes/TikTokShop/liveCheck/client';

export interface Keys {
	tiktok?: TikTokKeys & { authHost: string; accessToken: string };
	oms?: OmsKeys;
	redirectedUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Keys from the environment; what is not there is asked for, without showing it. Nothing is kept or written.
 *
 * @throws UsageError when a key is missing and nobody can be asked
 */
export async function readKeys(
	{ only, hosts }: Arguments,
	env: Environment,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<Keys> {
	const get = async (name: string, words: string, isSecret = true): Promise<string> => {
		const given = env[name]?.trim() ?? '';
		if (given || !terminal.isInteractive) return given;
		return await terminal.ask(`${words} (nothing is shown while you type): `, signal, isSecret);
	};
	const keys: Keys = { redirectedUrl: '' };
	if (only !== 'oms') {
		const appKey = await get(
			'TIKTOK_SHOP_APP_KEY',
			'App key of TikTok Shop, or Enter to leave it out',
		);
		if (appKey) {
			const appSecret = await get('TIKTOK_SHOP_APP_SECRET', 'App secret');
			const accessToken = env.TIKTOK_SHOP_ACCESS_TOKEN?.trim() ?? '';
			if (!accessToken) {
				keys.redirectedUrl = await get(
					'TIKTOK_SHOP_REDIRECTED_URL',
					'Redirected URL of a new authorization',
				);
			}
			if (!appSecret || !(accessToken || keys.redirectedUrl)) {
				throw new UsageError(
					'TikTok Shop needs TIKTOK_SHOP_APP_SECRET and TIKTOK_SHOP_REDIRECTED_URL (or TIKTOK_SHOP_ACCESS_TOKEN).',
				);
			}
			keys.tiktok = { appKey, appSecret, accessToken, authHost: hosts.auth, apiHost: hosts.api };
		}
	}
	if (only !== 'tiktok') {
		const appKey = await get('OMS_APP_KEY', 'App Key of the OMS, or Enter to leave it out');
		if (appKey) {
			const appSecret = await get('OMS_APP_SECRET', 'App Secret of the OMS');
			if (!appSecret) throw new UsageError('The OMS needs OMS_APP_SECRET.');
			keys.oms = { appKey, appSecret, baseUrl: hosts.oms };
		}
	}
	if (!keys.tiktok && !keys.oms) {
		throw new UsageError(
			'No keys were given. Set TIKTOK_SHOP_APP_KEY or OMS_APP_KEY and what belongs to it, or run this in a terminal; see --help.',
		);
	}
	return keys;
}

/** Makes the link that is tried: that of the app, with all that n8n adds. */
export async function askForLink(terminal: Terminal, signal: AbortSignal): Promise<string> {
	const given = await terminal.ask('Authorization link of your app, from Partner Center: ', signal);
	if (!URL.canParse(given) || !new URL(given).searchParams.has('service_id')) {
		throw new UsageError(
			'The link must be the one that Partner Center shows, with service_id in it.',
		);
	}
	return linkWithExtras(given);
}
