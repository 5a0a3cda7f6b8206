import { inTest, type Mutant } from './mutant';

const REPLACE = 'nodes/LingxingOms/outbound/create/replaceOrders.ts';
const REPLACES = 'test/engine/LingxingOms/createReplaces.test.ts';
const CHANGES = 'test/engine/TikTokShop/triggerChanges.test.ts';

/** Rules of what happens to an order after the hand-over. */
export const CHANGING: readonly Mutant[] = [
	inTest(CHANGES, 'cancellation-not-noticed', 'a cancelled order is none that has changed', {
		file: 'nodes/TikTokShop/orders/change.ts',
		find: "	if (stage === 'cancelled') return wasPaid(order) ? 'cancelled' : undefined;\n",
		replace: "	if (stage === 'cancelled') return undefined;\n",
	}),
	inTest(
		CHANGES,
		'change-not-marked',
		'an order that comes again does not say that it has changed',
		{
			file: 'nodes/TikTokShop/trigger/pending.ts',
			find: '		return { ...item, ...(change ? { change } : {}), readAt };\n',
			replace: '		return { ...item, readAt };\n',
		},
	),
	inTest(
		REPLACES,
		'replaced-while-alive',
		'another outbound order is made before the old one is cancelled',
		{
			file: REPLACE,
			find: "			if (result === 'cancelled' && next) this.another(wanted, next, differs);\n",
			replace: '			if (next) this.another(wanted, next, differs);\n',
		},
	),
	inTest(REPLACES, 'person-overruled', 'what a person has cancelled in the OMS is made again', {
		file: REPLACE,
		find: '				wanted.mayReplace && differences.length > 0 && asked.has(numberOf(record));\n',
		replace: '				wanted.mayReplace && differences.length > 0;\n',
	}),
	inTest(
		REPLACES,
		'later-one-not-found',
		'an outbound order that replaces another one is not looked for',
		{
			file: 'nodes/LingxingOms/outbound/create/findExisting.ts',
			find: '	await addLaterOnes(connection, orders, result, alike);\n',
			replace: '',
		},
	),
	inTest(REPLACES, 'partly-shipped-compared', 'what has left of an order counts as a difference', {
		file: 'nodes/LingxingOms/outbound/create/createEntries.ts',
		find: "		isComparable: status === 'AWAITING_SHIPMENT' && whenDifferent !== 'ignore',\n",
		replace: "		isComparable: whenDifferent !== 'ignore',\n",
	}),
	inTest(
		'test/engine/LingxingOms/cancelOfOrder.test.ts',
		'foreign-one-cancelled',
		'the outbound order that somebody else has made of a cancelled order is cancelled',
		{
			file: 'nodes/LingxingOms/outbound/cancelOfOrders.ts',
			find: '		const own = live.filter((record) => isOwnRecord(order, record));\n',
			replace: '		const own = live;\n',
		},
	),
	inTest(
		'test/engine/LingxingOms/triggerStopped.test.ts',
		'stopped-one-in-silence',
		'nobody is told of what the warehouse does not go on with',
		{
			file: 'nodes/LingxingOms/trigger/poll.ts',
			find: "	const stopped = choice.event === 'shipped' ? stoppedIn(scan.orders) : [];\n",
			replace: '	const stopped: Unreadable[] = [];\n',
		},
	),
	inTest(
		'test/engine/TikTokShopFulfillment/notLeft.test.ts',
		'number-before-it-left',
		'the number of a parcel that has not left the warehouse is sent',
		{
			file: 'nodes/TikTokShop/fulfillment/run/forEachShipment.ts',
			find: '	if (shipment.notLeft) return { exception: shipment.notLeft };\n',
			replace: '',
		},
	),
	inTest(
		'test/engine/LingxingOms/cancelOfOrder.test.ts',
		'cancelled-while-in-hand',
		'an execution creates an outbound order for an order that was cancelled meanwhile',
		{
			file: 'nodes/LingxingOms/outbound/create/ensureOrders.ts',
			find: '		this.leaveOutCancelled();\n',
			replace: '',
		},
	),
	inTest(
		'test/engine/LingxingOms/cancelOfOrder.test.ts',
		'cancelled-during-creation',
		'Cancel for Order looks for an outbound order between look-up and creation',
		{
			file: 'nodes/LingxingOms/outbound/cancelOfOrders.ts',
			find: '	return await batchLocks.run(connection.account, find, connection.stopSignal);\n',
			replace: '	return await find();\n',
		},
	),
];
