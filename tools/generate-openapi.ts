import { openApi } from '@fengqiao/server/testing'

/** The contract as `/openapi.json` serves it, at the address a first start has. */
export function generateOpenApi(): Record<string, string> {
  return { 'docs/generated/openapi.json': `${JSON.stringify(openApi({ url: 'http://127.0.0.1:8080' }), null, 1)}\n` }
}
