import { readArguments } from '../../scripts/liveCheck/arguments';
import { askForLink, readKeys } from '../../scripts/liveCheck/keys';
import { LINK_STATE, stateVerdict } from '../../scripts/liveCheck/link';
import type { Terminal } from '../../scripts/liveCheck/terminal';

const { signal } = new AbortController();

interface Typed extends Terminal {
	asked: Array<{ question: string; isSecret: boolean }>;
}

/** A terminal with somebody who types these answers. */
function typing(...answers: string[]): Typed {
	const asked: Typed['asked'] = [];
	return {
		asked,
		isInteractive: true,
		say: () => undefined,
		ask: async (question, _signal, isSecret = false) => {
			asked.push({ question, isSecret });
			return await Promise.resolve(answers.shift() ?? '');
		},
	};
}

const NOBODY: Terminal = { ...typing(), isInteractive: false };

describe('keys', () => {
	it('are asked for without showing what is typed', async () => {
		const terminal = typing('app', 'secret', 'https://x.example/?code=c', 'oms-app', 'oms-secret');
		const keys = await readKeys(readArguments([]), {}, terminal, signal);
		expect(keys).toMatchObject({
			tiktok: { appKey: 'app', appSecret: 'secret' },
			oms: { appKey: 'oms-app', appSecret: 'oms-secret' },
			redirectedUrl: 'https://x.example/?code=c',
		});
		expect(terminal.asked.map(({ isSecret }) => isSecret)).toEqual([true, true, true, true, true]);
	});

	it('of a service are left out with Enter', async () => {
		const keys = await readKeys(readArguments([]), {}, typing('', 'app', 'secret'), signal);
		expect([keys.tiktok, keys.oms?.appKey]).toEqual([undefined, 'app']);
	});

	it('of the environment are not asked for', async () => {
		const env = { OMS_APP_KEY: 'app', OMS_APP_SECRET: ' secret\n' };
		const terminal = typing();
		const keys = await readKeys(readArguments(['--only', 'oms']), env, terminal, signal);
		expect([keys.oms?.appSecret, terminal.asked]).toEqual(['secret', []]);
	});

	it('an access token stands in for the redirected URL', async () => {
		const env = {
			TIKTOK_SHOP_APP_KEY: 'app',
			TIKTOK_SHOP_APP_SECRET: 'secret',
			TIKTOK_SHOP_ACCESS_TOKEN: 'token',
		};
		const keys = await readKeys(readArguments(['--only', 'tiktok']), env, NOBODY, signal);
		expect([keys.tiktok?.accessToken, keys.redirectedUrl]).toEqual(['token', '']);
	});

	it.each([
		['all', {}, 'No keys were given'],
		['the app secret', { TIKTOK_SHOP_APP_KEY: 'app' }, 'TIKTOK_SHOP_APP_SECRET'],
		[
			'a code',
			{ TIKTOK_SHOP_APP_KEY: 'app', TIKTOK_SHOP_APP_SECRET: 'secret' },
			'TIKTOK_SHOP_REDIRECTED_URL',
		],
		['the secret of the OMS', { OMS_APP_KEY: 'app' }, 'OMS_APP_SECRET'],
	])('say what is missing: %s', async (_, env, words) => {
		await expect(readKeys(readArguments([]), env, NOBODY, signal)).rejects.toThrow(words);
	});
});

describe('the link that is tried', () => {
	it('is that of the app, with what n8n adds to it', async () => {
		const given =
			'https://services.us.tiktokshop.com/open/authorize?service_id=7000000000000000001';
		const { origin, searchParams } = new URL(await askForLink(typing(given), signal));
		expect(origin).toBe('https://services.us.tiktokshop.com');
		expect([...searchParams.keys()].sort()).toEqual(
			['client_id', 'redirect_uri', 'response_type', 'scope', 'service_id', 'state'].sort(),
		);
	});

	it.each(['', 'services.tiktokshop.com', 'https://services.tiktokshop.com/open/authorize'])(
		'is not made of %p',
		async (given) => {
			await expect(askForLink(typing(given), signal)).rejects.toThrow('service_id');
		},
	);

	it.each([
		['same', LINK_STATE],
		['changed', LINK_STATE.slice(0, -3)],
		['other link', 'n8n'],
	] as const)('is known by its state: %s', (verdict, state) => {
		const url = new URL('https://example.com/callback?code=c');
		url.searchParams.set('state', state);
		expect(stateVerdict(url.href)).toBe(verdict);
	});
});
