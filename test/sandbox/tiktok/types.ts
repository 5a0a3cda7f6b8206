/** The TikTok Shop world as the sandbox keeps it. Times are epoch seconds, ids decimal strings. */

export type OrderStatus =
	| 'UNPAID'
	| 'ON_HOLD'
	| 'AWAITING_SHIPMENT'
	| 'PARTIALLY_SHIPPING'
	| 'AWAITING_COLLECTION'
	| 'IN_TRANSIT'
	| 'DELIVERED'
	| 'COMPLETED'
	| 'CANCELLED';

export type LineStatus = Exclude<OrderStatus, 'ON_HOLD' | 'PARTIALLY_SHIPPING'>;

export interface Shop {
	/** Name inside the sandbox and in its reports: US01, GB01. */
	key: string;
	id: string;
	/** Shop code of TikTok Shop, the `store_code` of mapping rows. */
	code: string;
	name: string;
	region: string;
	sellerType: 'LOCAL' | 'CROSS_BORDER';
	cipher: string;
	currency: string;
	/** TikTok Shop refuses every call for this shop with it, until it is taken away. */
	refusal?: { code: number; message: string; status: number };
}

export interface Address {
	name: string;
	phone: string;
	line1: string;
	line2: string;
	city: string;
	state: string;
	/** As TikTok Shop gives it in `district_info[].iso_code`. */
	stateIso: string;
	postalCode: string;
	regionCode: string;
	country: string;
	/** The levels below the country as the market has them; without them: state and city. */
	levels?: ReadonlyArray<AddressLevel>;
	/** Brazil only (TikTok Shop API §4.3): neighbourhood and complement. */
	line3?: string;
	line4?: string;
	/** UK only. */
	postTown?: string;
	/** The lines in one text; made of lines 1 and 2 where it is not given. */
	detail?: string;
}

/** One entry of `district_info`: `L1`, its name, the place, and the ISO code where TikTok Shop gives one. */
export type AddressLevel = readonly [level: string, name: string, place: string, isoCode?: string];

export interface BundlePart {
	skuId: string;
	productId: string;
	sellerSku: string;
	/** Units in one bundle. */
	count: number;
}

/** One line is one unit: TikTok Shop has no quantity (TikTok Shop API §4.3). */
export interface OrderLine {
	id: string;
	productId: string;
	productName: string;
	skuId: string;
	skuName: string;
	sellerSku: string;
	price: string;
	isGift: boolean;
	status: LineStatus;
	bundle: BundlePart[];
	packageId?: string;
}

/** What should become of an order by the end of its scenario. */
export type Expectation = 'ship' | 'exception' | 'ignore';

export type Healing = 'hold' | 'sku' | 'mapping';

/** Part of the sandbox's books, never part of an answer. */
export interface Scenario {
	name: string;
	expected: Expectation;
	healing?: Healing;
	/** Units of each system SKU the warehouse should be asked for; absent where no claim is made. */
	expectedLines?: Array<{ systemSku: string; quantity: number }>;
}

export interface Order {
	id: string;
	shop: Shop;
	status: OrderStatus;
	/** Has been, or is, in the remorse window (TikTok Shop API §4.4). */
	onHold: boolean;
	createTime: number;
	updateTime: number;
	paidTime?: number;
	rtsTime?: number;
	cancelTime?: number;
	cancelReason?: string;
	fulfillmentType: 'FULFILLMENT_BY_SELLER' | 'FULFILLMENT_BY_TIKTOK';
	shippingType: 'SELLER' | 'TIKTOK';
	warehouseId: string;
	deliveryOptionId: string;
	buyerUserId: string;
	buyerMessage: string;
	isSample: boolean;
	/** What else is special about it (TikTok Shop API §4.3). */
	kind: {
		isReplacement?: boolean;
		isExchange?: boolean;
		isCod?: boolean;
		orderType?: 'NORMAL' | 'ZERO_LOTTERY' | 'PRE_ORDER' | 'MADE_TO_ORDER' | 'BACK_ORDER' | '';
		deliveryType?: 'HOME_DELIVERY' | 'COLLECTION_POINT';
	};
	sellerNote: string;
	cancelRequestTime?: number;
	/** Hides the recipient with asterisks whatever the status (TikTok Shop API §7, masked address). */
	masked: boolean;
	address: Address;
	lines: OrderLine[];
	packageIds: string[];
	/** Brazil: what TikTok Shop thinks of the invoice (TikTok Shop API §4.5); absent where none is needed. */
	invoice?: 'needed' | 'wrong' | 'unchecked' | 'uploaded';
	/** Ids other systems know the order by. */
	externalOrders: ExternalOrder[];
	/** Calls about this order, alone or among others, are refused with it until it is taken away. */
	refusal?: { of: 'detail' | 'shipping'; code: number; message: string; status: number };
	/** The next fulfilment writes of this order are refused with these codes, one each. */
	refusals: number[];
	/** Times the tracking number was corrected (one correction per order, TikTok Shop API §4.6). */
	corrections: number;
	scenario: Scenario;
	/** Epoch seconds before which searches do not show the order, though its `update_time` is earlier already. */
	searchableFrom?: number;
	/** Epoch seconds before which Get Order Detail leaves the order out, though searches show it already. */
	detailFrom?: number;
	/** Damages the answers about this order, as TikTok Shop would by a fault of its own, until it is taken away. */
	damage?: (view: Record<string, unknown>) => void;
	/** Epoch ms of the first Get Order Detail of a client. */
	firstReadAt?: number;
}

export interface ExternalOrder {
	id: string;
	platform: string;
	line_items: Array<{ id: string; origin_id: string }>;
}

export interface Package {
	id: string;
	shop: Shop;
	orderId: string;
	/** The other orders of a combined package. */
	otherOrderIds: string[];
	lineIds: string[];
	status: 'PROCESSING' | 'FULFILLING' | 'COMPLETED' | 'CANCELLED';
	trackingNumber: string;
	providerId: string;
	createTime: number;
	updateTime: number;
	shippedTime?: number;
	corrections: number;
}

export interface ShippingProvider {
	id: string;
	name: string;
	/** The form of this provider's tracking numbers; another form gives a warning in the US. */
	numberPattern: RegExp;
}

export interface DeliveryOption {
	id: string;
	name: string;
	type: 'STANDARD' | 'EXPRESS' | 'ECONOMY' | 'SEND_BY_SELLER';
	/** Who ships; providers exist for SELLER only, else 21008117 (TikTok Shop API §4.7). */
	shippedBy: 'SELLER' | 'TIKTOK';
	providers: ShippingProvider[];
	/** Providers of some routes only, such as `DE>FR`; they come on top (TikTok Shop API §4.7, EU). */
	byRoute?: Readonly<Record<string, ShippingProvider[]>>;
}

export interface Warehouse {
	id: string;
	shopId: string;
	name: string;
	type: 'SALES_WAREHOUSE' | 'RETURN_WAREHOUSE';
	subType: 'DOMESTIC_WAREHOUSE' | 'CB_OVERSEA_WAREHOUSE' | 'CB_DIRECT_SHIPPING_WAREHOUSE';
	isDefault: boolean;
	address: Address;
	deliveryOptions: DeliveryOption[];
}

export interface ProductSku {
	id: string;
	name: string;
	sellerSku: string;
	/** What the seller will fill in where `sellerSku` is still empty (B32). */
	sellerSkuToCome?: string;
	price: string;
	stock: number;
	bundle: BundlePart[];
}

export interface Product {
	id: string;
	shopId: string;
	title: string;
	status: 'ACTIVATE' | 'SELLER_DEACTIVATED' | 'DRAFT';
	createTime: number;
	updateTime: number;
	skus: ProductSku[];
}

/** A tracking number TikTok Shop accepted. */
export interface TrackingWrite {
	orderId: string;
	packageId: string;
	lineIds: string[];
	trackingNumber: string;
	providerId: string;
	providerName: string;
	via:
		| 'markPackageAsShipped'
		| 'shipPackage'
		| 'batchShipPackages'
		| 'createPackages'
		| 'updateShippingInfo'
		| 'updatePackageShippingInfo';
	/** ISO 8601, UTC. */
	at: string;
}
