import type { INodeProperties } from 'n8n-workflow';

/** Hosts of the page on which a seller authorizes an app (TikTok Shop API §1). The Partner Center of the app decides which one applies. */
export const AUTHORIZE_HOSTS: Readonly<Record<string, string>> = {
	US: 'https://services.us.tiktokshop.com',
	GLOBAL: 'https://services.tiktokshop.com',
};

/** Where apps are made, and their keys stand. */
const PARTNER_CENTERS: ReadonlyArray<readonly [site: string, host: string]> = [
	['US', 'partner.us.tiktokshop.com'],
	['GLOBAL', 'partner.tiktokshop.com'],
];

/** Both credentials say it alike. */
const SITE: Omit<INodeProperties, 'name'> = {
	displayName: 'Authorized Site',
	type: 'options',
	options: [
		{
			name: 'US',
			value: 'US',
			description: 'US local stores; the app was made on partner.us.tiktokshop.com',
		},
		{
			name: 'Global',
			value: 'GLOBAL',
			description:
				'Cross-border and all other local stores; the app was made on partner.tiktokshop.com',
		},
	],
	default: 'US',
	description:
		'Has to fit the store type: My Account > Seller Profile > Seller Type on TikTok Shop',
};

/** The site, and below it a link to the page on which the app's keys and Service ID stand. */
export function siteFields(name: string): INodeProperties[] {
	const where = PARTNER_CENTERS.map(
		([site, host]): INodeProperties => ({
			displayName: `App key, app secret and Service ID stand on the page of your app: <a href="https://${host}" target="_blank">${host}</a>.`,
			name: `where${site}`,
			type: 'notice',
			default: '',
			displayOptions: { show: { [name]: [site] } },
		}),
	);
	return [{ ...SITE, name }, ...where];
}

export const SERVICE_ID: INodeProperties = {
	displayName: 'Service ID',
	name: 'serviceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 7172389000000000000',
	description:
		'On the page of the app in Partner Center; it is also in the authorisation link there, after service_id=',
};

/** The page on which a seller authorizes the app; undefined without a Service ID. */
export function authorizeLink(site = '', serviceId = ''): string | undefined {
	const id = serviceId.trim();
	const host = AUTHORIZE_HOSTS[site] ?? AUTHORIZE_HOSTS.US;
	return id === '' ? undefined : `${host}/open/authorize?service_id=${encodeURIComponent(id)}`;
}
