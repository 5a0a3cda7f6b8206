import { OMS_CODES } from '../../../nodes/LingxingOms/transport/errors';
import { CODES } from '../../../nodes/TikTokShop/transport/errors';
import { fieldsOf, isFields, type Fields } from '../../../nodes/shared/fields';
import type { StepName } from '../assumptions';
import type { Findings } from '../findings';
import { isTooMany, type Answer } from '../http';
import type { OmsClient } from '../omsClient';
import type { Privacy } from '../privacy';
import type { TikTokClient } from '../tiktokClient';

/** What the user has chosen; empty where nothing. */
export interface Choices {
	/** The whole redirected URL, or the code alone. */
	redirectedUrl: string;
	/** The link with all that n8n adds showed an error. */
	linkRefused: boolean;
	/** Code, ID or name of the shop. */
	shop: string;
	/** The one order of TikTok Shop that may be changed. */
	orderId: string;
	trackingNumber: string;
	correctedNumber: string;
	providerId: string;
	/** Warehouse and system SKU of outbound orders in the OMS. */
	warehouseCode: string;
	systemSku: string;
	/** Logistics channel of the order that goes through the warehouse. */
	channel: string;
	/** Logistics channel of test orders. */
	testChannel: string;
	/** Minutes to wait for the warehouse. */
	waitMinutes: number;
}

export interface CheckedShop {
	id: string;
	code: string;
	cipher: string;
	name: string;
	region: string;
	sellerType: string;
}

/** Test orders in the OMS that have to be cancelled. */
export interface TestOrders {
	/** Written down before a call that may create one, so that one is found whose answer was lost. */
	thirdOrderNos: Set<string>;
	outboundOrderNos: Set<string>;
}

/** What steps leave for later ones. */
export interface State {
	refreshToken?: string;
	shop?: CheckedShop;
	/** Number that the warehouse has given the order; that of the choices otherwise. */
	trackingNumber?: string;
	/** What the person has confirmed by name already. */
	confirmed: Set<string>;
	/** Rows of the order search, newest change first. */
	rows: Fields[];
	/** Details of these orders. */
	orders: Fields[];
	/** Rows of the OMS's list. */
	outboundRows: Fields[];
	testOrders: TestOrders;
}

/** What a step may use. */
export interface Context {
	findings: Findings;
	privacy: Privacy;
	choices: Choices;
	state: State;
	tiktok: TikTokClient;
	oms: OmsClient;
	/** Every answer so far. */
	answers: readonly Answer[];
	/** Epoch ms. */
	now(): number;
	/** Ends with the step's time limit, and when the user stops the check. */
	signal: AbortSignal;
	/** Asks the person in front of it; the answer without blanks around it. */
	ask(question: string): Promise<string>;
	/** Tells something that is for the user alone and never stands in the report. */
	tell(line: string): void;
	/** Waits, or throws when the signal is given. */
	pause(ms: number): Promise<void>;
}

export interface Step {
	name: StepName;
	/** What it does, for the terminal. */
	title: string;
	service: 'TikTok Shop' | 'OMS';
	access: 'read' | 'byHand' | 'write' | 'through';
	limitMs: number;
	run(context: Context): Promise<void>;
	/** Puts right what the step has left, after all other steps and also when the check was stopped. */
	cleanUp?(context: Context): Promise<void>;
}

/** A step cannot go on; says why, without values. */
export class StepEnded extends Error {
	override readonly name = 'StepEnded';
}

/** How a service refused a call, without values. */
export function refusal({ privacy }: Context, { call, status, code, message }: Answer): string {
	const words = privacy.words(message);
	return `${call} answered ${shownCode(code)}, HTTP ${status}${words ? `: ${words}` : ''}`;
}

/** A service's code; other texts in its place may be values. */
function shownCode(code: string): string {
	if (code === '') return 'without a code';
	return /^[A-Za-z0-9_-]{1,12}$/.test(code) ? `code ${code}` : 'a code of another form';
}

/** `data` of an answer that must be a success. @throws StepEnded */
export function dataOf(context: Context, answer: Answer): Fields {
	if (!answer.ok) throw new StepEnded(refusal(context, answer));
	return fieldsOf(answer.data);
}

/**
 * Ends the step where a refusal is about the call's surroundings (scope, token, limit, a fault for the moment) and says nothing about
 * what is assumed.
 *
 * @throws StepEnded
 */
export function assertJudgeable(context: Context, answer: Answer): void {
	const { ok, host, code, status } = answer;
	const tiktok = CODES.get(code);
	const oms = OMS_CODES.get(code);
	const isAround =
		host === 'OMS'
			? oms?.everyCall === true || oms?.temporary === true
			: tiktok?.temporary !== undefined || ['run', 'shop'].includes(tiktok?.faultOf ?? '');
	if (!ok && (isAround || isTooMany(answer) || status >= 500)) {
		throw new StepEnded(refusal(context, answer));
	}
}

/** The objects of a list; empty when there is no list. */
export function objectsIn(value: unknown): Fields[] {
	return Array.isArray(value) ? value.filter(isFields) : [];
}

export const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Names of fields that an object lacks. */
export function missingFields(object: Fields, names: readonly string[]): string[] {
	return names.filter((name) => object[name] === undefined || object[name] === null);
}

/** A list of field names as words of a note. */
export const listed = (names: Iterable<string>): string => [...new Set(names)].join(', ');

/** The shop that was chosen. @throws StepEnded when no shop could be read */
export function shopOf({ state }: Context): CheckedShop {
	if (!state.shop) throw new StepEnded('No shop could be read.');
	return state.shop;
}

/** Lets the person in front of it confirm a step that writes. @throws StepEnded */
export async function confirmByName(context: Context, what: string, name: string): Promise<void> {
	const { confirmed } = context.state;
	if (confirmed.has(name)) return;
	const typed = await context.ask(`${what}: `);
	if (typed !== name.trim() || typed === '') throw new StepEnded('It was not confirmed by name.');
	confirmed.add(name);
}

/** Asks again every `everyMs` until the answer is there; undefined when it is not within `limitMs`. */
export async function within<T>(
	{ pause }: Context,
	limitMs: number,
	everyMs: number,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	for (let waited = 0; ; waited += everyMs) {
		const found = await look();
		if (found !== undefined || waited >= limitMs) return found;
		await pause(everyMs);
	}
}

/** Nothing of a service can be judged while it refuses every call. @throws StepEnded */
export function assertWorks({ answers }: Context, host: Answer['host']): void {
	if (!answers.some((answer) => answer.host === host && answer.ok)) {
		throw new StepEnded(`No call of ${host} has succeeded.`);
	}
}
