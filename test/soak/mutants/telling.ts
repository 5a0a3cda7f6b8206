import { inTest, type Mutant } from './mutant';

const AUDIT = 'test/unit/TikTokShop/audit/compareSides.test.ts';
const DIGEST = 'test/unit/TikTokShop/digest/makeDigest.test.ts';
const MAKE_DIGEST = 'nodes/TikTokShop/digest/makeDigest.ts';
const TAB = 'test/unit/TikTokShop/ordersPage/tab.test.ts';
const TAB_RULE = 'nodes/TikTokShop/ordersPage/tab.ts';
const RULES = 'test/unit/LingxingOms/warehouseRules.test.ts';
const CHOOSE = 'nodes/LingxingOms/warehouses/rules/chooseWarehouse.ts';

/** Rules of what people are told, and of where an order goes. */
export const TELLING: readonly Mutant[] = [
	inTest(AUDIT, 'missing-order-unseen', 'the audit says nothing of an order that the OMS lacks', {
		file: 'nodes/TikTokShop/audit/orderFindings.ts',
		find: "	return [finding('missingInOms', [message, order.exception].filter(Boolean).join(' '))];\n",
		replace: '	return [];\n',
	}),
	inTest(
		'test/unit/TikTokShop/audit/report.test.ts',
		'silent-oms-guessed',
		'an OMS that did not answer has no outbound orders',
		{
			file: 'nodes/TikTokShop/audit/compareSides.ts',
			find: '		if (!this.sides.outboundOrders.hasAnswered) {\n',
			replace: '		if (this.sides.outboundOrders.rows === undefined) {\n',
		},
	),
	inTest(DIGEST, 'told-again-and-again', 'each digest tells all facts', {
		file: MAKE_DIGEST,
		find: '		if (earlier === undefined || earlier.state !== fact.state) return true;\n',
		replace: '		if (fact.key !== "") return true;\n',
	}),
	inTest(DIGEST, 'kept-back-counts-as-told', 'what an urgent digest leaves out counts as told', {
		file: MAKE_DIGEST,
		find: '		toldNow: toTell.map(',
		replace: '		toldNow: each.map(',
	}),
	inTest(
		'test/unit/TikTokShop/audit/deadlines.test.ts',
		'overdue-unseen',
		'a deadline that is over is only near',
		{
			file: 'nodes/TikTokShop/audit/deadlines.ts',
			find: "	['overdue', 0],\n",
			replace: '',
		},
	),
	inTest(TAB, 'waiting-row-not-shown', 'an order that waits in the desk is in no tab Exception', {
		file: TAB_RULE,
		find: '	const row = waitingRow(facts);\n',
		replace: '	const row = undefined as DeskRow | undefined;\n',
	}),
	inTest(
		TAB,
		'cancelled-one-ships-unseen',
		'a cancelled order that the warehouse has is Cancelled',
		{
			file: TAB_RULE,
			find: "	if (stage === 'cancelled') return cancelledTab(facts);\n",
			replace: "	if (stage === 'cancelled') return { tab: 'cancelled', code: '' };\n",
		},
	),
	inTest(RULES, 'last-rule-wins', 'the last rule that takes an order decides, not the first', {
		file: CHOOSE,
		find: '	for (const rule of rules) {\n',
		replace: '	for (const rule of [...rules].reverse()) {\n',
	}),
	inTest(RULES, 'no-rule-no-word', 'an order that no rule takes is passed by', {
		file: CHOOSE,
		find: '	return { exception: notSetException(order, facts, short) };\n',
		replace: "	return { skipped: 'no rule' };\n",
	}),
	inTest(
		'test/engine/TikTokShop/readAgain.test.ts',
		'read-again-left-out',
		'an order goes on as it was when it was first read',
		{
			file: 'nodes/TikTokShop/actions/order/readAgain.operation.ts',
			find: '		const json = { ...others, ...current, readAt } as unknown as IDataObject;\n',
			replace: '		const json = { ...current, readAt, ...item.json } as unknown as IDataObject;\n',
		},
	),
	inTest(
		'test/unit/TikTokShop/ordersPage/pageRequest.test.ts',
		'half-a-bundle',
		'a part of a bundle that cannot be read is left out of its mapping',
		{
			file: 'nodes/TikTokShop/ordersPage/pageRequest.ts',
			find: "		const parts = fields.parts === undefined ? [fields] : reader.list(fields, 'parts');\n",
			replace:
				"		const parts = (fields.parts === undefined ? [fields] : reader.list(fields, 'parts')).slice(0, 1);\n",
		},
	),
];
