/** The published npm client, which has no types of its own: the part of it that the test calls. */
declare module 'open311' {
  type Answer = (failed: unknown, data: unknown) => void
  export default class Open311 {
    constructor(options: { endpoint?: string; discovery?: string; format?: 'json' | 'xml'; apiKey?: string; jurisdiction?: string })
    format: 'json' | 'xml'
    endpoint?: string
    serviceDiscovery(options: { cache: boolean }, callback: Answer): void
    serviceList(callback: Answer): void
    serviceDefinition(code: string, callback: Answer): void
    submitRequest(data: Record<string, unknown>, callback: Answer): void
    token(token: string, callback: Answer): void
    serviceRequest(id: string, callback: Answer): void
    serviceRequests(ids: readonly string[] | Record<string, string>, callback: Answer): void
  }
}
