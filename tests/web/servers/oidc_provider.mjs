// A certified OpenID provider on loopback, for the tests of the company sign-in.
//   node oidc_provider.mjs REDIRECT_URI     prints one line of JSON, runs until it is ended
// Its pages take any name and password; the name becomes the subject, and name@example.com its
// address, which is confirmed unless the name is "unproved".
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const client = { client_id: 'desk', client_secret: 'a-secret-of-more-than-thirty-two-characters' }
const server = createServer()
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [{
    ...client,
    redirect_uris: [process.argv[2]],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    scope: 'openid email profile'
  }],
  scopes: ['openid'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_context, name) => ({
    accountId: name,
    claims: () => ({
      sub: name,
      email: `${name}@example.com`,
      email_verified: name !== 'unproved',
      name: name[0].toUpperCase() + name.slice(1)
    })
  }),
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
  cookies: { keys: ['not-a-secret'] }
})
server.on('request', provider.callback())
console.log(JSON.stringify({ issuer, ...client }))
// Whoever started it is gone once its standard input ends.
process.stdin.on('end', () => process.exit(0)).resume()
