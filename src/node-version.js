import { readFileSync } from 'node:fs';

// Plain JavaScript, and before all else: a Node that cannot run the rest can still run this.
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const wanted = manifest.dependencies.node.split('.')[0];
const running = process.versions.node.split('.')[0];
if (running !== wanted) {
  process.stderr.write(
    `Rematch needs Node ${wanted}, and this is Node ${process.versions.node}: start it with "npm start", which brings its own.\n`,
  );
  process.exit(1);
}
