export { renderLetterPdf } from './letter-pdf.ts'
export { renderPoster, renderReceiptSlip } from './poster.ts'
