import '../../app/promiseWithResolvers.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
