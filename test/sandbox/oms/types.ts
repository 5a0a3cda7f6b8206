/** The OMS world as the sandbox keeps it. Names follow the OMS API §1.5–§1.7. */

export interface Channel {
	channelCode: string;
	channelName: string;
	/** Carrier of the channel: the value of `logisticsCarrier` in a shipped order. */
	carrierName: string;
	/** A tracking number of this carrier, from a running number. */
	trackNo: (seq: number) => string;
}

export interface OmsWarehouse {
	whCode: string;
	whNameCn: string;
	countryCode: string;
	channels: Channel[];
}

export interface OmsProduct {
	sku: string;
	productCode: string;
	productName: string;
	weight: string;
	length: string;
	width: string;
	height: string;
	/** Warehouses that have registered and measured this product; elsewhere 未维护新品. */
	registeredIn: string[];
}

export interface Stock {
	whCode: string;
	sku: string;
	available: number;
	locked: number;
	/** Epoch ms of the last movement: rows outside the asked window are absent (OMS API §1.7, trap). */
	movedAt: number;
}

/** 0 new, 1 label obtained, 2 processing, 3 shipped, 4 cancelled, 5 exception, 6 intercepting, 7 label exception. */
export type OutboundStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface OutboundLine {
	sku: string;
	quantity: number;
}

export interface OutboundOrder {
	outboundOrderNo: string;
	thirdOrderNo: string;
	platformOrderNo: string;
	referOrderNo: string;
	whCode: string;
	logisticsChannel: string;
	status: OutboundStatus;
	/** What detail and list show in place of the status: one that is not in the contract, or of another type. */
	shownStatus?: unknown;
	/** Why the warehouse stopped it (`exceptionDesc`), with the statuses 5 to 7. */
	exceptionDesc?: string;
	/** Text fields of the create call that are shown again as they came: recipient, store, remark, … */
	given: Readonly<Record<string, string>>;
	lines: OutboundLine[];
	carrier: string;
	/** The main one. */
	trackNo: string;
	/** What the warehouse puts into each parcel; absent = everything into one. Less than ordered = it ships less. */
	packing?: OutboundLine[][];
	/** Numbers of the parcels of a packing, once shipped; empty where the carrier has not given one yet. */
	parcelTrackNos?: string[];
	/** Epoch ms. */
	createdAt: number;
	movedAt: number;
	outboundAt?: number;
	cancelledAt?: number;
	/** Set while a cancellation waits for its answer; `refused` once the warehouse has shipped first. */
	cancel?: { askedAt: number; state: 'pending' | 'done' | 'refused' };
}
