export { type LetterPdfOptions, renderLetterPdf } from './letter-pdf.ts'
export { type PosterOptions, renderPoster, renderReceiptSlip, type SlipOptions } from './poster.ts'
