import type { IDataObject } from 'n8n-workflow';

/** As the node "What Is in the Parcels" of the template: which platform SKUs the system SKUs may come from. */
export function withParcels(outbound: IDataObject[], mappingJson: string): IDataObject[] {
	const rows = JSON.parse(mappingJson) as Array<Record<string, string>>;
	return outbound.map((item) => {
		const lines = (item.lines ?? []) as IDataObject[];
		const platforms = rows
			.filter(({ system_sku }) => lines.some(({ systemSku }) => systemSku === system_sku))
			.map(({ platform_sku }) => platform_sku);
		const outboundLines = rows
			.filter(({ platform_sku }) => platforms.includes(platform_sku))
			.map(({ platform_sku, system_sku, quantity }) => ({
				systemSku: system_sku,
				quantity: 0,
				from: [{ platformSku: platform_sku, quantity: 0, factor: Number(quantity) }],
			}));
		return { ...item, outboundLines };
	});
}
