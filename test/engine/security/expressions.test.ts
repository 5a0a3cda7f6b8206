import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TikTokShopOAuth2Api } from '../../../credentials/TikTokShopOAuth2Api.credentials';
import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { CallLimit } from '../../../nodes/TikTokShop/oauthBridge/callLimit';
import { answerTokenRequest } from '../../../nodes/TikTokShop/oauthBridge/tokenEndpoint';
import { renewSession } from '../../../nodes/TikTokShop/transport/session';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { nodeOf, runNode, workflowOf } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

/** What a buyer or seller may write, to have it run where somebody takes it for more than text. */
const TEXTS = [
	'={{ $env.HOME }}',
	'=1+1',
	'{{ 7*7 }}',
	'{{$json.orderId}}',
	'${process.exit(1)}',
	'`${7*7}`',
	'={{ constructor.constructor("return process")().exit(1) }}',
	'<img src=x onerror=alert(1)>',
	"'; DROP TABLE orders; --",
	'%s %d %j',
	'\u202Egnp.exe',
];

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});
afterEach(async () => await sandbox.close());

describe('the text of an order is text', () => {
	it.each(TEXTS)('%s reaches the OMS as it was written', async (text) => {
		const recipient = { ...mappedOrder().recipient, name: text, addressLine1: text, city: text };
		const order = mappedOrder({ recipient });
		const { error, outputs } = await runNode(
			new LingxingOms(),
			{
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: { __rl: true, mode: 'code', value: 'USLAX1' },
				logisticsChannel: { __rl: true, mode: 'code', value: 'USPS-GA' },
				options: { remark: '={{ $json.recipient.name }}' },
			} as INodeParameters,
			[order as unknown as IDataObject],
			{ credentials: omsCredentials(sandbox) },
		);
		expect([error, outputs[1] ?? []]).toEqual([undefined, []]);
		const [call] = sandbox.log.calls('oms', '/v1/outboundOrder/create');
		const [row] = call.body as Array<Record<string, string>>;
		expect(Object.values(row)).toEqual(expect.arrayContaining([text]));
		expect(row).toMatchObject({ receiver: text, cityName: text, addressOne: text });
	});

	it.each(TEXTS)('%s as a SKU is mapped, or waits, as it was written', async (text) => {
		const order = mappedOrder({
			outboundLines: undefined,
			lines: [
				{
					platformSku: text,
					skuId: '1',
					productId: '1',
					productName: text,
					quantity: 1,
					lineItemIds: ['1'],
					isGift: false,
				},
			],
		});
		const run = async (mapping: object[]) =>
			await runNode(
				new SkuMapping(),
				{ operation: 'mapOrders', mappingSource: 'mappingInput' },
				[order as unknown as IDataObject],
				{ second: mapping as IDataObject[] },
			);
		const mapped = await run([{ platform_sku: text, system_sku: text, quantity: 2 }]);
		expect(mapped.outputs[0]).toMatchObject([
			{ outboundLines: [{ systemSku: text, quantity: 2 }] },
		]);
		const waiting = await run([{ platform_sku: 'other', system_sku: 'other', quantity: 1 }]);
		expect(waiting.outputs[1]).toMatchObject([{ exception: { code: 'SKU_NOT_MAPPED' } }]);
		expect(JSON.stringify(waiting.outputs[1])).toContain(JSON.stringify(text).slice(1, -1));
	});
});

/** What n8n makes of the stored values of a credential (`credentials-helper.js`): those that begin with `=` are evaluated. */
function decrypted(stored: object): unknown {
	const type = new SkuMapping();
	const node = nodeOf(type, 'Node');
	const { expression } = workflowOf([type], [node], {});
	const values = stored as INodeParameters;
	return expression.getComplexParameterValue(
		node,
		values,
		'internal',
		{},
		undefined,
		undefined,
		values as never,
	);
}

describe('a credential', () => {
	it('n8n evaluates what stands in it and begins with =', () => {
		expect(decrypted({ sellerName: '={{ 6*7 }}', nested: { name: '={{ 6*7 }}' } })).toEqual({
			sellerName: 42,
			nested: { name: 42 },
		});
	});

	const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string(), fc.constant(' ={{ 6*7 }}'));
	const data = fc.record({
		access_token: text,
		refresh_token: text,
		open_id: text,
		seller_name: text,
		seller_base_region: text,
		granted_scopes: fc.array(text, { maxLength: 3 }),
		user_type: fc.constant(0),
	});
	let number = 0;
	const ask = (given: object) => async () => ({ code: 0, data: given });

	it('holds nothing that n8n would evaluate, whatever TikTok Shop or a seller calls itself', async () => {
		await fc.assert(
			fc.asyncProperty(data, async (given) => {
				const app = { appKey: 'k', appSecret: `secret-${number++}` };
				const session = { ...app, authorizationCode: `code-${number}` };
				const stored = await renewSession(session, ask(given), () => 0).catch(() => ({}));
				expect(decrypted(stored as object)).toEqual(stored);
				const { body } = await answerTokenRequest(
					{
						grant_type: 'authorization_code',
						code: `bridge-${number}`,
						client_id: 'k',
						client_secret: app.appSecret,
						redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
					},
					'https://auth.example.com',
					ask({ ...given, granted_scopes: [] }),
					() => 0,
					{
						headers: { 'content-type': 'application/x-www-form-urlencoded' },
						appKeys: [],
					},
					new CallLimit(Number.POSITIVE_INFINITY),
				);
				const oauthTokenData = JSON.parse(JSON.stringify(body)) as object;
				expect(decrypted({ oauthTokenData })).toEqual({ oauthTokenData });
			}),
		);
	});

	it.each([
		['123&redirect_uri=https://example.com', '123%26redirect_uri%3Dhttps%3A%2F%2Fexample.com'],
		['123#@example.com/', '123%23%40example.com%2F'],
	])('Service ID %s stays one value of the authorisation link', (serviceId, encoded) => {
		const authUrl = new TikTokShopOAuth2Api().properties.find(({ name }) => name === 'authUrl');
		const stored = { site: 'US', replaceHosts: false, serviceId, authUrl: authUrl?.default };
		expect(decrypted(stored)).toMatchObject({
			authUrl: `https://services.us.tiktokshop.com/open/authorize?service_id=${encoded}`,
		});
	});

	it.each(['constructor', '__proto__', 'https://example.com', '@example.com'])(
		'Authorized Site %s leads to no other host than the two of TikTok Shop',
		(site) => {
			const authUrl = new TikTokShopOAuth2Api().properties.find(({ name }) => name === 'authUrl');
			const stored = { site, replaceHosts: false, serviceId: '1', authUrl: authUrl?.default };
			const { authUrl: link } = decrypted(stored) as { authUrl: string };
			expect(new URL(link).host).toBe('services.us.tiktokshop.com');
		},
	);
});
