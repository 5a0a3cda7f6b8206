import type { IDataObject } from 'n8n-workflow';

import { PAIRING } from '../soak/virtual/world/shops';
import type { Order } from '../sandbox/tiktok/types';
import type { Ran } from './client';
import type { Fault, Verdict } from './report';
import type { FuzzWorld } from './world';
import { totals, unitsNeeded } from './world';

/** A message of a node about an item, or the error of its run. */
export interface UserMessage {
	node: string;
	code: string;
	message: string;
	hint: string;
	/** Everything that came with it, as text. */
	all: string;
}

/** Words of JavaScript, which no message to a user may contain. */
const RAW_WORDS =
	/TypeError|RangeError|SyntaxError|ReferenceError|Cannot (?:read|set|convert|destructure)|is not (?:iterable|a function|an object|defined|a constructor)|of (?:undefined|null)\b|call stack|\[object \w+\]|\bundefined\b|\bNaN\b|Unexpected (?:token|end of JSON)|in JSON at|circular structure|URI malformed|Invalid (?:time value|array length|string length|count value|Date)|ECMA/;

/** What the nodes of a case reported to the user: errors and exceptions. */
export class RunMessages {
	readonly messages: UserMessage[] = [];
	readonly hung: string[] = [];
	/** Messages that contain words of JavaScript. */
	readonly raw: Verdict[] = [];
	/** Runs that failed as a whole. */
	failures = 0;

	add(node: string, { outputs, error, hung }: Ran): void {
		if (hung) this.hung.push(node);
		if (error) {
			this.failures += 1;
			this.addMessage(node, '', error.message, error.description ?? '', '');
		}
		for (const item of outputs.flat()) {
			this.checkText(node, item);
			const exception = item.exception as IDataObject | undefined;
			if (exception) {
				const { code, message, hint } = exception;
				const all = JSON.stringify({ ...item, raw: undefined });
				this.addMessage(node, text(code), text(message), text(hint), all);
			} else if (typeof item.error === 'string') {
				this.addMessage(node, '', item.error, '', JSON.stringify(item));
			}
		}
	}

	/** The messages, each once, with their node. */
	get spoken(): string[] {
		const lines = this.messages.map(({ node, code, message, hint }) =>
			`${node}: ${code} ${message} ${hint}`.slice(0, 400),
		);
		return [...new Set(lines)].slice(0, 20);
	}

	/** Whether a message names one of these, and what to do. */
	hasTold(names: readonly string[]): boolean {
		return this.messages.some(
			({ message, hint, code, all }) =>
				message !== '' &&
				(code === '' || hint !== '') &&
				names.some((name) => `${message} ${hint} ${all}`.includes(name)),
		);
	}

	/** Values that were made text although they are none. */
	private checkText(node: string, item: IDataObject): void {
		const field = Object.entries(item).find(([, value]) =>
			/\[object \w+\]|"(?:undefined|NaN)"/.test(JSON.stringify(value) ?? ''),
		);
		if (!field) return;
		const what = `${node} gives ${field[0]}: ${JSON.stringify(field[1]).slice(0, 200)}`;
		this.raw.push({ fault: 'raw', what, signature: `raw ${node} gives ${field[0]}` });
	}

	private addMessage(node: string, code: string, message: string, hint: string, all: string): void {
		this.messages.push({ node, code, message, hint, all });
		const raw = RAW_WORDS.exec(`${message} ${hint}`);
		if (!raw) return;
		const shape = `${message} ${hint}`.replace(/[\dA-F]{6,}|\d+/g, '#').slice(0, 160);
		const what = `${node} says: ${`${message} ${hint}`.slice(0, 300)}`;
		this.raw.push({ fault: 'raw', what, signature: `raw ${node}: ${shape}` });
	}
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether an order is where it belongs: once in the OMS, shipped, and its number on TikTok Shop. */
export function isFinished(world: FuzzWorld, order: Order): boolean {
	const live = liveOf(world, order);
	const numbers = live.map(({ trackNo }) => trackNo);
	return (
		live.length === 1 &&
		live[0].status === 3 &&
		world.tiktok.trackingWrites.some(
			({ orderId, trackingNumber }) => orderId === order.id && numbers.includes(trackingNumber),
		)
	);
}

export const liveOf = (world: FuzzWorld, order: Order) =>
	world.outboundOf(order).filter(({ status }) => status !== 4);

/** Entries that the services must not have. @param lied  the odd answer was plausible, so the nodes may have believed it */
export function judgeBooks(world: FuzzWorld, order: Order, lied: boolean): Array<[Fault, string]> {
	const faults: Array<[Fault, string]> = [];
	const outbound = world.outboundOf(order);
	const live = outbound.filter(({ status }) => status !== 4);
	if (live.length > 1 && !lied) faults.push(['doubled', `${live.length} outbound orders`]);
	if (outbound.length > live.length && !lied)
		faults.push(['wrong', 'an outbound order was cancelled']);
	for (const each of live) {
		const asked = totals(each.lines);
		const needed = unitsNeeded(order);
		if (asked !== needed && !lied) faults.push(['wrong', `the OMS got ${asked}, not ${needed}`]);
		const odd = Object.entries(each.given).find(([, value]) =>
			/\[object|undefined|NaN/.test(value),
		);
		if (odd) faults.push(['wrong', `the OMS got ${odd[0]} "${odd[1]}"`]);
	}
	const writes = world.tiktok.trackingWrites.filter(({ orderId }) => orderId === order.id);
	const numbers = live.map(({ trackNo }) => trackNo);
	for (const { trackingNumber, providerId } of lied || order.shippingType === 'TIKTOK'
		? []
		: writes) {
		const paired = PAIRING.some(
			({ carrier, provider }) => provider === providerId && carrier === live[0]?.carrier,
		);
		if (!numbers.includes(trackingNumber)) {
			faults.push(['wrong', `TikTok Shop got the number ${trackingNumber}`]);
		} else if (!paired) faults.push(['wrong', `TikTok Shop got the provider ${providerId}`]);
	}
	if (new Set(writes.map(({ trackingNumber }) => trackingNumber)).size > 1 && !lied) {
		faults.push(['doubled', 'two tracking numbers']);
	}
	return faults;
}

/** Requests that carry words of the language, and outbound orders that belong to nobody. */
export function judgeRequests(world: FuzzWorld, lied: boolean): Array<[Fault, string]> {
	const faults: Array<[Fault, string]> = [];
	for (const { path, query, body } of world.log.entries) {
		const sent = `${path} ${JSON.stringify(query)} ${JSON.stringify(body)}`;
		const odd = /\[object \w+\]|"undefined"|=undefined|\/undefined|"NaN"|\/NaN|\/null\b/.exec(sent);
		if (odd)
			faults.push(['wrong', `a request to ${path.replace(/\d{6,}/g, ':id')} holds ${odd[0]}`]);
	}
	const owned = new Set(
		[...world.tiktok.orders.values()].flatMap((order) => world.outboundOf(order)),
	);
	const strays = [...world.oms.outbound.values()].filter((outbound) => !owned.has(outbound));
	if (strays.length > 0 && !lied) {
		faults.push(['wrong', `an outbound order for no order: ${strays[0].thirdOrderNo}`]);
	}
	if ('polluted' in {}) faults.push(['wrong', 'the prototype of all objects was changed']);
	return faults;
}
