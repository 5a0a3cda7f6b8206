import type { IDataObject } from 'n8n-workflow';

import type { PlannedOrder } from '../world/orders';
import type { Means } from './maker';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A shop is refused, and a row cannot be used, for this long at least, ms. */
const SHORTEST = 1.75 * HOUR;

/** SKUs one of whose rows may be spoilt: the first is a combo of three parts. */
const SPOILT = ['SET-BREAKFAST', 'MUG-BLUE', 'LAMP'];

/** Lasting refusals of one shop (TikTok Shop API §5), and one that the contract does not name. */
const REFUSALS = [
	{ code: 36009043, message: 'The shop is inactive', status: 401 },
	{ code: 36009044, message: 'The seller is inactive', status: 401 },
	{ code: 12052999, message: 'The shop is under review', status: 403 },
];

interface BadThing {
	what: string;
	/** Whether an order has to wait for its end. */
	hinders: (planned: PlannedOrder) => boolean;
	/** Whether an order is so near that it would stand still with it; all by default. */
	isNear?: (planned: PlannedOrder) => boolean;
}

/** Faults of a single order or shop, which must stop nothing else. Each is mended after a while. */
export class BadThings {
	/** IDs of the shops that the trigger has reported since they were refused. */
	private readonly said = new Set<string>();
	/** Epoch ms of the last moment in which a shop was refused, by its ID. */
	private readonly refusedUntil = new Map<string, number>();
	/** Epoch ms of the last moment in which all of n8n stood still for want of an authorisation. */
	stoodStillAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly means: Means) {}

	/** The exceptions that the trigger emitted, or the failure of a poll. */
	told(exceptions: readonly IDataObject[], failure?: Error): void {
		for (const { shop } of exceptions) this.said.add(String((shop as IDataObject | undefined)?.id));
		if (!failure) return;
		for (const { id, name } of this.means.services.tiktok.shops) {
			if (failure.message.includes(name)) this.said.add(id);
		}
	}

	rowUnusable(): void {
		const { mapping, random } = this.means;
		const sku = SPOILT[random.below(SPOILT.length)];
		mapping.setSpoilt(sku, true);
		const needsIt = ({ lines }: PlannedOrder): boolean => lines.some(([each]) => each === sku);
		const what = `a row of ${sku} cannot be used`;
		this.lasting(SHORTEST + random.below(2 * HOUR), { what, hinders: needsIt }, () =>
			mapping.setSpoilt(sku, false),
		);
	}

	shopRefused(): void {
		const { services, random } = this.means;
		const { shops } = services.tiktok;
		const index = random.below(shops.length);
		const shop = shops[index];
		if (shop.refusal) return;
		shop.refusal = REFUSALS[random.below(REFUSALS.length)];
		this.said.delete(shop.id);
		this.refusedUntil.set(shop.id, Number.POSITIVE_INFINITY);
		const isOfIt = (planned: PlannedOrder): boolean => planned.shop === index;
		const wait = SHORTEST + random.below(HOUR);
		const thing = { what: `${shop.name} is refused`, hinders: isOfIt };
		this.lasting(wait, thing, (isExcused) => {
			delete shop.refusal;
			this.refusedUntil.set(shop.id, this.means.clock.now());
			if (isExcused || this.said.has(shop.id)) return;
			this.means.broken(
				`${shop.name} was refused for ${wait / MINUTE} minutes, and nobody was told`,
			);
		});
	}

	/** @param planned  an order that cannot be read, or is refused, for the duration of its scenario */
	badOrder(planned: PlannedOrder): void {
		const { scenario, shop, delay } = planned;
		const thing = {
			what: `one order of shop ${shop} is bad (${scenario})`,
			hinders: (other: PlannedOrder) => other === planned,
			// The orders of all shops meet in the create calls of the OMS.
			isNear: (other: PlannedOrder) => scenario === 'createRefused' || other.shop === shop,
		};
		this.lasting(delay - 1, thing, () => {});
	}

	/** The shop was refused since then: the exception names the shop, not each of its orders. */
	wasRefused(shopId: string, since: number): boolean {
		return (this.refusedUntil.get(shopId) ?? Number.NEGATIVE_INFINITY) >= since;
	}

	/** All of n8n stood still at a moment since then. */
	isExcused(since: number): boolean {
		return this.stoodStillAt >= since;
	}

	private lasting(
		ms: number,
		{ what, hinders, isNear = () => true }: BadThing,
		mend: (isExcused: boolean) => void,
	): void {
		const { clock } = this.means;
		const since = clock.now();
		const end = this.means.standstill.watch(what, hinders, isNear);
		void clock.after(ms, () => {
			const isExcused = this.isExcused(since);
			end(isExcused);
			mend(isExcused);
		});
	}
}
