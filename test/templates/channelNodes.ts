import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';

import { stockNode } from './stockNodes';

/** A message as the node of a channel has sent it. */
export interface Sent {
	node: string;
	parameters: IDataObject;
}

/** The other end of a channel: what was sent, and what it answers; an answer that is thrown is a failure of the node. */
export interface Channel {
	sent: Sent[];
	answer(): IDataObject;
}

const CHANNEL_PARAMETERS = {
	httpRequest: ['method', 'url', 'sendBody', 'specifyBody', 'jsonBody', 'options'],
	emailSend: ['fromEmail', 'toEmail', 'subject', 'emailFormat', 'text', 'html', 'options'],
	telegram: ['resource', 'operation', 'chatId', 'text', 'additionalFields'],
};

/** The nodes of the digest's channels as far as the template uses them, and those that lead there. */
export function channelNodes(channel: Channel): INodeType[] {
	const senders = Object.entries(CHANNEL_PARAMETERS).map(([type, names]) =>
		stockNode(type, names, function () {
			return [this.getInputData().map((_, itemIndex) => ({ json: send(this, names, itemIndex) }))];
		}),
	);
	function send(context: IExecuteFunctions, names: string[], itemIndex: number): IDataObject {
		const values = names.map((name) => [name, context.getNodeParameter(name, itemIndex)]);
		const parameters = Object.fromEntries(values) as IDataObject;
		const answer = channel.answer();
		channel.sent.push({ node: context.getNode().name, parameters });
		return answer;
	}
	return [
		...senders,
		errorTrigger({}),
		stockNode('switch', ['mode', 'rules', 'options'], chooseOutput, {
			outputs: Array.from({ length: 7 }, () => NodeConnectionTypes.Main),
		}),
		stockNode('stopAndError', ['errorType', 'errorMessage'], function () {
			const message = this.getNodeParameter('errorMessage', 0) as string;
			throw new NodeOperationError(this.getNode(), message);
		}),
	];
}

/** n8n's Error Trigger, called with this failure. */
export function errorTrigger(failure: IDataObject): INodeType {
	return stockNode('errorTrigger', [], () => [[{ json: failure }]], { inputs: [] });
}

interface Rule {
	conditions: { conditions: Array<{ leftValue: string; rightValue: string }> };
}

function chooseOutput(this: IExecuteFunctions): INodeExecutionData[][] {
	const { values: kept } = this.getNode().parameters.rules as unknown as { values: Rule[] };
	const outputs: INodeExecutionData[][] = [...kept, undefined].map(() => []);
	this.getInputData().forEach((item, itemIndex) => {
		const { values } = this.getNodeParameter('rules', itemIndex) as unknown as { values: Rule[] };
		const chosen = values.findIndex(({ conditions: { conditions } }) =>
			conditions.every(
				({ leftValue, rightValue }) => leftValue.toLowerCase() === rightValue.toLowerCase(),
			),
		);
		outputs[chosen === -1 ? values.length : chosen].push(item);
	});
	return outputs;
}
