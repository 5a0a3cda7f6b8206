import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { SPECIAL_CHANNELS, toWarehouse, type OmsWarehouse } from '../warehouses/warehouse';
import { completeListOf } from '../transport/listOf';
import { OmsConnection, type OmsContext } from '../transport/connection';

/** All warehouses of the account; the OMS returns them in one call (OMS API §1.7). */
export async function readWarehouses(context: OmsContext): Promise<OmsWarehouse[]> {
	const connection = await OmsConnection.open(context);
	const answer = await connection.read('/v1/warehouse/options');
	return completeListOf(connection, answer, 'data').map(toWarehouse);
}

export async function searchWarehouses(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const warehouses = await readWarehouses(this);
	return matching(
		warehouses.map(({ code, name }) => ({ name: labelled(code, name), value: code })),
		filter,
	);
}

/** The channels of the chosen warehouse, then {@link SPECIAL_CHANNELS}. */
export async function searchLogisticsChannels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const chosen = this.getCurrentNodeParameter('warehouse', { extractValue: true });
	const warehouses = await readWarehouses(this);
	const channels = warehouses.find(({ code }) => code === chosen)?.channels ?? [];
	return matching(
		[...channels, ...SPECIAL_CHANNELS].map(({ code, name }) => ({
			name: labelled(code, name),
			value: code,
		})),
		filter,
	);
}

const labelled = (code: string, name: string): string => (name ? `${name} (${code})` : code);

function matching(results: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
