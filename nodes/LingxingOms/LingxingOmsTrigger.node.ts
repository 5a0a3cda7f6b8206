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
import { OmsError } from './transport/connection';
import { triggerParameters } from './trigger/parameters';
import { pollOutboundOrders, readChoice } from './trigger/poll';

export class LingxingOmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lingxing OMS Trigger',
		name: 'lingxingOmsTrigger',
		icon: {
			light: 'file:../../icons/lingxing.svg',
			dark: 'file:../../icons/lingxing.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["event"] === "shipped" ? "Outbound order shipped" : "Outbound order status changed" }}',
		description: 'Starts the workflow when the warehouse has shipped outbound orders',
		defaults: { name: 'Lingxing OMS Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Outbound Orders', 'Exceptions'],
		credentials: [{ name: 'lingxingOmsApi', required: true }],
		properties: triggerParameters,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await guardedPoll(
			this,
			async (context) => await pollOutboundOrders(typedPoll(context, triggerParameters)),
			(failure) => failure instanceof OmsError && failure.temporary,
			readChoice(this).emit === ACKNOWLEDGED,
		);
	}
}
