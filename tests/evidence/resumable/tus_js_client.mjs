// Sends one file with tus-js-client, saying on a line each how far it is: {"sent": n}, {"resumed": true}, {"done": address}, {"failed": words}.
// Called with the folder its node_modules lie in and the wish as JSON: {endpoint, path, headers, storage, piece, metadata}.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";

const [folder, wish] = process.argv.slice(2);
const tus = createRequire(`${folder}/`)("tus-js-client");
const { endpoint, path, headers, storage, piece, metadata } = JSON.parse(wish);
const tell = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);

const upload = new tus.Upload(createReadStream(path), {
  endpoint, headers, metadata, chunkSize: piece, retryDelays: [300, 600, 1000, 2000, 3000, 5000, 5000],
  urlStorage: new tus.FileUrlStorage(storage), removeFingerprintOnSuccess: true,
  onChunkComplete: (_piece, sent) => tell({ sent }),
  onSuccess: () => tell({ done: upload.url }),
  onError: (error) => { tell({ failed: String(error) }); process.exitCode = 1; },
});
const [previous] = await upload.findPreviousUploads();
if (previous) upload.resumeFromPreviousUpload(previous);
tell({ resumed: Boolean(previous) });
upload.start();
