// The one call that the published open311 client makes: `toJson(xml, { object: true })`. Texts stay texts, an empty element is {},
// elements of one name become a list.
const { XMLParser, XMLValidator } = require('fast-xml-parser')

const parser = new XMLParser({
  ignoreDeclaration: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: '$t',
  parseTagValue: false,
})

const emptied = value => {
  if (value === '') return {}
  if (Array.isArray(value)) return value.map(emptied)
  return typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, emptied(part)])) : value
}

exports.toJson = (xml, options = {}) => {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Error(`not well-formed XML: ${valid.err.msg} in line ${valid.err.line}`)
  const object = emptied(parser.parse(xml))
  return options.object ? object : JSON.stringify(object)
}
