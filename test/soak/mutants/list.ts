import type { EventFault } from '../faults/kinds';
import type { Mutation } from '../process/modules';

/** A deliberate break that a run has to notice. */
export interface Mutant {
	name: string;
	/** What is broken, for people. */
	what: string;
	mutations: Mutation[];
	/** How the run is set that has to notice it; see the arguments. */
	mode: 'templates' | 'cursor';
	/** What has to happen besides the faults of the seed. */
	event?: EventFault;
	/** Longest time that orders wait for people, hours; see the arguments. */
	waitHours?: number;
	/** The test file that has to notice it, where no soak can. */
	test?: string;
}

const PLACE = 'nodes/LingxingOms/outbound/place.ts';
const WINDOW = 'nodes/TikTokShop/orders/window.ts';
const PENDING = 'nodes/TikTokShop/orders/pending.ts';

const mutant = (name: string, what: string, ...mutations: Mutation[]): Mutant => ({
	name,
	what,
	mutations,
	mode: 'templates',
});

/** For rules that only matter where nothing is read twice. */
const inCursorMode = (name: string, what: string, ...mutations: Mutation[]): Mutant => ({
	...mutant(name, what, ...mutations),
	mode: 'cursor',
});

/** Each breaks one rule that the promise rests on. */
export const MUTANTS: readonly Mutant[] = [
	inCursorMode(
		'cursor-before-hand-over',
		'a page counts as handed over before its details were read',
		{
			file: PENDING,
			find: '			const wanted = emission.select(page);',
			replace: '			const wanted = emission.select(page);\n			emission.commit();',
		},
	),
	inCursorMode('no-overlap', 'a poll begins exactly where the last one ended', {
		file: WINDOW,
		find: 'const sinceLastPoll = state.readUpTo - OVERLAP;',
		replace: 'const sinceLastPoll = state.readUpTo;',
	}),
	inCursorMode('memory-written-on-throw', 'a shop that could not be read counts as read', {
		file: 'nodes/TikTokShop/trigger/poll.ts',
		find: '			failures.push(read.reason);\n',
		replace: `			failures.push(read.reason);
			for (const status of settings.statuses) {
				const moved = { readUpTo: nowSeconds, auditedAt: nowSeconds, round: 0, emitted: {} };
				after.streams[\`\${shops[index].id}:\${status}\`] = moved;
			}
`,
	}),
	mutant('window-not-read-again', 'a poll reads only what has changed since the last one', {
		file: WINDOW,
		find: 'const audit = now - state.auditedAt >= auditEvery;',
		replace: 'const audit = false;',
	}),
	mutant('dedupe-by-id-only', 'an order is handed over once, whatever becomes of it', {
		file: 'nodes/TikTokShop/orders/emission.ts',
		find: `		if (this.mode === 'untilShipped') return true;
`,
		replace: `		if (this.mode === 'untilShipped') {
			const isNew = !this.emitted.has(order.id);
			marks.set(order.id, \`00000000.\${this.round}\`);
			return isNew;
		}
`,
	}),
	mutant('no-look-up-before-create', 'outbound orders are created without looking for them first', {
		file: PLACE,
		find: '			await this.lookUp();\n',
		replace: '',
	}),
	mutant(
		'create-sent-again-blindly',
		'a create call that got no answer is sent again without looking',
		{
			file: PLACE,
			find: '			await this.readBack(open);\n',
			replace: '',
		},
	),
	mutant('row-success-ignored', 'a row that the OMS refuses counts as created', {
		file: PLACE,
		find: "if (String(answer.success) === 'true')",
		replace: 'if (row)',
	}),
	mutant('no-convergence', 'two live outbound orders of one order stay', {
		file: PLACE,
		find: '		await this.cancelSurplus();\n',
		replace: '',
	}),
	mutant('oms-code-ignored', 'HTTP 200 of the OMS counts as success, whatever its code says', {
		file: 'nodes/LingxingOms/transport/errors.ts',
		find: "return status >= 200 && status < 300 && code === '200';",
		replace: "return status >= 200 && status < 300 && code !== '';",
	}),
	inCursorMode(
		'tiktok-code-ignored',
		'HTTP 200 of TikTok Shop counts as success, whatever its code says',
		{
			file: 'nodes/TikTokShop/transport/connection.ts',
			find: 'const ok = envelope.code === 0 && statusCode < 300;',
			replace: 'const ok = statusCode < 300;',
		},
	),
	{
		...inCursorMode(
			'future-memory-trusted',
			'a memory of the year 2999 is believed',
			{
				file: 'nodes/TikTokShop/trigger/state.ts',
				find: "		typeof time === 'number' && time >= 0 && time <= now + AHEAD;",
				replace: "		typeof time === 'number' && time >= 0;",
			},
			{
				file: 'nodes/TikTokShop/trigger/state.ts',
				find: '		readUpTo: Math.min(state.readUpTo, now),\n		auditedAt: Math.min(state.auditedAt, now),',
				replace: '		readUpTo: state.readUpTo,\n		auditedAt: state.auditedAt,',
			},
		),
		event: 'ordersMemoryOf2999',
	},
	mutant('shipped-given-out-once', 'a shipped order is given out once, also when its run failed', {
		file: 'nodes/LingxingOms/trigger/plan.ts',
		find: '	return repeats && firstSeenAt > now - repeatHours * HOUR;',
		replace: '	return repeats && firstSeenAt > now;',
	}),
	mutant('cancel-request-ignored', 'an order that the buyer asks to cancel goes to the warehouse', {
		file: 'nodes/TikTokShop/orders/eligibility.ts',
		find: "	if (order.is_buyer_request_cancel && !includeCancelRequested) return 'no';\n",
		replace: '',
	}),
	mutant(
		'masked-address-shipped',
		'a masked recipient is sent to the warehouse',
		{
			file: 'nodes/SkuMapping/mapOrders.operation.ts',
			find: 'const { checkRecipient = true } =',
			replace: 'const { checkRecipient = false } =',
		},
		{
			file: 'nodes/LingxingOms/outbound/createRequest.ts',
			find: '?? recipientException(order, choice.logisticsChannel);',
			replace: ';',
		},
	),
	mutant('no-pace', 'calls are sent as fast as they come', {
		file: 'nodes/shared/pace.ts',
		find: '		if (start > now) await this.clock.sleep(start - now);\n',
		replace: '',
	}),
	mutant('lines-not-added-up', 'several units of a system SKU overwrite each other', {
		file: 'nodes/SkuMapping/mapping.ts',
		find: '		line.quantity += quantity * factor;',
		replace: '		line.quantity = quantity * factor;',
	}),
];
