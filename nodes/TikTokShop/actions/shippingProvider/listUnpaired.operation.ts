import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { optionalInput } from '../../../shared/optionalInput';
import { showFor } from '../../../shared/parameters';
import { carriersAndProviders } from '../../fulfillment/pairing/carriersAndProviders';
import {
	noAnswerPage,
	nothingOfferedPage,
	nothingUnpairedPage,
	type LastPage,
} from '../../fulfillment/pairing/lastPages';
import { offeredProviders } from '../../fulfillment/pairing/offeredProviders';
import { pairingFacts, unansweredIn } from '../../fulfillment/pairing/pairingFacts';
import { listedOptions, pairingForm } from '../../fulfillment/pairing/pairingForm';
import { rowProblems } from '../../fulfillment/pairing/rowProblems';
import { unpairedCarriers } from '../../fulfillment/pairing/unpairedCarriers';

export const option = {
	name: 'List Unpaired Carriers',
	description:
		'List the carriers of the OMS without a shipping provider, and the parcels that wait',
	action: 'List unpaired carriers',
};

export const inputs = [
	'Providers on Offer',
	'Pairing Rows',
	'Shops',
	'Shipped Orders',
	'Warehouses',
	'Desk Rows',
];

export const outputs = [
	'Unpaired Carriers',
	'Carriers and Providers',
	'Rows with Problems',
	'Page',
	'Last Page',
];

export const description: INodeProperties[] = showFor('shippingProvider', 'listUnpaired', [
	{
		displayName: 'Make Page',
		name: 'makePage',
		type: 'boolean',
		default: false,
		description:
			'Whether to make the page of a form in which a person pairs a carrier. Where a service does not answer, the last page says so, and the run does not fail.',
	},
]);

const pairedItem = { item: 0 };

/**
 * Inputs: Shipping Provider > Get Many, the rows of the pairing, Shop > Get Many, outbound orders that shipped and warehouses of Lingxing OMS,
 * rows of the exception desk. Page has `page` for the parameter Form Fields of n8n's Form node, and `listed` for Check Pairing; Last Page has
 * `title` and `message` where there is nothing to choose. No service is called.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [offers, rows, shops, shipped, warehouses, desk] = inputs.map((_, index) =>
		optionalInput(this, index).map(({ json }) => json),
	);
	const makePage = this.getNodeParameter('makePage', 0, false) as boolean;
	const unanswered = unansweredIn([...warehouses, ...shipped, ...shops, ...offers]);
	if (unanswered.length > 0) {
		if (makePage) return lastPage(noAnswerPage(unanswered));
		throw new NodeOperationError(this.getNode(), unanswered[0]);
	}
	const facts = pairingFacts({ offers, rows, shops, shipped, warehouses, desk });
	const unpaired = unpairedCarriers(facts);
	const problems = rowProblems(facts);
	const lists = [
		unpaired.map(asItem),
		carriersAndProviders(facts).map(asItem),
		problems.map(({ problem, whatToDo, row, storeCode: store_code, carrier, provider }) =>
			asItem({ problem: problem.en, what_to_do: whatToDo.en, row, store_code, carrier, provider }),
		),
	];
	if (!makePage) return await Promise.resolve([...lists, [], []]);
	if (unpaired.length === 0) return lastPage(nothingUnpairedPage(problems), lists);
	const names = unpaired.map(({ carrier }) => carrier);
	const providers = offeredProviders(facts.offers, names);
	if (providers.length === 0) return lastPage(nothingOfferedPage(facts.shops.length > 0), lists);
	const listed = listedOptions(unpaired, facts.shops, providers);
	return [...lists, [asItem({ page: pairingForm(listed, problems), listed })], []];
}

function lastPage(
	page: LastPage,
	lists: INodeExecutionData[][] = [[], [], []],
): INodeExecutionData[][] {
	return [...lists, [], [asItem(page)]];
}

function asItem(json: object): INodeExecutionData {
	return { json: json as IDataObject, pairedItem };
}
