import type { IDataObject, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode, type NodeRun, type RunOptions } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

export const CREATE = '/v1/outboundOrder/create';
export const DETAIL = '/v1/outboundOrder/detail';
export const LIST = '/v1/outboundOrder/pageList';
export const CANCEL = '/v1/outboundOrder/cancel';

export const byCode = (value: string) => ({ __rl: true, mode: 'code', value });

export const orderId = (serial: number) => `57646000000000${String(serial).padStart(4, '0')}`;

/** Orders with the serials 1 to `count`. */
export const orders = (count: number, more: object = {}) =>
	Array.from({ length: count }, (_, index) =>
		mappedOrder({ orderId: orderId(index + 1), ...more }),
	);

/** An OMS, and the node that creates outbound orders in it. */
export interface Fixture {
	sandbox: Sandbox;
	create(items: object[], parameters?: object, options?: RunOptions): Promise<NodeRun>;
	/** @param node  one of another process, say */
	createWith(
		node: INodeType,
		items: object[],
		parameters?: object,
		options?: RunOptions,
	): Promise<NodeRun>;
	/** Lets somebody else make an outbound order. */
	accept(more: object): OutboundOrder;
	/** All outbound orders of the OMS. */
	all(): OutboundOrder[];
	/** Numbers of the outbound orders whose cancellation was asked for. */
	cancelled(): string[];
}

type OutboundOrder = ReturnType<Sandbox['oms']['accept']>;

const MADE: Parameters<Sandbox['oms']['accept']>[0] = {
	thirdOrderNo: '',
	platformOrderNo: '',
	referOrderNo: '',
	whCode: 'USLAX1',
	logisticsChannel: 'USPS-GA',
	status: 2,
	given: {},
	lines: [{ sku: 'SYS-MUG-BLU', quantity: 2 }],
	carrier: '',
	trackNo: '',
};

const PARAMETERS = {
	resource: 'outboundOrder',
	operation: 'create',
	warehouse: byCode('USLAX1'),
	logisticsChannel: byCode('USPS-GA'),
};

export async function startFixture(): Promise<Fixture> {
	const sandbox = await startSandbox({ world: 'empty', now: () => Date.now() });
	const all = () => [...sandbox.oms.outbound.values()];
	const createWith: Fixture['createWith'] = async (node, items, parameters = {}, options = {}) =>
		await runNode(
			node,
			{ ...PARAMETERS, ...parameters } as never,
			items as unknown as IDataObject[],
			{ credentials: omsCredentials(sandbox), ...options },
		);
	return {
		sandbox,
		all,
		createWith,
		create: async (...rest) => await createWith(new LingxingOms(), ...rest),
		accept: (more) => sandbox.oms.accept({ ...MADE, ...more }),
		cancelled: () =>
			all()
				.filter(({ cancel }) => cancel)
				.map(({ outboundOrderNo }) => outboundOrderNo),
	};
}

export const codesOf = (items: IDataObject[] = []) =>
	items.map(({ exception }) => (exception as IDataObject | undefined)?.code);
export const idsOf = (items: IDataObject[] = []) => items.map((item) => item.orderId);
