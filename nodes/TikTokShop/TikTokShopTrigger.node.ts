import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { guardedPoll } from '../shared/polling';
import { ACKNOWLEDGED } from '../shared/handOver';
import { typedPoll } from '../shared/typedParameters';
import { AUTHENTICATION, CREDENTIALS } from './transport/credentialChoice';
import { getShops, getWarehouses } from './listSearch/listSearch';
import { TikTokShopError } from './transport/connection';
import { triggerParameters } from './trigger/parameters';
import { pollOrders } from './trigger/poll';

export class TikTokShopTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'TikTok Shop Trigger',
		name: 'tikTokShopTrigger',
		icon: {
			light: 'file:../../icons/tiktokshop.svg',
			dark: 'file:../../icons/tiktokshop.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ($parameter["event"] === "changed" ? "Changed orders" : "Pending orders") + ($parameter["orderScope"] === "storeWarehouse" ? " of store warehouses" : "") }}',
		description:
			'Starts the workflow when TikTok Shop orders wait to be shipped, change or are cancelled',
		defaults: { name: 'TikTok Shop Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Orders', 'Exceptions'],
		credentials: CREDENTIALS,
		properties: [AUTHENTICATION, ...triggerParameters],
	};

	methods = { loadOptions: { getShops, getWarehouses } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await guardedPoll(
			this,
			async (context) => await pollOrders(typedPoll(context, triggerParameters)),
			(failure) => failure instanceof TikTokShopError && failure.temporary,
			this.getNodeParameter('event', 'waiting') === 'changed' ||
				this.getNodeParameter('emit', ACKNOWLEDGED) === ACKNOWLEDGED,
		);
	}
}
