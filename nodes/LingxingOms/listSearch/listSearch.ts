import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { toText } from '../../shared/text';
import { KeptAnswers } from '../../shared/keptAnswers';
import { SPECIAL_CHANNELS, toWarehouse, type OmsWarehouse } from '../warehouses/warehouse';
import { completeListOf } from '../transport/listOf';
import { OmsConnection, type OmsContext } from '../transport/connection';

/** The warehouse of the same warehouse rule, where the channel stands in one. */
const BESIDE = '&warehouse';

/** All warehouses of the account; the OMS returns them in one call (OMS API §1.7). */
export async function readWarehouses(context: OmsContext): Promise<OmsWarehouse[]> {
	const connection = await OmsConnection.open(context);
	const answer = await connection.read('/v1/warehouse/options');
	return completeListOf(connection, answer, 'data').map(toWarehouse);
}

const answers = new KeptAnswers();

/**
 * The same for executions: as they were some minutes ago where that is enough for the caller.
 *
 * @param isEnough  false: a code is missing, which may be new
 */
export async function keptWarehouses(
	context: OmsContext,
	isEnough: (warehouses: readonly OmsWarehouse[]) => boolean,
): Promise<OmsWarehouse[]> {
	const { authorizationMark } = await OmsConnection.open(context);
	const owner = async (): Promise<string> => await Promise.resolve(authorizationMark);
	let isNew = false;
	const read = async (): Promise<OmsWarehouse[]> => {
		isNew = true;
		return await readWarehouses(context);
	};
	const kept = await answers.get(owner, 'warehouses', read);
	return isNew || isEnough(kept) ? kept : await answers.renew(owner, 'warehouses', read);
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

/** The channels of the chosen warehouse, or why there are none, then {@link SPECIAL_CHANNELS}. */
export async function searchLogisticsChannels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const chosen = ['warehouse', BESIDE]
		.map((path) => codeOfLocator(this.getCurrentNodeParameter(path)))
		.find((code) => code !== '');
	const warehouses = await readWarehouses(this);
	const channels = warehouses.find(({ code }) => code === chosen)?.channels ?? [];
	const { results } = matching(
		[...channels, ...SPECIAL_CHANNELS].map(({ code, name }) => ({
			name: labelled(code, name),
			value: code,
		})),
		filter,
	);
	const why = channels.length > 0 ? [] : [{ name: withoutChannels(chosen), value: '' }];
	return { results: [...why, ...results] };
}

/** Why no channel of a warehouse is listed, as an entry of the list that chooses nothing. */
function withoutChannels(warehouse = ''): string {
	if (warehouse === '') return 'Choose a warehouse first: its channels are listed here then';
	if (warehouse.startsWith('=')) {
		return 'The warehouse is an expression: set the channel by its code';
	}
	return `Warehouse ${warehouse} has no logistics channel; ask its operator`;
}

/** The code in a resource locator; n8n itself takes it only out of parameters that stand in no collection. */
export function codeOfLocator(locator: unknown): string {
	const isLocator = typeof locator === 'object' && locator !== null;
	return toText(isLocator ? (locator as { value?: unknown }).value : locator);
}

const labelled = (code: string, name: string): string => (name ? `${name} (${code})` : code);

function matching(results: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
