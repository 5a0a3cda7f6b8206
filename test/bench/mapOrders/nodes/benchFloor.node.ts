import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * The least that a node does which maps orders: an index of the rows, a look-up for each line, and the outbound lines. It validates
 * nothing, and an order with an SKU without rows leaves as it came.
 */
export class benchFloor {
	description = {
		displayName: 'Bench Floor',
		name: 'benchFloor',
		group: ['transform'],
		version: 1,
		description: 'Maps orders without any check',
		defaults: { name: 'Bench Floor' },
		inputs: ['main', 'main'],
		outputs: ['main', 'main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const index = new Map<string, Target[]>();
		for (const { json } of this.getInputData(1)) {
			const row = json as unknown as Row;
			const key = `${row.store_code} ${row.platform_sku}`;
			const target = { systemSku: row.system_sku, quantity: row.quantity };
			const known = index.get(key);
			if (known) known.push(target);
			else index.set(key, [target]);
		}
		const mapped: INodeExecutionData[] = [];
		const exceptions: INodeExecutionData[] = [];
		this.getInputData(0).forEach(({ json }, item) => {
			const { shop, lines } = json as unknown as Order;
			const outbound = new Map<string, OutboundLine>();
			const isMapped = lines.every(({ platformSku, quantity }) => {
				const targets = index.get(`${shop.code} ${platformSku}`) ?? index.get(`* ${platformSku}`);
				for (const { systemSku, quantity: factor } of targets ?? []) {
					const source = { platformSku, quantity, factor };
					const line = outbound.get(systemSku);
					if (line) {
						line.quantity += quantity * factor;
						line.from.push(source);
					} else {
						outbound.set(systemSku, { systemSku, quantity: quantity * factor, from: [source] });
					}
				}
				return targets !== undefined;
			});
			const pairedItem = { item };
			if (!isMapped) exceptions.push({ json, pairedItem });
			else {
				const outboundLines = [...outbound.values()];
				mapped.push({ json: { ...json, outboundLines } as never, pairedItem });
			}
		});
		return [mapped, exceptions];
	}
}

interface Row {
	store_code: string;
	platform_sku: string;
	system_sku: string;
	quantity: number;
}

interface Target {
	systemSku: string;
	quantity: number;
}

interface Order {
	shop: { code: string };
	lines: Array<{ platformSku: string; quantity: number }>;
}

interface OutboundLine extends Target {
	from: object[];
}
