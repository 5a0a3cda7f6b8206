import { callUrlProblem, fileUrlProblem, urlProblem } from '../../../nodes/shared/url';

describe('the address of a service', () => {
	it.each([
		'https://open-api.tiktokglobalshop.com',
		'https://api.xlwms.com/openapi',
		'https://proxy.example.com:8443/tiktok',
		'http://127.0.0.1:4010',
		'http://localhost:4010',
		'http://[::1]:4010',
		'http://192.168.1.20',
		'http://10.0.0.7:3000/openapi',
		'http://172.31.9.9',
		'http://sandbox:4010',
		'http://host.docker.internal:4010',
		'http://oms.default.svc.cluster.local',
	])('%s may be called', (address) => {
		expect(urlProblem(address)).toBeUndefined();
	});

	it.each([
		['http://open-api.tiktokglobalshop.com', /clear text/],
		['http://8.8.8.8', /clear text/],
		['http://172.32.0.1', /clear text/],
		['http://10.example.com', /clear text/],
		['http://127.0.0.1.example.com', /clear text/],
		['ftp://127.0.0.1', /does not begin with https/],
		['file:///etc/passwd', /does not begin with https/],
		['javascript:alert(1)', /does not begin with https/],
		['open-api.tiktokglobalshop.com', /no address/],
		['', /no address/],
		['https://', /no address/],
		['https://open-api.tiktokglobalshop.com@example.com', /user name/],
		['https://user:pass@example.com', /user name/],
		['https://example.com/?x=', /end with the host/],
		['https://example.com/#', /end with the host/],
		['http://169.254.169.254', /no service/],
		['https://169.254.169.254', /no service/],
		['http://0xa9fea9fe/latest', /no service/],
		['http://[::ffff:169.254.169.254]', /no service/],
		['http://0.0.0.0:5678', /no service/],
		['http://[fe80::1]', /no service/],
		['http://[::ffff:8.8.8.8]', /no service/],
		['https://[64:ff9b::7f00:1]', /no service/],
		['https://metadata.google.internal/computeMetadata/v1', /no service/],
		['https://METADATA.google.internal.', /no service/],
		['https://100.100.100.200', /no service/],
		['https://.', /no address|no service/],
		['https://224.0.0.1', /no service/],
		['http://open-api.tiktokglobalshop.com.', /clear text/],
		['http://local.example.com', /clear text/],
	])('%s is refused', (address, reason) => {
		expect(urlProblem(address)).toMatch(reason);
	});
});

describe('the address of a file that a service has answered', () => {
	const SERVICE = 'https://open-api.tiktokglobalshop.com';

	it.each([
		['https://files.example.com/label.pdf?sig=1', SERVICE],
		['http://127.0.0.1:4010/label.pdf', 'http://127.0.0.1:4010'],
		['http://sandbox:4010/label.pdf', 'http://192.168.1.20'],
	])('%s from %s is fetched', (address, service) => {
		expect(fileUrlProblem(address, service)).toBeUndefined();
	});

	it.each([
		'http://files.example.com/label.pdf',
		'http://127.0.0.1:5678/rest/settings',
		'https://127.0.0.1/label.pdf',
		'https://2130706433/label.pdf',
		'https://localhost/label.pdf',
		'https://[::1]/label.pdf',
		'https://192.168.0.1/label.pdf',
		'https://redis/label.pdf',
		'https://redis./label.pdf',
		'https://LOCALHOST./label.pdf',
		'https://n8n.default.svc/label.pdf',
		'https://n8n.default.svc.cluster.local./label.pdf',
		'https://vault.internal/label.pdf',
		'https://printer.lan/label.pdf',
		'https://router.home.arpa/label.pdf',
		'https://wiki.corp/label.pdf',
		'https://wiki.intranet/label.pdf',
		'https://x.localhost/label.pdf',
		'https://100.64.0.1/label.pdf',
		'https://0x7f.1/label.pdf',
		'https://0177.0.0.1/label.pdf',
		'https://127.1/label.pdf',
		'https://%31%32%37.0.0.1/label.pdf',
		'https://１２７.0.0.1/label.pdf',
		'https://[::ffff:7f00:1]/label.pdf',
		'https://[::ffff:10.0.0.1]/label.pdf',
		'https://[64:ff9b::10.0.0.1]/label.pdf',
		'https://[2002:7f00:1::]/label.pdf',
		'https://[fd12:3456::1]/label.pdf',
		'https://198.18.0.1/label.pdf',
		'https://255.255.255.255/label.pdf',
		'https://metadata.goog/label.pdf',
		'https:\\\\127.0.0.1/label.pdf',
		'https://files.example.com@127.0.0.1/label.pdf',
		'https://169.254.169.254/latest/meta-data',
		'https://user:pass@files.example.com/label.pdf',
		'file:///etc/passwd',
		'data:application/pdf;base64,AA==',
		'',
	])('%s from TikTok Shop is not', (address) => {
		expect(fileUrlProblem(address, SERVICE)).toBeDefined();
	});

	it('the keys of a cloud are out of reach for a service in the own network too', () => {
		const address = 'http://169.254.169.254/latest/meta-data';
		expect(fileUrlProblem(address, 'http://127.0.0.1')).toBeDefined();
	});
});

describe('the address of a signed call', () => {
	const SERVICE = 'https://api.example.com:8443/openapi';
	const problem = (address: string) => callUrlProblem(new URL(address), SERVICE);

	it.each([
		'https://api.example.com:8443/openapi/v1/orders?page=1#end',
		'https://API.EXAMPLE.COM:8443/elsewhere',
		'https://api.example.com:8443//evil.example/x',
		'https://api.example.com:8443/@evil.example',
	])('%s goes to the host of the credential', (address) => {
		expect(problem(address)).toBeUndefined();
	});

	it.each([
		'https://api.example.com/openapi',
		'http://api.example.com:8443/openapi',
		'https://evil.example:8443/openapi',
		'https://api.example.com.evil.example:8443/openapi',
		'https://api.example.com:8443@evil.example/openapi',
		'https://api.example.com:8443%2f@evil.example/openapi',
		'https://evil.example\\@api.example.com:8443/openapi',
		'https://evil.example:8443#@api.example.com:8443',
		'https://api.example.com.:8443/openapi',
		'ftp://api.example.com:8443/openapi',
		'file:///api.example.com:8443',
	])('%s does not', (address) => expect(problem(address)).toBeDefined());

	it('has no host to go to where that of the credential cannot be one', () => {
		expect(callUrlProblem(new URL('https://a.example'), 'no address')).toBeDefined();
		expect(
			callUrlProblem(new URL('http://169.254.169.254'), 'http://169.254.169.254'),
		).toBeDefined();
	});
});
