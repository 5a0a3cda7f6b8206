import { inTest, mutant, withEvent, type Mutant } from './mutant';

const PARCELS = 'nodes/TikTokShop/fulfillment/parcels/parcels.ts';

/** Rules of sending tracking numbers back. */
export const SHIPPING: readonly Mutant[] = [
	mutant('shipped-given-out-once', 'a shipped order is given out once, also when its run failed', {
		file: 'nodes/LingxingOms/trigger/acknowledgedRun.ts',
		find: "					if (outcome === 'success') emittedNumbers.add(number);\n",
		replace: '					emittedNumbers.add(number);\n',
	}),
	inTest(
		'test/unit/LingxingOms/emission.test.ts',
		'not-followed-until-final',
		'an outbound order is forgotten when it leaves the window that is read',
		{
			file: 'nodes/LingxingOms/trigger/nextState.ts',
			find: '		!isFinal(observed.status) || (isNew(observed)',
			replace: '		(isNew(observed)',
		},
	),
	inTest(
		'test/unit/LingxingOms/detailCache.test.ts',
		'second-number-not-read',
		'the number of a second parcel that comes later is not read',
		{
			file: 'nodes/LingxingOms/trigger/detailCache.ts',
			find: ' || lacksNumber(record)',
			replace: '',
		},
	),
	mutant('one-number-for-all', 'one number goes for the whole order, whatever is in its parcel', {
		file: PARCELS,
		find: '		missingNumber(situation) ??\n		assignedOrAsCreated(situation) ??\n',
		replace: '		{ parcels: [{ trackingNumber }] } ??\n',
	}),
	withEvent(
		'mappingChanged',
		mutant(
			'edited-mapping-stops-parcels',
			'a mapping that was edited under way keeps numbers back',
			{
				file: PARCELS,
				find: '	if (!isWhole || hasAllLeft(packing) !== true) return undefined;',
				replace: '	return undefined;',
			},
		),
	),
	inTest(
		'test/unit/TikTokShopFulfillment/cancelledUnits.test.ts',
		'cancelled-units-stop-parcels',
		'a parcel of cancelled units keeps the numbers of the others back',
		{
			file: 'nodes/TikTokShop/fulfillment/parcels/assignByContents.ts',
			find: 'cancelled.length > 0 ? [[...parts, ...cancelled]] : []',
			replace: 'cancelled.length > 99 ? [[...parts, ...cancelled]] : []',
		},
	),
	inTest(
		'test/unit/TikTokShopFulfillment/whatLeft.test.ts',
		'other-number-stops-parcels',
		'a line item that went with another number keeps those that wait back',
		{
			file: 'nodes/TikTokShop/fulfillment/parcels/assignByContents.ts',
			find: 'return waits ? found.filter((each) => !isGone(each)) : found;',
			replace: 'return waits ? found : found.filter((each) => !isGone(each));',
		},
	),
	mutant('refused-parcel-stops-others', 'a refused parcel stops the others', {
		file: 'nodes/TikTokShop/transport/errors.ts',
		find: "return code === '' && (status === 401 || status === 407) ? 'run' : 'item';",
		replace: "return 'run';",
	}),
];
