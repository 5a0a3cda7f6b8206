import { inTest, mutant, type Mutant } from './mutant';

const PLACE = 'nodes/LingxingOms/outbound/create/ensureOrders.ts';
const CREATION = 'nodes/LingxingOms/outbound/create/createOrders.ts';

/** Rules of mapping orders and making outbound orders of them. */
export const CREATING: readonly Mutant[] = [
	mutant('no-look-up-before-create', 'outbound orders are created without looking for them first', {
		file: PLACE,
		find: '			await this.lookUp();\n',
		replace: '',
	}),
	mutant(
		'no-look-up-by-platform-number',
		'outbound orders that others have made are not looked for',
		{
			file: 'nodes/LingxingOms/outbound/create/findExisting.ts',
			find: '	await addMadeElsewhere(connection, orders, result, alike);\n',
			replace: '',
		},
	),
	inTest(
		'test/engine/LingxingOms/createElsewhereBusy.test.ts',
		'list-of-the-future-read',
		'parts of the list that lie in the future count as read',
		{
			file: 'nodes/LingxingOms/outbound/create/outboundOrderIndex.ts',
			find: 'const readTo = Math.min(part.to, this.newest(now));',
			replace: 'const readTo = part.to;',
		},
	),
	mutant(
		'create-sent-again-blindly',
		'a create call that got no answer is sent again without looking',
		{
			file: CREATION,
			find: 'return { readBackAfterMs: writeDelay(failure, attempt) };',
			replace: 'return { retryAfterMs: 0 };',
		},
	),
	inTest(
		'test/engine/LingxingOms/createLateCall.test.ts',
		'late-call-not-waited-for',
		'an order whose create call was given up is sent again at once',
		{
			file: CREATION,
			find: 'const isReady = this.unanswered.notBefore(thirdOrderNo, now) === undefined;',
			replace: 'const isReady = now > 0;',
		},
	),
	inTest(
		'test/engine/LingxingOms/createIsolation.test.ts',
		'create-not-halved',
		'a refused create call is refused for all of its orders',
		{
			file: 'nodes/LingxingOms/outbound/halve.ts',
			find: '		if (open.length > 1) {\n',
			replace: '		if (open.length > 1) throw failure;\n		if (open.length > 1) {\n',
		},
	),
	mutant('row-success-ignored', 'a row that the OMS refuses counts as created', {
		file: CREATION,
		find: "if (success === 'true' && outboundOrderNo !== '')",
		replace: 'if (row)',
	}),
	inTest(
		'test/engine/LingxingOms/createOnce.test.ts',
		'no-convergence',
		'what two creators have made at once stays',
		{
			file: PLACE,
			find: '		await this.cancelOwnDuplicates(creation.own);\n',
			replace: '',
		},
	),
	mutant(
		'cancels-those-of-others',
		'of several live outbound orders of an order only one is left, whoever made them',
		{
			file: PLACE,
			find: "import { AlikeFailures } from '../halve';\n",
			replace:
				"import { AlikeFailures } from '../halve';\nimport { cancelOrders } from '../cancel';\n",
		},
		{
			file: PLACE,
			find: '		const records = live.length > 0 ? live : found.records;\n',
			replace: `		const surplus = live.slice(1).map(({ outboundOrderNo }) => String(outboundOrderNo));
		if (surplus.length > 0) await cancelOrders(this.connection, surplus, 0);
		const records = live.length > 0 ? live : found.records;
`,
		},
	),
	inTest(
		'test/engine/LingxingOms/createIsolation.test.ts',
		'oms-code-ignored',
		'HTTP 200 of the OMS counts as success, whatever its code says',
		{
			file: 'nodes/LingxingOms/transport/errors.ts',
			find: "return status >= 200 && status < 300 && code === '200';",
			replace: "return status >= 200 && status < 300 && code !== '';",
		},
	),
	mutant(
		'masked-address-shipped',
		'a masked recipient is sent to the warehouse',
		{
			file: 'nodes/SkuMapping/mapOrders/mapOrders.operation.ts',
			find: 'const { checkRecipient = true } =',
			replace: 'const { checkRecipient = false } =',
		},
		{
			file: 'nodes/LingxingOms/outbound/create/createRequest.ts',
			find: '		labelException(order, choice) ??\n		recipientException(order, choice.logisticsChannel);',
			replace: '		labelException(order, choice);',
		},
	),
	inTest(
		'test/engine/SkuMapping/unusableRows.test.ts',
		'unusable-row-ignored',
		'a combo with a row that cannot be used ships without that part',
		{
			file: 'nodes/SkuMapping/mapping/mappingIndex.ts',
			find: '			if (unusable && unusable.length > 0) return { unusable };\n',
			replace: '',
		},
	),
	mutant('lines-not-added-up', 'several units of a system SKU overwrite each other', {
		file: 'nodes/SkuMapping/mapOrders/mapOrder.ts',
		find: '		line.quantity += quantity * factor;',
		replace: '		line.quantity = quantity * factor;',
	}),
];
