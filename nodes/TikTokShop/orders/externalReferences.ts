import { chunk } from 'lodash';

import { TikTokShopError, type Connection } from '../transport/connection';
import { faultOf } from '../transport/errors';
import { listIn, readableIn, UnreadableList } from '../transport/listIn';
import { apiPath } from '../transport/path';
import { toText } from '../../shared/text';
import { writeOnce } from '../../shared/writeOnce';

/**
 * Numbers that orders have in other systems. Named in TikTok Shop API §4.6; the fields are those of public SDKs (read 2026-11-25), as
 * the contract does not list them: at most 100 orders a call, refused orders in `data.errors[]`.
 */
export interface ExternalReference {
	orderId: string;
	/** Number of the order in the other system. */
	externalOrderId: string;
	/** What kind of system it is, e.g. `ORDER_MANAGEMENT_SYSTEM`. */
	platform: string;
}

/** Kinds of systems TikTok Shop knows. */
export const PLATFORMS = [
	'AMAZON',
	'BIGCOMMERCE',
	'CHANNEL_ADVISOR',
	'ERP_SYSTEM',
	'MAGENTO',
	'ORDER_MANAGEMENT_SYSTEM',
	'SALESFORCE_COMMERCE_CLOUD',
	'SHOPIFY',
	'WAREHOUSE_MANAGEMENT_SYSTEM',
	'WOOCOMMERCE',
] as const;

const PER_CALL = 100;
const MOST_ATTEMPTS = 4;
/** A part of a batch that failed is itself another attempt. */
const ATTEMPTS_OF_A_PART = 2;
const READ_BACK_AFTER_MS = 500;
/** So many calls in a row that fail are no fault of one order: temporary errors, and orders that were refused alone. */
const OUTAGE = 7;
const ALL_ALIKE = 3;

/**
 * Writes references on their orders, a hundred a call. After an answer that leaves it open they are read back, and only what is
 * missing is sent again. A call that is refused, or fails again and again, is halved until the order that it is about stands
 * alone.
 *
 * @param references  of one shop
 * @returns           why orders were refused, by order ID
 * @throws TikTokShopError  what each call fails with: token, signature, scope, outage; or all orders alike
 */
export async function addReferences(
	connection: Connection,
	cipher: string,
	references: readonly ExternalReference[],
): Promise<Map<string, string>> {
	const writing = new ReferenceWriting(connection, cipher);
	let attempts = MOST_ATTEMPTS;
	for (let open = chunk([...references], PER_CALL); open.length > 0; ) {
		const parts: ExternalReference[][] = [];
		for (const batch of open) parts.push(...(await writing.add(batch, attempts)));
		open = parts;
		attempts = ATTEMPTS_OF_A_PART;
	}
	writing.mayNotBeAll();
	return writing.refused;
}

class ReferenceWriting {
	readonly refused = new Map<string, string>();
	private failedForAMoment = 0;
	private refusedAlone = 0;
	private everAnswered = false;
	private lastAlone: TikTokShopError | undefined;

	constructor(
		private readonly connection: Connection,
		private readonly cipher: string,
	) {}

	/** @returns what is to be written in smaller parts */
	async add(batch: ExternalReference[], attempts: number): Promise<ExternalReference[][]> {
		try {
			await this.write(batch, attempts);
			this.everAnswered = true;
			this.failedForAMoment = 0;
			this.refusedAlone = 0;
			return [];
		} catch (failure) {
			const isAboutOrders =
				failure instanceof TikTokShopError &&
				(failure.temporary || faultOf(failure.apiError) === 'item');
			if (!isAboutOrders) return await Promise.reject(failure as Error);
			return await this.failed(batch, failure);
		}
	}

	private async failed(
		batch: ExternalReference[],
		failure: TikTokShopError,
	): Promise<ExternalReference[][]> {
		if (failure.temporary && ++this.failedForAMoment >= OUTAGE)
			return await Promise.reject(failure);
		if (batch.length > 1) return chunk(batch, Math.ceil(batch.length / 2));
		this.refusedAlone += 1;
		this.lastAlone = failure;
		if (!this.everAnswered && this.refusedAlone >= ALL_ALIKE) return await Promise.reject(failure);
		this.refused.set(batch[0].orderId, failure.message);
		return [];
	}

	/** @throws when no call was answered with success: one order that is refused for good may be odd by itself */
	mayNotBeAll(): void {
		const { lastAlone } = this;
		if (this.everAnswered || !lastAlone) return;
		if (lastAlone.temporary || this.refused.size > 1) throw lastAlone;
	}

	private async write(batch: ExternalReference[], attempts: number): Promise<void> {
		const notWritten = await writeOnce(
			batch,
			{
				write: async (open) => {
					await this.note(open, await post(this.connection, this.cipher, open));
				},
				stillMissing: async (open) => await this.missing(open),
				after: (failure, attempt) => {
					if (!(failure instanceof TikTokShopError)) return undefined;
					return failure.mayHaveBeenAccepted
						? { readBackAfterMs: READ_BACK_AFTER_MS * attempt, retryAfterMs: 0 }
						: {};
				},
			},
			{ attempts },
			this.connection,
		);
		if (notWritten) throw notWritten.failure;
	}

	/** A refusal that names none of the orders is that of those which do not show their reference. */
	private async note(
		batch: readonly ExternalReference[],
		errors: RefusedReference[],
	): Promise<void> {
		let nameless: string | undefined;
		for (const { code, message, detail } of errors) {
			const orderId = toText(detail?.order_id);
			const reason = `${code ?? ''}: ${message ?? ''}`;
			if (batch.some((each) => each.orderId === orderId)) this.refused.set(orderId, reason);
			else nameless ??= reason;
		}
		if (nameless === undefined) return;
		const others = batch.filter(({ orderId }) => !this.refused.has(orderId));
		for (const { orderId } of await this.missing(others)) this.refused.set(orderId, nameless);
	}

	/** Those that their orders do not show. What cannot be read back is not sent again, and told. */
	private async missing(references: readonly ExternalReference[]): Promise<ExternalReference[]> {
		const left: ExternalReference[] = [];
		for (const reference of references) {
			try {
				if (!(await isShown(this.connection, this.cipher, reference))) left.push(reference);
			} catch (failure) {
				if (!(failure instanceof UnreadableList)) return await Promise.reject(failure as Error);
				this.refused.set(reference.orderId, failure.message);
			}
		}
		return left;
	}
}

interface RefusedReference {
	code?: number;
	message?: string;
	detail?: { order_id?: string } | null;
}

async function post(
	connection: Connection,
	cipher: string,
	references: readonly ExternalReference[],
): Promise<RefusedReference[]> {
	const { errors } = await connection.write<{ errors?: unknown }>({
		method: 'POST',
		path: '/order/202406/orders/external_orders',
		cipher,
		body: {
			orders: references.map(({ orderId, externalOrderId, platform }) => ({
				id: orderId,
				external_order: { id: externalOrderId, platform },
			})),
		},
	});
	const given: unknown[] = Array.isArray(errors) ? errors : [];
	return given.filter(
		(error): error is RefusedReference => typeof error === 'object' && error !== null,
	);
}

/** Whether TikTok Shop shows a reference on its order; an order that it refuses to show has none. */
async function isShown(
	connection: Connection,
	cipher: string,
	{ orderId, platform, externalOrderId }: ExternalReference,
): Promise<boolean> {
	const known = await referencesOf(connection, cipher, orderId, platform).catch(
		(failure: unknown) => {
			const isItsOwn = failure instanceof TikTokShopError && faultOf(failure.apiError) === 'item';
			if (isItsOwn && !failure.temporary) return [];
			throw failure;
		},
	);
	return known.some((each) => each.externalOrderId === externalOrderId);
}

/** References of one order for one kind of system; TikTok Shop answers no other question. */
export async function referencesOf(
	connection: Connection,
	cipher: string,
	orderId: string,
	platform: string,
	isComplete = false,
): Promise<ExternalReference[]> {
	const data = await connection.read<unknown>({
		method: 'GET',
		path: apiPath`/order/202406/orders/${orderId}/external_orders`,
		cipher,
		query: { platform },
	});
	const read = isComplete ? listIn : readableIn;
	const found = read<{ id: string; platform?: string }>(data, 'external_orders');
	return found.map(({ id, platform: kind = platform }) => {
		return { orderId, externalOrderId: id, platform: kind };
	});
}
