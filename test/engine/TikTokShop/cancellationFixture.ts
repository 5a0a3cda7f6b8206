import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type CodeRequest, type Sandbox } from '../../sandbox';
import type { Order } from '../../sandbox/tiktok/types';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

export const PACKED = 'seller_reject_apply_product_has_been_packed';
export const APPROVE = /\/cancellations\/\d+\/approve$/;

/** The sandbox of the test that runs. */
export let sandbox: Sandbox;

/** Gives each test of a file a sandbox of its own. */
export function useSandbox(): void {
	beforeEach(async () => {
		sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	});
	afterEach(async () => await sandbox.close());
}

export const order = (shop = 'US01', more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop,
		lines: [{ sellerSku: shop === 'GB01' ? 'TOWEL-M' : 'MUG-BLUE-350', units: 2 }],
		ageSeconds: 7_200,
		...more,
	});
export const asked = (shop = 'US01') => order(shop, { cancelRequested: true });
export const itemOf = ({ id, shop }: Order) => ({ orderId: id, shop: { id: shop.id }, kept: 1 });
export const cancellationOf = ({ id }: Order) => {
	const all = sandbox.tiktok.cancellations.ofOrder(id);
	return all[all.length - 1];
};
export const answers = (...orders: Order[]) =>
	orders.map((each) => cancellationOf(each)?.answers.map(({ decision }) => decision));

export const run = async (
	operation: string,
	items: object[],
	more: object = {},
	options: RunOptions & { request?: CodeRequest } = {},
): Promise<NodeRun> => {
	const { request, ...others } = options;
	return await runNode(
		new TikTokShop(),
		{
			resource: 'cancellation',
			operation,
			shop: { __rl: true, mode: 'id', value: '={{ $json.shop.id }}' },
			...(operation === 'reject' ? { rejectReason: PACKED } : {}),
			...more,
		} as never,
		items as IDataObject[],
		{ credentials: tiktokCredentials(sandbox, request), ...others },
	);
};
export const calls = (path: RegExp | string = '/return_refund/') =>
	sandbox.log.calls('tiktok', path);
export const codes = ({ outputs }: NodeRun) =>
	outputs[1].map(({ exception }) => (exception as IDataObject).code);
