// `parseXml` by the Spark convention of the Open311 wiki, for the published open311 client. Written from the convention.
const { XMLParser, XMLValidator } = require('fast-xml-parser')

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
})

/** Text that reads as a number or a truth value becomes one. */
function typed(text) {
  if (text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text)
  const word = text.toLowerCase()
  return word === 'true' || word === 'false' ? word === 'true' : text
}

/** No element inside: its text, null when it has none. One inside, or one name twice: a list. Else an object. */
function spark(nodes, parseTypes) {
  const inside = nodes.flatMap(node =>
    Object.keys(node)
      .filter(name => name !== '#text' && name !== ':@')
      .map(name => ({ name, nodes: node[name] })),
  )
  if (inside.length === 0) {
    if (nodes.length === 0) return null
    const text = nodes.map(node => String(node['#text'] ?? '')).join('')
    return parseTypes ? typed(text) : text
  }
  const values = inside.map(one => spark(one.nodes, parseTypes))
  const isList = inside.length === 1 || new Set(inside.map(one => one.name)).size < inside.length
  return isList ? values : Object.fromEntries(inside.map((one, index) => [one.name, values[index]]))
}

exports.parseXml = (xml, parseTypes) => {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`not well-formed XML: ${valid.err.msg} in line ${valid.err.line}`)
  const [root] = parser.parse(xml)
  return spark(Object.values(root)[0], parseTypes !== false)
}
