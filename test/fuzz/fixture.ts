import type { IDataObject } from 'n8n-workflow';

import { requestCancel } from '../sandbox/tiktok/orderChanges';
import type { Order } from '../sandbox/tiktok/types';
import type { Sources } from '../soak/virtual/process/modules';
import { MARKETS, PAIRING } from '../soak/virtual/world/shops';
import { Client, type Ran, type RunInput } from './client';
import { STAGES, type ItemKind, type Operation, type Stage } from './operations';
import type { Poison } from './poison';
import { FuzzWorld, MAPPING } from './world';

/** Orders that the nodes have brought as far as an operation needs them, and the items that came out on the way. */
export class Fixture {
	readonly client: Client;
	readonly items: Record<ItemKind, IDataObject[]> = {
		order: [],
		mapped: [],
		created: [],
		outbound: [],
		none: [{}],
	};

	constructor(
		readonly world: FuzzWorld,
		private readonly operation: Operation,
		sources: Sources,
		seed: number,
		poison?: Poison,
	) {
		world.open(poison);
		this.client = new Client(world, sources, seed);
	}

	/** @throws when the nodes fail although nothing is wrong */
	async prepare(): Promise<void> {
		const { client, items, world } = this;
		const { stage, byTikTok } = this.operation;
		const isAtLeast = (other: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf(other);
		const shippingType = byTikTok ? 'TIKTOK' : 'SELLER';
		const pulled = await client.poll('trigger', {
			authentication: 'redirectedUrl',
			emit: 'untilShipped',
			shippingType,
		});
		items.order = firstOf(pulled);
		for (const order of world.tiktok.orders.values()) {
			if (this.operation.cancelRequested) requestCancel(world.tiktok, order.id);
			const platform = 'ORDER_MANAGEMENT_SYSTEM';
			order.externalOrders.push({ id: `OMS-${order.id}`, platform, line_items: [] });
		}
		const mapping = { mappingSource: 'json', mappingJson: JSON.stringify(MAPPING) };
		if (stage === 'arranged') await this.arrange();
		if (isAtLeast('mapped')) {
			items.mapped = firstOf(await client.run('mapping', mapping, { items: items.order }));
		}
		for (const { region, whCode, channel } of isAtLeast('created') ? MARKETS : []) {
			const own = items.mapped.filter((item) => (item.shop as IDataObject).region === region);
			if (own.length === 0) continue;
			const parameters = {
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: { __rl: true, mode: 'code', value: whCode },
				logisticsChannel: { __rl: true, mode: 'code', value: channel },
			};
			items.created.push(...firstOf(await client.run('oms', parameters, { items: own })));
		}
		if (!isAtLeast('shipped')) return;
		await world.pass(60_000);
		world.ship();
		const shipped = await client.poll('omsTrigger', { event: 'shipped', emit: 'repeat' });
		items.outbound = firstOf(shipped);
		const pairing = { pairingSource: 'json', pairingJson: JSON.stringify(PAIRING) };
		const parameters = { authentication: 'redirectedUrl', ...pairing };
		if (stage === 'tracked')
			firstOf(await client.run('fulfillment', parameters, { items: items.outbound }));
		await world.pass(60_000);
	}

	/** TikTok Shop arranges the shipping of the orders that have a package. */
	private async arrange(): Promise<void> {
		const parameters = {
			authentication: 'redirectedUrl',
			resource: 'package',
			operation: 'arrangeShipping',
			shop: { __rl: true, mode: 'id', value: '={{ $json.shop.id }}' },
		};
		firstOf(await this.client.run('tiktok', parameters, { items: this.own }));
		await this.world.pass(60_000);
	}

	/** Items for the operation; orders of its regions only. */
	get own(): IDataObject[] {
		const { items: kind, regions } = this.operation;
		const { tiktok } = this.world;
		const isOwn = ({ orderId }: IDataObject): boolean =>
			!regions || regions.includes(tiktok.order(String(orderId)).shop.region);
		return kind === 'none' ? this.items.none : this.items[kind].filter(isOwn);
	}

	orderOf({ orderId }: IDataObject): Order {
		return this.world.tiktok.order(String(orderId));
	}

	async run(input: RunInput): Promise<Ran> {
		const { node, parameters, table, list } = this.operation;
		if (list) return await this.client.list(node, list, parameters);
		const second = input.second ?? (table && node !== 'mapping' ? [...table] : undefined);
		const rows = input.second ?? [...(table ?? [])];
		// Check Mapping reads its rows by the first input.
		if (parameters.operation === 'checkMapping') {
			return await this.client.run(node, parameters, { ...input, items: rows, second: undefined });
		}
		return await this.client.run(node, parameters, {
			...input,
			...(table ? { second: second ?? rows } : {}),
		});
	}
}

function firstOf({ outputs, error, hung }: Ran): IDataObject[] {
	if (error || hung) {
		throw new Error(`The nodes fail although nothing is wrong: ${error?.message ?? 'no end'}`);
	}
	return outputs[0] ?? [];
}

/** Whether the item at this position went through. */
export function wentThrough({ outputs, from, error }: Ran, position: number): boolean {
	if (error) return false;
	return (outputs[0] ?? []).some(
		(item, index) =>
			from[index] === position && item.exception === undefined && item.error === undefined,
	);
}
