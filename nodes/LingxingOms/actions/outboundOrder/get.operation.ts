import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { refuseInexact, showFor, SIMPLIFY } from '../../../shared/parameters';
import { toOutboundOrder } from '../../outbound/outboundOrder';
import { ordersByNumber, type NumberKind } from '../../outbound/read';
import { textOf } from '../../transport/json';
import { OmsConnection } from '../../transport/request';

export const description: INodeProperties[] = showFor('outboundOrder', 'get', [
	{
		displayName: 'Number Type',
		name: 'numberType',
		type: 'options',
		options: [
			{
				name: 'Outbound Order Number',
				value: 'outboundOrderNo',
				description: "The OMS's own number",
			},
			{
				name: 'Reference Number',
				value: 'referOrderNo',
				description: 'Second number given at the creation',
			},
			{
				name: 'Third Order Number',
				value: 'thirdOrderNo',
				description:
					'Number given at the creation, usually the TikTok Shop order ID; looked for among the reference numbers as well',
			},
		],
		default: 'thirdOrderNo',
	},
	{
		displayName: 'Number',
		name: 'number',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 576460000000000001',
		description: 'Number to look for; of several orders with it, the one that is not cancelled',
	},
	SIMPLIFY,
]);

/** After an order was cancelled and made again, its own number may live on as reference number (OMS contract §1.6). */
const LOOKED_THROUGH: Record<NumberKind, NumberKind[]> = {
	outboundOrderNo: ['outboundOrderNo'],
	referOrderNo: ['referOrderNo'],
	thirdOrderNo: ['thirdOrderNo', 'referOrderNo'],
};

export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const kind = this.getNodeParameter('numberType', itemIndex, 'thirdOrderNo') as NumberKind;
	const given = this.getNodeParameter('number', itemIndex, '');
	refuseInexact(this, itemIndex, 'Number', given);
	const number = textOf(given);
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	if (!number) {
		throw new NodeOperationError(this.getNode(), 'Number is empty', {
			itemIndex,
			description: 'Fill in the number of the outbound order.',
		});
	}
	const connection = await OmsConnection.open(this);
	const record = (await ordersByNumber(connection, [number], LOOKED_THROUGH[kind])).get(number);
	if (!record) {
		throw new NodeOperationError(this.getNode(), `The OMS has no outbound order ${number}`, {
			itemIndex,
			description: `Check the number and that it is a ${kind}; the account of the credential sees only its own orders.`,
		});
	}
	return [(simplify ? toOutboundOrder(record, connection.zone) : record) as unknown as IDataObject];
}
