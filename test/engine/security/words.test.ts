import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { LingxingOmsTrigger } from '../../../nodes/LingxingOms/LingxingOmsTrigger.node';
import { orderException } from '../../../nodes/shared/exceptions';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { answerTokenRequest } from '../../../nodes/TikTokShop/oauthBridge/tokenEndpoint';
import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { startHost, type Host } from '../../support/engine/host';
import { omsKeysFor, pastedWithTokens } from '../../support/engine/secrets';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** Reads backwards, ends the line, colors a terminal, hides; and is endless. */
const HOSTILE = `\u202Egnp.exe\r\nWARN forged\u001B[31m\u200B\u2066\uFEFF\u{E0041}\uD800${'x'.repeat(20_000)}`;

let host: Host;
let logged: string[];

beforeEach(async () => {
	logged = [];
});

afterEach(async () => {
	jest.restoreAllMocks();
	await host?.close();
});

const answering = async (status: number, answer: object): Promise<string> => {
	host = await startHost(() => ({ status, body: JSON.stringify(answer) }));
	return host.url;
};

/** Texts for people: messages and descriptions of errors, exceptions and items. */
function textsOf({ error, outputs }: NodeRun): string[] {
	const exceptions = outputs.flat().flatMap(({ exception, error: failed }) => {
		const { message, hint } = (exception ?? {}) as { message?: string; hint?: string };
		return [message, hint, failed as string | undefined];
	});
	const lines = (error?.description ?? '').split('\n');
	return [error?.message, ...lines, ...exceptions].filter((text) => text !== undefined);
}

function expectShown(texts: string[]): void {
	expect(texts.filter(Boolean)).not.toEqual([]);
	for (const text of texts) {
		expect(text).not.toMatch(UNSEEN);
		expect(text.length).toBeLessThanOrEqual(2_001);
	}
}

const apiError = (code: unknown) => ({
	code,
	message: HOSTILE,
	msg: HOSTILE,
	request_id: HOSTILE,
});

describe('words of a service', () => {
	it.each([
		['a code', 36009004],
		['a code that is a text', HOSTILE],
	])('in a refusal of TikTok Shop with %s', async (_, code) => {
		const url = await answering(400, apiError(code));
		const run = await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], {
			credentials: pastedWithTokens(url),
		});
		expect(run.error?.message).toContain('\\u202E');
		expectShown(textsOf(run));
	});

	it.each([
		['a code', 100008],
		['a code that is a text', HOSTILE],
	])('in a refusal of the OMS with %s', async (_, code) => {
		const url = await answering(400, apiError(code));
		const run = await runNode(
			new LingxingOms(),
			{ resource: 'warehouse', operation: 'getAll' },
			[{}],
			{
				credentials: omsKeysFor(url),
			},
		);
		expect(run.error?.message).toContain('\\u202E');
		expectShown(textsOf(run));
	});

	it('in the log of a trigger', async () => {
		const url = await answering(503, apiError(36009003));
		const triggers = [
			new PolledTrigger(new TikTokShopTrigger(), {}, { credentials: pastedWithTokens(url) }),
			new PolledTrigger(new LingxingOmsTrigger(), {}, { credentials: omsKeysFor(url) }),
		];
		for (const trigger of triggers) {
			const { logger } = (
				trigger as unknown as { context: { logger: { warn(text: string): void } } }
			).context;
			jest.spyOn(logger, 'warn').mockImplementation((text) => void logged.push(text));
			await trigger.poll().catch(() => null);
		}
		expect(logged.filter((line) => line.includes('left to the next tick'))).toHaveLength(2);
		expectShown(logged.filter((line) => line.includes('next tick')));
	});

	it('in the window that Connect opens', async () => {
		const answer = await answerTokenRequest(
			{
				grant_type: 'authorization_code',
				code: 'c',
				client_id: 'k',
				client_secret: 's',
				redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback',
			},
			'https://auth.example.com',
			async () => apiError(36004004),
			Date.now,
			{
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				appKeys: [],
			},
		);
		expectShown([String(answer.body.error_description), String(answer.body.error)]);
	});
});

describe('words of an order and of a table', () => {
	const nodes: Array<[string, (text: string) => Promise<NodeRun>]> = [
		[
			'SKU Mapping',
			async (text) =>
				await runNode(
					new SkuMapping(),
					{ operation: 'mapOrders', mappingSource: 'mappingInput' },
					[hostileOrder(text)],
					{ second: [{ platform_sku: 'OTHER', system_sku: 'S', quantity: 1 }] },
				),
		],
		[
			'SKU Mapping, in a row',
			async (text) =>
				await runNode(
					new SkuMapping(),
					{ operation: 'mapOrders', mappingSource: 'mappingInput' },
					[hostileOrder(text)],
					{ second: [{ store_code: text, platform_sku: text, system_sku: 'S', quantity: text }] },
				),
		],
		[
			'Lingxing OMS',
			async (text) =>
				await runNode(new LingxingOms(), CREATE, [hostileOrder(text)], {
					credentials: omsKeysFor(await answering(200, { code: 200, data: { records: [] } })),
				}),
		],
	];

	it.each(nodes)('%s', async (_, run) => {
		const ended = await run(HOSTILE);
		if (textsOf(ended).length === 0) throw new Error(JSON.stringify(ended).slice(0, 1500));
		expectShown(textsOf(ended));
	});
});

const CREATE = {
	resource: 'outboundOrder',
	operation: 'create',
	warehouse: { __rl: true, mode: 'code', value: 'USLAX1' },
	logisticsChannel: { __rl: true, mode: 'code', value: 'Upload_Shipping_Label' },
} as INodeParameters;

const hostileOrder = (text: string): IDataObject =>
	mappedOrder({
		orderId: text,
		shop: { id: text, code: text, name: text, region: text, sellerType: text } as never,
		lines: [
			{
				platformSku: text,
				skuId: text,
				productId: text,
				productName: text,
				quantity: 1,
				lineItemIds: [text],
				isGift: false,
			},
		],
	}) as unknown as IDataObject;

it('an exception shows no unseen character, whatever its texts were', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
			const { message, hint } = orderException('SKU_NOT_MAPPED', text, {}, text);
			expectShown([message, hint, 'text']);
		}),
	);
});
