import { ASSUMPTIONS } from '../../scripts/liveCheck/assumptions';
import { check, closeWorlds, idsOf, reportOf, world } from './support';

afterEach(closeWorlds);

/** Calls that only read, though most are POST. */
const READING = [
	/^\/open\/authorize/,
	/^\/api\/v2\/token\/(get|refresh)$/,
	/^\/authorization\/202309\/shops$/,
	/^\/order\/202309\/orders\/search$/,
	/^\/order\/202507\/orders$/,
	/^\/logistics\/202309\/(warehouses|delivery_options)/,
	/^\/product\/202502\/products\/search$/,
	/^\/return_refund\/202309\/(cancellations\/search|reject_reasons)$/,
	/^\/v1\/warehouse\/options$/,
	/^\/v1\/product\/pagelist$/,
	/^\/v1\/integratedInventory\/pageOpen$/,
	/^\/v1\/outboundOrder\/(pageList|detail)$/,
];

describe('reading only', () => {
	it('confirms in the sandbox every assumption that it can show, and refutes none', async () => {
		const result = await check(await world());
		const shown = ASSUMPTIONS.filter(({ needs, notInSandbox }) => !needs && !notInSandbox);
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toEqual(shown.map(({ id }) => id));
	});

	it('makes no call that writes', async () => {
		const sandbox = await world();
		const already = sandbox.log.entries.length;
		await check(sandbox);
		const paths = sandbox.log.entries.slice(already).map(({ path }) => path);
		expect(paths.length).toBeGreaterThan(40);
		expect(paths.filter((path) => !READING.some((reads) => reads.test(path)))).toEqual([]);
	});

	it('stays far below the limits of both services', async () => {
		const result = await check(await world());
		expect(result.counts.tiktok).toBeLessThan(60);
		expect(result.counts.oms).toBeLessThan(40);
	});

	it('a shop without orders gives "not seen", and nothing refuted', async () => {
		const result = await check(await world({ world: 'empty' }));
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'not seen')).toEqual(
			expect.arrayContaining(['page-tokens', 'order-fields', 'address-levels']),
		);
	});

	it('takes the shop that was named', async () => {
		const result = await check(await world(), { choices: { shop: 'Sunny Home UK' } });
		expect(result.shop).toEqual({ region: 'GB', sellerType: 'CROSS_BORDER' });
		expect(idsOf(result, 'refuted')).toEqual([]);
	});

	it('says that the link was refused where the user says so', async () => {
		const sandbox = await world();
		const redirectedUrl = `https://example.com/callback?code=${sandbox.tiktok.issueCode()}`;
		const result = await check(sandbox, { choices: { redirectedUrl, linkRefused: true } });
		expect(idsOf(result, 'refuted')).toEqual(['link-extras']);
	});

	it('one service alone can be checked', async () => {
		const sandbox = await world();
		const result = await check(sandbox, { tiktok: undefined });
		expect(result.counts.tiktok).toBe(0);
		expect(idsOf(result, 'confirmed')).toEqual(
			ASSUMPTIONS.filter(
				({ id, needs, notInSandbox }) => id.startsWith('oms-') && !needs && !notInSandbox,
			).map(({ id }) => id),
		);
	});
});

describe('when something is in the way', () => {
	it('a limit that is met is waited for, and told', async () => {
		const sandbox = await world();
		sandbox.faults.add({ service: 'tiktok', path: /search$/, kind: '429-retry-after' });
		sandbox.faults.add({ service: 'oms', path: /pagelist$/, kind: '429' });
		const result = await check(sandbox);
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'confirmed')).toEqual(
			expect.arrayContaining(['too-many-calls', 'oms-too-many-calls', 'page-tokens']),
		);
	});

	it('wrong keys are no finding but for the signature of the OMS, which says to look at the keys', async () => {
		const sandbox = await world();
		const { tiktok, oms } = sandbox.credentials;
		const result = await check(sandbox, {
			tiktok: {
				...tiktok,
				appSecret: 'not-the-secret',
				accessToken: '',
				authHost: sandbox.tiktokUrl,
				apiHost: sandbox.tiktokUrl,
			},
			oms: { ...oms, appSecret: 'not-the-secret', baseUrl: sandbox.omsUrl },
		});
		expect(idsOf(result, 'refuted')).toEqual(['oms-signature']);
		expect(reportOf(result)).toContain('Check App Key and App Secret first');
		expect(result.nothingWorked).toBe(true);
	});

	it('a service that does not answer is no finding', async () => {
		const sandbox = await world();
		sandbox.goAway();
		const result = await check(sandbox, { choices: { redirectedUrl: 'ROW_code' } });
		expect(idsOf(result, 'not seen')).toHaveLength(ASSUMPTIONS.length);
		expect(result.nothingWorked).toBe(true);
	});

	it('a stop ends the check, and what was seen until then is told', async () => {
		const sandbox = await world();
		const stop = new AbortController();
		const result = await check(sandbox, {
			stop: stop.signal,
			say: (line) => {
				if (line.includes('details')) stop.abort(new Error('stopped'));
			},
		});
		expect(result.stopped).toBe(true);
		expect(idsOf(result, 'confirmed')).toContain('page-tokens');
		expect(idsOf(result, 'refuted')).toEqual([]);
		expect(idsOf(result, 'not seen')).toEqual(
			expect.arrayContaining(['order-fields', 'oms-signature', 'refresh-rotates']),
		);
		expect(reportOf(result)).toContain('by the user, before its end');
	});
});
