import { trimEnd } from 'lodash';

import { addressUse } from './specialAddresses';

/**
 * Names of hosts in the own network (RFC 6761, RFC 6762, RFC 8375; `internal` is reserved by ICANN; the others are widely used
 * within companies and by Kubernetes).
 */
const OWN_NAMES = [
	'localhost',
	'localdomain',
	'local',
	'lan',
	'internal',
	'svc',
	'home.arpa',
	'home',
	'intranet',
	'intra',
	'corp',
	'private',
	'test',
];

/** Names of metadata services of clouds, which hold the keys of a machine. */
const METADATA_NAMES = [
	'metadata',
	'metadata.google.internal',
	'metadata.goog',
	'metadata.azure.internal',
	'metadata.tencentyun.com',
	'instance-data',
	'instance-data.ec2.internal',
];

type Host = 'own network' | 'nobody' | 'public';

/** Kind of a host by its name or IP address. */
function hostKind({ hostname }: URL): Host {
	// No pattern: `/\.+$/` takes quadratic time on many dots.
	const name = trimEnd(hostname, '.');
	const use = addressUse(name);
	if (use) return use;
	if (name === '' || METADATA_NAMES.includes(name)) return 'nobody';
	const isOwn = !name.includes('.') || OWN_NAMES.some((own) => name.endsWith(`.${own}`));
	return isOwn ? 'own network' : 'public';
}

/** Whether a host is this machine or in the own network, by its name or IP address. */
export function isOwnNetwork(url: URL): boolean {
	return hostKind(url) === 'own network';
}

/**
 * Why signed calls must not be sent to a URL; undefined when they may be.
 *
 * Plain http is allowed only in the own network, for a sandbox or proxy: elsewhere others could read the tokens. User name,
 * password, query and fragment are not allowed, because they can hide the real host.
 */
export function urlProblem(address: string): string | undefined {
	const url = parsed(address);
	if (!url) return 'it is no address that begins with https://';
	if (!['https:', 'http:'].includes(url.protocol)) return 'it does not begin with https://';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (/[?#]/.test(address)) return 'it must end with the host or a path';
	if (hostKind(url) === 'nobody') return 'no service has such an address';
	if (url.protocol === 'http:' && !isOwnNetwork(url)) {
		return 'it begins with http://, and secrets would travel in clear text. Use https://';
	}
	return undefined;
}

/**
 * Why a signed call must not go to a URL with any query; undefined when it may. It may only go to the host of the credential.
 *
 * @param service  URL of the service, from the credential
 */
export function callUrlProblem(url: URL, service: string): string | undefined {
	const problem = urlProblem(service) ?? urlProblem(url.href.split(/[?#]/)[0]);
	if (problem) return problem;
	const { origin, host } = new URL(service);
	return url.origin === origin ? undefined : `the host of the credential is ${host}`;
}

/**
 * Why a file must not be fetched from a URL in an answer of a service; undefined when it may be. Only a service in the own
 * network may point into the own network.
 *
 * @param service  URL of the service
 */
export function fileUrlProblem(address: string, service: string): string | undefined {
	const url = parsed(address);
	const asker = parsed(service);
	if (!url || !asker) return 'it is no address';
	if (url.username || url.password) return 'there is a user name or password in it';
	if (hostKind(url) === 'nobody') return 'no service has such an address';
	if (isOwnNetwork(url) && !isOwnNetwork(asker)) return 'it points into the own network';
	const open = url.protocol === 'http:' && isOwnNetwork(url);
	return url.protocol === 'https:' || open ? undefined : 'it does not begin with https://';
}

function parsed(address: string): URL | undefined {
	return URL.canParse(address) ? new URL(address) : undefined;
}
