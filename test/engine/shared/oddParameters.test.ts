import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { SkuMapping } from '../../../nodes/SkuMapping/SkuMapping.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual<object>('../../support/engine/fastWaits'));
jest.setTimeout(120_000);

/** What an expression may give for any parameter. */
const ODD: unknown[] = [
	null,
	'',
	'  ',
	'odd',
	'50',
	-1,
	1.5,
	2 ** 60,
	1e300,
	true,
	[],
	['a', 'b'],
	[null, { a: 1 }],
	{},
	{ a: { b: 1 } },
	'{"a":1}',
	'[1, null]',
	DateTime.fromMillis(1_793_880_000_000).toISO(),
];

/** Messages of JavaScript that no user understands. */
const PROGRAM =
	/Cannot (read|set|destructure|convert)|is not (a function|iterable)|\[object |undefined|Invalid time|NaN|Unexpected token|RangeError|TypeError/;

const byId = (value: string, mode = 'id') => ({ __rl: true, mode, value });

const NODES: Record<string, INodeType> = {
	LingxingOms: new LingxingOms(),
	SkuMapping: new SkuMapping(),
	TikTokShop: new TikTokShop(),
	TikTokShopFulfillment: new TikTokShopFulfillment(),
};

interface Operation {
	node: string;
	chosen: Record<string, string>;
	/** Parameters of this operation. */
	parameters: INodeProperties[];
}

/** Every operation of every node, with what it shows. */
function operations(): Operation[] {
	return Object.entries(NODES).flatMap(([node, { description }]) =>
		description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				(options as Array<{ value: string }>).map(({ value: operation }) => {
					const [resource] = (displayOptions?.show?.resource ?? []) as string[];
					const chosen = { ...(resource ? { resource } : {}), operation };
					return { node, chosen, parameters: shownFor(description.properties, chosen) };
				}),
			),
	);
}

function shownFor(
	properties: INodeProperties[],
	chosen: Record<string, string>,
): INodeProperties[] {
	const isShown = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties) =>
		Object.entries(chosen).every(
			([name, value]) =>
				(show[name] === undefined || (show[name] as string[]).includes(value)) &&
				!(hide[name] as string[] | undefined)?.includes(value),
		);
	return properties.filter(
		(property) =>
			isShown(property) &&
			!['notice', 'hidden'].includes(property.type) &&
			!['resource', 'operation', 'authentication'].includes(property.name) &&
			property.displayOptions?.show?.['@tool'] === undefined,
	);
}

/** Each parameter, and each field of a collection, with an expression for its value. */
function places(parameters: INodeProperties[]): Array<{ name: string; changed: IDataObject }> {
	const odd = '={{ $json.odd }}';
	return parameters.flatMap(({ name, displayName, type, options = [], displayOptions }) => {
		const show = Object.fromEntries(
			Object.entries(displayOptions?.show ?? {}).map(([key, values = []]) => [key, values[0]]),
		) as IDataObject;
		const whole = { name: displayName, changed: { ...show, [name]: odd } };
		if (type === 'resourceLocator') {
			return [whole, { name: displayName, changed: { ...show, [name]: byId(odd) } }];
		}
		if (type !== 'collection') return [whole];
		const fields = (options as INodeProperties[]).map((field) => ({
			name: field.displayName,
			changed: { ...show, [name]: { [field.name]: odd } },
		}));
		return [whole, ...fields];
	});
}

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterAll(async () => await sandbox.close());

const CASES = operations().flatMap(({ node, chosen, parameters }) =>
	places(parameters).map(
		(place) =>
			[`${node} ${Object.values(chosen).join(' ')}: ${place.name}`, node, chosen, place] as const,
	),
);

/** What else the operation needs, so that it gets as far as it can. */
function usual(node: string): IDataObject {
	const shop = byId(sandbox.tiktok.shop('US01').id);
	if (node === 'TikTokShop')
		return {
			shop,
			packageId: '1152921504606846976',
			orderIds: '1',
			deliveryOptionId: '1',
			rejectReason: 'a_reason',
			cancelReason: 'a_reason',
		};
	if (node === 'TikTokShopFulfillment') return { shop };
	if (node === 'LingxingOms') {
		const warehouse = byId('USLAX1', 'code');
		return {
			warehouse,
			logisticsChannel: byId('USPS-GA', 'code'),
			number: '1',
			outboundOrderNo: '1',
		};
	}
	return {};
}

async function run(
	node: string,
	chosen: Record<string, string>,
	changed: IDataObject,
	odd: unknown,
): Promise<NodeRun> {
	const order = sandbox.tiktok.orders.values().next().value as { id: string } | undefined;
	const json = { ...mappedOrder({ orderId: order?.id ?? '576460000000000001' }), odd };
	const store = node === 'LingxingOms' ? omsCredentials(sandbox) : tiktokCredentials(sandbox);
	return await runNode(
		NODES[node],
		{ ...chosen, ...usual(node), ...changed } as never,
		[json as unknown as IDataObject],
		{ credentials: store },
	);
}

it.each(CASES)('%s is read or refused in words, whatever an expression gives', async (...each) => {
	const [, node, chosen, { name, changed }] = each;
	for (const odd of ODD) {
		const { error, outputs } = await run(node, chosen, changed, odd);
		const told = [
			error?.message,
			...outputs.flat().flatMap(({ exception }) => (exception as IDataObject)?.message),
		].filter(Boolean);
		for (const message of told) {
			expect({ odd, message }).not.toEqual({ odd, message: expect.stringMatching(PROGRAM) });
		}
		if (!error) continue;
		expect(error.name).toMatch(/^(NodeOperationError|NodeApiError|TikTokShopError|OmsError)$/);
		if (!('path' in error)) continue;
		expect(error.message.startsWith(name)).toBe(true);
		expect(error.context).toMatchObject({ itemIndex: 0 });
	}
});
