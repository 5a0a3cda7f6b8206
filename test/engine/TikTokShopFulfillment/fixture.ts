import type { IDataObject } from 'n8n-workflow';

import { TikTokShopFulfillment } from '../../../nodes/TikTokShop/TikTokShopFulfillment.node';
import { startSandbox, type OrderSeed, type Sandbox } from '../../sandbox';
import type { Order, TrackingWrite } from '../../sandbox/tiktok/types';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { tiktokCredentials } from '../../support/engine/tiktok';

/** A carrier name and the shipping provider it is paired with, by name. */
export type Pairs = Record<string, string>;

const USUAL: Pairs = { USPS: 'USPS', UPS: 'UPS', ROYALMAIL: 'Royal Mail' };

let serial = 0;
/** A number USPS might give; never the same twice. */
export const uspsNumber = (): string => `94${String((serial += 1)).padStart(20, '0')}`;

/** A sandbox without orders and the fulfilment node in n8n's engine. */
export class Fixture {
	private constructor(readonly sandbox: Sandbox) {}

	static async open(): Promise<Fixture> {
		return new Fixture(await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 }));
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	order(seed: Partial<OrderSeed> = {}): Order {
		const lines = [{ sellerSku: 'MUG-BLUE-350' }];
		return this.sandbox.tiktok.addOrder({ shop: 'US01', lines, ageSeconds: 7_200, ...seed });
	}

	/** Writes TikTok Shop accepted for an order. */
	writesOf({ id }: Pick<Order, 'id'>): TrackingWrite[] {
		return this.sandbox.tiktok.trackingWrites.filter(({ orderId }) => orderId === id);
	}

	async run(
		items: IDataObject[],
		parameters: IDataObject = {},
		pairs: Pairs = USUAL,
	): Promise<NodeRun> {
		const rows = Object.entries(pairs).map(([carrier, name]) => ({
			carrier,
			shipping_provider_name: name,
		}));
		return await runNode(
			new TikTokShopFulfillment(),
			{ pairingSource: 'json', pairingJson: JSON.stringify(rows), ...parameters } as never,
			items,
			{ credentials: tiktokCredentials(this.sandbox) },
		);
	}
}

/** A shipped outbound order as the Lingxing OMS nodes give it. */
export const item = (order: Pick<Order, 'id'>, more: IDataObject = {}): IDataObject => ({
	orderId: order.id,
	carrier: 'USPS',
	trackingNumber: uspsNumber(),
	...more,
});

/** The exception of the only item that left by the Exceptions output. */
export function onlyException({ outputs, error }: NodeRun): {
	code: string;
	message: string;
	hint: string;
	retrySafe: boolean;
	details: IDataObject;
} {
	expect(error).toBeUndefined();
	expect(outputs[0]).toEqual([]);
	expect(outputs[1]).toHaveLength(1);
	return outputs[1][0].exception as never;
}
