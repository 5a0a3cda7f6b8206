import { IdSequence } from '../ids';
import type { EventLog } from '../eventLog';
import { TikTokRefusal } from './answer';
import { Cancellations } from './cancellations';
import { ALL_SCOPES, Tokens, type Grant } from './tokens';
import type { LineSeed, OrderSeed } from './seeds';
import type {
	BundlePart,
	DeliveryOption,
	Order,
	OrderLine,
	OrderStatus,
	Package,
	Product,
	ProductSku,
	Shop,
	TrackingWrite,
	Warehouse,
} from './types';

export type { LineSeed, OrderSeed } from './seeds';

export interface CodeRequest {
	/** Keys or codes of the shops; all by default. */
	shops?: string[];
	scopes?: string[];
	userType?: number;
	/** Another seller than the usual one. */
	openId?: string;
	sellerName?: string;
	/** Epoch seconds of the end of the authorization; one year ahead by default. */
	endsAt?: number;
}

export interface RateLimit {
	/** Calls answered per second. */
	perSecond: number;
	/** For each API, app and shop, as TikTok Shop counts (TikTok Shop API §5); over all of them where absent. */
	forEachApi?: boolean;
	/** Whether the refusal names a Retry-After. */
	retryAfter: boolean;
}

/** The seller of the demo world. */
const SELLER = 'Sunny Home';
const DEFAULT_BUYER = { name: 'Dana Miller', line1: '500 Market Street', line2: '' };
const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Regions where packages come to be with shipping, not with payment (TikTok Shop API §7). */
export const PACKAGE_FROM_PAYMENT_EXCEPT: readonly string[] = ['US', 'GB'];

/** The state of the TikTok Shop side, and the actions of buyers, sellers and TikTok Shop. */
export class TikTokWorld {
	readonly shops: Shop[] = [];

	readonly warehouses: Warehouse[] = [];

	readonly products: Product[] = [];

	readonly orders = new Map<string, Order>();

	readonly packages = new Map<string, Package>();

	readonly cancellations = new Cancellations();
	private readonly byNumber = new Map<string, Package[]>();

	/** Accepted tracking numbers, oldest first. */
	readonly trackingWrites: TrackingWrite[] = [];

	readonly tokens: Tokens;

	/**
	 * Where the authorize page leads when the link names no redirect_uri. The real page has only this one, set on the app
	 * (TikTok Shop API §2.1); here a link may name another, so that the sandbox works with anybody's n8n.
	 */
	redirectUrl = 'https://example.com/callback';

	/** Who is logged in on the authorize page, and agrees. */
	consent: CodeRequest = {};

	/** The authorization link of an app in draft does not work (TikTok Shop API §2.1). */
	appInDraft = false;

	/** Whether callers are on the IP allow list of the app. */
	ipAllowed = true;

	/** Life of a page token. */
	pageTokenLifeMs = 10 * 60 * 1000;

	rateLimit?: RateLimit;

	/** Where the sandbox answers; shipping documents lie there. */
	baseUrl = '';

	/** A label is ready so long after shipping was arranged (TikTok Shop API §5, 11034037). */
	labelDelayMs = 0;

	/** Get Order Detail refuses orders of another seller (21008111, TikTok Shop API §5) rather than leaving them out. */
	refusesForeignOrders = false;
	/** The order search refuses to be asked without `order_status`; the contract has it optional (TikTok Shop API §4.2). */
	refusesSearchWithoutStatus = false;

	/** HTTP status of refusals of a business rule, which is documented for few of them (TikTok Shop API §5). */
	refusalStatus = 200;

	/** Epoch ms of the first order search of a client: the scenarios of the demo world begin then. */
	firstSearchAt?: number;

	private readonly ids = {
		order: new IdSequence('5765', 18, 104_729),
		line: new IdSequence('5770', 18, 7_919),
		package: new IdSequence('1152', 19, 6_151),
		user: new IdSequence('7021', 19, 3_571),
	};

	constructor(
		readonly now: () => number,
		readonly eventLog: EventLog,
	) {
		this.tokens = new Tokens(now);
	}

	seconds(): number {
		return Math.floor(this.now() / 1000);
	}

	/** @throws when no shop has this key or code */
	shop(keyOrCode: string): Shop {
		const found = this.shops.find((shop) => shop.key === keyOrCode || shop.code === keyOrCode);
		if (!found) throw new Error(`The sandbox has no shop "${keyOrCode}"`);
		return found;
	}

	/** @throws when there is no such order */
	order(orderId: string): Order {
		const found = this.orders.get(orderId);
		if (!found) throw new Error(`The sandbox has no order ${orderId}`);
		return found;
	}

	/** The order whose scenario has this name. */
	orderOf(scenario: string): Order {
		const found = [...this.orders.values()].find((order) => order.scenario.name === scenario);
		if (!found) throw new Error(`The sandbox has no order with the scenario "${scenario}"`);
		return found;
	}

	/** Orders of a shop, oldest first. */
	ordersOf(shop: Shop): Order[] {
		return [...this.orders.values()].filter((order) => order.shop.id === shop.id);
	}

	warehousesOf(shop: Shop): Warehouse[] {
		return this.warehouses.filter((warehouse) => warehouse.shopId === shop.id);
	}

	deliveryOption(shop: Shop, optionId: string): DeliveryOption | undefined {
		return this.warehousesOf(shop)
			.flatMap((warehouse) => warehouse.deliveryOptions)
			.find((option) => option.id === optionId);
	}

	addShop(shop: Shop, warehouses: Warehouse[], products: Product[] = []): void {
		// A copy: what a test does to a shop must not reach the next sandbox.
		this.shops.push({ ...shop });
		this.warehouses.push(...warehouses);
		this.products.push(...products);
	}

	/**
	 * What an account grants when it agrees.
	 *
	 * @throws when there is no such shop
	 */
	grantOf(request: CodeRequest): Grant {
		return {
			shops: request.shops ? request.shops.map((key) => this.shop(key)) : [...this.shops],
			scopes: request.scopes ?? ALL_SCOPES,
			userType: request.userType ?? 0,
			openId: request.openId ?? 'sandboxOpenId7010736057180325637',
			sellerName: request.sellerName ?? SELLER,
			endsAt: request.endsAt ?? this.seconds() + YEAR_SECONDS,
		};
	}

	issueCode(request: CodeRequest = {}): string {
		return this.tokens.issueCode(this.grantOf(request));
	}

	addOrder(seed: OrderSeed): Order {
		const shop = this.shop(seed.shop);
		const status = seed.status ?? 'AWAITING_SHIPMENT';
		const shippingType = seed.shippingType ?? 'SELLER';
		const warehouse = this.warehousesOf(shop)[seed.warehouse ?? 0];
		if (!warehouse) throw new Error(`Shop ${shop.key} has no warehouse ${seed.warehouse ?? 0}`);
		const option = warehouse.deliveryOptions.find((each) => each.shippedBy === shippingType);
		const createTime = this.seconds() - (seed.ageSeconds ?? 0);
		const order: Order = {
			id: this.ids.order.next(),
			shop,
			status,
			onHold: status !== 'UNPAID',
			createTime,
			updateTime: createTime,
			...(status === 'UNPAID' ? {} : { paidTime: createTime }),
			fulfillmentType: seed.fulfillmentType ?? 'FULFILLMENT_BY_SELLER',
			shippingType,
			warehouseId: warehouse.id,
			deliveryOptionId: option?.id ?? '',
			buyerUserId: this.ids.user.next(),
			buyerMessage: seed.buyerMessage ?? '',
			isSample: seed.isSample ?? false,
			kind: seed.kind ?? {},
			sellerNote: seed.sellerNote ?? '',
			masked: seed.masked ?? false,
			address: { ...warehouse.address, ...DEFAULT_BUYER, ...seed.address },
			lines: seed.lines.flatMap((line) => this.linesOf(shop, line, status)),
			packageIds: [],
			corrections: 0,
			externalOrders: [],
			refusals: [],
			...(shop.region === 'BR' ? { invoice: seed.invoice ?? 'uploaded' } : {}),
			scenario: {
				name: seed.scenario ?? 'added',
				expected: seed.expected ?? 'ship',
				...(seed.healing ? { healing: seed.healing } : {}),
				...(seed.expectedLines ? { expectedLines: seed.expectedLines } : {}),
			},
			...(seed.cancelRequested ? { cancelRequestTime: createTime } : {}),
			...(seed.visibleAfterSeconds === undefined
				? {}
				: { searchableFrom: this.seconds() + seed.visibleAfterSeconds }),
			...(status === 'CANCELLED'
				? { cancelTime: createTime, cancelReason: 'No longer needed' }
				: {}),
		};
		this.orders.set(order.id, order);
		if (seed.cancelRequested) this.cancellations.ask(order, createTime);
		if (status === 'CANCELLED') this.cancellations.cancelled(order, createTime);
		this.eventLog.add('seeded', order.id, shop.code, { scenario: order.scenario.name, status });
		// Package ids: none before shipping in the US and the UK, from payment elsewhere (TikTok Shop API §7).
		if (status !== 'UNPAID' && !PACKAGE_FROM_PAYMENT_EXCEPT.includes(shop.region)) {
			this.newPackage(order, order.lines);
		}
		return order;
	}

	/** Orders whose lines are in a package. */
	ordersIn(parcel: Package): Order[] {
		return [parcel.orderId, ...parcel.otherOrderIds].map((id) => this.order(id));
	}

	/** Packages under a tracking number. */
	packagesNumbered(trackingNumber: string): Package[] {
		const numbered = this.byNumber.get(trackingNumber) ?? [];
		return numbered.filter(
			(each) => each.trackingNumber === trackingNumber && this.packages.has(each.id),
		);
	}

	/** Gives a package its tracking number. */
	number(parcel: Package, trackingNumber: string): void {
		parcel.trackingNumber = trackingNumber;
		const others = this.packagesNumbered(trackingNumber).filter((each) => each !== parcel);
		this.byNumber.set(trackingNumber, [...others, parcel]);
	}

	newPackage(order: Order, lines: readonly OrderLine[]): Package {
		const id = this.ids.package.next();
		const time = this.seconds();
		const created: Package = {
			id,
			shop: order.shop,
			orderId: order.id,
			otherOrderIds: [],
			lineIds: lines.map((line) => line.id),
			status: 'PROCESSING',
			trackingNumber: '',
			providerId: '',
			createTime: time,
			updateTime: time,
			corrections: 0,
		};
		this.packages.set(id, created);
		order.packageIds.push(id);
		for (const line of lines) line.packageId = id;
		return created;
	}

	/**
	 * The token host answers it with HTTP 200, as everything; of the API the contract knows no status, others saw 403.
	 *
	 * @throws 36009033 when the caller is not on the IP allow list of the app (TikTok Shop API §2.3, §5)
	 */
	checkIp(): void {
		if (!this.ipAllowed) {
			throw new TikTokRefusal(36009033, 'The IP is not in the allow list of the app', 403);
		}
	}

	private linesOf(shop: Shop, seed: LineSeed, status: OrderStatus): OrderLine[] {
		const { product, sku } = this.skuOf(shop, seed.sellerSku);
		if (seed.emptySellerSku) {
			sku.sellerSkuToCome = sku.sellerSku;
			sku.sellerSku = '';
		}
		const lineStatus =
			status === 'ON_HOLD' || status === 'PARTIALLY_SHIPPING' ? 'AWAITING_SHIPMENT' : status;
		return Array.from({ length: seed.units ?? 1 }, () => ({
			id: this.ids.line.next(),
			productId: product.id,
			productName: product.title,
			skuId: sku.id,
			skuName: sku.name,
			sellerSku: sku.sellerSku,
			price: sku.price,
			isGift: seed.isGift ?? false,
			status: lineStatus,
			bundle: sku.bundle.map((part: BundlePart) => ({ ...part })),
		}));
	}

	private skuOf(shop: Shop, sellerSku: string): { product: Product; sku: ProductSku } {
		for (const product of this.products.filter((each) => each.shopId === shop.id)) {
			const sku = product.skus.find((each) => each.sellerSku === sellerSku);
			if (sku) return { product, sku };
		}
		throw new Error(`Shop ${shop.key} sells no SKU "${sellerSku}"`);
	}
}
