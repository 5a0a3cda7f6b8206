import { orderException, type OrderException } from '../../shared/exceptions';
import type { OutboundOrderItem } from '../../shared/outboundOrder';
import { isShort, retryDelay } from '../../shared/retry';
import { WRONG_PARAMETER } from '../transport/errors';
import { rowsOf, textOf, type Fields } from '../transport/json';
import { chunks } from '../transport/paginate';
import { OmsError, WRITE_RETRY, type OmsConnection } from '../transport/request';
import { Queue } from '../transport/queue';
import { cancelOrders, type Cancellation } from './cancel';
import type { CreateRequest, CreateRow } from './createRequest';
import { resolveDuplicates } from './duplicates';
import { CANCELLED, statusOf, toOutboundOrder } from './outboundOrder';
import { ordersByNumber, recordsByNumber } from './read';
import { refusalOf, saysExists } from './refusal';

/** An outbound order that should exist. */
export interface Wanted {
	thirdOrderNo: string;
	orderId: string;
	/** Asked for only when the OMS has no such order yet. */
	request(): CreateRequest;
}

/** What became of it. */
export type Placed =
	| { outboundOrder: OutboundOrderItem; created: boolean; duplicates?: Cancellation[] }
	| { exception: OrderException }
	| { failure: unknown };

const BATCH = 100;
const CREATE = '/v1/outboundOrder/create';
const NEW = 0;

/** Look-up and creation of a batch are one step for everybody who uses the same App Key in this process. */
const placing = new Queue();

/**
 * Makes sure that an outbound order exists for each wanted one, and that there is only one: looks up first, creates what
 * is missing, looks again after any answer that leaves it open, then tries what is still missing (OMS contract §1.3).
 *
 * Another process may have created the same order at the same moment, or a call that was given up may have arrived after
 * all. So what was created is looked at once more, and of several live outbound orders all but one are cancelled.
 *
 * @param wanted    each `thirdOrderNo` once
 * @param goesOn    whether to go on with the next batch of 100 after one that failed
 * @returns         by `thirdOrderNo`; a failed batch is a failure only for those it left open
 */
export async function placeOrders(
	connection: OmsConnection,
	wanted: readonly Wanted[],
	goesOn: boolean,
): Promise<Map<string, Placed>> {
	const placed = new Map<string, Placed>();
	for (const batch of chunks(wanted, BATCH)) {
		const placement = new Placement(connection, batch);
		const { account, stopSignal } = connection;
		await placing.run(account, async () => await placement.run(), stopSignal);
		for (const [number, result] of placement.results) placed.set(number, result);
		if (placement.failed && !goesOn) break;
	}
	return placed;
}

class Placement {
	readonly results = new Map<string, Placed>();

	failed = false;

	private readonly rows = new Map<string, CreateRow>();

	/** Numbers of outbound orders to cancel, and whose duplicates they are. */
	private readonly surplus = new Map<string, string>();

	constructor(
		private readonly connection: OmsConnection,
		private readonly batch: readonly Wanted[],
	) {}

	async run(): Promise<void> {
		try {
			await this.lookUp();
			this.prepare();
			await this.create([...this.rows.values()]);
		} catch (failure) {
			this.failed = true;
			for (const { thirdOrderNo } of this.batch) {
				if (!this.results.has(thirdOrderNo)) this.results.set(thirdOrderNo, { failure });
			}
		}
		await this.verify();
		await this.cancelSurplus();
	}

	private async lookUp(): Promise<void> {
		const numbers = this.batch.map(({ thirdOrderNo }) => thirdOrderNo);
		const found = await recordsByNumber(this.connection, numbers);
		for (const wanted of this.batch) {
			const records = found.get(wanted.thirdOrderNo);
			if (!records) continue;
			const record = this.oneOf(wanted.thirdOrderNo, records);
			this.results.set(wanted.thirdOrderNo, this.existing(wanted, record));
		}
	}

	/** The record that stands for the order; live ones beside it are to be cancelled. */
	private oneOf(thirdOrderNo: string, records: readonly Fields[]): Fields {
		const { kept, surplus } = resolveDuplicates(records);
		for (const { outboundOrderNo } of surplus) {
			this.surplus.set(textOf(outboundOrderNo), thirdOrderNo);
		}
		return kept;
	}

	/**
	 * Looks at what was created once more. Of two creators at least the later one sees both outbound orders. One that
	 * cannot look leaves it to the next run, whose look-up sees them as well.
	 */
	private async verify(): Promise<void> {
		const created = this.batch
			.map(({ thirdOrderNo }) => thirdOrderNo)
			.filter((number) => isCreated(this.results.get(number)));
		const found = await orNothing(
			recordsByNumber(this.connection, created, ['thirdOrderNo']),
			new Map<string, Fields[]>(),
		);
		for (const [thirdOrderNo, records] of found) {
			const result = this.results.get(thirdOrderNo);
			if (records.length < 2 || !isCreated(result)) continue;
			const outboundOrder = toOutboundOrder(
				this.oneOf(thirdOrderNo, records),
				this.connection.zone,
			);
			const own = outboundOrder.outboundOrderNo === result.outboundOrder.outboundOrderNo;
			this.results.set(thirdOrderNo, { outboundOrder, created: own });
		}
	}

	/** Asks for the cancellations; the warehouse's answers are not waited for, the next run looks again. */
	private async cancelSurplus(): Promise<void> {
		if (this.surplus.size === 0) return;
		const answers = await orNothing(
			cancelOrders(this.connection, [...this.surplus.keys()], 0),
			new Map<string, Cancellation>(),
		);
		for (const [outboundOrderNo, thirdOrderNo] of this.surplus) {
			const result = this.results.get(thirdOrderNo);
			if (!result || !('outboundOrder' in result)) continue;
			const answer = answers.get(outboundOrderNo) ?? {
				...NOT_ASKED,
				outboundOrderNo,
				thirdOrderNo,
			};
			result.duplicates = [...(result.duplicates ?? []), answer];
		}
	}

	private existing(wanted: Wanted, record: Fields): Placed {
		const outboundOrder = toOutboundOrder(record, this.connection.zone);
		if (statusOf(record) !== CANCELLED) return { outboundOrder, created: false };
		const { outboundOrderNo } = outboundOrder;
		const message = `Order ${wanted.orderId}: its outbound order ${outboundOrderNo} was cancelled in the OMS and is not created again.`;
		const details = { orderId: wanted.orderId, outboundOrderNo };
		return { exception: orderException('OUTBOUND_ORDER_CANCELLED', message, details) };
	}

	private prepare(): void {
		for (const wanted of this.batch) {
			if (this.results.has(wanted.thirdOrderNo)) continue;
			const { row, exception } = wanted.request();
			if (row) this.rows.set(wanted.thirdOrderNo, row);
			else this.results.set(wanted.thirdOrderNo, { exception });
		}
	}

	private async create(rows: readonly CreateRow[]): Promise<void> {
		let open = rows;
		for (let made = 1; open.length > 0; made++) {
			const failure = await this.send(open);
			open = this.open(open);
			if (open.length === 0) return;
			if (!(failure instanceof OmsError)) throw failure;
			if (failure.refusal.code === WRONG_PARAMETER) return await this.narrow(open, failure);
			if (!failure.temporary && !failure.ambiguous) throw failure;
			if (!isShort(failure.retryAfterMs)) throw failure;
			await this.connection.pause(
				retryDelay(made, WRITE_RETRY, Math.random(), failure.retryAfterMs),
			);
			await this.readBack(open);
			open = this.open(open);
			if (open.length > 0 && made >= WRITE_RETRY.attempts) throw failure;
		}
	}

	private open(rows: readonly CreateRow[]): CreateRow[] {
		return rows.filter(({ thirdOrderNo }) => !this.results.has(thirdOrderNo));
	}

	/** @returns why some rows may still be open */
	private async send(rows: readonly CreateRow[]): Promise<unknown> {
		const answer = await this.connection.write(CREATE, [...rows]).catch((failure: unknown) => {
			return { failure };
		});
		if (!Array.isArray(answer)) {
			return (answer as { failure?: unknown } | null)?.failure ?? this.connection.unreadable();
		}
		await this.take(rows, rowsOf(answer));
		return this.connection.unreadable();
	}

	/** Each row of the answer speaks for itself, whatever the call as a whole says (OMS contract §1.3). */
	private async take(rows: readonly CreateRow[], answers: readonly Fields[]): Promise<void> {
		const sent = new Map(rows.map((row) => [row.thirdOrderNo, row]));
		const refused = new Map<string, string>();
		for (const answer of answers) {
			const row = sent.get(textOf(answer.thirdOrderNo));
			if (!row) continue;
			if (String(answer.success) === 'true') this.created(row, textOf(answer.orderNo));
			else refused.set(row.thirdOrderNo, textOf(answer.msg));
		}
		await this.takeRefused(refused);
	}

	private created(row: CreateRow, outboundOrderNo: string): void {
		const record = { ...row, outboundOrderNo, status: NEW };
		const outboundOrder = toOutboundOrder(record, this.connection.zone);
		this.results.set(row.thirdOrderNo, { outboundOrder, created: true });
	}

	private async takeRefused(refused: ReadonlyMap<string, string>): Promise<void> {
		const known = [...refused].filter(([, message]) => saysExists(message));
		const found = await ordersByNumber(
			this.connection,
			known.map(([number]) => number),
		);
		for (const wanted of this.batch) {
			const message = refused.get(wanted.thirdOrderNo);
			if (message === undefined) continue;
			const record = found.get(wanted.thirdOrderNo);
			const result = record ? this.existing(wanted, record) : refusal(wanted, message);
			this.results.set(wanted.thirdOrderNo, result);
		}
	}

	/** What turns up now was taken in by the call whose answer left it open: nobody else creates it meanwhile. */
	private async readBack(rows: readonly CreateRow[]): Promise<void> {
		const numbers = rows.map(({ thirdOrderNo }) => thirdOrderNo);
		const found = await ordersByNumber(this.connection, numbers, ['thirdOrderNo']);
		for (const [thirdOrderNo, record] of found) {
			const outboundOrder = toOutboundOrder(record, this.connection.zone);
			this.results.set(thirdOrderNo, { outboundOrder, created: true });
		}
	}

	/** The OMS refused the whole call for a parameter: halves, until the order it does not like stands alone. */
	private async narrow(rows: readonly CreateRow[], failure: OmsError): Promise<void> {
		if (rows.length > 1) {
			for (const half of chunks(rows, Math.ceil(rows.length / 2))) await this.create(half);
			return;
		}
		const wanted = this.batch.find(({ thirdOrderNo }) => thirdOrderNo === rows[0].thirdOrderNo);
		if (wanted) {
			this.results.set(wanted.thirdOrderNo, refusal(wanted, failure.refusal.message));
		}
	}
}

const NOT_ASKED = {
	result: 'pending',
	reason: 'The OMS could not be asked to cancel it; the next run asks again.',
} as const;

function isCreated(
	result: Placed | undefined,
): result is { outboundOrder: OutboundOrderItem; created: boolean } {
	return result !== undefined && 'outboundOrder' in result && result.created;
}

/** What an unanswered call would have brought is left to the next run. */
async function orNothing<T>(work: Promise<T>, nothing: T): Promise<T> {
	return await work.catch((failure: unknown) => {
		if (failure instanceof OmsError) return nothing;
		throw failure;
	});
}

function refusal(wanted: Wanted, omsMessage: string): Placed {
	const { code, meaning, hint } = refusalOf(omsMessage);
	const words = `"${omsMessage}"${meaning ? ` (${meaning})` : ''}`;
	const message = `Order ${wanted.orderId}: the OMS did not take the order: ${words}.`;
	const details = { orderId: wanted.orderId, thirdOrderNo: wanted.thirdOrderNo, omsMessage };
	return { exception: orderException(code, message, details, hint) };
}
