import { eachItem, type Resource } from '../../shared/operations';
import { eachItemOrException } from './eachItemOrException';
import * as auditCompare from './audit/compare.operation';
import * as authorizationGet from './authorization/get.operation';
import * as cancellationApprove from './cancellation/approve.operation';
import * as cancellationGetAll from './cancellation/getAll.operation';
import * as cancellationReject from './cancellation/reject.operation';
import * as exceptionCompareWithDesk from './exception/compareWithDesk.operation';
import * as exceptionDecide from './exception/decide.operation';
import * as exceptionListForDesk from './exception/listForDesk.operation';
import * as exceptionMakeDigest from './exception/makeDigest.operation';
import * as exceptionSayOutcome from './exception/sayOutcome.operation';
import * as exceptionSummarize from './exception/summarize.operation';
import * as liveCheckMakeReport from './liveCheck/makeReport.operation';
import * as liveCheckRun from './liveCheck/run.operation';
import * as orderAddExternalReference from './order/addExternalReference.operation';
import * as orderCancel from './order/cancel.operation';
import * as orderCheckDeadlines from './order/checkDeadlines.operation';
import * as orderCheckEligibility from './order/checkEligibility.operation';
import * as orderGet from './order/get.operation';
import * as orderGetAll from './order/getAll.operation';
import * as orderGetExternalReferences from './order/getExternalReferences.operation';
import * as orderReadAgain from './order/readAgain.operation';
import { eachItemByShop } from './order/eachItemByShop';
import * as ordersPageCheckRequest from './ordersPage/checkRequest.operation';
import * as ordersPageMakeRows from './ordersPage/makeRows.operation';
import * as ordersPageOpen from './ordersPage/open.operation';
import * as packageArrangeShipping from './package/arrangeShipping.operation';
import * as packageGet from './package/get.operation';
import * as packageGetShippingDocument from './package/getShippingDocument.operation';
import * as productGetAll from './product/getAll.operation';
import * as shippingProviderCheckPairing from './shippingProvider/checkPairing.operation';
import * as shippingProviderGetAll from './shippingProvider/getAll.operation';
import * as shippingProviderListUnpaired from './shippingProvider/listUnpaired.operation';
import * as shippingProviderSayPaired from './shippingProvider/sayPaired.operation';
import * as shopGetAll from './shop/getAll.operation';
import * as warehouseGetAll from './warehouse/getAll.operation';

/** Operations that call nothing, and so need no credential. */
export const OPERATIONS_WITHOUT_CALLS = [
	'checkDeadlines',
	'checkEligibility',
	'checkPairing',
	'compare',
	'compareWithDesk',
	'decide',
	'listUnpaired',
	'makeDigest',
	'makeReport',
	'makeRows',
	'sayOutcome',
	'sayPaired',
	'summarize',
];

/** The operations of the node TikTok Shop, with the loop that each of them runs in. */
export const RESOURCES: readonly Resource[] = [
	{
		displayName: 'Audit',
		value: 'audit',
		operations: { compare: auditCompare },
		defaultOperation: 'compare',
	},
	{
		displayName: 'Authorization',
		value: 'authorization',
		operations: { get: eachItem(authorizationGet) },
		defaultOperation: 'get',
	},
	{
		displayName: 'Cancellation',
		value: 'cancellation',
		operations: {
			approve: eachItemOrException(cancellationApprove),
			getAll: eachItemByShop(cancellationGetAll),
			reject: eachItemOrException(cancellationReject),
		},
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Exception',
		value: 'exception',
		operations: {
			compareWithDesk: exceptionCompareWithDesk,
			decide: exceptionDecide,
			listForDesk: exceptionListForDesk,
			makeDigest: exceptionMakeDigest,
			sayOutcome: exceptionSayOutcome,
			summarize: exceptionSummarize,
		},
		defaultOperation: 'compareWithDesk',
	},
	{
		displayName: 'Live Check',
		value: 'liveCheck',
		operations: { makeReport: liveCheckMakeReport, run: eachItem(liveCheckRun) },
		defaultOperation: 'run',
	},
	{
		displayName: 'Order',
		value: 'order',
		operations: {
			addExternalReference: orderAddExternalReference,
			cancel: eachItemOrException(orderCancel),
			checkDeadlines: orderCheckDeadlines,
			checkEligibility: orderCheckEligibility,
			get: eachItemByShop(orderGet),
			getAll: eachItemByShop(orderGetAll),
			getExternalReferences: eachItem(orderGetExternalReferences),
			readAgain: orderReadAgain,
		},
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Orders Page',
		value: 'ordersPage',
		operations: {
			checkRequest: ordersPageCheckRequest,
			makeRows: ordersPageMakeRows,
			open: eachItem(ordersPageOpen),
		},
		defaultOperation: 'open',
	},
	{
		displayName: 'Package',
		value: 'package',
		operations: {
			arrangeShipping: eachItemOrException(packageArrangeShipping),
			get: eachItem(packageGet),
			getShippingDocument: eachItemOrException(packageGetShippingDocument),
		},
		defaultOperation: 'get',
	},
	{
		displayName: 'Product',
		value: 'product',
		operations: { getAll: eachItem(productGetAll) },
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Shipping Provider',
		value: 'shippingProvider',
		operations: {
			checkPairing: shippingProviderCheckPairing,
			getAll: eachItem(shippingProviderGetAll),
			listUnpaired: shippingProviderListUnpaired,
			sayPaired: shippingProviderSayPaired,
		},
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Shop',
		value: 'shop',
		operations: { getAll: eachItem(shopGetAll) },
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Warehouse',
		value: 'warehouse',
		operations: { getAll: eachItem(warehouseGetAll) },
		defaultOperation: 'getAll',
	},
];
